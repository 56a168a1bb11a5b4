import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiProblem } from '../../api/problem.ts'
import { Button } from '../../ui/button.tsx'
import type { Act, OutsideForm } from './outside-form.ts'

interface OutsidePapersProps {
  token: string
  form: OutsideForm
  fault: ApiProblem | null
  act: Act
}

/** The papers that were asked for, each with what was added to it, and a place for anything else. */
export function OutsidePapers({ token, form, fault, act }: OutsidePapersProps) {
  const { t } = useTranslation()
  const other = { kind: 'other', label: t('outside.otherPapers'), required: false }
  const kinds = [...form.papers, other]
  const add = (kind: string, files: FileList | null) => {
    const [file] = files ?? []
    if (!file) return
    const body = new FormData()
    // The token comes first: the server looks at it before it takes the file in.
    body.append('token', token)
    body.append('kind', kind)
    body.append('file', file)
    void act(() => api.post<OutsideForm>('/outside/files', body, { timeoutMilliseconds: 0 }))
  }
  return (
    <section className="col g12" aria-label={t('outside.papers')}>
      <h2>{t('outside.papers')}</h2>
      {kinds.map(({ kind, label, required }) => {
        const message = fault?.at(`papers.${kind}`)
        return (
          <div key={kind} className="outside-paper">
            <div className="row g8">
              <b className="b grow">
                {label}
                {required && <span className="bad"> *</span>}
              </b>
              <label className="btn outside-add">
                {t('outside.add')}
                <input
                  type="file"
                  className="unseen"
                  aria-label={t('outside.addPaper', { label })}
                  onChange={(event) => {
                    add(kind, event.target.files)
                    event.target.value = ''
                  }}
                />
              </label>
            </div>
            {message && <p className="bad s">{message}</p>}
            <ul>
              {form.files
                .filter((file) => file.kind === kind)
                .map((file) => (
                  <li key={file.id} className="row g8">
                    <span className="grow cut">{file.name}</span>
                    <Button
                      size="small"
                      onClick={() =>
                        void act(() => api.post('/outside/files/remove', { token, file: file.id }))
                      }
                    >
                      {t('outside.remove')}
                    </Button>
                  </li>
                ))}
            </ul>
          </div>
        )
      })}
    </section>
  )
}
