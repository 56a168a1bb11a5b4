import { fieldTypeOf, labelOf, type Condition, type Field, type Fields } from '#model'
import { inputWithChoices, knownChoices, seenBy } from '../catalog/field-choices.ts'
import type { ResolvedField, ResolvedObject } from '../catalog/resolved-model.ts'
import { id as name, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem, type FieldError, type Warning } from '../errors.ts'
import { writeAudit } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { forbidden } from '../records/write/open-drafts.ts'
import { fieldFault, unknownField } from '../records/write/field-fault.ts'
import { parseValue, refused, type ParsedValues } from '../records/write/parse-values.ts'
import { resolveReferences } from '../records/write/references.ts'
import { conditionRows, rowsFor } from '../records/write/row-rights.ts'
import { mayConfirm, mayNotConfirm } from '../records/write/may-confirm.ts'
import { unmetRules } from '../records/write/unmet-rules.ts'
import { unconfirmedWarnings } from '../records/write/write-one.ts'
import { unconfirmed } from '../records/write/rules.ts'
import type { AnyAction, AnyGuard } from './action.ts'
import { describeCondition } from './describe-condition.ts'
import { actionTx } from './tx.ts'
import type { ImpactSource } from '../dealings/impact-source.ts'
import { askGuards, previewImpact, type GuardWords, type Impact } from '../dealings/preview-impact.ts'
import { settleDealings } from '../dealings/settle-dealings.ts'
import { isLater, planAction } from './plan-action.ts'
import { said } from '../said/said.ts'
import { calledSmall } from '../said/called.ts'
import type { Sentence } from '../said/sayer.ts'

/**
 * Runs an action on one record: the right to it, its condition, its input and every guard are asked, in that
 * order, with the record locked; then it runs, and what it wrote is audited under the action's name.
 */
export async function runAction(
  door: Door,
  object: ResolvedObject,
  record: string,
  action: AnyAction,
  guards: readonly AnyGuard[],
  given: Record<string, unknown>,
): Promise<void> {
  await mayRun(door, object, record, action)
  const { outcomes, ...own } = given
  const input = await checkedInput(door, action, action.brings ? own : given)
  const within: Door = { ...door, authority: 'action', does: { face: object.name, action: action.name } }
  const tx = actionTx(within)
  const { plan } = door.options
  const occasion = { record: await tx.get(action.on, record), input, tx, ...(plan ? { plan } : {}) }
  if (isLater(door, action, input)) return planAction(door, object, action, occasion, given)
  await checkUnmet(within, object, record, [action.name, ...((await action.passes?.(occasion)) ?? [])])
  const warnings: Warning[] = action.brings
    ? await settleDealings(door, object, record, action.brings, outcomes)
    : []
  for (const guard of guards) {
    const objection = await guard.check(occasion)
    if (objection instanceof Error) throw objection
    if (objection) warnings.push(objection.warning)
  }
  const open = unconfirmed(door, warnings)
  if (open.length > 0) throw unconfirmedWarnings(open)
  await confirm(door, object, record, warnings)
  await action.run(occasion)
  await writeAudit(door, door.options.change ?? '', [
    { object: object.base, record, action: `do:${object.name}.${action.name}`, before: null, after: given },
  ])
}

/** Warnings that were confirmed need the right to it, of this record. Throws a 403. */
async function confirm(
  door: Door,
  object: ResolvedObject,
  record: string,
  warnings: readonly Warning[],
): Promise<void> {
  const [first] = warnings
  if (!first) return
  const refused = mayConfirm(door, object, first)
  if (refused) throw refused
  if (!(await allowedHere(door, object, record, 'confirm'))) throw mayNotConfirm(first)
}

async function allowedHere(door: Door, object: ResolvedObject, record: string, action: string) {
  if (door.actor.access.administrator || door.actor.access.object(object.name)?.rows(action) === true)
    return true
  const [row] = await door.tx.query<{ allowed: boolean }>(
    sql`select (${rowsFor(door, object, action, 't')}) is true as allowed from ${name(object.table)} t
        where t.id = ${record}`,
  )
  return row?.allowed === true
}

/** Throws a 422 with all that has to be there before these actions and is not. */
async function checkUnmet(
  door: Door,
  object: ResolvedObject,
  record: string,
  actions: readonly string[],
): Promise<void> {
  const unmet = await unmetRules(door, object, record, actions)
  if (unmet.length === 0) return
  const all = fieldErrors(unmet.map(({ error }) => error))
  throw new Problem(
    422,
    'incomplete',
    said('Not everything is there yet. {first}', { first: all.sentence }),
    {
      errors: all.details.errors ?? [],
    },
  )
}

/** What an action would mean for what hangs on the record, and what its guards say; 404 where it has none. */
export async function actionImpact(
  door: Door,
  object: ResolvedObject,
  record: string,
  action: AnyAction,
  { guards, sources }: { readonly guards: readonly AnyGuard[]; readonly sources: readonly ImpactSource[] },
  given: Record<string, unknown>,
): Promise<Impact & GuardWords> {
  await mayRun(door, object, record, action)
  if (action.brings === undefined) throw notFound()
  const tx = actionTx({ ...door, authority: 'action' })
  const occasion = { record: await tx.get(action.on, record), input: partialInput(action, given), tx }
  const about = { door, face: object, record: occasion.record, state: action.brings }
  const told = sources.map((source) => () => source(about))
  const own = guards.flatMap((guard) => (guard.hangs ? [() => guard.hangs?.(occasion) ?? []] : []))
  const impact = await previewImpact(about, [...told, ...own])
  return { ...impact, ...(await askGuards(guards, occasion, door.actor.language)) }
}

/** What can be read of an input that is still being filled in. */
function partialInput(action: AnyAction, given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(action.input as Fields).map(([key, field]) => {
      const parsed = parseValue(inputField(key, field), given[key] ?? null)
      return [key, 'problem' in parsed ? null : parsed.value]
    }),
  )
}

/** Throws unless the record may be seen, the action is granted on it, and its condition holds. */
async function mayRun(door: Door, object: ResolvedObject, record: string, action: AnyAction): Promise<void> {
  const [row] = await door.tx.query<{ seen: boolean; allowed: boolean; ready: boolean }>(
    sql`select ${rowsFor(door, object, 'read', 't')} as seen, ${rowsFor(door, object, action.name, 't')} as allowed,
               ${action.when ? conditionRows({ ...door, authority: 'action' }, object, action.when as Condition, 't') : sql`true`} as ready
        from ${name(object.table)} t where t.id = ${record} for update`,
  )
  if (!row?.seen) throw notFound()
  if (!row.allowed) throw forbidden(object, calledSmall(action))
  if (!row.ready) throw new Problem(409, 'notNow', whenNot(door, object, action))
}

/** Why an action cannot be done now, in words. */
export function whenNot(
  door: Pick<Door, 'model' | 'actor'>,
  object: ResolvedObject,
  action: AnyAction,
): Sentence {
  if (action.whenNot) return action.whenNot
  const condition = describeCondition(object, action.when as Condition, door.actor.language)
  return said('“{action}” can be done only when {condition}.', {
    action: (language) => labelOf(action, language).replace('…', ''),
    condition,
  })
}

/** The input of an action, read: 422 for what does not fit, whichever record it is for. */
export async function checkedInput(
  door: Door,
  action: AnyAction,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const input = await parseInput(door, inputOf(door, action), given)
  await action.check?.({ input, tx: actionTx({ ...door, authority: 'action' }) })
  return input
}

/** What is asked for by name is chosen among fields that whoever asks sees: no refusal tells of others. */
function inputOf({ model, actor, authority }: Door, action: AnyAction): Fields {
  const input = inputWithChoices(model, action.input as Fields)
  if (authority !== 'actor') return input
  const known = (field: Field) => knownChoices(model, field, seenBy(actor), action.on.name)
  return Object.fromEntries(
    Object.entries(input).map(([name, field]) => [name, field['onList'] === true ? known(field) : field]),
  )
}

async function parseInput(
  door: Door,
  fields: Fields,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const errors: FieldError[] = Object.keys(given)
    .filter((key) => !Object.hasOwn(fields, key))
    .map((key) => unknownField(key, door.actor.language))
  const resolved = Object.entries(fields).map(([key, field]) => inputField(key, field))
  const row: ParsedValues = { values: new Map(), errors }
  for (const field of resolved) {
    const parsed = parseValue(field, given[field.name] ?? field.field.default ?? null)
    if ('problem' in parsed) errors.push(refused(field.name, parsed.problem, door.actor.language))
    else if (parsed.value === null && field.field.how === 'required')
      errors.push(fieldFault('required', field, door.actor.language))
    else row.values.set(field, parsed.value)
  }
  await resolveReferences(door, [row])
  if (errors.length > 0) throw fieldErrors(errors)
  return Object.fromEntries([...row.values].map(([field, value]) => [field.name, value]))
}

/** A field of an action’s input, as fields of records are. */
export function inputField(key: string, field: Field): ResolvedField {
  return {
    name: key,
    field,
    type: fieldTypeOf(field),
    owner: 'input',
    column: null,
    custom: false,
    system: false,
    pending: false,
  }
}
