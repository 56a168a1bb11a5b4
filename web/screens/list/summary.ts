import { sumByCurrency } from '#model'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import type { RowSource } from '../../ui/grid/row-store.ts'
import type { Group } from '../../ui/grid/row-window.ts'
import { bothOf } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { listSource, questionOf } from './list-source.ts'
import type { Question } from './list-source.ts'
import type { Reading } from './reading.ts'

export interface Amount {
  amount: string
  currency: string
}

/** Counts and sums of a list, whole and by group, as `GET /{objects}/summary` gives them. */
export interface Summary {
  groups?: readonly SummaryGroup[]
  total: { count: number; sums: Sums }
  /** Where the events stood before it was read. */
  position?: string | null
}

interface SummaryGroup {
  values: Readonly<Record<string, unknown>>
  count: number
  sums: Sums
}

type Sums = Readonly<Record<string, string | null | readonly { currency: string | null; sum: string }[]>>

export async function summaryOf(
  object: DescribedObject,
  question: Question,
  group: string | null,
  sums: readonly string[],
  signal: AbortSignal,
): Promise<Summary> {
  const { data, position } = await api.getWithTag<Summary>(`/${object.path}/summary`, {
    live: group !== null,
    query: { ...questionOf(question), groupBy: group, sums: sums.join(',') },
    signal,
  })
  return { ...data, position }
}

/** The amounts among the fields read: they sum up, each currency by itself. */
export function sumsOf(object: DescribedObject, fields: readonly string[]): string[] {
  return fields.filter((name) => fieldOf(object, name)?.control.show === 'money')
}

/** The sums of one field, one for each currency; amounts without one are in the group's. */
export function amountsOf(sums: Sums | undefined, field: string, currency: string): Amount[] {
  const sum = sums?.[field]
  if (sum === undefined || sum === null) return []
  if (typeof sum === 'string') return [{ amount: sum, currency }]
  const named = sum.map((each) => ({ amount: each.sum, currency: each.currency ?? currency }))
  const amounts = [...sumByCurrency(named)].map(([each, amount]) => ({ amount, currency: each }))
  // The currency in which the group reckons is read first.
  return amounts.toSorted(
    (one, other) => Number(other.currency === currency) - Number(one.currency === currency),
  )
}

/** Groups as the grid draws them, in the order of the server; those of no value last. */
export function toGroups(
  object: DescribedObject,
  by: string,
  summary: Summary | undefined,
  currency = 'EUR',
): Group[] {
  const names = object.fields.map(({ name }) => name)
  const groups = (summary?.groups ?? []).map(({ values, count, sums }): Group => {
    const value = values[by] ?? null
    return {
      key: keyOf(value),
      value,
      count,
      sums: Object.fromEntries(
        names
          .filter((name) => sums[name] !== undefined)
          .map((name) => [name, amountsOf(sums, name, currency)]),
      ),
    }
  })
  return [...groups.filter(({ value }) => value !== null), ...groups.filter(({ value }) => value === null)]
}

/** The rows of one group. */
export function groupSource(
  object: DescribedObject,
  query: ListQuery,
  fields: readonly string[],
  reading: Reading,
  group: Group,
): RowSource<ApiRecord> {
  const value = group.value as { id?: string } | string | boolean | null
  const id = typeof value === 'object' && value !== null ? value.id : value
  const within = { [query.group ?? '']: id === null || id === undefined ? { set: false } : id }
  return listSource(object, { ...query, where: bothOf(query.where, within) }, fields, reading)
}

function keyOf(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'object'
    ? String((value as { id?: string }).id ?? JSON.stringify(value))
    : String(value)
}
