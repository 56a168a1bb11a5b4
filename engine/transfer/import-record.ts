import type { TextStyle } from '#model'
import type { Actor } from '../access/actor.ts'
import { isWithinScope, type Scope } from '../access/narrow-access.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { TableInspection, TableOptions } from '../table-files/index.ts'
import type { UndoPart } from './import-undo.ts'
import type { ColumnMapping } from './mapping.ts'
import type { Wanted } from './references.ts'
import { manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { mayOpen } from '../access/may-open.ts'

export type ImportState =
  | 'uploaded'
  | 'mapped'
  | 'checking'
  | 'checked'
  | 'running'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone'
/** `join` makes one of two rows of the file; `update` and `role` put a row onto a record that is there. */
export type Decision = 'skip' | 'update' | 'create' | 'role' | 'join'
export type Kind = 'create' | 'update' | 'adopt' | 'none'

/** What a run has come to so far. */
export type ImportResult = {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly skipped: number
  readonly undecided: number
}

/** An import as it is stored. */
export type ImportRecord = {
  readonly id: string
  readonly object: string
  readonly actor: string
  readonly created_at: string
  readonly state: ImportState
  readonly file_name: string
  readonly file_bytes: string
  readonly inspection: Pick<
    TableInspection,
    'format' | 'columns' | 'rows' | 'rowCount' | 'exact' | 'sheets' | 'encodings' | 'warnings'
  >
  readonly options: TableOptions
  readonly style: TextStyle
  readonly mode: 'create' | 'update' | 'both'
  readonly key: string | null
  readonly empties: 'keep' | 'clear'
  readonly mapping: readonly ColumnMapping[]
  readonly decision: Decision | null
  readonly round: number
  readonly rows_total: string | null
  readonly kinds: Readonly<Record<Kind, number>> | null
  readonly creates: readonly Wanted[] | null
  readonly confirmed: readonly string[] | null
  readonly reason: string | null
  readonly change: string | null
  readonly job: string | null
  readonly phase: string | null
  readonly rows_done: string
  readonly result: ImportResult | null
  /** As it was begun or done, with those before it that broke off. */
  readonly undo: (UndoPart & { readonly job?: string; readonly former?: readonly UndoPart[] }) | null
  readonly error: string | null
  readonly started_at: string | null
  readonly finished_at: string | null
  /** In whose rights it was checked last or brought in; null: of whoever uploaded it. */
  readonly judged_by: string | null
  /** How far the key carried by which it was; null: all of these rights. */
  readonly judged_scope: Scope | null
}

/** What tells whether what was found is told to somebody. */
export type Judged = Pick<ImportRecord, 'object' | 'actor' | 'judged_by' | 'judged_scope' | 'job'>

/**
 * An import that the actor started; who may open the page of the imports sees all. Throws a 404, also where
 * they do not know the object that it goes to, and a 403 where they may not import it any more, or by this
 * key. Locked until the transaction ends where wanted.
 */
export async function findImport(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  key: string,
  lock = false,
): Promise<ImportRecord> {
  const [found] = await connection.query<ImportRecord>(
    sql`select * from import where id = ${key} and ${ownImports(actor)} ${lock ? sql`for update` : sql``}`,
  )
  if (!found) throw notFound()
  importable(model, actor, found.object)
  return found
}

/**
 * The same where cells of the file are read or mended: what stands in a file is no record yet, so no right to
 * records cuts it, and it is told to whoever uploaded it and to administrators. Throws a 403 to others.
 */
export async function findFile(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  key: string,
  lock = false,
): Promise<ImportRecord> {
  const found = await findImport(connection, model, actor, key, lock)
  if (readsCells(actor, found)) return found
  throw new Problem(403, 'import.fileOfAnother', fileOfAnother)
}

/**
 * The same where what a check or a run found is told: its words were made in the rights of who had it
 * checked, and may name what the uploader does not see. Throws a 403 where that was somebody else.
 */
export async function findFound(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  key: string,
  lock = false,
): Promise<ImportRecord> {
  const found = await findFile(connection, model, actor, key, lock)
  if (readsFound(actor, found)) return found
  const isBeyondKey = found.judged_by === null || found.judged_by === actor.user
  throw new Problem(403, 'import.foundByAnother', isBeyondKey ? foundBeyondKey : foundByAnother)
}

/** Whether what a check or a run found is told to the actor: it is where nothing was looked for yet. */
export function readsFound(actor: Actor, record: Judged): boolean {
  if (!readsCells(actor, record)) return false
  if (record.job === null) return true
  const isOwn = record.judged_by === null || record.judged_by === actor.user
  return (isOwn || actor.access.administrator) && isWithinScope(record.judged_scope, actor.scope ?? null)
}

/** Says in whose rights the import is judged from now on, and how far a key carries them. */
export function judgedBy(actor: Actor, { actor: by }: Pick<ImportRecord, 'actor'>) {
  return { judged_by: by === actor.user ? null : actor.user, judged_scope: actor.scope ?? null }
}

/** Says the same of one row that is judged anew, beside what was found of the others. */
export function judgedBeside(actor: Actor, record: ImportRecord) {
  const { judged_by, judged_scope } = judgedBy(actor, record)
  return judged_by === null ? { judged_scope } : { judged_by, judged_scope }
}

/** Whether what stands in the file is told to the actor. */
export function readsCells(actor: Actor, { actor: by }: Pick<ImportRecord, 'actor'>): boolean {
  return actor.access.administrator || by === actor.user
}

const fileOfAnother = said(
  'What stands in this file is told to whoever uploaded it and to administrators. Ask one of them.',
)

const foundByAnother = said(
  'An administrator had this checked or brought in by their own rights, so what was found is told to them. Ask one, or check it again where it is not brought in yet.',
)

const foundBeyondKey = said(
  'This was checked or brought in with more rights than this key has, so what was found is not told to it. Check it again with this key where it is not brought in yet.',
)

/** Whoever may open the page of the imports sees all, others their own. */
export function ownImports(actor: Actor): Sql {
  return mayOpen(actor, 'imports') ? sql`true` : sql`actor = ${actor.user}`
}

/** Throws a 404 for an object that the actor does not know, a 403 without the right to import it. */
export function importable(model: ResolvedModel, actor: Actor, name: string): ResolvedObject {
  const object = model.objects.get(name) ?? model.byPath.get(name)
  if (!object || object.declaration.owned || actor.access.object(object.name) === undefined) throw notFound()
  if (mayImport(actor, object)) return object
  const what = manyCalled(object.declaration)
  throw new Problem(
    403,
    'forbidden',
    said('You may not import {what}. Ask an administrator for the right.', { what }),
  )
}

export function mayImport({ access }: Actor, { name, declaration }: ResolvedObject): boolean {
  return !declaration.owned && access.object(name)?.rows('import') !== undefined
}

/** Changes columns of an import. Values of JSON columns are given as they are. */
export async function changeImport(
  connection: Connection,
  key: string,
  changes: Partial<Record<keyof ImportRecord, unknown>>,
): Promise<void> {
  const set = Object.entries(changes).map(([name, value]) => assignment(name as keyof ImportRecord, value))
  if (set.length === 0) return
  const all = set.reduce((left, right) => sql`${left}, ${right}`)
  await connection.query(sql`update import set updated_at = now(), ${all} where id = ${key}`)
}

function assignment(name: keyof ImportRecord, value: unknown): Sql {
  const column: Sql = { parts: [`"${name}"`], values: [] }
  if (jsonColumns.has(name)) return sql`${column} = ${value === null ? null : JSON.stringify(value)}::jsonb`
  return sql`${column} = ${value as string | null}`
}

const jsonColumns = new Set<keyof ImportRecord>([
  'inspection',
  'options',
  'style',
  'mapping',
  'kinds',
  'creates',
  'judged_scope',
  'result',
  'undo',
])

/** An import is in the middle of something, or over. */
export function notNow(record: ImportRecord): Problem {
  const what = busy[record.state] ?? said('is not at this step')
  return new Problem(
    409,
    'import.notNow',
    said('The import of “{file}” {what}. Wait until it has come there, or start another import.', {
      file: record.file_name,
      what,
    }),
  )
}

const busy: Partial<Record<ImportState, Said>> = {
  checking: said('is being checked'),
  running: said('is running'),
  done: said('is done already'),
  undoing: said('is being undone'),
  undone: said('has been undone'),
}
