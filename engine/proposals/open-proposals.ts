import { dayAt, newId } from '#model'
import type { AccessControl } from '../access/access-control.ts'
import type { Actor } from '../access/actor.ts'
import { checkStillToCome } from '../access/still-to-come.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Mail } from '../mail/mail.ts'
import type { Settings } from '../settings/settings.ts'
import type { JobRun } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Records } from '../records/records.ts'
import { openChange } from '../records/write/audit.ts'
import { said } from '../said/said.ts'
import { actsAs, stoppedAmong } from './acts-as.ts'
import { criteriaInForce, decidable, mayDecide, type Criterion } from './criteria.ts'
import { evaluateCriteria } from './evaluate-criteria.ts'
import { knownCriteria, listProposals, type KnownCriterion, type Proposal } from './list-proposals.ts'
import { faultOfInput } from './criterion-faults.ts'
import { declareFaultMail, faultsOf, tellOfFaults } from './tell-of-faults.ts'
import { takeProposals, type Taking } from './take-proposals.ts'
import { mayOpen } from '../access/may-open.ts'

export type ProposalParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly jobs: Jobs
  readonly access: AccessControl
  readonly actions: ActionRegistry
  readonly mail: Mail
  readonly settings: Settings
  readonly log: (text: string, error?: unknown) => void
}

/** What is decided of proposals: all of a criterion, or those named. */
export type ProposalDecision = {
  readonly criterion: string
  readonly records?: readonly string[]
} & (
  | {
      readonly decision: 'take'
      readonly input?: Readonly<Record<string, unknown>>
      /** What is confirmed of all, and why: it becomes the memo of each. */
      readonly confirmed?: readonly string[]
      readonly reason?: string
      /** Tells who could be done, who has to be confirmed and who is refused; nothing is done. */
      readonly dryRun?: boolean
    }
  | { readonly decision: 'snooze'; readonly reason: string; readonly until: string | null }
)

export type ProposalPage = {
  readonly criteria: readonly KnownCriterion[]
  readonly items: readonly Proposal[]
  readonly next: string | null
}

/** What criteria propose to do with records, and what people decide of it. */
export type Proposals = {
  list(
    actor: Actor,
    query: {
      criterion?: string | undefined
      state: Proposal['state']
      after?: string | undefined
      limit: number
    },
  ): Promise<ProposalPage>
  /** Criteria by which the actor may decide, with how much waits of each. */
  known(actor: Actor): Promise<readonly KnownCriterion[]>
  /** Doing it is a job, and undone in one; snoozing is done at once. */
  decide(
    actor: Actor,
    decision: ProposalDecision,
    tx?: { tx?: Transaction },
  ): Promise<{ job: string; change: string } | { snoozed: number }>
  /** Looks anew, as every night; asked for by hand, it asks for the right to keep criteria. */
  evaluate(actor?: Actor): Promise<{ found: number }>
}

const jobName = 'do what is proposed'

export function openProposals(parts: ProposalParts): Proposals {
  const { database, model, records, jobs, actions } = parts
  const inForce = () => criteriaInForce(database, model(), actions)
  const found = async (actor: Actor, key: string): Promise<Criterion> => {
    const criterion = (await inForce()).find(({ id: known }) => known === key)
    if (!criterion || !mayDecide({ model: model(), actor }, criterion)) throw notFound()
    return criterion
  }
  const known = async (actor: Actor, state: Proposal['state']) => {
    const reading = { model: model(), actor }
    // Only what they may decide is tried: of others they hear nothing.
    const criteria = (await inForce()).filter((criterion) => mayDecide(reading, criterion))
    const faults = criteria.length > 0 ? await faultsOf(parts, actor, criteria) : new Map()
    const stopped = await stoppedAmong(parts, criteria)
    return knownCriteria(database, reading, criteria, { state, faults, stopped })
  }
  declareFaultMail(parts)
  const start = starting(parts)
  const evaluate = (run?: JobRun) => evaluated(parts, start, run)
  jobs.declare({ name: jobName, run: (run) => takeProposals(parts, run) })
  jobs.declare({ name: 'criteria', everyMinutes: 24 * 60, run: evaluate })
  return {
    async list(actor, { criterion, state, after, limit }) {
      const reading = { model: model(), actor }
      const criteria = await known(actor, state)
      const key = criterion ?? criteria.find(({ count }) => count > 0)?.id
      if (key === undefined) return { criteria, items: [], next: null }
      const page = await listProposals(database, records, reading, await found(actor, key), {
        state,
        after,
        limit,
      })
      return { criteria, ...page }
    },
    known: (actor) => known(actor, 'open'),
    async decide(actor, decision, { tx } = {}) {
      const criterion = await found(actor, decision.criterion)
      if (decision.decision === 'snooze') {
        checkStillToCome(decision.until, dayAt(Date.now(), actor.timeZone))
        return snooze(database, { model: model(), actor }, criterion, decision)
      }
      const { records: named = null, input = criterion.input, confirmed = [], dryRun = false } = decision
      const why = decision.reason !== undefined && 'memo' in criterion.action.input
      const given = why && !input['memo'] ? { ...input, memo: decision.reason } : input
      await refuseFaulty(parts, actor, { ...criterion, input: given, automatic: true }, tx)
      return start(actor, criterion, { records: named, input: given, confirmed, dryRun }, tx)
    },
    async evaluate(actor) {
      if (actor && !mayOpen(actor, 'criteria'))
        throw new Problem(
          403,
          'forbidden',
          said('Criteria are kept by whom an administrator has given the right to. Ask one.'),
        )
      return evaluate()
    },
  }
}

/** What the action takes of no record is said at once, and not of each by a job. */
async function refuseFaulty(
  { records }: ProposalParts,
  actor: Actor,
  criterion: Criterion,
  tx?: Transaction,
): Promise<void> {
  const fault = await records.door(actor, tx ? { tx } : { dryRun: true }, (door) =>
    faultOfInput(door, criterion),
  )
  if (fault) throw fault
}

type Start = (
  actor: Actor,
  criterion: Criterion,
  wanted: Pick<Taking, 'records' | 'input' | 'confirmed' | 'dryRun'>,
  tx?: Transaction,
) => Promise<{ job: string; change: string }>

/** Adds the job that does what is proposed, and the change that it is undone by. */
function starting({ database, jobs }: ProposalParts): Start {
  return (actor, criterion, wanted, tx) => {
    const work = async (open: Transaction) => {
      const change = newId()
      const { name, face } = criterion
      if (!wanted.dryRun)
        await openChange(open, {
          id: change,
          actor: actor.user,
          kind: 'bulk',
          label: name,
          object: face.name,
        })
      const begun = {
        after: null,
        done: 0,
        refused: [],
        failed: 0,
        warnings: [],
        unconfirmed: [],
        waiting: 0,
      }
      const payload: Taking = { ...wanted, ...begun, criterion: criterion.id, change }
      return {
        job: await jobs.add(open, jobName, payload, { actor, label: name, about: [face.name] }),
        change,
      }
    }
    return tx ? work(tx) : database.transaction(work)
  }
}

/** Looks anew, and starts what was switched to act by itself, as who switched it on. */
async function evaluated(parts: ProposalParts, start: Start, run?: JobRun): Promise<{ found: number }> {
  const { database, model, access, actions } = parts
  const actor = await access.systemActor('criteria')
  const criteria = await criteriaInForce(database, model(), actions)
  const today = dayAt(Date.now(), actor.timeZone)
  const found = await evaluateCriteria(database, { model: model(), actor }, criteria, today, run?.progress)
  const faults = await faultsOf(parts, actor, criteria)
  const stopped = await stoppedAmong(parts, criteria)
  await tellOfFaults(parts, actor, criteria, { faults, stopped })
  for (const criterion of criteria) {
    if (!criterion.automatic || faults.has(criterion.id) || stopped.has(criterion.id)) continue
    const acting = await actsAs(parts, criterion)
    if ('who' in acting && (await waits(database, criterion.id)))
      await start(acting.who, criterion, { ...given, input: criterion.input })
  }
  return { found }
}

/** Acting by itself it confirms nothing, and asks everybody. */
const given = { records: null, confirmed: [], dryRun: false }

async function waits(database: Database, criterion: string): Promise<boolean> {
  const rows = await database.query(
    sql`select from proposal where criterion = ${criterion}::uuid and state = 'open' and refused is null limit 1`,
  )
  return rows.length > 0
}

async function snooze(
  database: Database,
  reading: { readonly model: ResolvedModel; readonly actor: Actor },
  criterion: Criterion,
  { records, reason, until }: Extract<ProposalDecision, { decision: 'snooze' }>,
): Promise<{ snoozed: number }> {
  const named = records ? sql`p.record = any(${records}::uuid[])` : sql`true`
  const rows = await database.query(
    sql`update proposal p set state = 'snoozed', until = ${until}::date, reason = ${reason},
          decided_by = ${reading.actor.user}, decided_at = now()
        from ${id(criterion.face.table)} t
        where p.criterion = ${criterion.id}::uuid and p.state = 'open' and t.id = p.record and ${named}
          and ${decidable(reading, criterion, 't')} returning 1`,
  )
  return { snoozed: rows.length }
}
