import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { WriteOptions } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { limitRate } from '../accounts/limit-rate.ts'
import { askSource } from './ask-source.ts'
import { attestFact, refuseUnlessMayChange } from './attest-fact.ts'
import { checkFactsJob, checkRecordJob } from './check-facts-job.ts'
import { askConfirmation, confirmationMail, confirmEmail } from './confirm-email.ts'
import { Unreachable } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { firstOfAll } from './look-again.ts'
import { factMarks, factReviews, type FactMark, type FactReview, type ReviewQuery } from './list-facts.ts'
import { failureOf, instant, readFacts } from './read-facts.ts'
import type { FactView } from './fact-view.ts'
import { settleDifference, type Settling } from './settle-difference.ts'
import { stateOfSource } from './source-settings.ts'
import { emailKind, factKindLabel, paperKind } from './fact-words.ts'
import { provedNamed } from './asked-of.ts'
import { subjectsOf } from './write-facts.ts'
import { mayOpen } from '../access/may-open.ts'

/** A source as an administrator sees it. */
export type SourceView = {
  readonly kind: string
  readonly label: string
  readonly on: boolean
  readonly address: string
  /** How many facts wait to be checked, and how many it gave. */
  readonly waiting: number
  readonly facts: number
  /** Until when it is left alone, because it did not answer, and why. */
  readonly pausedUntil: string | null
  readonly failure: string | null
}

/** What came of trying a source out. */
export type Trial = { readonly ok: boolean; readonly milliseconds: number; readonly said: string }

/** What is known of the values of records beyond that somebody entered them. */
export type Facts = {
  /** Throws a 404 for a record that the actor may not see. */
  of(actor: Actor, object: ResolvedObject, record: string): Promise<FactView[]>
  /** Of some records of a list; of those that the actor may not see there is nothing. */
  marks(actor: Actor, object: ResolvedObject, records: readonly string[]): Promise<FactMark[]>
  reviews(actor: Actor, query: ReviewQuery): Promise<{ items: FactReview[]; next: string | null }>
  /**
   * Has facts of a record checked anew: by its sources as a job (`kind` narrows it to one), an e-mail
   * address by a link (`line` says which), a paper by the word of the actor.
   * Throws 403, 404, 409, 422 and 429.
   */
  check(
    actor: Actor,
    object: ResolvedObject,
    record: string,
    which: { readonly kind: string | null; readonly line?: string | null },
  ): Promise<{ readonly job: string | null }>
  settle(
    actor: Actor,
    object: ResolvedObject,
    which: { record: string; fact: string } & Settling,
    options: WriteOptions,
  ): Promise<string | null>
  /** The link of a mail; says nothing of whose it is. */
  confirm(token: string, address: string | null): Promise<void>
  /** For administrators: throws a 403. */
  sources(actor: Actor): Promise<SourceView[]>
  tryOut(actor: Actor, kind: string): Promise<Trial>
}

/** What facts need of the engine, beside whom they ask. */
export type FactsNeeds = Omit<FactsParts, 'sources' | 'patienceMilliseconds' | 'mayAskOwnNetwork'>

/** Opens the facts on the door to the records. */
export function openFacts(parts: FactsParts): Facts {
  const { jobs, mail } = parts
  jobs.declare(checkFactsJob(parts))
  jobs.declare(checkRecordJob(parts))
  mail.declare(confirmationMail(parts))
  return {
    of: (actor, object, record) => readFacts(parts, actor, object, record),
    marks: (actor, object, records) => factMarks(parts, actor, object, records),
    reviews: (actor, query) => factReviews(parts, actor, query),
    async check(actor, object, record, { kind, line = null }) {
      if (kind === paperKind) return attestFact(parts, actor, object, record).then(() => ({ job: null }))
      if (kind === emailKind)
        return askConfirmation(parts, actor, object, record, line).then(() => ({ job: null }))
      return { job: await checkRecord(parts, actor, object, record, kind) }
    },
    settle: (actor, object, which, options) => settleDifference(parts, actor, object, which, options),
    confirm: (token, address) => confirmEmail(parts, token, address),
    sources: (actor) => viewSources(parts, actor),
    tryOut: (actor, kind) => tryOut(parts, actor, kind),
  }
}

async function checkRecord(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  kind: string | null,
): Promise<string> {
  const { database, jobs, sources, records, settings, model } = parts
  // Only what is seen can be asked for: who may not know of a field has nothing of it checked.
  const known = (await readFacts(parts, actor, object, record)).map((fact) => fact.kind)
  await refuseUnlessMayChange(records, actor, object, record)
  const asked = sources.filter((one) => known.includes(one.kind) && (kind === null || one.kind === kind))
  const on = await Promise.all(asked.map((one) => stateOfSource(settings, one)))
  const kinds = asked.filter((_, at) => on[at]?.on === true).map((one) => one.kind)
  if (kinds.length === 0)
    throw new Problem(
      409,
      'nothingToAsk',
      said('No source is switched on that could check this. An administrator can do so in the settings.'),
    )
  await limitRate(database, { what: 'check by', who: actor.user, most: 60, seconds: 600 })
  return database.transaction(async (tx) => {
    for (const asking of kinds) await lookFirst(tx, model(), asking, record)
    return jobs.add(tx, 'check facts of a record', { record, kinds }, { actor })
  })
}

/** Puts a record, or all its lines, on the list of a source before all others. */
async function lookFirst(tx: Connection, model: ResolvedModel, kind: string, record: string): Promise<void> {
  const place = provedNamed(model, kind)
  const subjects = place ? await subjectsOf(tx, model, place, record) : []
  await tx.query(
    sql`insert into fact_look as l (kind, record, line, due_at, forced)
        select ${kind}, ${record}::uuid, i, ${firstOfAll}::timestamptz, true
        from unnest(${subjects.map(({ line }) => line)}::uuid[]) i order by i
        on conflict (kind, line) do update set due_at = excluded.due_at, forced = true`,
  )
}

function refuseUnlessKeeper(actor: Actor): void {
  if (mayOpen(actor, 'group')) return
  throw new Problem(
    403,
    'administratorOnly',
    said('Only an administrator may see and change the checks. Ask one.'),
  )
}

async function viewSources(parts: FactsParts, actor: Actor): Promise<SourceView[]> {
  refuseUnlessKeeper(actor)
  const rows = await parts.database.query<{
    kind: string
    waiting: number
    facts: number
    paused: string | null
    failure: Parameters<typeof failureOf>[0]
  }>(
    sql`select k.kind, w.failure,
          case when w.paused_until > now() then ${instant('w', 'paused_until')} end as paused,
          (select count(*)::integer from fact_look l where l.kind = k.kind and l.due_at <= now()) as waiting,
          coalesce(c.facts, 0) as facts
        from unnest(${parts.sources.map(({ kind }) => kind)}::text[]) k(kind)
        left join (select kind, count(*)::integer as facts from fact group by kind) c using (kind)
        left join fact_watch w using (kind)`,
  )
  return Promise.all(
    parts.sources.map(async (source): Promise<SourceView> => {
      const { on, address } = await stateOfSource(parts.settings, source)
      const row = rows.find(({ kind }) => kind === source.kind)
      return {
        kind: source.kind,
        label: factKindLabel(parts.model(), source.kind, actor.language),
        ...{ on, address, waiting: row?.waiting ?? 0, facts: row?.facts ?? 0 },
        pausedUntil: row?.paused ?? null,
        failure: failureOf(row?.failure ?? null, actor.language),
      }
    }),
  )
}

/** Asks a source what it is known to answer, whether it is switched on or not. */
async function tryOut(parts: FactsParts, actor: Actor, kind: string): Promise<Trial> {
  refuseUnlessKeeper(actor)
  const source = parts.sources.find((one) => one.kind === kind)
  if (!source) throw notFound()
  await limitRate(parts.database, { what: 'try source', who: kind, most: 20, seconds: 600 })
  const { address } = await stateOfSource(parts.settings, source)
  const began = performance.now()
  const done = (ok: boolean, words: string): Trial => ({
    ok,
    milliseconds: Math.round(performance.now() - began),
    said: words,
  })
  try {
    await askSource(parts, source, address, source.trial, true)
    return done(true, said('The source answers as it should.').in(actor.language))
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    const { failure, detail } = error
    if (failure === 'nothingAt')
      return done(false, said('The answer holds nothing at {paths}.', { paths: detail }).in(actor.language))
    return done(false, failureOf(failure, actor.language) ?? '')
  }
}
