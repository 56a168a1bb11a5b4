import type { Connection, Database } from '../database/database.ts'
import { id, literal, sql, statement } from '../database/sql.ts'
import { quoted } from '../schema/database-name.ts'
import { declaredTable } from '../schema/declared-schema.ts'
import { schemaDifference } from '../schema/schema-difference.ts'
import type { TableShape } from '../schema/schema-shape.ts'
import type { CatalogChange } from './catalog-change.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'

/**
 * Something to be done once the change is committed, without making anybody wait: an index, or checking a
 * key.
 */
export type Later = { readonly does: 'index' | 'check'; readonly name: string; readonly statement: string }

/** From here on, building an index or computing a field takes long enough to be noticed. */
const largeRows = 5_000

export async function isLarge(tx: Connection, table: string): Promise<boolean> {
  const [row] = await tx.query<{ n: number }>(
    sql`select count(*)::int as n from (select from ${id(table)} limit ${largeRows + 1}) as counted`,
  )
  return (row?.n ?? 0) > largeRows
}

/**
 * Changes a table from how the model was to how it is now. Nothing that is taken away loses its column
 * here. On a large table only what takes no time is done; the rest is handed back.
 */
export async function bringTableTo(
  change: CatalogChange,
  model: ResolvedModel,
  base: ResolvedObject,
  field: ResolvedField,
  large: boolean,
): Promise<{ later: readonly Later[] }> {
  const before = change.before.objects.get(base.name)
  const was: TableShape | undefined = before && declaredTable(change.before, before)
  const wanted = declaredTable(model, base)
  const all = schemaDifference(
    was ? new Map([[base.table, was]]) : new Map(),
    new Map([[base.table, wanted]]),
  )
  const now: string[] = []
  const later: Later[] = []
  for (const one of all) {
    if (/ drop column /.test(one)) continue
    // It may be waiting for the job that builds it, or belong to a declaration that is newer than the table.
    if (one.startsWith('drop index ')) now.push(one.replace('drop index ', 'drop index if exists '))
    else if (large && /^create (unique )?index /.test(one))
      later.push({ does: 'index', name: nameIn(one), statement: one })
    else if (large && / foreign key /.test(one)) {
      now.push(`${one} not valid`)
      const name = nameIn(one)
      later.push({
        does: 'check',
        name,
        statement: `alter table ${quoted(base.table)} validate constraint ${quoted(name)}`,
      })
    } else now.push(...withDefault(one, base, field))
  }
  await change.run(now)
  return { later }
}

/** The name of the index or constraint, which comes first of what is quoted after these words. */
function nameIn(text: string): string {
  return /(?:index|constraint) "((?:[^"]|"")+)"/.exec(text)?.[1]?.replaceAll('""', '"') ?? ''
}

/**
 * PostgreSQL gives every record the default of a new column without touching any; afterwards the door
 * fills it in.
 */
function withDefault(text: string, base: ResolvedObject, field: ResolvedField): string[] {
  const column = field.column
  const isIt =
    column !== null && text.startsWith(`alter table ${quoted(base.table)} add column ${quoted(column)} `)
  const value = isIt ? defaultLiteral(field) : null
  if (value === null) return [text]
  return [
    `${text} default ${value}`,
    `alter table ${quoted(base.table)} alter column ${quoted(column ?? '')} drop default`,
  ]
}

function defaultLiteral({ field, type }: ResolvedField): string | null {
  const value = field.default
  if (value === undefined || value === null || value === '$me' || value === '$today') return null
  const column = type.column(field)
  const text = (content: string): string => statement(literal(content)).text
  if (column === 'text[]' || column === 'uuid[]') {
    return `array[${(value as string[]).map(text).join(', ')}]::${column}`
  }
  return `${text(typeof value === 'object' ? JSON.stringify(value) : String(value))}::${column}`
}

/**
 * An index that others can read and write beside cannot be built inside a transaction; one that broke off
 * halfway is left invalid, and has to go before it is tried again.
 */
export async function doLater(database: Database, later: Later): Promise<void> {
  const client = database.client('kontor index', { statement_timeout: '0' })
  client.on('error', () => {
    // Told by the statement that fails with it.
  })
  await client.connect()
  try {
    if (later.does === 'check') return void (await client.query(later.statement))
    const { rows } = await client.query<{ valid: boolean }>(
      'select x.indisvalid as valid from pg_index x where x.indexrelid = to_regclass($1)',
      [client.escapeIdentifier(later.name)],
    )
    if (rows[0]?.valid) return
    if (rows[0]) await client.query(`drop index concurrently ${client.escapeIdentifier(later.name)}`)
    await client.query(later.statement.replace(/^create (unique )?index/, 'create $1index concurrently'))
  } finally {
    await client.end()
  }
}
