import { labelOf, type Language } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import type { LogEntry } from './log.ts'

/**
 * Names objects and fields that people added and retired since by the words that they had: the model of today
 * does not know them, and what the program calls them says little.
 */
export async function nameRetired(
  database: Connection,
  { model, actor: { language } }: Acting,
  entries: readonly LogEntry[],
): Promise<LogEntry[]> {
  const isGone = ({ object }: LogEntry) => isAdded(object) && !model.objects.has(object)
  const isUnknown = (entry: LogEntry) => isGone(entry) || fieldsOnlyNamed(entry).length > 0
  const unknown = entries.filter(isUnknown)
  if (unknown.length === 0) return [...entries]
  const labels = await labelsKept(database, language, [...new Set(unknown.map(({ object }) => object))])
  return entries.map((entry) => {
    if (!isUnknown(entry)) return entry
    const { object, objectLabel, details } = entry
    const of = (name: string) => labels.get(`${object} ${name}`) ?? labels.get(` ${name}`) ?? name
    return {
      ...entry,
      objectLabel: isGone(entry) ? (labels.get(object) ?? objectLabel) : objectLabel,
      details: details && { ...details, ...labelsIn(details, of) },
    }
  })
}

function isAdded(name: unknown): name is string {
  return typeof name === 'string' && name.startsWith('x_')
}

/** Fields of which an entry says no more than what the program calls them. */
function fieldsOnlyNamed({ details }: LogEntry): string[] {
  const { labels, name, label } = details ?? {}
  return [...(Array.isArray(labels) ? labels : []), ...(label === undefined ? [name] : [])].filter(isAdded)
}

function labelsIn({ labels, name, label }: Readonly<Record<string, unknown>>, of: (name: string) => string) {
  return {
    ...(Array.isArray(labels)
      ? { labels: labels.map((one: unknown) => (isAdded(one) ? of(one) : one)) }
      : {}),
    ...(label === undefined && isAdded(name) ? { label: of(name) } : {}),
  }
}

type Kept = { readonly object: string; readonly name: string | null; readonly declaration: Labelled }
type Labelled = Parameters<typeof labelOf>[0]

/** A field that is read is named without the face to which it belongs. */
async function labelsKept(connection: Connection, language: Language, objects: readonly string[]) {
  const rows = await connection.query<Kept>(
    sql`select name as object, null as name, declaration from catalog_object where name = any(${objects}::text[])
        union all select object, name, declaration from catalog_field where name like 'x\\_%'`,
    { name: 'retired labels' },
  )
  return new Map(
    rows.flatMap(({ object, name, declaration }) => {
      const label = labelOf(declaration, language)
      if (name === null) return [[object, label] as const]
      return [[`${object} ${name}`, label] as const, [` ${name}`, label] as const]
    }),
  )
}
