import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export interface WhoSeesProps {
  object: DescribedObject
  id: string
  title: string
  onClose: () => void
}

type Reader = { id: string; name: string; because: string }

/**
 * Everybody who may see a record, and what lets each of them; only an administrator may ask. A name leads to
 * the page of the user, where all that they may do can be asked.
 */
export function WhoSees({ object, id, title, onClose }: WhoSeesProps) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['readers', object.name, id],
    retry: false,
    queryFn: ({ signal }) =>
      api.post<{ items: Reader[] }>('/explain/readers', { object: object.name, record: id }, { signal }),
  })
  return (
    <Dialog open title={t('card.whoSees')} subtitle={title} onClose={onClose}>
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {!data && !error && <p className="t3">{t('kit.loading')}</p>}
      <ul className="who-sees">
        {data?.items.map((reader) => (
          <li key={reader.id}>
            <Link
              className="b"
              to="/settings/$page/$item"
              params={{ page: 'users', item: `users.${reader.id}` }}
            >
              {reader.name}
            </Link>
            <span className="t2 s">{reader.because}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
