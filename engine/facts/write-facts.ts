import { newId, type ProvedDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import type { Door, WriteOptions } from '../records/write/door.ts'
import type { Operation } from '../records/write/draft.ts'
import { loadLines } from '../records/write/lines.ts'
import { writeRecords } from '../records/write/write-records.ts'
import type { Records } from '../records/records.ts'
import { loadStored } from '../records/stored.ts'
import { askedOfLines, askedOfRecord, linesProved, sameAsked, type Asked, type Subject } from './asked-of.ts'

/** A fact as it is to be from now on. */
export type NewFact = Subject & {
  readonly asked: Asked
  readonly result: 'valid' | 'invalid' | 'contradicted' | 'unknown'
  readonly source: string
  readonly expiresAt: string | null
  /** When its source said so; without it, now. */
  readonly checkedAt?: string | null
  readonly reference?: string | null
  readonly answer?: unknown
  readonly kept?: readonly string[]
  /** When it is to be looked at again by itself. */
  readonly dueAt?: string | null
}

/** A kind of fact, of whose records it is. */
export type FactPlace = { readonly object: ResolvedObject; readonly proved: ProvedDeclaration }

/**
 * Writes facts of one kind down through the door, so that they stand in the log: one of each record or
 * line, which is replaced by the next. What changed while its source was asked is found to have done so, and
 * the fact is outdated at once; what is gone gets none. Gives how many were written.
 */
export async function writeFacts(
  records: Records,
  actor: Actor,
  place: FactPlace,
  facts: readonly NewFact[],
  options: WriteOptions = {},
): Promise<number> {
  if (facts.length === 0) return 0
  return records.door(actor, { change: newId(), ...options }, async (door) => {
    const records = [...new Set(facts.map(({ record }) => record))]
    // The record before the look, as every write of a record does.
    const now = await askedNow(door.tx, door.model, place, records, { share: true })
    await lockLooks(door.tx, place.proved.kind, facts)
    const there = facts.filter(({ line }) => now.has(line))
    const known = await knownFacts(door.tx, place.proved.kind, facts)
    const operations = there.map((one) => operationOf(place, one, known.get(one.line)))
    await putAll(door, operations)
    await keepLooks(door.tx, place.proved.kind, there, operations, now)
    return there.length
  })
}

/** Writers of the same facts wait for each other, in one order. */
async function lockLooks(tx: Connection, kind: string, subjects: readonly Subject[]): Promise<void> {
  const lines = subjects.map(({ line }) => line)
  await tx.query(
    sql`insert into fact_look (kind, record, line)
        select ${kind}, r, l from unnest(${subjects.map(({ record }) => record)}::uuid[], ${lines}::uuid[]) u(r, l)
        order by l on conflict (kind, line) do nothing`,
  )
  await tx.query(
    sql`select from fact_look where kind = ${kind} and line = any(${lines}::uuid[]) order by line for update`,
  )
}

/** What a fact of the kind would speak of in records as they stand now, by line or record. */
export async function askedNow(
  tx: Connection,
  model: ResolvedModel,
  { object, proved }: FactPlace,
  ids: readonly string[],
  { share = false }: { share?: boolean } = {},
): Promise<Map<string, Asked>> {
  if (share)
    await tx.query(sql`select from ${id(object.table)} where id = any(${ids}::uuid[]) order by id for share`)
  const stored = await loadStored(tx, model, object, ids, false)
  const owned = linesProved(model, object, proved.field)
  if (!owned)
    return new Map([...stored].map(([record, { values }]) => [record, askedOfRecord(proved, values)]))
  const lines = await loadLines(tx, model, owned, [...stored.keys()])
  return askedOfLines(
    proved,
    [...stored.keys()].flatMap((record) => lines.get(record) ?? []),
  )
}

/** The lines of records as subjects of facts, or the records themselves. */
export async function subjectsOf(
  tx: Connection,
  model: ResolvedModel,
  place: FactPlace,
  record: string,
): Promise<(Subject & { readonly asked: Asked })[]> {
  const now = await askedNow(tx, model, place, [record])
  return [...now].map(([line, asked]) => ({ record, line, asked }))
}

async function knownFacts(
  tx: Connection,
  kind: string,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ line: string; fact: string }>(
    sql`select l.line, l.fact from fact_look l join fact f on f.id = l.fact
        where l.kind = ${kind} and l.line = any(${subjects.map(({ line }) => line)}::uuid[])`,
  )
  return new Map(rows.map(({ line, fact }) => [line, fact]))
}

function operationOf({ object, proved }: FactPlace, one: NewFact, known: string | undefined): Operation {
  const values = {
    object: object.name,
    record: one.record,
    kind: proved.kind,
    field: proved.field,
    result: one.result,
    source: one.source,
    checkedAt: one.checkedAt ?? new Date().toISOString(),
    expiresAt: one.expiresAt,
    reference: one.reference?.slice(0, 300) ?? null,
    asked: one.asked,
    answer: one.answer ?? null,
    kept: one.kept ?? null,
  }
  return known === undefined ? { kind: 'create', id: newId(), values } : { kind: 'update', id: known, values }
}

async function putAll(door: Door, operations: readonly Operation[]): Promise<void> {
  const face = door.model.objects.get('fact')
  if (!face) throw new Error('The model has no object for facts.')
  for (const kind of ['create', 'update'] as const) {
    const of = operations.filter((one) => one.kind === kind)
    if (of.length === 0) continue
    const outcomes = await writeRecords({ ...door, authority: 'action' }, face, of, { isAllOrNothing: true })
    const wrong = outcomes.find(({ problem, errors }) => problem !== null || errors.length > 0)
    if (wrong) throw wrong.problem ?? new Error(`A fact is wrong: ${JSON.stringify(wrong.errors)}`)
  }
}

async function keepLooks(
  tx: Connection,
  kind: string,
  facts: readonly NewFact[],
  operations: readonly Operation[],
  now: ReadonlyMap<string, Asked>,
): Promise<void> {
  const rows = facts.map(({ line, asked, dueAt = null }, at) => {
    const outdated = !sameAsked(asked, now.get(line) ?? null)
    const fact = (operations[at] as { readonly id?: string }).id
    // What changed meanwhile is asked again at once, where it is asked at all.
    return { line, fact, asked, outdated, due_at: dueAt }
  })
  await tx.query(
    sql`update fact_look l set fact = v.fact, asked = v.asked, outdated = v.outdated, due_at = case when v.outdated and v.due_at is not null then now() else v.due_at end,
          forced = false, attempts = 0, failure = null
        from json_to_recordset(${JSON.stringify(rows)}::json)
          as v(line uuid, fact uuid, asked jsonb, outdated boolean, due_at timestamptz)
        where l.kind = ${kind} and l.line = v.line`,
  )
}
