import type { Connection } from '../database/database.ts'
import { raw, sql, type Sql } from '../database/sql.ts'
import { columnsWithBeside, createCopy } from '../schema/copy-beside.ts'
import { quoted } from '../schema/database-name.ts'
import { introspect } from '../schema/introspect.ts'
import { createTable } from '../schema/schema-difference.ts'
import type { TableShape } from '../schema/schema-shape.ts'

type Pairs = readonly (readonly [string, string])[]

/** A table as a backup records it, in PostgreSQL's own words. */
export type RecordedTable = {
  readonly name: string
  /** Its rows do not outlive a crash of the server. */
  readonly unlogged: boolean
  readonly columns: Pairs
  readonly constraints: Pairs
  readonly indexes: Pairs
  readonly triggers: Pairs
}

/** A sequence and where it stands; `column` names the one it numbers, where it belongs to one. */
export type RecordedSequence = {
  readonly name: string
  readonly table: string | null
  readonly column: string | null
  readonly type: string
  readonly start: string
  readonly step: string
  readonly least: string
  readonly most: string
  readonly cycles: boolean
}

export type RecordedSchema = {
  readonly tables: readonly RecordedTable[]
  readonly sequences: readonly RecordedSequence[]
}

export type SequencePosition = { readonly name: string; readonly last: string; readonly isUsed: boolean }

/** How the tables and sequences of the connection's schema look, those made at run time among them. */
export async function recordSchema(connection: Connection): Promise<RecordedSchema> {
  const unlogged = await connection.query<{ name: string }>(sql`
    select relname::text as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind = 'r' and relpersistence = 'u'`)
  await expectKnown(connection)
  const tables = [...(await introspect(connection))].map(([name, shape]) => ({
    name,
    unlogged: unlogged.some((one) => one.name === name),
    columns: [...shape.columns],
    constraints: [...shape.constraints],
    indexes: [...shape.indexes],
    triggers: [...shape.triggers],
  }))
  return { tables, sequences: await connection.query<RecordedSequence>(sequences) }
}

/** Sequences stand outside of transactions, so they are asked last: none then stands behind the data. */
export async function sequencePositions(
  connection: Connection,
  { sequences: known }: RecordedSchema,
): Promise<SequencePosition[]> {
  const positions: SequencePosition[] = []
  for (const { name } of known) {
    const [row] = await connection.query<{ last: string; isUsed: boolean }>(
      sql`select last_value::text as last, is_called as "isUsed" from ${raw(quoted(name))}`,
    )
    if (row) positions.push({ name, ...row })
  }
  return positions
}

/** The things of the schema that a backup leaves out, since Kontor did not make them: views and the like. */
export async function leftOut(connection: Connection): Promise<string[]> {
  const rows = await connection.query<{ name: string }>(sql`
    select relname::text as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm', 'f') order by 1`)
  return rows.map(({ name }) => name)
}

/**
 * The columns whose values a backup holds. The number of the transaction that wrote a row means something
 * only to the server that gave it, so a restored row gets that of its restoring.
 */
export function heldColumns({ columns }: RecordedTable): string[] {
  return columns
    .filter(([, definition]) => !/^xid8\b.* default pg_current_xact_id\(\)$/.test(definition))
    .map(([name]) => name)
}

/** The statement that makes a recorded table, without what makes its filling slow. */
export function createRecordedTable(table: RecordedTable): string {
  const statement = createTable(table.name, shapeOf(table))
  return table.unlogged ? statement.replace(/^create table/, 'create unlogged table') : statement
}

/** What follows once all rows are in: keys and indexes, then what ties tables together, then triggers. */
export function completeTables(tables: readonly RecordedTable[]): string[] {
  const constraints = tables.flatMap((table) =>
    table.constraints
      .filter(([, definition]) => !definition.startsWith('primary key'))
      .map(([name, definition]) => ({
        statement: `alter table ${quoted(table.name)} add constraint ${quoted(name)} ${definition}`,
        ties: definition.startsWith('foreign key'),
      })),
  )
  return [
    ...constraints.filter(({ ties }) => !ties).map(({ statement }) => statement),
    ...tables.flatMap(({ indexes }) => indexes.map(([, definition]) => definition)),
    ...constraints.filter(({ ties }) => ties).map(({ statement }) => statement),
    ...tables.flatMap(copies),
    ...tables.flatMap(({ triggers }) => triggers.map(([, definition]) => definition)),
  ]
}

/**
 * A field that was becoming another kind goes on with that. Its trigger stands in the backup; the function
 * behind it was made with it, and is in no migration.
 */
function copies({ name, columns }: RecordedTable): string[] {
  const all = columns.map(([column]) => column)
  return columnsWithBeside(all).map((column) => createCopy(name, column))
}

/** Makes a sequence that belongs to no column. */
export function createSequence({ name, type, start, step, least, most, cycles }: RecordedSequence): Sql {
  const numbers = [start, step, least, most].map((number) => BigInt(number))
  const [from, by, lowest, highest] = numbers.map(String)
  return raw(
    `create sequence ${quoted(name)} as ${type} start ${from} increment ${by} minvalue ${lowest} maxvalue ${highest} ` +
      (cycles ? 'cycle' : 'no cycle'),
  )
}

/** Lets a sequence go on from where it stood; that of a column may have another name than before. */
export function setSequence({ name, table, column }: RecordedSequence, position?: SequencePosition): Sql {
  if (!position) return sql`select`
  const sequence =
    table === null || column === null
      ? sql`${quoted(name)}::regclass`
      : sql`pg_get_serial_sequence(${quoted(table)}, ${column})::regclass`
  return sql`select setval(${sequence}, ${position.last}::bigint, ${position.isUsed})`
}

function shapeOf({ columns, constraints, indexes, triggers }: RecordedTable): TableShape {
  return {
    columns: new Map(columns),
    constraints: new Map(constraints),
    indexes: new Map(indexes),
    triggers: new Map(triggers),
  }
}

/** What a table can be and Kontor's are not; whoever makes one so must teach the backup of it first. */
async function expectKnown(connection: Connection): Promise<void> {
  const unknown = await connection.query<{ name: string }>(sql`
    select c.relname::text as name from pg_class c
     where c.relnamespace = current_schema()::regnamespace and (
       c.relkind = 'p' or c.relispartition
       or exists (select from pg_inherits i where i.inhrelid = c.oid and c.relkind = 'r')
       or exists (select from pg_attribute a where a.attrelid = c.oid and c.relkind = 'r' and a.attgenerated <> ''))`)
  if (unknown.length === 0) return
  const names = unknown.map(({ name }) => name).join(', ')
  throw new Error(`A backup cannot hold tables that are divided, inherited or generated: ${names}.`)
}

const sequences = sql`
  select c.relname::text as name, t.relname::text as "table", a.attname::text as "column",
         format_type(s.seqtypid, null) as type, s.seqstart::text as start, s.seqincrement::text as step,
         s.seqmin::text as least, s.seqmax::text as most, s.seqcycle as cycles
    from pg_sequence s join pg_class c on c.oid = s.seqrelid
    left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'i'
                         and d.refclassid = 'pg_class'::regclass
    left join pg_class t on t.oid = d.refobjid
    left join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
   where c.relnamespace = current_schema()::regnamespace order by 1`
