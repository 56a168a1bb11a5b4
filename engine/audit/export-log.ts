import type { Connection } from '../database/database.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { said } from '../said/said.ts'
import { csvWriter, type WrittenRow } from '../table-files/index.ts'
import { deedInWords, sourceInWords } from './deed-in-words.ts'
import { writeExportEntry } from './export-entry.ts'
import { cellOf, type HistoryFile } from './export-history.ts'
import { lineLabels, type LineLabels } from './line-labels.ts'
import { logPage, type LogEntry, type LogFilter } from './log.ts'

const pageRows = 1_000

/** Who takes the log out, with the actions that it tells of. */
type Exporting = Acting & { readonly actions: Pick<ActionRegistry, 'all'> }

/**
 * The log as a CSV, a row for each field that was changed, the latest first: of records that may be exported.
 * Deeds are told as the screen tells them; what the program calls them, which is the same in each language,
 * comes last. The export is an entry too.
 */
export async function exportLog(
  database: Connection,
  reader: Exporting,
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
    said('Deed (key)'),
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
  reader: Exporting,
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
    yield page.items.flatMap((entry) => rowsOfEntry(entry, reader, labels.get(entry.object)))
    after = page.next
  }
}

function rowsOfEntry(entry: LogEntry, known: Exporting, labels: LineLabels | undefined): WrittenRow[] {
  const { at, by, source, from, objectLabel, record, action, reason, change, request } = entry
  const title = record ? (record.title ?? record.id) : null
  const { language } = known.actor
  const [through, what] = [sourceInWords(source, language), deedInWords(known, action, language)]
  const of = entry.object === 'auditEntry' ? said('Log').in(language) : objectLabel
  const head = [at, by?.title ?? null, through, from, of, title, what, reason]
  if (entry.changes.length === 0) {
    const details = entry.details ? cellOf(entry.details) : null
    return [[...head, null, null, details, change, request, action]]
  }
  return entry.changes.map(({ field, label, before, after }) => {
    const words = labels?.get(field)
    return [...head, label, cellOf(before, words), cellOf(after, words), change, request, action]
  })
}
