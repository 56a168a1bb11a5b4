import { expressionText, parseWhere, WhereError, type Fields } from '#model'
import { actsBeyondKey } from '../access/acts-by-itself.ts'
import type { ActionRegistry } from '../actions/actions.ts'
import { checkedInput, inputField } from '../actions/run-action.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { Problem, type FieldError } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import type { Door } from '../records/write/door.ts'
import { isChanged } from '../records/write/check-kept-users.ts'
import { valueAfter, type Draft } from '../records/write/draft.ts'
import { targetOf } from '../records/write/references.ts'
import { said } from '../said/said.ts'
import { storedKey } from '../records/stored.ts'
import type { Criterion } from './criteria.ts'

/**
 * What is at fault with a criterion that is saved: it has to name an object with such an action, a condition
 * over its fields, and an input that the action takes, or it would fail each night. One that is switched
 * off is asked only to whom it hands something.
 */
export async function criterionFaults(
  door: Door,
  actions: ActionRegistry,
  object: ResolvedObject,
  draft: Draft,
): Promise<readonly FieldError[]> {
  const valueOf = (name: string): unknown => {
    const field = object.fields.get(name)
    return field ? valueAfter(draft, field, storedKey(object, field)) : null
  }
  const name = String(valueOf('object'))
  const face = door.model.objects.get(name) ?? door.model.byPath.get(name)
  const action = face && actions.of(face).find((one) => one.name === valueOf('action'))
  const input = (valueOf('input') ?? {}) as Record<string, unknown>
  const ofPeople = action ? faultsOfPeople(door, object, draft, { action, input }) : []
  // It may stand there unfinished; but whom it names would be asked of nobody once it is switched on.
  if (valueOf('active') === false) return ofPeople
  const beyond = actsBeyondKey(door.actor, 'automatic', valueOf('automatic') === true)
  const isTouched = [...draft.values.keys()].some(({ name: field }) => field !== 'name')
  if (beyond.length > 0 || !isTouched) return beyond
  if (!face) return [{ field: 'object', code: 'unknown', message: said('There is no such object.') }]
  const fault = faultOfWhere(door, face, valueOf('where'))
  if (fault) return [fault]
  if (!action)
    return [{ field: 'action', code: 'unknown', message: said('There is no such action on this object.') }]
  const automatic = valueOf('automatic') === true
  const problem = await faultOfInput(door, { action, input, automatic })
  if (!problem) return ofPeople
  const errors = problem.details.errors ?? []
  if (errors.length === 0) return [{ field: 'input', code: problem.code, message: problem.sentence }]
  return errors.map((one) => ({ ...one, field: `input.${one.field.split('.')[0] ?? ''}` }))
}

/**
 * A trial of the input by which a criterion has its action done: why the action takes it of no record, or
 * null. What is only missing is no fault where people decide: they are asked for it.
 */
export async function faultOfInput(
  door: Door,
  { action, input, automatic }: Pick<Criterion, 'action' | 'input' | 'automatic'>,
): Promise<Problem | null> {
  const { outcomes: _, ...own } = input
  try {
    await checkedInput(door, action, action.brings ? own : { ...input })
    return null
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error
    const { errors = [] } = error.details
    const wrong = automatic ? errors : errors.filter(({ code }) => code !== 'required')
    return errors.length > 0 && wrong.length === 0 ? null : error
  }
}

/**
 * Whom something goes to, and of which records, says whoever decides, unless an administrator laid it down:
 * what stands in a criterion is done by the rights of those who take it up, and they are not asked for it
 * again.
 */
function faultsOfPeople(
  { actor, authority }: Door,
  object: ResolvedObject,
  draft: Draft,
  { action, input }: Pick<Criterion, 'action' | 'input'>,
): FieldError[] {
  const isNew = ['object', 'action', 'input', 'where'].some((name) => isChanged(object, draft, name))
  if (actor.access.administrator || authority === 'action' || !isNew) return []
  const outcomes = Object.values((input['outcomes'] ?? {}) as object)
  const named = Object.entries(action.input as Fields).flatMap(([name, field]) =>
    targetOf(inputField(name, field)) === 'user' && (input[name] ?? null) !== null ? [name] : [],
  )
  const handed = outcomes.some((one) => typeof one === 'object' && one !== null) ? ['outcomes'] : []
  return [...named, ...handed].map((name) => ({ field: `input.${name}`, code: 'people', message: byDecider }))
}

const byDecider = said(
  'To whom something goes is said by whoever decides, or laid down by an administrator. Leave it out.',
)

function faultOfWhere(door: Door, face: ResolvedObject, where: unknown): FieldError | null {
  try {
    parseWhere(where ?? {}, typeScope({ model: door.model, authority: 'action' }, face))
    return null
  } catch (error) {
    if (!(error instanceof WhereError)) throw error
    return { field: 'where', code: 'where', message: expressionText(error.said, door.actor.language) }
  }
}
