import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { dayOfInstant, endOfDay, today } from '../../format/day.ts'
import { formatCount } from '../../format/format-number.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip, type Tone } from '../../ui/chip.tsx'
import { DayInput } from '../../ui/day-input.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Difference } from '../../ui/timeline.tsx'
import { changeText } from '../card/change-value.ts'
import { FilterChips } from './filter-chips.tsx'
import type { List } from './use-list.ts'

type What = 'created' | 'deleted' | 'changed'

interface Otherwise {
  id: string
  title: string | null
  what: What
}

interface Page {
  counts: Record<What, number>
  items: readonly Otherwise[]
  next: string | null
}

/** From one day to the end of another; without the latter, to now. */
interface Span {
  from: string
  to: string | undefined
}

const kinds: Readonly<Record<What, Tone>> = { created: 'good', changed: 'cold', deleted: 'bad' }

/** What of a list was otherwise on two days: what came, what went, and what changed, field by field. */
export function DifferenceDialog({ list, from }: { list: List; from: string }) {
  const { t } = useTranslation()
  const { object, query, context, filter, search } = list
  const span: Span = { from, to: search.until }
  const found = useInfiniteQuery({
    queryKey: ['difference', object.path, span, query.where],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>(`/${object.path}/difference`, {
        signal,
        query: { ...span, ...(query.where ? { where: query.where } : {}), limit: 20, after: pageParam },
        timeoutMilliseconds: 30_000,
      }),
    getNextPageParam: (page) => page.next,
  })
  const close = () => list.go({ dialog: undefined, until: undefined })
  const pages = found.data?.pages ?? []
  const items = pages.flatMap((page) => page.items)
  const [first] = pages
  return (
    <Dialog
      open
      size="large"
      title={t('list.differenceOf', { what: object.plural })}
      subtitle={t('list.differenceHint')}
      onClose={close}
    >
      <div className="col g12">
        <Days list={list} span={span} />
        {filter.parts.length > 0 && (
          <div className="row g4 wrap">
            <FilterChips
              object={object}
              filter={filter}
              onOpen={() => list.filterBy(null)}
              onChange={list.setWhere}
            />
          </div>
        )}
        {found.error && <Note tone="bad">{problemWords(found.error, t)}</Note>}
        {found.isPending && <p className="t3">{t('kit.loading')}</p>}
        {first && (
          <p className="row g8 wrap" role="status">
            {(Object.keys(kinds) as What[]).map((what) => (
              <Chip key={what} tone={kinds[what]}>
                {t(`list.difference.${what}`)} {formatCount(context.language, first.counts[what])}
              </Chip>
            ))}
          </p>
        )}
        {first && items.length === 0 && <p className="t3">{t('list.nothingOtherwise')}</p>}
        {items.length > 0 && (
          <ul className="bin-rows difference-rows">
            {items.map((one) => (
              <Row key={one.id} list={list} one={one} span={span} />
            ))}
          </ul>
        )}
        {found.hasNextPage && (
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('list.showMore')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

function Days({ list, span: { from, to } }: { list: List; span: Span }) {
  const { t } = useTranslation()
  const first = dayOfInstant(from)
  const last = to === undefined ? today() : dayOfInstant(to)
  return (
    <div className="row g12 wrap">
      <FieldFrame label={t('list.differenceFrom')}>
        <DayInput value={first} most={last} onChange={(day) => day && list.go({ asOf: endOfDay(day) })} />
      </FieldFrame>
      <FieldFrame label={t('list.differenceTo')}>
        <DayInput
          value={last}
          least={first}
          most={today()}
          onChange={(day) => list.go({ until: !day || day === today() ? undefined : endOfDay(day) })}
        />
      </FieldFrame>
    </div>
  )
}

interface RowProps {
  list: List
  one: Otherwise
  span: Span
}

function Row({ list, one, span }: RowProps) {
  const { t } = useTranslation()
  const title = one.title ?? '–'
  return (
    <li>
      <span className="grow">
        <span className="row g8 wrap">
          {/* What is gone opens as it was, from where it can be brought back. */}
          <Link
            className="bb"
            to="/$object/$id/history"
            params={{ object: list.object.path, id: one.id }}
            search={(one.what === 'deleted' ? { asOf: span.from } : {}) as never}
          >
            {title}
          </Link>
          <Chip tone={kinds[one.what]}>{t(`list.difference.${one.what}`)}</Chip>
        </span>
        {one.what === 'changed' && <Fields list={list} id={one.id} span={span} />}
      </span>
    </li>
  )
}

interface Changes {
  changes: readonly { field: string; label: string; before: unknown; after: unknown }[]
}

/** What each field was and is. */
function Fields({ list, id, span }: { list: List; id: string; span: Span }) {
  const { t } = useTranslation()
  const { object, model, context } = list
  const found = useQuery({
    queryKey: ['difference', object.path, id, span],
    queryFn: ({ signal }) =>
      api.get<Changes>(`/${object.path}/${id}/difference`, { signal, query: { ...span } }),
  })
  if (found.isPending) return <span className="t3">{t('kit.loading')}</span>
  if (found.error) return <span className="bad">{problemWords(found.error, t)}</span>
  const changes = (found.data?.changes ?? []).filter(
    ({ field }) => object.fields.find(({ name }) => name === field)?.system !== true,
  )
  const record = (side: 'before' | 'after') =>
    Object.fromEntries([['id', id], ...changes.map((one) => [one.field, one[side]])]) as ApiRecord
  const words = (side: 'before' | 'after', name: string) => {
    const all = record(side)
    return changeText(object, name, all[name], { record: all, model, context, t })
  }
  return changes.map(({ field, label }) => (
    <span key={field} className="difference-field">
      <span className="t3">{label}</span>{' '}
      <Difference before={words('before', field)} after={words('after', field)} />
    </span>
  ))
}
