import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql, type Sql } from '../database/sql.ts'

/**
 * A look at the data as they were at an instant. Statements then name tables that are made of today's and of
 * the log (engine/records/past); rights always ask the tables of today.
 */
export type Past = {
  /** RFC 3339, in UTC. */
  readonly instant: string
  /** Where the clock of the database went back over that instant. */
  readonly turned: readonly Turn[]
  /** What is meant by its place in the log rather than by an instant. */
  readonly place?: Place
  /** The day that `$today` was then, for whoever asks. */
  readonly today: string
  /** What fields that are formulas were declared as then, where that was otherwise: by `object.field`. */
  readonly formulas: ReadonlyMap<string, Record<string, unknown>>
  /** Fields that were added later, and so were empty then: by `object.field`. */
  readonly later: ReadonlySet<string>
  /** The alias of rows that are as they were then: what rights ask of today stands in the row itself. */
  readonly unchanged?: string
  /** The only record of its object that is asked for, so that not every later change has to be read. */
  readonly only?: {
    readonly object: string
    readonly record: string
    /** Others that are asked for with it, by their object: no more than these are. */
    readonly beside?: ReadonlyMap<string, readonly string[]>
  }
}

/**
 * At which instant the clock of the database went back, and what a clock that had been ahead, or is behind,
 * has dated: what lies within the two instants, after the entry `from`, up to `until` where that is over.
 */
export type Turn = {
  readonly at: string
  readonly behind: boolean
  readonly datedFrom: string
  readonly datedUntil: string
  readonly from: string
  readonly until: string | null
}

/**
 * The state just before an entry of the log, by its number, or with null that after all of them, which is the
 * present: what has no instant of its own, and is the same whatever the clocks of program and database say.
 */
export type Place = { readonly before: string | null }

export const present: Place = { before: null }

type Looking = { readonly past?: Past }

/** The table that holds the records of an object, as the reader looks at them: now, or as they were. */
export function tableOf({ past }: Looking, object: ResolvedObject): Sql {
  return id(past ? pastTable(object.table) : object.table)
}

/** The same table as it was; a statement that names it is made complete by `withPast`. */
export function pastTable(table: string): string {
  return `past ${table}`
}

/** Of the records as they were only those that are otherwise today, or gone. */
export function changedTable(table: string): string {
  return `changed ${table}`
}

/** The changes of records that came later, one row for each record. */
export function laterTable(table: string): string {
  return `later ${table}`
}

/** Records as they stand now, and those that are gone as they stood last: what rights are asked of. */
export function lastTable(table: string): string {
  return `last ${table}`
}

/** Whether a record's last state fulfils a condition, for rights in a look at the past. */
export function lately(object: ResolvedObject, alias: string, condition: (row: string) => Sql): Sql {
  const row = `${alias}n_`
  return sql`exists (select from ${id(lastTable(object.table))} ${id(row)}
    where ${id(row, 'id')} = ${id(alias, 'id')} and ${condition(row)})`
}

/** Whether the field was added after then. */
export function isLater({ later }: Past, { owner, name }: Pick<ResolvedField, 'owner' | 'name'>): boolean {
  return later.has(`${owner}.${name}`)
}

/**
 * The field as it was declared then. Null where it was not there, or gave another kind of value than today.
 */
export function declaredThen(past: Past, field: ResolvedField): ResolvedField | null {
  if (isLater(past, field)) return null
  const then = past.formulas.get(`${field.owner}.${field.name}`)
  if (!then) return field
  if (then['type'] !== 'formula' || then['gives'] !== field.field['gives']) return null
  return { ...field, field: { ...field.field, formula: then['formula'] } }
}
