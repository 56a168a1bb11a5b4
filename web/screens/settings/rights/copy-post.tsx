import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../../api/client.ts'
import { useModel } from '../../../api/model.ts'
import { useShell } from '../../../app/shell.ts'
import { FieldFrame } from '../../../ui/field-frame.tsx'
import { TextInput } from '../../../ui/text-input.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { editedOf, forAnother, toSend } from './edited-grants.ts'
import type { ApiGrant } from './edited-grants.ts'
import type { Post } from './posts-page.tsx'

export interface CopyPostProps {
  post: Post
  onMade: (id: string) => void
  onClose: () => void
}

/** A new post that may do what another may. */
export function CopyPost({ post, onMade, onClose }: CopyPostProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { objects } = useModel()
  const { me } = useShell()
  const [name, setName] = useState('')
  const save = async () => {
    const { items } = await api.get<{ items: ApiGrant[] }>(`/posts/${post.id}/grants`)
    const edited = editedOf(items)
    // Who does not see all of the model cannot tell what is retired from what they do not know.
    const all = edited.map((grant) => ({ ...grant, id: null }))
    const grants = toSend(me.administrator ? forAnother(edited, objects) : all)
    const made = await api.post<{ id: string }>('/posts', { name })
    try {
      await api.put(`/posts/${made.id}/grants`, { grants })
    } catch (error) {
      // A post that may nothing is no copy; where it cannot go again, why there is none is said all the same.
      await api.remove(`/posts/${made.id}`).catch(() => undefined)
      throw error
    }
    await queries.invalidateQueries({ queryKey: ['list'] })
    onMade(made.id)
  }
  return (
    <FormDialog
      title={t('rights.copyPost')}
      subtitle={post.name}
      does={t('settings.copy')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <FieldFrame label={t('settings.name')} required problem={faultOf('name')}>
          <TextInput value={name} onChange={setName} autoFocus />
        </FieldFrame>
      )}
    </FormDialog>
  )
}
