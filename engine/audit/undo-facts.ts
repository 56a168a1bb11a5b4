import { unconfirmed } from '../records/write/rules.ts'
import { fulfils } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { dealingsOf, type Dealing } from '../dealings/dealings-of.ts'
import { sentenceOf } from '../errors.ts'
import { loadStored, storedKey, type StoredRecord } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { rowsFor } from '../records/write/row-rights.ts'
import { surroundings, viewOf } from '../records/write/rule-test.ts'
import { storedOrder } from '../records/write/stored-order.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { calledSmall } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said, Sentence } from '../said/sayer.ts'
import { kept, type Stayed } from './kept.ts'

/** What the log says was done to a fact. */
type Entry = {
  readonly record: string
  readonly action: string
  readonly before: Record<string, unknown> | null
  readonly after: Record<string, unknown> | null
}

/**
 * Takes back what can be of facts, which are never unwritten: open business that was ended is opened again
 * while its time lasts, what was begun is called off. That something else happened stays written, and is
 * said. Gives how many were taken back; who may not end such business, may not open it again either.
 */
export async function undoFacts(
  door: Door,
  base: ResolvedObject,
  entries: readonly Entry[],
  stays: Stayed[],
): Promise<number> {
  const ids = entries.map(({ record }) => record)
  const records = await loadStored(door.tx, door.model, base, ids, true)
  let reversed = 0
  for (const entry of entries) {
    const record = records.get(entry.record)
    const step = record && stepBack(door, base, entry, record)
    if (!record || !step) continue
    const reason = step.dealing ? await writeBack(door, base, record, step as Back) : staysWritten(base)
    if (reason) stays.push(await kept(door, base, { record: record.id, reason }))
    else reversed += 1
  }
  return reversed
}

/**
 * How many of the facts that a change wrote an undo would take back, and how many would stay written; page by
 * page, and without writing any.
 */
export async function forecastFacts(
  door: Door,
  base: ResolvedObject,
  change: string,
): Promise<{ readonly back: number; readonly stay: readonly string[]; readonly stayCount: number }> {
  const stay: string[] = []
  let [back, stayCount, below] = [0, 0, '9223372036854775807']
  for (let isMore = true; isMore;) {
    const entries = await door.tx.query<Entry & { readonly id: string }>(
      sql`select id::text, record, action, before, after from audit_entry
          where change = ${change} and object = ${base.name} and action in ('create', 'update') and record is not null
            and id < ${below}::bigint order by audit_entry.id desc limit ${pageEntries}`,
    )
    const ids = entries.map(({ record }) => record)
    const records = await loadStored(door.tx, door.model, base, ids, false)
    for (const entry of entries) {
      const record = records.get(entry.record)
      const step = record && stepBack(door, base, entry, record)
      if (!step) continue
      if (step.dealing) back += 1
      else {
        stayCount += 1
        if (stay.length < mostExamples) stay.push(entry.record)
      }
    }
    below = entries.at(-1)?.id ?? '0'
    isMore = entries.length === pageEntries
  }
  return { back, stay, stayCount }
}

const pageEntries = 500
const mostExamples = 5

/** Why a fact stays. */
export function staysWritten(base: ResolvedObject): Said {
  return said('The {what} stays written: it tells what happened.', { what: calledSmall(base.declaration) })
}

type Back = {
  readonly dealing: Dealing
  readonly isReopened: boolean
  readonly values: Readonly<Record<string, unknown>>
}

/** What would take the entry back; without a dealing where nothing does, null where nothing is to be said. */
function stepBack(
  door: Door,
  base: ResolvedObject,
  { action, before, after }: Entry,
  record: StoredRecord,
): Back | { readonly dealing: null } | null {
  const keyOf = (name: string) => storedKey(base, base.fields.get(name) as never)
  const holds = (dealing: Dealing, values: Record<string, unknown>) =>
    dealing.holds === null ||
    fulfils(
      dealing.holds,
      viewOf((name) => values[keyOf(name)] ?? null),
      surroundings(door),
    )
  for (const dealing of dealingsOf(door.model, base)) {
    const ending = Object.entries(dealing.declared.close ?? {})
    if (ending.length === 0) continue
    if (action === 'create') {
      if (holds(dealing, record.values))
        return { dealing, isReopened: false, values: Object.fromEntries(ending) }
    } else if (ending.every(([name, value]) => isSame(after?.[keyOf(name)], value)) && before) {
      const was = { ...record.values, ...before }
      const values = Object.fromEntries(ending.map(([name]) => [name, before[keyOf(name)] ?? null]))
      if (holds(dealing, was) && !holds(dealing, record.values)) return { dealing, isReopened: true, values }
    }
  }
  return action === 'create' ? null : { dealing: null }
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(storedOrder(one ?? null)) === JSON.stringify(storedOrder(other ?? null))
}

/** Writes it, or says why not. */
async function writeBack(
  door: Door,
  base: ResolvedObject,
  record: StoredRecord,
  { dealing, isReopened, values }: Back,
): Promise<Sentence | null> {
  const what = calledSmall(base.declaration)
  const { right = 'change', until } = dealing.declared
  const [row] = await door.tx.query<{ may: boolean }>(
    sql`select ${rowsFor({ ...door, authority: 'actor' }, base, right, 't')} as may
        from ${id(base.table)} t where t.id = ${record.id}::uuid`,
  )
  if (!row?.may) return said('The {what} stays as it is: you may not change it.', { what })
  const last = until === undefined ? null : base.fields.get(String(until))
  if (isReopened && last && isPast(door, record.values[storedKey(base, last)]))
    return said('The {what} stays called off: its day is over. Begin a new one if it is still wanted.', {
      what,
    })
  const within: Door = { ...door, authority: 'action', restores: true }
  const [outcome] = await writeRecords(within, base, [{ kind: 'update', id: record.id, values }])
  const fault = outcome?.problem ?? outcome?.errors[0] ?? unconfirmed(door, outcome?.warnings ?? [])[0]
  return fault ? sentenceOf(fault) : null
}

/** A day is past from its own beginning on: what was put off to it has been due. */
function isPast(door: Door, value: unknown): boolean {
  if (typeof value !== 'string') return false
  return value.length === 10 ? value <= door.today : Date.parse(value) <= Date.now()
}
