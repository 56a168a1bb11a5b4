import { check } from '#check'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { movedByName } from '../merge/moved.ts'
import { filled } from '../query/placeholder.ts'
import { sightOf } from '../query/sight.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import type { Operation } from '../records/write/draft.ts'
import type { Decision } from './import-record.ts'
import { linesOntoExisting } from './plan-lines.ts'
import type { Finding, ReadRow, RowReader } from './read-rows.ts'
import { shows } from '../query/shows.ts'
import { changedTwice } from './one-record-twice.ts'
import type { References } from './references.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** What is to become of a row: an operation, or nothing where something stands against it already. */
export type PlannedRow = ReadRow & {
  readonly operation: Operation | null
  readonly kind: 'create' | 'update' | 'adopt' | 'none'
}

/** What was decided about a row that repeats a record; `join` names the one that its other row became. */
export type Decided = {
  readonly decision: Decision
  readonly record: string | null
}

export type RowPlan = {
  readonly object: ResolvedObject
  readonly reader: RowReader
  readonly mode: 'create' | 'update' | 'both'
  readonly key: string | null
  readonly references: References
}

/**
 * Decides for each row whether a record is made, changed, or given a further role: by the key, and by what
 * was
 * decided about repeats. References are turned into ids on the way.
 */
export async function planRows(
  door: Door,
  plan: RowPlan,
  rows: readonly ReadRow[],
  decided: ReadonlyMap<number, Decided> = new Map(),
): Promise<PlannedRow[]> {
  await plan.references.settle(door, rows)
  const keys = plan.key === null ? null : await findByKey(door, plan, rows)
  const chosen = await rolesOf(
    door,
    plan.object,
    [...decided.values()].flatMap(({ record }) => record ?? []),
  )
  const changed = new Map<string, number>()
  const planned = rows.map((row): PlannedRow => {
    const decision = decided.get(row.file.row)
    // A torn row says nothing; one with a bad cell is judged for what the others say.
    if (row.findings.some(({ source }) => source === null)) return { ...row, operation: null, kind: 'none' }
    if (decision?.record && isOnto(decision.decision))
      return onto(plan, row, decision.record, chosen.get(decision.record) === true, decision.decision)
    return keys ? once(plan, byKey(plan, row, keys), changed) : created(row)
  })
  await linesOntoExisting(door, plan, planned)
  return planned
}

/** A record is changed by one row; the rows that did so are kept in `changed`. */
function once(plan: RowPlan, row: PlannedRow, changed: Map<string, number>): PlannedRow {
  const { operation } = row
  if (operation === null || operation.kind === 'create') return row
  const first = changed.get(operation.id)
  changed.set(operation.id, first ?? row.file.row)
  return first === undefined ? row : against(plan, row, 'import.twice', changedTwice(first))
}

type Onto = 'update' | 'role' | 'join'

function isOnto(decision: Decision): decision is Onto {
  return decision === 'update' || decision === 'role' || decision === 'join'
}

/** `isLed`: the key was that of a record that went into this one, whose own it does not become. */
type Found = { readonly id: string; readonly plays: boolean; readonly isLed?: true }
type Keys = {
  readonly texts: ReadonlyMap<ReadRow, string>
  readonly found: ReadonlyMap<string, readonly Found[]>
}

function byKey(plan: RowPlan, row: ReadRow, keys: Keys): PlannedRow {
  const text = keys.texts.get(row)
  const found = text === undefined ? [] : (keys.found.get(text) ?? [])
  const [one] = found
  if (found.length > 1)
    return against(
      plan,
      row,
      'import.severalRecords',
      said('Several records have the key “{text}”. Import by another key, or mend the records first.', {
        text: text ?? '',
      }),
    )
  if (!one) {
    if (plan.mode !== 'update') return created(row)
    const message =
      text === undefined
        ? said('The key is empty, so the record cannot be found. Fill it in, or leave the row out.')
        : said(
            'There is no record with the key “{text}” that you may see. Mend the key, or leave the row out.',
            { text: text ?? '' },
          )
    return against(plan, row, 'import.notThere', message)
  }
  if (plan.mode === 'create' && one.plays)
    return against(
      plan,
      row,
      'import.exists',
      said(
        'A record with the key “{text}” is there already. Leave the row out, or import with changes allowed.',
        { text: text ?? '' },
      ),
    )
  return onto(plan, one.isLed ? withoutKey(plan, row) : row, one.id, one.plays, 'update')
}

function withoutKey({ key }: RowPlan, row: ReadRow): ReadRow {
  const values = Object.fromEntries(Object.entries(row.values).filter(([name]) => name !== key))
  return { ...row, values }
}

/**
 * Onto a record that exists: changes it, or gives it the role too. A role alone leaves what others know of
 * the party, and a row that joins another fills only what that one left empty.
 */
function onto({ object }: RowPlan, row: ReadRow, record: string, plays: boolean, how: Onto): PlannedRow {
  const roleOnly = how === 'role'
  const fills = how === 'join' ? { fills: true as const } : {}
  if (plays)
    return {
      ...row,
      kind: 'update',
      operation: { kind: 'update', id: record, values: roleOnly ? {} : row.values, ...fills },
    }
  const own = ([name]: [string, unknown]) => !roleOnly || object.fields.get(name)?.owner === object.name
  const values = Object.fromEntries(Object.entries(row.values).filter(own))
  return { ...row, kind: 'adopt', operation: { kind: 'adopt', id: record, values } }
}

function created(row: ReadRow): PlannedRow {
  const values = Object.fromEntries(Object.entries(row.values).filter(([, value]) => value !== null))
  return { ...row, kind: 'create', operation: { kind: 'create', values } }
}

function against(plan: RowPlan, row: ReadRow, code: string, sentence: Said): PlannedRow {
  const source = plan.key === null ? null : plan.reader.sourceOf(plan.key)
  const value = source === null ? null : (row.file.cells[source] ?? null)
  const message = sentence.in(plan.reader.language)
  const finding: Finding = { source, field: plan.key, code, level: 'error', message, value }
  return { ...row, findings: [...row.findings, finding], operation: null, kind: 'none' }
}

async function findByKey(door: Door, plan: RowPlan, rows: readonly ReadRow[]): Promise<Keys> {
  const field = plan.object.fields.get(plan.key ?? '')
  if (!field?.column) throw new Error(`The key ${plan.key} is no column of ${plan.object.name}.`)
  const texts = new Map<ReadRow, string>()
  for (const row of rows) {
    const text = keyText(field, row.values)
    if (text !== null) texts.set(row, text)
  }
  // Found is what may be read with its key, as such a record or as what it is besides.
  const faces = [...new Set([plan.object, baseOf(door.model, plan.object)])]
  const known = faces.filter((face) => sightOf(door, face)?.field(field.name) !== undefined)
  const seen = known.map((face) => sql`(${filled(shows(door, face, 't', field.name), door)})`)
  const readable = seen.length === 0 ? raw('false') : join(seen, ' or ')
  const plays = plan.object.roleColumn ? sql`${id('t', plan.object.roleColumn)}` : raw('true')
  const type = raw(field.type.column(field.field) ?? 'text')
  const read = (key: Sql, which: Sql) =>
    door.tx.query<Found & { key: string }>(
      sql`select t.id, ${key}::text as key, ${plays} as plays from ${id(plan.object.table)} t
          where ${which} and (${readable})`,
    )
  const asked = [...new Set(texts.values())]
  const own = id('t', field.column)
  const records = asked.length === 0 ? [] : await read(own, sql`${own} = any(${asked}::text[]::${type}[])`)
  const found = Map.groupBy(records, (record) => record.key)
  const open = isName(field) ? asked.filter((key) => !found.has(key)) : []
  // What went into another record is found there by what it was called.
  const moved = open.length === 0 ? [] : await movedByName(door.tx, plan.object.base, field.name, open)
  if (moved.length > 0) {
    const led = await read(sql`t.id`, sql`t.id = any(${moved.map(([, record]) => record)}::uuid[])`)
    for (const [key, record] of moved)
      for (const { plays: isOne } of led.filter((one) => one.id === record))
        found.set(key, [{ id: record, key, plays: isOne, isLed: true }])
  }
  return { texts, found }
}

/** Whether no two records have the same, so that it is remembered of one that went into another. */
function isName({ field }: ResolvedField): boolean {
  return field.unique === true || field.type === 'sequenceNumber'
}

/** The key as it is stored: a tax number, say, without its spaces. */
export function keyText(field: ResolvedField, values: Readonly<Record<string, unknown>>): string | null {
  const value = values[field.name]
  if (value === null || value === undefined) return null
  const kind = field.type.check
  if (kind === undefined || typeof value !== 'string') return String(value)
  const country = values[String(field.field['country'] ?? '')]
  const checked = check(kind, { value, ...(typeof country === 'string' ? { country } : {}) })
  return checked.result === 'valid' ? checked.normalized : value
}

/** Of records that rows are put onto: whether each plays the role already. */
async function rolesOf(
  door: Door,
  object: ResolvedObject,
  records: readonly string[],
): Promise<Map<string, boolean>> {
  if (records.length === 0) return new Map()
  const plays = object.roleColumn ? sql`${id('t', object.roleColumn)}` : raw('true')
  const rows = await door.tx.query<{ id: string; plays: boolean }>(
    sql`select t.id, ${plays} as plays from ${id(object.table)} t where t.id = any(${records}::uuid[])`,
  )
  return new Map(rows.map((row) => [row.id, row.plays]))
}
