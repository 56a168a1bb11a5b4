import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DeletedRecord } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { useBringBack } from '../../api/use-bring-back.ts'
import { formatInstant } from '../../format/format-day.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { OtherValues } from '../card/other-values.tsx'
import type { List } from './use-list.ts'

/** What was deleted of an object, by whom and when, and the way back. */
export function BinDialog({ list, onClose }: { list: List; onClose: () => void }) {
  const { t } = useTranslation()
  const { object, context } = list
  const queries = useQueryClient()
  const deleted = useInfiniteQuery({
    queryKey: ['deleted', object.path],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<{ items: readonly DeletedRecord[]; next: string | null }>(`/${object.path}/deleted`, {
        signal,
        query: { after: pageParam },
      }),
    getNextPageParam: (page) => page.next,
  })
  const { bringBack, problem, taken } = useBringBack(
    object,
    (title) => t('list.restored', { title }),
    async () => {
      await queries.invalidateQueries()
      await list.rows.reload()
    },
  )
  const items = deleted.data?.pages.flatMap((page) => page.items) ?? []
  const mayRestore = object.may.includes('create')
  const other = items.find(({ id }) => id === taken?.id)
  return (
    <Dialog open size="large" title={t('list.deletedOf', { what: object.plural })} onClose={onClose}>
      <div className="col g12">
        {deleted.error && <Note tone="bad">{problemWords(deleted.error, t)}</Note>}
        {problem !== null && <Note tone="bad">{problem}</Note>}
        {taken && other && (
          <OtherValues
            key={taken.id}
            object={object}
            faults={taken.faults}
            onRestore={(values) => void bringBack(other.id, other.title ?? '', values)}
          />
        )}
        {deleted.isPending && <p className="t3">{t('kit.loading')}</p>}
        {deleted.data && items.length === 0 && <p className="t3">{t('list.nothingDeleted')}</p>}
        {items.length > 0 && (
          <ul className="bin-rows">
            {items.map((one) => (
              <li key={one.id}>
                <span className="grow">
                  <span className="bb">
                    <Link className="link" to="/$object/$id" params={{ object: object.path, id: one.id }}>
                      {one.title ?? '–'}
                    </Link>
                  </span>
                  <span className="t3">
                    {[one.by?.title, formatInstant(context.language, one.at), one.reason]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </span>
                {mayRestore && (
                  <Button onClick={() => void bringBack(one.id, one.title ?? '')}>
                    {t('list.restoreIt')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {deleted.hasNextPage && (
          <Button busy={deleted.isFetchingNextPage} onClick={() => void deleted.fetchNextPage()}>
            {t('list.showMore')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}
