import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { notFound } from '../errors.ts'
import type { AnyAction, AnyGuard } from './action.ts'

/** Every action of the program by object and name, with the guards that stand before it. */
export type ActionRegistry = {
  /** The actions that a face offers: its own, and those of its base. */
  of(object: ResolvedObject): readonly AnyAction[]
  /** Throws a 404 where there is no such action. */
  find(object: ResolvedObject, name: string): AnyAction
  guards(action: AnyAction): readonly AnyGuard[]
  readonly all: readonly AnyAction[]
}

/**
 * Collects the actions and guards of all modules. Two actions of one name on one object are a mistake in
 * code.
 */
export function actionRegistry(actions: readonly AnyAction[], guards: readonly AnyGuard[]): ActionRegistry {
  const byKey = new Map<string, AnyAction>()
  for (const action of actions) {
    const key = `${action.on.name}.${action.name}`
    if (byKey.has(key)) throw new Error(`Two actions are called ${key}.`)
    byKey.set(key, action)
  }
  const of = (object: ResolvedObject) =>
    actions.filter((action) => action.on.name === object.name || action.on.name === object.base)
  return {
    of,
    find(object, name) {
      const found = byKey.get(`${object.name}.${name}`) ?? byKey.get(`${object.base}.${name}`)
      if (!found) throw notFound()
      return found
    },
    guards: (action) => guards.filter((guard) => guard.action === action),
    all: [...byKey.values()],
  }
}
