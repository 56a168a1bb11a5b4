import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { id, join, raw, sql, statement, type Sql } from '../database/sql.ts'
import { filled, rowsOf } from '../query/index.ts'
import type { Actor, Rows } from './actor.ts'

export type TurningPerson = { readonly id: string; readonly name: string; readonly actor: Actor }

/** Records with which some people may do something on one side of a change, and not on the other. */
export type Turn = {
  readonly object: ResolvedObject
  readonly action: string
  readonly effect: 'gain' | 'lose'
  readonly people: readonly TurningPerson[]
  readonly to: Rows
  readonly from: Rows | undefined
}

/** What turns for one person. */
export type Turned = {
  readonly turn: Turn
  readonly person: TurningPerson
  /** Null where the deed is not done with a record that is there. */
  readonly records: number | null
  readonly isEstimate: boolean
  readonly examples: readonly { readonly id: string; readonly title: string }[]
}

/** Beyond so many records of an object a sample of them is counted. */
const mostCounted = 200_000
/** So many different conditions are counted in one statement: each is a column. */
const mostColumns = 200
/**
 * So many different conditions of one object are counted at all; for the others it is said that something
 * turns.
 */
const mostConditions = 1_000
const shownExamples = 3
/** What is not done with a record that is there. */
export const withoutRecord: ReadonlySet<string> = new Set(['create', 'import'])

type Asked = {
  readonly turn: Turn
  readonly person: TurningPerson
  readonly key: string
  readonly piece: Sql
}
type Count = { readonly records: number; readonly isEstimate: boolean; readonly piece: Sql }

/**
 * Counts for every turn and person how many records turn: one statement for all conditions of an object,
 * by the
 * compiler that lists are made by. People whose condition comes to the same share its count.
 */
export async function countTurns(
  tx: Transaction,
  model: ResolvedModel,
  turns: readonly Turn[],
): Promise<Turned[]> {
  const all: Turned[] = []
  for (const [object, group] of Map.groupBy(turns, ({ object }) => object)) {
    const asked = group
      .filter(({ action }) => !withoutRecord.has(action))
      .flatMap((turn) => askedOf(model, turn))
    const counts = await counted(tx, object, asked)
    for (const turn of group.filter(({ action }) => withoutRecord.has(action)))
      all.push(
        ...turn.people.map((person) => ({ turn, person, records: null, isEstimate: false, examples: [] })),
      )
    const examples = await examplesOf(tx, object, counts)
    for (const { turn, person, key } of asked) {
      const count = counts.get(key)
      if (count)
        all.push({
          turn,
          person,
          records: count.records,
          isEstimate: count.isEstimate,
          examples: examples.get(key) ?? [],
        })
      else all.push({ turn, person, records: null, isEstimate: true, examples: [] })
    }
  }
  return all
}

function askedOf(model: ResolvedModel, { people, ...turn }: Turn): Asked[] {
  return people.map((person) => {
    const reader = { model, actor: person.actor, authority: 'actor' as const }
    const side = (rows: Rows) => filled(rowsOf(reader, turn.object, 't', rows), { actor: person.actor })
    const { to, from } = turn
    const piece = from === undefined ? side(to) : sql`(${side(to)}) and (${side(from)}) is not true`
    const { text, values } = statement(piece)
    return { turn: { ...turn, people }, person, piece, key: `${text}\n${JSON.stringify(values)}` }
  })
}

async function counted(
  tx: Transaction,
  object: ResolvedObject,
  asked: readonly Asked[],
): Promise<Map<string, Count>> {
  const pieces = [...new Map(asked.map(({ key, piece }) => [key, piece]))].slice(0, mostConditions)
  const counts = new Map<string, Count>()
  if (pieces.length === 0) return counts
  const share = await shareCounted(tx, object)
  const sample = share < 1 ? sql` tablesample system (${raw(String(share * 100))}) repeatable (1)` : sql``
  for (let at = 0; at < pieces.length; at += mostColumns) {
    const some = pieces.slice(at, at + mostColumns)
    const columns = some.map(
      ([, piece], n) => sql`count(*) filter (where ${piece})::float8 as ${id(`c${n}`)}`,
    )
    const counting = sql`select ${join(columns)} from ${id(object.table)} t${sample}`
    const [row] = await inTime(tx, () => tx.query<Record<string, number>>(counting))
    if (!row) continue
    for (const [n, [key, piece]] of some.entries()) {
      const records = Math.round((row[`c${n}`] ?? 0) / share)
      counts.set(key, { records, isEstimate: share < 1, piece })
    }
  }
  return counts
}

/** What takes longer than a statement may is left out: it is said that something turns, not how much. */
async function inTime<R>(tx: Transaction, work: () => Promise<R[]>): Promise<R[]> {
  try {
    return await tx.savepoint(work)
  } catch (error) {
    if ((error as { code?: unknown }).code === '57014') return []
    throw error
  }
}

/** Which share of the records is counted: all of them while they are few. */
async function shareCounted(tx: Transaction, object: ResolvedObject): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    sql`select reltuples::float8 as rows from pg_class where oid = to_regclass(${`"${object.table}"`})`,
  )
  const rows = row?.rows ?? 0
  return rows > mostCounted ? mostCounted / rows : 1
}

/** The first records that turn, for the conditions under which most do. */
async function examplesOf(tx: Transaction, object: ResolvedObject, counts: ReadonlyMap<string, Count>) {
  const examples = new Map<string, { id: string; title: string }[]>()
  const title = object.fields.get(object.title)?.column
  if (!title) return examples
  const most = [...counts].filter(([, { records }]) => records > 0)
  for (const [key, { piece }] of most
    .toSorted(([, one], [, other]) => other.records - one.records)
    .slice(0, 20)) {
    const some = sql`select t.id, ${id('t', title)}::text as title from ${id(object.table)} t where ${piece}
          limit ${shownExamples}`
    const rows = await inTime(tx, () => tx.query<{ id: string; title: string | null }>(some))
    examples.set(
      key,
      rows.map((row) => ({ id: row.id, title: row.title ?? '–' })),
    )
  }
  return examples
}
