import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, sql, type Sql } from '../../database/sql.ts'
import { baseOf } from '../stored.ts'
import type { Door } from './door.ts'
import { formulaGraph, viaOf, type Reading, type StoredFormula } from './formula-graph.ts'
import { formulaSql } from '../../query/formula-sql.ts'

/** How many dependants a write brings up to date itself; more are left to a job. */
export const mostDependants = 1_000

/**
 * Formulas of other records that a write touches: found before it, and again after it, and then recomputed.
 */
export type Dependants = { recompute(): Promise<void> }

/**
 * Finds the records whose stored formulas read the given ones. Call before the write (a moved line leaves
 * its old parent), then `recompute` after it, which looks again (it has a new parent now).
 * `changed` names the fields of the table that change, or all of them (creation, deletion).
 */
export async function dependantsOf(
  door: Door,
  object: ResolvedObject,
  records: readonly string[],
  changed: ReadonlySet<string> | 'all',
): Promise<Dependants> {
  const base = baseOf(door.model, object)
  const readings = formulaGraph(door.model)
    .readersOf(base.name)
    .filter((reading) => changed === 'all' || changed.has(reading.field))
  if (readings.length === 0 || records.length === 0) return { recompute: async () => {} }
  const before = await findDependants(door, readings, records)
  return {
    async recompute() {
      const after = await findDependants(door, readings, records)
      for (const [formulas, ids] of joined(door.model, before, after)) {
        await bringUpToDate(door, formulas, ids)
      }
    },
  }
}

type Found = ReadonlyMap<StoredFormula, ReadonlySet<string>>

async function findDependants(
  door: Door,
  readings: readonly Reading[],
  records: readonly string[],
): Promise<Found> {
  const found = new Map<StoredFormula, Set<string>>()
  const asked = new Set<string>()
  for (const reading of readings) {
    const path = reading.steps.map((step) => step.field.name).join('.')
    const key = `${reading.formula.face.name}.${reading.formula.field.name} ${path}`
    if (asked.has(key)) continue
    asked.add(key)
    const rows = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(reading.formula.face.table)} t where ${reaches(reading, 0, 't', records)} order by t.id`,
    )
    const ids = found.get(reading.formula) ?? found.set(reading.formula, new Set()).get(reading.formula)!
    for (const row of rows) ids.add(row.id)
  }
  return found
}

/** A condition: from the row of `alias`, the steps of a path from `at` on lead to one of the records. */
export function reaches(
  reading: Pick<Reading, 'steps'>,
  at: number,
  alias: string,
  records: readonly string[],
): Sql {
  const step = reading.steps[at]
  if (!step) return sql`${id(alias)}.id = any(${records}::uuid[])`
  const next = `s${at}`
  const inner = reaches(reading, at + 1, next, records)
  const via = viaOf(step.field)
  const back = via === null ? null : step.to.fields.get(via)?.column
  if (back)
    return sql`${id(alias)}.id in (select ${id(next, back)} from ${id(step.to.table)} ${id(next)} where ${inner})`
  const column = step.field.column ?? ''
  const rows = sql`select ${id(next)}.id from ${id(step.to.table)} ${id(next)} where ${inner}`
  const isList = step.field.type.valueType(step.field.field).kind === 'list'
  return isList ? sql`${id(alias, column)} && array(${rows})` : sql`${id(alias, column)} in (${rows})`
}

/** Formulas of the same table are computed together. */
function* joined(model: ResolvedModel, before: Found, after: Found): Generator<[StoredFormula[], string[]]> {
  const tables = new Map<string, { formulas: Set<StoredFormula>; ids: Set<string> }>()
  for (const found of [before, after]) {
    for (const [formula, ids] of found) {
      const key = formula.face.base
      const group = tables.get(key) ?? tables.set(key, { formulas: new Set(), ids: new Set() }).get(key)!
      group.formulas.add(formula)
      for (const one of ids) group.ids.add(one)
    }
  }
  for (const [base, { formulas, ids }] of tables) {
    const ordered = formulaGraph(model)
      .ofTable(base)
      .filter((formula) => formulas.has(formula))
    yield [ordered, [...ids].toSorted()]
  }
}

/** Recomputes up to 1,000 records now, parents locked first in the order of their ids; more go by job. */
async function bringUpToDate(
  door: Door,
  formulas: readonly StoredFormula[],
  ids: readonly string[],
): Promise<void> {
  const face = formulas[0]?.face
  if (!face || ids.length === 0) return
  if (ids.length > mostDependants) {
    await door.later('recompute formulas', {
      object: face.base,
      formulas: formulas.map((formula) => `${formula.face.name}.${formula.field.name}`),
      records: ids,
    })
    return
  }
  // Of those that name them many may hold their states: two of them would wait for each other in a full lock.
  await door.tx.query(
    sql`select 1 from ${id(face.table)} where id = any(${ids}::uuid[]) order by id for no key update`,
  )
  await computeFormulas(door, face, ids, formulas)
}

/**
 * Sets stored formulas of records to what they come to now, then those of other records that read them.
 * Formulas come in an order in which each follows those it reads; each level is one statement.
 */
export async function computeFormulas(
  door: Door,
  object: ResolvedObject,
  records: readonly string[],
  formulas: readonly StoredFormula[],
): Promise<void> {
  if (records.length === 0) return
  const changed = new Set(formulas.map((formula) => formula.field.name))
  const dependants = await dependantsOf(door, object, records, changed)
  for (const level of levels(door, formulas)) {
    const set = level.map(
      (formula) =>
        sql`${id(formula.field.column ?? '')} = ${formulaSql(door, formula.face, formula.field, 't')}`,
    )
    const differs = level.map(
      (formula) =>
        sql`${id('t', formula.field.column ?? '')} is distinct from ${formulaSql(door, formula.face, formula.field, 't')}`,
    )
    await door.tx.query(
      sql`update ${id(object.table)} t set ${join(set)} where t.id = any(${records}::uuid[]) and (${join(differs, ' or ')})`,
    )
  }
  await dependants.recompute()
}

/**
 * Formulas that read none of one another share a statement: within one, columns still hold what they held.
 */
function levels(door: Door, formulas: readonly StoredFormula[]): StoredFormula[][] {
  const graph = formulaGraph(door.model)
  const result: StoredFormula[][] = []
  const levelOf = new Map<string, number>()
  for (const formula of formulas) {
    const level = 1 + Math.max(-1, ...graph.ownReadings(formula).map((name) => levelOf.get(name) ?? -1))
    levelOf.set(formula.field.name, level)
    result[level] = [...(result[level] ?? []), formula]
  }
  return result
}
