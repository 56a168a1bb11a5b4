import { labelOf, type TextStyle } from '#model'
import type { Database } from '../database/database.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { aggregateRecords, type AggregateQuery } from '../records/read/aggregate.ts'
import { said } from '../said/said.ts'
import { words } from '../said/sayer.ts'
import type { WrittenColumn, WrittenRow } from '../table-files/index.ts'

type Counted = {
  readonly groups: readonly { readonly values: Readonly<Record<string, unknown>>; readonly count: number }[]
}

/**
 * A report of counts as the rows of a file: a column for what is grouped by, each in words, and how many.
 * Only what the actor may export is counted.
 */
export async function countedRows(
  database: Database,
  reader: Acting,
  object: ResolvedObject,
  query: AggregateQuery & { readonly groupBy: readonly string[] },
  style: TextStyle,
): Promise<{ readonly columns: readonly WrittenColumn[]; readonly rows: readonly WrittenRow[] }> {
  const text = await aggregateRecords(database, reader, object, { ...query, right: 'export' })
  const { groups } = JSON.parse(text) as Counted
  const fields = query.groupBy.flatMap((name) => object.fields.get(name.split('.')[0] ?? '') ?? [])
  const language = style.language
  const columns: WrittenColumn[] = [
    ...fields.map((field, at): WrittenColumn => ({
      header: labelOf(field.field, language),
      ...(query.groupBy[at]?.includes('.') ? { kind: 'day' } : {}),
    })),
    { header: words(said('How many'), language), kind: 'number' },
  ]
  const rows = groups.map(({ values, count }): WrittenRow => [
    ...query.groupBy.map((name, at) => cell(values[name], fields[at], style)),
    String(count),
  ])
  return { columns, rows }
}

function cell(value: unknown, field: ResolvedField | undefined, style: TextStyle): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'object' && 'title' in value) return value.title === null ? null : String(value.title)
  // What is counted by a part of the calendar is the day on which that begins.
  if (!field || field.type.valueType(field.field).kind === 'day') return String(value)
  return field.type.toText(value as never, field.field, style) || String(value)
}
