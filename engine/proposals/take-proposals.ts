import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { JobRun } from '../jobs/job.ts'
import type { Records } from '../records/records.ts'
import { words } from '../said/sayer.ts'
import { criteriaInForce, decidable, type Criterion } from './criteria.ts'
import type { ProposalParts } from './open-proposals.ts'

/** What is to be done with proposals, and how far it has come; kept with the job. */
export type Taking = {
  readonly criterion: string
  readonly records: readonly string[] | null
  readonly input: Readonly<Record<string, unknown>>
  readonly confirmed: readonly string[]
  readonly change: string
  /** Everything but the doing: who could be done, who would have to be confirmed, who is refused. */
  readonly dryRun: boolean
  readonly after: string | null
  readonly done: number
  readonly refused: readonly Told[]
  readonly failed: number
  /** What has to be confirmed, with how many of the records ask for it. */
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number }[]
  /** Records that wait for that, the first of them by their ids. */
  readonly unconfirmed: readonly Told[]
  readonly waiting: number
}

type Told = { readonly id: string; readonly message: string }

const batchRows = 100
const mostTold = 100

/**
 * Does the action with one record after another, each by itself; who is refused says why and stays. Tried
 * out, nothing stays of it but what is told.
 */
export async function takeProposals(
  { database, model, records, actions }: ProposalParts,
  run: JobRun,
): Promise<unknown> {
  let state = run.payload as Taking
  for (;;) {
    const { actor } = run
    const criterion = (await criteriaInForce(database, model(), actions)).find(
      ({ id: key }) => key === state.criterion,
    )
    if (!criterion) break
    const named = state.records ? sql`p.record = any(${state.records}::uuid[])` : sql`true`
    const rows = await database.query<{ record: string }>(
      sql`select p.record from proposal p join ${id(criterion.face.table)} t on t.id = p.record
          where p.criterion = ${criterion.id}::uuid and p.state = 'open' and ${named}
            and p.record > ${state.after ?? '00000000-0000-0000-0000-000000000000'}::uuid
            and ${decidable({ model: model(), actor }, criterion, 't')}
          order by p.record limit ${batchRows}`,
    )
    for (const { record } of rows) {
      state = await database.transaction(async (tx) => {
        const next = state.dryRun
          ? await tryOut(records, actor, criterion, state, record, tx)
          : await takeUp(records, actor, criterion, state, record, tx)
        await run.remember(next, tx)
        return next
      })
    }
    await run.progress(state.done + state.failed + state.waiting)
    if (rows.length < batchRows) break
  }
  const { warnings, unconfirmed, waiting } = state
  const counted = { changed: state.done, refused: state.failed, problems: state.refused }
  return state.dryRun
    ? { ...counted, dryRun: true, waiting, warnings, unconfirmed }
    : { ...counted, change: state.change }
}

async function takeUp(
  records: Records,
  actor: Actor,
  criterion: Criterion,
  state: Taking,
  record: string,
  tx: Transaction,
): Promise<Taking> {
  const settle = (to: 'taken' | 'open', refused: string | null) =>
    tx.query(
      sql`update proposal set state = ${to}, refused = ${refused}, decided_by = ${actor.user}, decided_at = now()
          where criterion = ${criterion.id}::uuid and record = ${record}::uuid`,
    )
  try {
    await act(records, actor, criterion, state, record, tx)
    await settle('taken', null)
    return { ...state, after: record, done: state.done + 1 }
  } catch (error) {
    const message = sentenceOf(error, actor)
    await settle('open', message.slice(0, 500))
    return withRefused(state, record, message)
  }
}

/** Does it, sees what speaks against it, and takes it back. */
async function tryOut(
  records: Records,
  actor: Actor,
  criterion: Criterion,
  state: Taking,
  record: string,
  tx: Transaction,
): Promise<Taking> {
  try {
    await tx.savepoint(async () => {
      await act(records, actor, criterion, state, record, tx)
      throw new TakenBack()
    })
  } catch (error) {
    if (error instanceof TakenBack) return { ...state, after: record, done: state.done + 1 }
    const message = sentenceOf(error, actor)
    const open = error instanceof Problem ? (error.details.warnings ?? []) : []
    if (open.length === 0) return withRefused(state, record, message)
    const told = open.map((one) => words(one.message, actor.language))
    const warnings = open.reduce<Taking['warnings']>(
      (all, { code }, at) =>
        all.some((known) => known.code === code)
          ? all.map((known) => (known.code === code ? { ...known, count: known.count + 1 } : known))
          : [...all, { code, message: told[at] ?? '', count: 1 }],
      state.warnings,
    )
    const unconfirmed = [...state.unconfirmed, { id: record, message: told.join(' ') }].slice(0, mostTold)
    return { ...state, after: record, warnings, unconfirmed, waiting: state.waiting + 1 }
  }
  throw new Error('What is tried out is always taken back.')
}

class TakenBack extends Error {}

function act(
  records: Records,
  actor: Actor,
  { face, action }: Criterion,
  { input, change, confirmed }: Taking,
  record: string,
  tx: Transaction,
): Promise<unknown> {
  return tx.savepoint(() =>
    records.run(actor, face.name, record, action.name, { ...input }, { tx, change, confirmed }),
  )
}

function withRefused(state: Taking, record: string, message: string): Taking {
  const refused = [...state.refused, { id: record, message }].slice(0, mostTold)
  return { ...state, after: record, failed: state.failed + 1, refused }
}

/** What stands against it; a mistake of the program is no such thing. */
function sentenceOf(error: unknown, { language }: Actor): string {
  if (!(error instanceof Problem) || error.status >= 500) throw error
  return error.in(language)
}
