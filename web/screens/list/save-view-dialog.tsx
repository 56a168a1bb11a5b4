import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemWords } from '../../api/problem-words.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { DeedDialog } from './deed-dialog.tsx'
import type { ListView } from './list-view.ts'
import type { List } from './use-list.ts'

interface SaveViewDialogProps {
  list: List
  view: ListView | null
  onClose: () => void
}

/** Names a view, and says for whom it is: a new one of what the list shows now, or one's own to rename. */
export function SaveViewDialog({ list, view, onClose }: SaveViewDialogProps) {
  const { t } = useTranslation()
  const [name, setName] = useState(view?.label ?? '')
  const [audience, setAudience] = useState(view?.saved?.shared ? 'all' : (view?.saved?.post?.id ?? 'me'))
  const [problem, setProblem] = useState<string | null>(null)
  const save = async () => {
    if (name.trim() === '') return setProblem(t('list.nameTheView'))
    const forWhom = {
      shared: audience === 'all',
      post: audience === 'me' || audience === 'all' ? null : audience,
    }
    try {
      if (view) await list.saved.change(view.key, { name: name.trim(), ...forWhom })
      else {
        const { where, query, layout, shown, views } = list
        const key = await list.saved.create({
          name: name.trim(),
          ...forWhom,
          where,
          sort: [...query.sort],
          columns: shown,
          layout: { columns: layout, group: query.group },
          position: views.filter(({ saved }) => saved).length,
        })
        list.go({ view: key, where: undefined, sort: undefined, group: undefined }, false)
      }
      toast(t('list.viewSaved', { name: name.trim() }))
      onClose()
    } catch (error) {
      // The server's sentence says what is wrong with the view; the dialog stays open for it.
      setProblem(problemWords(error, t))
    }
  }
  return (
    <DeedDialog
      size="small"
      title={view ? t('list.renameView') : t('list.newView')}
      deed={t('list.saveView')}
      onDeed={() => void save()}
      onClose={onClose}
    >
      <div className="col g12">
        <FieldFrame
          label={t('list.viewName')}
          required
          {...(problem ? { problem: { tone: 'bad', message: problem } } : {})}
        >
          <TextInput value={name} onChange={setName} />
        </FieldFrame>
        <FieldFrame label={t('list.viewFor')}>
          <Select
            value={audience}
            options={[
              { value: 'me', label: t('list.forMe') },
              ...list.saved.posts.map(({ id, title }) => ({
                value: id,
                label: t('list.forPost', { post: title }),
              })),
              { value: 'all', label: t('list.forAll') },
            ]}
            onChange={(next) => setAudience(next ?? 'me')}
          />
        </FieldFrame>
      </div>
    </DeedDialog>
  )
}
