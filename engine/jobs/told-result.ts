import { isId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows } from '../query/record-scope.ts'
import { shows } from '../query/shows.ts'
import { sightOf } from '../query/sight.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { baseOf } from '../records/stored.ts'
import { facesOf } from '../schema/faces.ts'

/** What came of a job, who began it, and of which objects it is. */
export type Ended = {
  readonly id: string
  readonly actor: string
  readonly about: readonly string[] | null
  readonly result: unknown
}

/** A record that a result names, with what it was called and what became of it. */
type Named = Readonly<Record<string, unknown>> & { readonly title?: unknown }

type Told = { readonly readable: boolean; readonly titled: boolean }

/**
 * What came of jobs as the actor may know it today: records that they may not read any more are left out of
 * it, and so are titles that they may not see; of what others began they are told the numbers alone. What is
 * gone is told without a title.
 */
export async function toldResults(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  jobs: readonly Ended[],
): Promise<ReadonlyMap<string, unknown>> {
  if (actor.access.administrator) return new Map(jobs.map((job) => [job.id, job.result]))
  const own = jobs.filter((job) => isToldWhole(actor, job))
  const wanted = new Map<ResolvedObject, Set<string>>()
  for (const job of own)
    for (const one of listsIn(job.result).flat()) {
      const base = baseNamed(model, job, one)
      if (base) wanted.set(base, (wanted.get(base) ?? new Set()).add(recordOf(one)))
    }
  const told = new Map<string, Told>()
  for (const [base, records] of wanted)
    for (const [record, sight] of await sightsOf(connection, model, actor, base, [...records]))
      told.set(record, sight)
  const cut = (list: readonly Named[]) => list.flatMap((one) => cutTo(one, told.get(recordOf(one))))
  const resultOf = (job: Ended) =>
    isToldWhole(actor, job) ? withLists(job.result, cut) : numbersOf(job.result)
  return new Map(jobs.map((job) => [job.id, resultOf(job)]))
}

/** Words of a job are in the rights of who began it: others hear that there is one, its kind, how far. */
export function isToldWhole(actor: Actor, job: Pick<Ended, 'actor'>): boolean {
  return actor.access.administrator || job.actor === actor.user
}

/** How many, and nothing in words, however a kind of job puts its result. */
function numbersOf(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return typeof result === 'number' ? result : null
  const entries: [string, unknown][] = Object.entries(result).filter(
    ([, value]) => typeof value === 'number' || Array.isArray(value),
  )
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'number' ? value : []]))
}

function cutTo({ title, ...one }: Named, told: Told | undefined): Named[] {
  if (told?.readable === false) return []
  return [told?.titled && title !== undefined ? { ...one, title } : one]
}

/** Of the records that are there: whether they are seen under some face, and called by their title there. */
async function sightsOf(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
  records: readonly string[],
): Promise<Map<string, Told>> {
  const reader = actingReader(model, actor)
  const faces = facesOf(model, base).filter((face) => sightOf(reader, face))
  const any = (pieces: readonly ReturnType<typeof shows>[]) => join([sql`false`, ...pieces], ' or ')
  const rows = await connection.query<Told & { id: string }>(
    filled(
      sql`select t.id, (${any(faces.map((face) => readableRows(reader, face, 't')))}) is true as readable,
            (${any(faces.map((face) => shows(reader, face, 't', face.title)))}) is true as titled
          from ${id(base.table)} t where t.id = any(${records}::uuid[])`,
      reader,
    ),
  )
  return new Map(rows.map(({ id: record, ...told }) => [record, told]))
}

function baseNamed(model: ResolvedModel, { about }: Ended, { object }: Named): ResolvedObject | undefined {
  const found = model.objects.get(typeof object === 'string' ? object : (about?.[0] ?? ''))
  return found && baseOf(model, found)
}

function listsIn(result: unknown): (readonly Named[])[] {
  if (typeof result !== 'object' || result === null) return []
  return Object.values(result).filter(isListOfRecords)
}

function withLists(result: unknown, cut: (list: readonly Named[]) => readonly Named[]): unknown {
  if (listsIn(result).length === 0) return result
  return Object.fromEntries(
    Object.entries(result as object).map(([name, value]: [string, unknown]) => [
      name,
      isListOfRecords(value) ? cut(value) : value,
    ]),
  )
}

function isListOfRecords(value: unknown): value is readonly Named[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isId(recordOf(one as Named)))
}

function recordOf(one: Named | null): string {
  const { id: own, record } = one ?? {}
  return String(record ?? own ?? '')
}
