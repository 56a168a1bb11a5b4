import { isId } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, Refusal, type Warning } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { writeRecords } from '../records/write/write-records.ts'
import { readableRows } from '../records/write/row-rights.ts'
import { called, manyCalled } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { endable, hangingOn, mayEnd, type Hanging } from './open-dealings.ts'

const batchRows = 500

type Wanted = 'keep' | 'close' | { readonly handOver: string }

/**
 * Does with open business what was chosen, and gives the warnings of the state about what stays open. Throws
 * where the state forbids that any does. Only what the actor may see and change is touched or counted.
 */
export async function settleDealings(
  door: Door,
  face: ResolvedObject,
  record: string,
  state: string,
  outcomes: unknown,
): Promise<Warning[]> {
  const hanging = hangingOn(door, face, state)
  const wanted = await readOutcomes(door, hanging, outcomes)
  const warnings: Warning[] = []
  for (const one of hanging) {
    const what = wanted.get(one.key) ?? 'keep'
    if (what !== 'keep') await end(door, one, record, what)
    const isHandedOver = typeof what === 'object'
    if (!one.open || isHandedOver || !(await isLeft(door, one, record))) continue
    const message = leftOpen(one)
    if (one.open === 'refused') throw new Refusal(`open.${one.dealing?.kind.value ?? ''}`, message)
    warnings.push({ code: `open.${one.key}`, message })
  }
  return warnings
}

async function readOutcomes(
  door: Door,
  hanging: readonly Hanging[],
  given: unknown,
): Promise<ReadonlyMap<string, Wanted>> {
  if (given === undefined || given === null) return new Map()
  if (typeof given !== 'object' || Array.isArray(given)) throw notUnderstood('outcomes')
  const wanted = new Map<string, Wanted>()
  for (const [key, value] of Object.entries(given)) {
    const one = hanging.find((known) => known.key === key)
    if (!one) throw notUnderstood(`outcomes.${key.slice(0, 100)}`)
    wanted.set(key, await readOutcome(door, one, value))
  }
  return wanted
}

async function readOutcome(door: Door, one: Hanging, value: unknown): Promise<Wanted> {
  const at = `outcomes.${one.key}`
  if (value === 'keep') return 'keep'
  if (value === 'close' && mayEnd(door, one, 'close')) return 'close'
  const to = (value as { handOver?: unknown } | null)?.handOver
  const user = typeof to === 'object' && to !== null ? (to as { id?: unknown }).id : to
  if (typeof user !== 'string' || !isId(user) || !mayEnd(door, one, 'handOver')) throw notUnderstood(at)
  const users = door.model.objects.get('user')
  const readable = users && readableRows({ ...door, authority: 'actor' }, users, 't')
  const [found] = readable
    ? await door.tx.query(
        sql`select from ${id(users.table)} t where t.id = ${user}::uuid and t.active and ${readable}`,
      )
    : []
  if (!found)
    throw fieldErrors([
      {
        field: at,
        code: 'noSuchRecord',
        message: said('There is no such user who could take this over. Pick one from the list.'),
      },
    ])
  return { handOver: user }
}

function notUnderstood(field: string) {
  return fieldErrors([
    {
      field,
      code: 'outcome',
      message: said(
        'Say of each kind of open business that may be ended “keep”, “close” or whom it goes to.',
      ),
    },
  ])
}

/** In the order of their ids and in batches, so that neither memory nor statements grow with their number. */
async function end(door: Door, one: Hanging, record: string, what: Exclude<Wanted, 'keep'>): Promise<void> {
  const values = typeof what === 'object' ? handedTo(one, what.handOver) : { ...one.dealing?.declared.close }
  const within: Door = { ...door, authority: 'action', byFields: true }
  const may = endable(door, one, 't', typeof what === 'object' ? 'handOver' : 'close')
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await door.tx.query<{ id: string }>(
      sql`select t.id from ${id(one.object.table)} t
          where ${one.rows(record, 't')} and ${may} and t.id > ${after}::uuid
          order by t.id limit ${batchRows}`,
    )
    const operations = rows.map((row) => ({ kind: 'update' as const, id: row.id, values }))
    const outcomes = await writeRecords(within, one.object, operations)
    const fault = outcomes.find(({ problem, errors }) => problem !== null || errors.length > 0)
    if (fault?.problem) throw fault.problem
    if (fault) throw fieldErrors(fault.errors)
    const last = rows.at(-1)?.id
    if (last === undefined || rows.length < batchRows) return
    after = last
  }
}

function handedTo({ dealing }: Hanging, user: string): Record<string, unknown> {
  return { [String(dealing?.declared.handOver)]: user }
}

async function isLeft(door: Door, one: Hanging, record: string): Promise<boolean> {
  const [row] = await door.tx.query(
    sql`select from ${id(one.object.table)} t where ${one.rows(record, 't')} limit 1`,
  )
  return row !== undefined
}

function leftOpen({ object, dealing }: Hanging): Sentence {
  return said('There is still open business: {what} ({kind}). Close it or hand it over first.', {
    what: manyCalled(object.declaration),
    kind: called(dealing?.kind ?? { label: '' }),
  })
}
