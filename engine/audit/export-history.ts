import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import { filled, rowsOf } from '../query/index.ts'
import { readableRows } from '../query/record-scope.ts'
import { calledSmall, manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import { csvWriter, type WrittenRow } from '../table-files/index.ts'
import { lineLabels, type LineLabels } from './line-labels.ts'
import { historyPage, type HistoryEntry, type LookingBack } from './history.ts'

/** A file that is written while it is fetched. */
export type HistoryFile = {
  readonly name: string
  readonly type: string
  readonly content: AsyncGenerator<Buffer>
}

const pageRows = 500

/**
 * The whole history of a record as CSV, one row for each field that was changed, the latest first: what the
 * asker sees of it, and no more. Throws a 404 for a hidden record, a 403 without the right to export it.
 */
export async function exportHistory(
  database: Connection,
  reader: LookingBack,
  object: ResolvedObject,
  record: string,
): Promise<HistoryFile> {
  await mayExport(database, reader, object, record)
  const { language } = reader.actor
  const headings = [
    said('When'),
    said('Who'),
    said('Through'),
    said('What'),
    said('Why'),
    said('Field'),
    said('Before'),
    said('After'),
  ]
  const columns = headings.map((heading) => ({ header: heading.in(language) }))
  const name = said('History of {what}', { what: calledSmall(object.declaration) }).in(language)
  return {
    name: `${name} ${new Date().toISOString().slice(0, 10)}.csv`,
    type: 'text/csv; charset=utf-8',
    content: csvWriter(columns, rowsOfHistory(database, reader, object, record), { byteOrderMark: true }),
  }
}

async function mayExport(database: Connection, reader: LookingBack, object: ResolvedObject, record: string) {
  const rights = reader.actor.access.object(object.name)?.rows('export')
  const exported = rights === undefined ? sql`false` : rowsOf(reader, object, 't', rights)
  const [row] = await database.query<{ may: boolean }>(
    filled(
      sql`select (${exported}) is true as may from ${id(object.table)} t
          where t.id = ${record}::uuid and ${readableRows(reader, object, 't')}`,
      reader,
    ),
  )
  if (!row) throw notFound()
  const what = manyCalled(object.declaration)
  const refusal = said('You may not export {what}. Ask an administrator for the right.', { what })
  if (!row.may) throw new Problem(403, 'forbidden', refusal)
}

async function* rowsOfHistory(
  database: Connection,
  reader: LookingBack,
  object: ResolvedObject,
  record: string,
): AsyncGenerator<WrittenRow[]> {
  const labels = lineLabels(reader.model, object, reader.actor.language)
  for (let after: string | null | undefined; after !== null;) {
    const page = await historyPage(database, reader, object, record, {
      limit: pageRows,
      ...(after === undefined ? {} : { after }),
    })
    yield page.items.flatMap((entry) => rowsOfEntry(entry, labels))
    after = page.next
  }
}

function rowsOfEntry(entry: HistoryEntry, labels: LineLabels): WrittenRow[] {
  const { at, by, source, action, title, reason, changes } = entry
  const head = [at, by?.title ?? null, source, title ?? action, reason]
  if (changes.length === 0) return [[...head, null, null, null]]
  return changes.map(({ field, label, before, after }) => {
    const words = labels.get(field)
    return [...head, label, cellOf(before, words), cellOf(after, words)]
  })
}

/** References, choices and fields of lines by what they are called, lines and lists one after the other. */
export function cellOf(value: unknown, words?: ReadonlyMap<string, string>): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map((one) => cellOf(one, words) ?? '').join(' | ')
  if (typeof value !== 'object') return String(value as string | number | boolean)
  if ('title' in value) return cellOf(value.title ?? (value as { id?: unknown }).id)
  return Object.entries(value)
    .filter(([key]) => key !== 'id')
    .map(([key, one]) => `${words?.get(key) ?? key}: ${cellOf(one) ?? ''}`)
    .join('; ')
}
