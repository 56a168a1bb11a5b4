import { newId } from '#model'
import { askPresence } from '../../access/ask-presence.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { notFound } from '../../errors.ts'
import { checkGivenRights } from './check-given-rights.ts'
import { checkKeptUsers } from './check-kept-users.ts'
import { checkOwnWork } from './check-own-work.ts'
import { checkValues } from './check-values.ts'
import { fillDefaults } from './defaults.ts'
import { dependantsOf } from './dependants.ts'
import type { Door } from './door.ts'
import { fieldOf, isRefused, type Draft, type Operation, type Outcome } from './draft.ts'
import { recompute } from './recompute.ts'
import { applyLines } from './apply-lines.ts'
import { openDrafts } from './open-drafts.ts'
import { persist } from './persist.ts'
import { asksOfResult, checkFieldsBefore, checkResult } from './check-result.ts'
import { checkNewBusiness } from '../../dealings/check-new-business.ts'
import { noteBeyond } from './kept-beyond.ts'
import { keepUnseenNames } from './keep-unseen-names.ts'
import { keepUnseenReferences } from './keep-unseen-references.ts'
import { checkKeptByActions } from './kept-by-actions.ts'
import { storedKey } from '../stored.ts'
import { checkConfirmed, checkRules, heldBack } from './rules.ts'
import { toldErrors } from './told-errors.ts'
import { checkUnique, refuseHeld } from './unique.ts'

/**
 * The one way in which records are created and changed, one or thousands at a time:
 * rights → defaults → rules → write and audit → formulas → rights on the result, in the open transaction.
 * Records at fault are left out and say why; whether the others may stay is the caller's decision. A caller
 * who
 * gives up the transaction where any is at fault says so (`isAllOrNothing`), which spares a savepoint.
 */
export async function writeRecords(
  door: Door,
  named: ResolvedObject,
  operations: readonly Operation[],
  { isAllOrNothing = false }: { readonly isAllOrNothing?: boolean } = {},
): Promise<Outcome[]> {
  const object = current(door, named)
  const change = door.options.change ?? newId()
  const drafts = await checkedDrafts(door, object, operations)
  askWhoSitsThere(door, object, drafts.filter(isFine))
  const versions = await writeAll(door, object, drafts, change, isAllOrNothing)
  return outcomesOf(door, object, drafts, versions)
}

/**
 * What `writeRecords` would say of each record, without writing it: for the check of an import. Only what has
 * to
 * be asked of the result (row conditions, rules over formulas and lines) is written, and taken back again.
 */
export async function judgeRecords(
  door: Door,
  named: ResolvedObject,
  operations: readonly Operation[],
): Promise<Outcome[]> {
  const object = current(door, named)
  const drafts = await checkedDrafts(door, object, operations)
  const ready = drafts.filter(isFine)
  const write = async (): Promise<void> => {
    await persist(door, object, ready, null)
    await recompute(door, object, ready)
  }
  const beyond = await noteBeyond(door, object, ready, write)
  if (beyond || asksOfResult(door, object, ready)) {
    const attempt = async (): Promise<never> => {
      await write()
      await checkResult(door, object, ready)
      await beyond?.()
      throw new TakenBack()
    }
    await door.tx.savepoint(attempt).catch(takenBack)
  }
  return outcomesOf(door, object, drafts, new Map())
}

/**
 * The object in the door's model. Drafts are kept by field, so an object looked up before the catalog was
 * read
 * anew would bring fields that nothing here knows.
 */
function current(door: Door, named: ResolvedObject): ResolvedObject {
  const object = door.model.objects.get(named.name)
  if (!object) throw notFound()
  return object
}

async function checkedDrafts(
  door: Door,
  object: ResolvedObject,
  operations: readonly Operation[],
): Promise<Draft[]> {
  const drafts = await openDrafts(door, object, operations)
  await keepUnseenNames(door, object, drafts)
  await keepUnseenReferences(door, object, drafts)
  await fillDefaults(door, object, drafts.filter(isFine))
  await applyLines(
    door,
    object,
    drafts.filter((draft) => draft.problem === null),
  )
  checkValues(door, object, drafts)
  const ruled = door.erases ? [] : drafts.filter((draft) => draft.problem === null)
  await checkRules(door, object, ruled)
  for (const draft of door.inspect ? ruled.filter(isFine) : [])
    draft.errors.push(...((await door.inspect?.(door, object, draft)) ?? []))
  checkKeptByActions(door, object, drafts)
  await checkKeptUsers(door, object, ruled)
  await checkOwnWork(door, object, ruled)
  await checkGivenRights(door, object, ruled)
  await checkFieldsBefore(door, object, drafts.filter(isFine))
  await checkNewBusiness(door, object, ruled)
  for (const draft of ruled) checkConfirmed(door, object, draft)
  await checkUnique(door, object, drafts.filter(isFine))
  return drafts
}

/** Asked last: whoever has to mend something first does not show who they are twice. */
function askWhoSitsThere({ actor, options }: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  if (!actor.isUnproved || options.dryRun) return
  for (const { kind, before, values, lines } of drafts) {
    const isNew = ([field, value]: [ResolvedField, unknown]) =>
      JSON.stringify(before?.values[storedKey(object, field)] ?? null) !== JSON.stringify(value ?? null)
    const written = [...[...values].filter(isNew).map(([field]) => field), ...lines.keys()]
    askPresence(actor, object.name, kind === 'update' ? written.map(({ name }) => name) : 'all')
  }
}

function outcomesOf(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  versions: ReadonlyMap<string, number>,
): Outcome[] {
  return drafts.map((draft) => ({
    id: draft.id,
    kind: draft.kind,
    version: versions.get(draft.id) ?? draft.before?.version ?? 0,
    changed: versions.has(draft.id),
    errors: toldErrors(door, object, draft.errors),
    warnings: draft.warnings,
    problem: draft.problem,
    against: againstOf(draft),
  }))
}

function againstOf({ against, errors }: Draft): string[] {
  return [...new Set([...errors.map(({ field }) => fieldOf(field)), ...[...against].map(({ name }) => name)])]
}

/**
 * Writes the drafts that nothing speaks against. Where the result shows that some may not stay (a row
 * condition, a rule over a formula), the write is taken back, these are marked, and the rest written again.
 */
async function writeAll(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  change: string,
  isAllOrNothing: boolean,
): Promise<Map<string, number>> {
  for (;;) {
    refuseHeld(drafts, (draft) => !isFine(draft) || heldBack(door, draft))
    const ready = drafts.filter((draft) => isFine(draft) && !heldBack(door, draft))
    if (ready.length === 0) return new Map<string, number>()
    const attempt = () => writeReady(door, object, ready, change)
    const versions = await (isAllOrNothing ? attempt() : door.tx.savepoint(attempt)).catch(takenBack)
    if (versions) return versions
    if (isAllOrNothing) return new Map<string, number>()
  }
}

async function writeReady(door: Door, object: ResolvedObject, ready: readonly Draft[], change: string) {
  const dependants = await dependantsOf(
    door,
    object,
    ready.map((draft) => draft.id),
    changedFields(ready),
  )
  const beyond = await noteBeyond(door, object, ready, async () => {
    await persist(door, object, ready, null)
    await recompute(door, object, ready)
    await dependants.recompute()
  })
  const versions = await persist(door, object, ready, change)
  await recompute(door, object, ready)
  await dependants.recompute()
  await checkResult(door, object, ready)
  await beyond?.()
  if (ready.some((draft) => !isFine(draft) || heldBack(door, draft))) throw new TakenBack()
  await door.follow?.(door, object, ready, change)
  return versions
}

/** The fields that a batch touches; a new or newly adopted record touches all of them. */
function changedFields(drafts: readonly Draft[]): ReadonlySet<string> | 'all' {
  if (drafts.some((draft) => draft.kind !== 'update')) return 'all'
  return new Set(
    drafts.flatMap((draft) => [...draft.values.keys(), ...draft.lines.keys()].map((field) => field.name)),
  )
}

/** Some records of the batch may not stay as they were written. */
class TakenBack extends Error {}

function takenBack(error: unknown): null {
  if (error instanceof TakenBack) return null
  throw error
}

function isFine(draft: Draft): boolean {
  return !isRefused(draft)
}
