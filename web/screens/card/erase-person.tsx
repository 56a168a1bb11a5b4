import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import type { DescribedObject } from '../../api/model.ts'
import { ApiProblem } from '../../api/problem.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segments } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Mentions, type Mention } from './mentions.tsx'

type Mode = 'anonymise' | 'erase'
type Line = { what: string; count: number | null; why: string | null }
type Duty = { rule: string; ground: string; until: string }
type Preview = {
  duties: readonly Duty[]
  earlier: readonly (Duty & { changed: string })[]
  destroyed: readonly Line[]
  kept: readonly Line[]
}

export interface ErasePersonProps {
  object: DescribedObject
  id: string
  title: string
  onClose: () => void
}

/** What would be destroyed and what is kept, and why; then, with a reason, the erasure itself. */
export function ErasePerson({ object, id, title, onClose }: ErasePersonProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const queries = useQueryClient()
  const [mode, setMode] = useState<Mode>('anonymise')
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [wasWrong, setWasWrong] = useState(false)
  const [chosen, setChosen] = useState<readonly Mention[]>([])
  const isUser = object.name === 'user'
  const place = `/${object.path}/${id}/erasure`
  const { data, error } = useQuery({
    queryKey: ['erasure', object.path, id, mode],
    queryFn: ({ signal }) => api.get<Preview>(place, { signal, query: { mode } }),
  })
  const fault = problem instanceof ApiProblem ? problem.at('reason') : undefined
  const isFree = data?.duties.length === 0
  const isConfirmed = wasWrong || data?.earlier.length === 0
  const run = async () => {
    if (!isFree || !isConfirmed || busy) return
    setBusy(true)
    try {
      const mentions = chosen.map(({ object: name, record, field }) => ({ object: name, record, field }))
      const confirmed = wasWrong ? [keptBefore] : []
      const { job } = await api.post<{ job: string }>(place, { mode, reason, mentions }, { confirmed })
      const last = await ended(job)
      if (last.state !== 'done') throw new ApiProblem(409, last.state, last.error ?? t('kit.problem.server'))
      toast(t(mode === 'erase' ? 'card.erased' : 'card.anonymised'))
      await queries.invalidateQueries()
      onClose()
    } catch (thrown) {
      setProblem(thrown)
      setBusy(false)
    }
  }
  const label = t(mode === 'erase' ? 'card.eraseNow' : 'card.anonymiseNow')
  return (
    <Dialog
      open
      title={t('card.erasePerson').replace('…', '')}
      subtitle={title}
      onClose={onClose}
      onFinish={() => void run()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('card.cancel')}
          </Button>
          {isFree && isConfirmed && (
            <Button size="tall" look="danger" keys="Ctrl+Enter" busy={busy} onClick={() => void run()}>
              {label}
            </Button>
          )}
        </>
      }
    >
      <div className="col g12">
        {/* What a user did stays theirs: they only become anonymous. */}
        {!isUser && (
          <Segments<Mode>
            label={t('card.eraseMode')}
            value={mode}
            choices={[
              { value: 'anonymise', label: t('card.anonymise') },
              { value: 'erase', label: t('card.erase') },
            ]}
            onChange={setMode}
          />
        )}
        {data?.duties.map(({ rule, ground, until }) => (
          <Note
            key={rule}
            tone="bad"
            title={t('card.eraseDuty', { until: formatDay(language, until, 'text') })}
          >
            {ground}
          </Note>
        ))}
        {isFree && data.earlier.length > 0 && (
          <Earlier duties={data.earlier} wasWrong={wasWrong} onChange={setWasWrong} />
        )}
        {!data && !error && <p className="t3">{t('kit.loading')}</p>}
        {isFree && <Lines title={t('card.eraseGone')} lines={data.destroyed} />}
        {isFree && <Lines title={t('card.eraseKept')} lines={data.kept} />}
        {isFree && <Mentions place={place} chosen={chosen} onChange={setChosen} />}
        {error && <Note tone="bad">{problemWords(error, t)}</Note>}
        {isFree && (
          <FieldFrame
            label={t('card.eraseReason')}
            required
            hint={t('card.eraseReasonHint')}
            problem={fault ? { tone: 'bad', message: fault } : undefined}
          >
            <TextInput value={reason} onChange={setReason} />
          </FieldFrame>
        )}
        {problem !== null && !fault && <Note tone="bad">{problemWords(problem, t)}</Note>}
      </div>
    </Dialog>
  )
}

/** The warning that is confirmed by saying so. */
const keptBefore = 'personal.keptBefore'

type EarlierProps = { duties: Preview['earlier']; wasWrong: boolean; onChange: (is: boolean) => void }

/** By what stood there before it was to be kept: whoever goes on says that it had been wrong. */
function Earlier({ duties, wasWrong, onChange }: EarlierProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const text = (day: string) => formatDay(language, day, 'text')
  return (
    <>
      {duties.map(({ rule, ground, until, changed }) => (
        <Note
          key={rule}
          tone="warn"
          title={t('card.eraseBefore', { changed: text(changed), until: text(until) })}
        >
          {ground}
        </Note>
      ))}
      <Checkbox value={wasWrong} label={t('card.eraseBeforeWrong')} onChange={onChange} />
    </>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <section className="col g4">
      <h3 className="b">{title}</h3>
      <ul className="erase-lines">
        {lines.map(({ what, count, why }) => (
          <li key={what}>
            {what}
            {count !== null && count > 1 && <span className="t3"> · {count}</span>}
            {why && <span className="t3"> – {why}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
