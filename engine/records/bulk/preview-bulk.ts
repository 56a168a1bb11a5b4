import type { Actor } from '../../access/actor.ts'
import { id, sql } from '../../database/sql.ts'
import { Problem, type Warning } from '../../errors.ts'
import { words } from '../../said/sayer.ts'
import type { Door } from '../write/door.ts'
import type { Writing } from '../write/writing.ts'
import {
  batchRows,
  act,
  changeTogether,
  checked,
  isDeletion,
  ledOn,
  matching,
  mayChange,
  orderOf,
  titleOf,
  type BulkPreview,
  type BulkRequest,
} from './bulk.ts'

const exampleRows = 3
/** So many are tried one by one until there are enough examples; the others go together. */
const aloneRows = 20
/** Records differ in what stands against it: as many are tried as whoever waits has patience for. */
const triedRows = 2_000
const triedMilliseconds = 1_500
/** What stays is known at the end of a pass, so this is over before all time is. */
const goingMilliseconds = 0.8 * triedMilliseconds
const mostRefused = 10

type Row = { readonly id: string; readonly title: string | null }

/** What became of a record on which the change was tried; `refusal` is in the words of the actor. */
type Trial = {
  readonly id: string
  readonly title: string
  readonly refusal: string | null
  readonly warnings: readonly { readonly code: string; readonly message: string }[]
  readonly example?: { readonly before: unknown; readonly after: unknown }
}

/** Rehearses a bulk change on as many records as its time allows, says on how many, and counts all. */
export function previewBulk(writing: Writing, actor: Actor, asked: BulkRequest): Promise<BulkPreview> {
  return writing.door(actor, { dryRun: true, confirmed: asked.confirmed ?? [] }, async (door) => {
    const request = await ledOn(door, asked)
    const object = checked(door, request)
    const rows = matching(door, object, request)
    const [count] = await door.tx.query<{ matching: string; changeable: string }>(
      sql`select count(*) as matching, count(*) filter (where ${mayChange(door, object, request)}) as changeable
          from ${id(object.table)} t where ${rows}`,
    )
    const sample = await door.tx.query<Row>(
      sql`select t.id, ${titleOf(door, object)} as title from ${id(object.table)} t
          where ${rows} and ${mayChange(door, object, request)} order by ${orderOf(request)} limit ${triedRows}`,
    )
    const { matching: all = 0, changeable = 0 } = count ?? {}
    const tries = isDeletion(request)
      ? goingTrials(writing, door, request, sample, performance.now() + goingMilliseconds)
      : trials(writing, door, request, sample)
    const tried = await summedUp(tries)
    return { matching: Number(all), changeable: Number(changeable), ...tried }
  })
}

async function summedUp(
  trials: AsyncIterable<readonly Trial[]>,
): Promise<Omit<BulkPreview, 'matching' | 'changeable'>> {
  const began = performance.now()
  const examples: BulkPreview['examples'][number][] = []
  const refused: BulkPreview['refused'][number][] = []
  const warnings = new Map<string, BulkPreview['warnings'][number]>()
  let tried = 0
  let refusals = 0
  for await (const some of trials) {
    tried += some.length
    for (const { id: record, title, refusal, warnings: given, example } of some) {
      for (const { code, message } of given)
        warnings.set(code, { code, message, count: (warnings.get(code)?.count ?? 0) + 1 })
      if (example && examples.length < exampleRows) examples.push({ id: record, title, ...example })
      if (refusal === null) continue
      refusals += 1
      if (refused.length < mostRefused) refused.push({ id: record, title, message: refusal })
    }
    if (tried > exampleRows && performance.now() - began > triedMilliseconds) break
  }
  return { tried, examples, refusals, refused, warnings: [...warnings.values()] }
}

/** The first are shown before and after; an action is done to each by itself. */
async function* trials(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  sample: readonly Row[],
): AsyncGenerator<readonly Trial[]> {
  let shown = 0
  let at = 0
  const isAlone = () => request.action !== undefined || (shown < exampleRows && at < aloneRows)
  for (; at < sample.length && isAlone(); at++) {
    const trial = await tryOne(writing, door, request, sample[at] as Row)
    if (trial.example) shown += 1
    yield [trial]
  }
  for (; at < sample.length; at += batchRows)
    yield await tryTogether(writing, door, request, sample.slice(at, at + batchRows))
}

/**
 * The first of those that are to go are shown as they are. What stayed is tried once more when others went
 * that named it, as in earnest; when time is up it is told as it stands.
 */
async function* goingTrials(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  sample: readonly Row[],
  deadline: number,
): AsyncGenerator<readonly Trial[]> {
  const stayed: Trial[] = []
  let went = 0
  for (let at = 0; at < sample.length; at += batchRows) {
    const some = sample.slice(at, at + batchRows)
    const before = new Map<string, unknown>()
    for (const { id: record } of some.slice(0, went < exampleRows ? aloneRows : 0))
      before.set(record, await readAs(writing, door, request, record))
    const tried = await tryTogether(writing, door, request, some)
    const gone = tried.filter(({ refusal }) => refusal === null)
    stayed.push(...tried.filter(({ refusal }) => refusal !== null))
    went += gone.length
    const shown = gone.map((one) =>
      before.has(one.id) ? { ...one, example: { before: before.get(one.id), after: null } } : one,
    )
    const isLate = performance.now() > deadline
    yield isLate ? [...shown, ...stayed] : shown
    if (isLate) return
  }
  yield* went > 0 && stayed.length > 0 ? goingTrials(writing, door, request, stayed, deadline) : [stayed]
}

async function readAs(writing: Writing, door: Door, request: BulkRequest, record: string): Promise<unknown> {
  return JSON.parse((await writing.read(door, checked(door, request), record)) ?? 'null')
}

async function tryOne(writing: Writing, door: Door, request: BulkRequest, row: Row): Promise<Trial> {
  const title = row.title ?? ''
  const read = () => readAs(writing, door, request, row.id)
  try {
    const before = await read()
    if (request.action === undefined) {
      // In earnest it is done together with others, and nobody is asked as if they changed it by hand.
      const [trial] = await tryTogether(writing, door, request, [row])
      if (trial && trial.refusal !== null) return trial
    } else await door.tx.savepoint(() => act(writing, door, request, row.id))
    return { id: row.id, title, refusal: null, warnings: [], example: { before, after: await read() } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { language } = door.actor
    return {
      id: row.id,
      title,
      refusal: error.in(language),
      warnings: inWords(error.details.warnings ?? [], language),
    }
  }
}

async function tryTogether(
  writing: Writing,
  door: Door,
  request: BulkRequest,
  rows: readonly Row[],
): Promise<Trial[]> {
  const titles = new Map(rows.map((row) => [row.id, row.title ?? '']))
  const { language } = door.actor
  const changed = await changeTogether(writing, door, request, [...titles.keys()])
  return changed.map(({ record, message, warnings }) => ({
    id: record,
    title: titles.get(record) ?? '',
    refusal: message === null ? null : words(message, language),
    warnings: inWords(warnings, language),
  }))
}

function inWords(warnings: readonly Warning[], language: Door['actor']['language']): Trial['warnings'] {
  return warnings.map(({ code, message }) => ({ code, message: words(message, language) }))
}
