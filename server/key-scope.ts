import { fieldErrors, type Actor, type Engine, type Scope } from '#engine'
import { said } from './said.ts'

const most = 200

/**
 * What a new key is to carry of its maker's rights, as `{"objects": ["customer"], "actions": ["read"]}`;
 * null: all of them. Throws a 422 for what its maker does not know.
 */
export function scopeOf(actor: Actor, engine: Engine, given: unknown): Scope | null {
  if (given === undefined || given === null) return null
  const { objects, actions } = (typeof given === 'object' ? given : {}) as Record<string, unknown>
  const isObject = (name: string) =>
    actor.access.object(name) !== undefined && engine.model().objects.has(name)
  const scope = {
    objects: namesOf(objects, isObject),
    actions: namesOf(actions, (name) => /^[a-z][A-Za-z]{1,60}$/.test(name)),
  }
  return scope.objects === null && scope.actions === null ? null : scope
}

function namesOf(given: unknown, isKnown: (name: string) => boolean): string[] | null {
  if (given === undefined || given === null) return null
  const isList = Array.isArray(given) && given.length > 0 && given.length <= most
  if (isList && given.every((name) => typeof name === 'string' && isKnown(name)))
    return [...new Set<string>(given)]
  const message = said('Name objects that you know and actions, such as {example}, or leave it out.', {
    example: '{"objects": ["customer"], "actions": ["read"]}',
  })
  throw fieldErrors([{ field: 'scope', code: 'unknownScope', message }])
}
