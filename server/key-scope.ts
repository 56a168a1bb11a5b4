import { fieldErrors, type Actor, type Engine, type Problem, type Scope } from '#engine'
import { said } from './said.ts'

const most = 200

/**
 * What a new key is to carry of its maker's rights, as `{"objects": ["customer"], "actions": ["read"]}`;
 * null: all of them. Throws a 422 for what its maker does not know.
 */
export function scopeOf(actor: Actor, engine: Engine, given: unknown): Scope | null {
  if (given === undefined || given === null) return null
  if (!isNarrowing(given)) throw unknownScope()
  const { objects, actions } = given
  const isObject = (name: string) =>
    actor.access.object(name) !== undefined && engine.model().objects.has(name)
  const scope = {
    objects: namesOf(objects, isObject),
    actions: namesOf(actions, (name) => /^[a-z][A-Za-z]{1,60}$/.test(name)),
  }
  return scope.objects === null && scope.actions === null ? null : scope
}

/** What says neither, by mistake or by another name, would narrow nothing: the key would carry all. */
function isNarrowing(given: unknown): given is Partial<Record<keyof Scope, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  const names = Object.keys(given)
  return names.length > 0 && names.every((name) => name === 'objects' || name === 'actions')
}

function namesOf(given: unknown, isKnown: (name: string) => boolean): string[] | null {
  if (given === undefined || given === null) return null
  const isList = Array.isArray(given) && given.length > 0 && given.length <= most
  if (isList && given.every((name) => typeof name === 'string' && isKnown(name)))
    return [...new Set<string>(given)]
  throw unknownScope()
}

function unknownScope(): Problem {
  const message = said('Name objects that you know and actions, such as {example}, or leave it out.', {
    example: '{"objects": ["customer"], "actions": ["read"]}',
  })
  return fieldErrors([{ field: 'scope', code: 'unknownScope', message }])
}
