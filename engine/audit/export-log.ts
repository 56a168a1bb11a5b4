import type { Connection } from '../database/database.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'
import { csvWriter, type WrittenRow } from '../table-files/index.ts'
import { writeExportEntry } from './export-entry.ts'
import { cellOf, type HistoryFile } from './export-history.ts'
import { lineLabels, type LineLabels } from './line-labels.ts'
import { logPage, type LogEntry, type LogFilter } from './log.ts'

const pageRows = 1_000

/**
 * The log as a CSV, a row for each field that was changed, the latest first: of records that may be exported.
 * The export is an entry too.
 */
export async function exportLog(
  database: Connection,
  reader: Acting,
  filter: LogFilter,
): Promise<HistoryFile> {
  const { language } = reader.actor
  await writeExportEntry(database, reader.actor, 'auditEntry', { format: 'csv', ...filter })
  const headings = [
    said('When'),
    said('Who'),
    said('Through'),
    said('Address'),
    said('Object'),
    said('Record'),
    said('What'),
    said('Why'),
    said('Field'),
    said('Before'),
    said('After'),
    said('Change'),
    said('Request'),
  ]
  const columns = headings.map((heading) => ({ header: heading.in(language) }))
  return {
    name: `${said('Log').in(language)} ${new Date().toISOString().slice(0, 10)}.csv`,
    type: 'text/csv; charset=utf-8',
    content: csvWriter(columns, rowsOf(database, reader, filter), { byteOrderMark: true }),
  }
}

async function* rowsOf(
  database: Connection,
  reader: Acting,
  filter: LogFilter,
): AsyncGenerator<WrittenRow[]> {
  const labels = new Map<string, LineLabels>()
  for (let after: string | null | undefined; after !== null;) {
    const page = await logPage(database, reader, {
      ...filter,
      isTaken: true,
      limit: pageRows,
      ...(after === undefined ? {} : { after }),
    })
    for (const { object: name } of page.items) {
      const object = labels.has(name) ? undefined : reader.model.objects.get(name)
      if (object) labels.set(name, lineLabels(reader.model, object, reader.actor.language))
    }
    yield page.items.flatMap((entry) => rowsOfEntry(entry, labels.get(entry.object)))
    after = page.next
  }
}

function rowsOfEntry(entry: LogEntry, labels: LineLabels | undefined): WrittenRow[] {
  const { at, by, source, from, objectLabel, record, action, reason, change, request } = entry
  const title = record ? (record.title ?? record.id) : null
  const head = [at, by?.title ?? null, source, from, objectLabel, title, action, reason]
  if (entry.changes.length === 0) {
    const details = entry.details ? cellOf(entry.details) : null
    return [[...head, null, null, details, change, request]]
  }
  return entry.changes.map(({ field, label, before, after }) => {
    const words = labels?.get(field)
    return [...head, label, cellOf(before, words), cellOf(after, words), change, request]
  })
}
