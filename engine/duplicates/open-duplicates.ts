import { evidenceOf, likeness, matchTexts, type MatchCode, type MatchRules } from '#match'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { JobRun } from '../jobs/job.ts'
import { findSimilar, type Entry, type SimilarRecords } from '../match/find-similar.ts'
import { versionOfKeys } from '../match/keys-of.ts'
import { isMatched, matchRecordOf } from '../match/match-keys.ts'
import { seenRecords } from '../match/seen-records.ts'
import { baseOf } from '../records/stored.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import { facesOf } from '../schema/faces.ts'
import type { Settings } from '../settings/settings.ts'
import { decidePairs, type DecidedPair } from './decide-pairs.ts'
import { listPairs, type PairQuery, type PairView } from './list-pairs.ts'
import { matchRules, readMatchRules, setMatchRules } from './match-settings.ts'
import { previewRules, rescorePairs, tryRules, type RulesPreview, type RulesTrial } from './tune-rules.ts'
import { searchAll, searchChanged } from './search-job.ts'
import { mayOpen } from '../access/may-open.ts'

type Parts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly jobs: Jobs
  readonly access: AccessControl
  readonly settings: Settings
}

/** What a person decides of two records, whether they were found by a search or not. */
export type PairDecision = {
  readonly pairs: readonly (readonly [string, string])[]
  readonly state: 'different' | 'open'
}

/**
 * Records that may be one and the same: found as somebody types, and over all of them; and what was
 * decided.
 */
export type Duplicates = {
  similar(actor: Actor, object: string, values: Entry): Promise<SimilarRecords>
  list(actor: Actor, object: string, query: PairQuery): Promise<{ items: PairView[]; next: string | null }>
  /**
   * Gives how many were decided; throws a 404 where one of them may not be seen, a 403 where none
   * changed.
   */
  decide(actor: Actor, object: string, decision: PairDecision): Promise<{ decided: number }>
  /** Looks through all records of an object, as a job; for who may open the page of the duplicates. */
  search(actor: Actor, object: string, options?: { tx?: Transaction }): Promise<{ job: string }>
  /**
   * Looks through what changed since, and has all looked through where keys are others, as every quarter
   * hour.
   */
  catchUp(): Promise<void>
  /** How pairs are judged, for who may open the page of the duplicates. */
  rules(actor: Actor): Promise<MatchRules>
  /**
   * Judges by other rules from now on; null goes back to the usual ones. Throws a 422 for what does not
   * fit.
   */
  setRules(actor: Actor, given: Readonly<Record<string, unknown>> | null): Promise<MatchRules>
  /** What other rules would say of pairs that are known. */
  previewRules(actor: Actor, object: string, given: Readonly<Record<string, unknown>>): Promise<RulesPreview>
  /** How rules would judge two records; throws a 404 where one of them may not be seen. */
  tryRules(
    actor: Actor,
    object: string,
    records: readonly [string, string],
    given: Readonly<Record<string, unknown>>,
  ): Promise<RulesTrial>
  /** When that was done last, whether the actor may have it done, and, for who may, how far it is now. */
  state(actor: Actor, object: string): Promise<SearchState>
}

/** `searching`: the percentage that is done of a search that runs. */
export type SearchState = {
  readonly since: string | null
  readonly maySearch: boolean
  readonly searching: number | null
}

export const searchName = 'find duplicates'
const minutesBetween = 15

export function openDuplicates(parts: Parts): Duplicates {
  const { database, model, jobs, settings } = parts
  jobs.declare({ name: searchName, run: (run) => searched(parts, run) })
  jobs.declare({
    name: 'find new duplicates',
    everyMinutes: minutesBetween,
    run: ({ actor, progress }) => caughtUp(parts, actor, progress),
  })
  return {
    async similar(actor, object, values) {
      const rules = await matchRules(settings)
      const { visible, hidden } = await findSimilar(database, model(), actor, rules, { object, values })
      return { visible, hidden }
    },
    async list(actor, object, query) {
      return listPairs(
        database,
        model(),
        actor,
        await matchRules(settings),
        matchedBase(model(), object),
        query,
      )
    },
    catchUp: async () => caughtUp(parts, await parts.access.systemActor('system'), async () => {}),
    decide: (actor, object, decision) => decided(parts, actor, object, decision),
    async search(actor, object, { tx } = {}) {
      mayTune(actor)
      const base = matchedBase(model(), object)
      const add = (open: Transaction) => addSearch(jobs, open, actor, base)
      return { job: await (tx ? add(tx) : database.transaction(add)) }
    },
    async rules(actor) {
      mayTune(actor)
      return matchRules(settings)
    },
    async setRules(actor, given) {
      mayTune(actor)
      await setMatchRules(settings, actor, given && readMatchRules(given))
      const rules = await matchRules(settings)
      await database.transaction((tx) => rescorePairs(tx, rules), { statementMilliseconds: 0 })
      return rules
    },
    async previewRules(actor, object, given) {
      mayTune(actor)
      const rules = { before: await matchRules(settings), after: readMatchRules(given) }
      return previewRules(database, model(), actor, matchedBase(model(), object), rules)
    },
    async tryRules(actor, object, [one, other], given) {
      mayTune(actor)
      const base = matchedBase(model(), object)
      const seen = await seenRecords(database, model(), actor, base, [one, other])
      const [left, right] = [seen.get(one)?.values, seen.get(other)?.values]
      if (!left || !right) throw notFound()
      return tryRules(model(), base, actor.language, readMatchRules(given), [left, right])
    },
    async state(actor, object) {
      const base = matchedBase(model(), object)
      const maySearch = mayOpen(actor, 'duplicates')
      const [row] = await database.query<Pick<SearchState, 'since' | 'searching'>>(
        sql`select (select to_char(since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
              from duplicate_search where object = ${base.name}) as since,
            (select coalesce(100 * done / nullif(total, 0), 0)::int4 from job where name = ${searchName}
              and state = 'running' and payload ->> 'object' = ${base.name} limit 1) as searching`,
      )
      return { since: row?.since ?? null, maySearch, searching: maySearch ? (row?.searching ?? null) : null }
    },
  }
}

async function searched(parts: Parts, run: JobRun) {
  const { database, model, settings } = parts
  const base = matchedBase(model(), String(run.payload['object']))
  const rules = await matchRules(settings)
  return searchAll({ database, model: model(), base, rules, progress: run.progress })
}

function addSearch(jobs: Jobs, tx: Transaction, actor: Actor, base: ResolvedObject): Promise<string> {
  return jobs.add(tx, searchName, { object: base.name }, { actor, about: [base.name] })
}

/**
 * Where all were last looked through by other keys than are made now, as after an upgrade, or never were,
 * they are once by themselves: a job as any other, which the server adds whose turn the schedule is. One
 * that failed or was stopped is not begun again on the same day.
 */
async function searchAnew({ database, model, jobs }: Parts, actor: Actor): Promise<void> {
  for (const base of matchedBases(model())) {
    await database.transaction(async (tx) => {
      const [due] = await tx.query<{ due: boolean }>(
        sql`select not exists (select from duplicate_search where object = ${base.name} and keys >= ${versionOfKeys})
              and exists (select from ${id(base.table)})
              and not exists (select from job where name = ${searchName} and payload ->> 'object' = ${base.name}
                and (state in ('waiting', 'running') or created_at between now() - interval '12 hours' and now())) as due`,
      )
      if (due?.due) await addSearch(jobs, tx, actor, base)
    })
  }
}

async function caughtUp(parts: Parts, actor: Actor, progress: JobRun['progress']): Promise<void> {
  await searchAnew(parts, actor)
  await changed(parts, progress)
}

/** What changed since is compared by itself, so that the list is never far behind. */
async function changed({ database, model, settings }: Parts, progress: JobRun['progress']): Promise<void> {
  const rules = await matchRules(settings)
  for (const base of matchedBases(model()))
    await searchChanged({ database, model: model(), base, rules, progress })
}

function matchedBases(model: ResolvedModel): readonly ResolvedObject[] {
  return [...model.objects.values()].filter((object) => !object.isRole && isMatched(object))
}

/** Whoever sees both and may change one of the two says what they are. */
async function decided(
  { database, model, records, settings }: Parts,
  actor: Actor,
  object: string,
  { pairs, state }: PairDecision,
): Promise<{ decided: number }> {
  const base = matchedBase(model(), object)
  const ids = [...new Set(pairs.flat())]
  const seen = await seenRecords(database, model(), actor, base, ids)
  if (ids.some((one) => !seen.has(one))) throw notFound()
  const rules = await matchRules(settings)
  const judged: DecidedPair[] = []
  for (const [one, other] of pairs) {
    if (!(await mayChange(records, model(), actor, base, [one, other]))) throw notYours()
    judged.push({
      records: [one, other],
      state,
      ...likenessOf(model(), base, rules, seen.get(one), seen.get(other)),
    })
  }
  await database.transaction((tx) => decidePairs(tx, base.name, actor.user, judged))
  return { decided: judged.length }
}

async function mayChange(
  records: Records,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
  ids: readonly string[],
): Promise<boolean> {
  for (const face of facesOf(model, base))
    for (const one of ids) if (await records.may(actor, face.name, one, 'change')) return true
  return false
}

type Seen = { readonly values: Readonly<Record<string, unknown>> } | undefined

function likenessOf(model: ResolvedModel, base: ResolvedObject, rules: MatchRules, one: Seen, other: Seen) {
  const left = one && matchRecordOf(model, base, one.values)
  const right = other && matchRecordOf(model, base, other.values)
  const evidence = left && right ? evidenceOf(left, right) : []
  return { evidence, score: evidence.length === 0 ? 0 : likeness(evidence, rules) }
}

function matchedBase(model: ResolvedModel, name: string): ResolvedObject {
  const object = model.objects.get(name)
  const base = object && baseOf(model, object)
  if (!base || !isMatched(base)) throw notFound()
  return base
}

/** The codes of what may speak for a pair. */
export function isMatchCode(code: string): code is MatchCode {
  return Object.hasOwn(matchTexts, code)
}

function mayTune(actor: Actor): void {
  if (mayOpen(actor, 'duplicates')) return
  throw new Problem(
    403,
    'forbidden',
    said('All records are looked through by whom an administrator has given the right to. Ask one.'),
  )
}

function notYours(): Problem {
  return new Problem(
    403,
    'forbidden',
    said('Whether two records are one says who may change one of them. Ask an administrator for the right.'),
  )
}
