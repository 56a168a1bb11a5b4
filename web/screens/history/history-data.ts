import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedObject } from '../../api/model.ts'
import { isChanged, isOwnedLines } from '../../api/model.ts'
import type { HistoryItem } from '../card/timeline.ts'

type Page = { readonly items: readonly HistoryItem[]; readonly next: string | null }

/** The changes of a record, the latest first. */
export function historyQuery(object: DescribedObject, id: string) {
  return infiniteQueryOptions({
    queryKey: ['history', object.path, id],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api.get<Page>(`/${object.path}/${id}/history`, { signal, query: { limit: 100, after: pageParam } }),
    getNextPageParam: (page) => page.next,
  })
}

/** What of the history one wants to see; null asks nothing. */
export interface HistoryFilter {
  field: string | null
  who: string | null
  source: string | null
}

export const noFilter: HistoryFilter = { field: null, who: null, source: null }

/** The entries that fit, of each only the changes of the field that is asked for. */
export function filtered(items: readonly HistoryItem[], filter: HistoryFilter): HistoryItem[] {
  return items.flatMap((item) => {
    if (filter.who !== null && item.by?.id !== filter.who) return []
    if (filter.source !== null && item.source !== filter.source) return []
    if (filter.field === null) return [item]
    const changes = item.changes.filter(({ field }) => field === filter.field)
    return changes.length > 0 ? [{ ...item, changes }] : []
  })
}

/**
 * The instant just after a change, for the record as that change left it. The history tells milliseconds and
 * the database keeps finer ones, so the next one is meant.
 */
export function justAfter(at: string): string {
  return new Date(Date.parse(at) + 1).toISOString()
}

export interface Compared {
  readonly field: DescribedField
  readonly differs: boolean
}

/**
 * The fields in the order of the card, first those that were otherwise then. Lines that did not change since
 * are not told of at all.
 */
export function compared(object: DescribedObject, then: ApiRecord, now: ApiRecord): Compared[] {
  const onCard = object.card.flatMap((section) => section.fields)
  const names = [...new Set([...onCard, ...object.fields.map(({ name }) => name)])]
  const fields = names.flatMap((name) => object.fields.find((field) => field.name === name) ?? [])
  const all = fields
    .filter((field) => !field.system && (field.value.kind !== 'lines' || isOwnedLines(field)))
    .map((field) => ({ field, differs: field.name in then && !isSame(then[field.name], now[field.name]) }))
  const isThere = ({ field, differs }: Compared) => differs || plain(now[field.name]) !== 'null'
  return all.filter(isThere).toSorted((left, right) => Number(right.differs) - Number(left.differs))
}

export function isSame(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}

/** What the engine keeps of a line beside what people write in it. */
const kept = new Set(['id', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'position', 'party'])

/** A value in one form, whether it comes from the record or from its history. */
function plain(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'null'
  if (Array.isArray(value)) return value.length === 0 ? 'null' : `[${value.map(plain).join()}]`
  if (typeof value === 'object') {
    if ('id' in value && ('title' in value || 'hash' in value || 'size' in value)) return plain(value.id)
    const entries = Object.entries(value)
      .filter(([name, inner]) => !kept.has(name) && plain(inner) !== 'null' && inner !== false)
      .map(([name, inner]) => `${name}:${plain(inner)}`)
    return `{${entries.toSorted((left, right) => left.localeCompare(right, 'en')).join()}}`
  }
  const text = String(value)
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text
}

/** Fields that may be set back. */
export function restorable(rows: readonly Compared[]): DescribedField[] {
  return rows
    .filter(({ differs }) => differs)
    .map(({ field }) => field)
    .filter(
      (field) =>
        isChanged(field) &&
        !field.derived &&
        !field.readOnly &&
        (field.value.kind === 'lines' ? isOwnedLines(field) : field.control.edit !== null),
    )
}

const sources = ['web', 'api', 'cli', 'import', 'job', 'system'] as const

/** What is not known by name came by the system itself. */
export function sourceKey(source: string): (typeof sources)[number] {
  return sources.find((one) => one === source) ?? 'system'
}
