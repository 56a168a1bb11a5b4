import { labelOf, type Condition, type Fields } from '#model'
import { resolveModel } from '../catalog/resolve-model.ts'
import type { Module } from '../module.ts'
import { systemObjects } from '../system/system-objects.ts'
import type { AnyAction } from './action.ts'
import { actionRegistry } from './actions.ts'
import { describeCondition } from './describe-condition.ts'

/** Every action of the program with its condition, its input and the guards before it, in plain lines. */
export function describeRules(modules: readonly Module[]): string[] {
  const declarations = [...systemObjects, ...modules.flatMap((module) => module.objects)]
  const extensions = modules.flatMap((module) => module.extensions ?? [])
  const model = resolveModel({
    version: 0,
    declarations,
    extensions,
    catalog: { objects: [], fields: [], adjustments: [], rules: [] },
  })
  const registry = actionRegistry(
    modules.flatMap((module) => module.actions ?? []),
    modules.flatMap((module) => module.guards ?? []),
  )
  return [...model.objects.values()].flatMap((object) => {
    const actions = registry.all.filter((action) => action.on.name === object.name)
    if (actions.length === 0) return []
    const describe = (action: AnyAction): string[] => [
      `  ${action.name} (${labelOf(action, 'en')})`,
      `    when: ${action.when ? describeCondition(object, action.when as Condition, 'en') : 'always'}`,
      ...(Object.keys(action.input as Fields).length > 0
        ? [`    asks for: ${asked(action.input as Fields)}`]
        : []),
      ...registry.guards(action).map((guard) => `    guard: ${guard.name}`),
    ]
    return [object.declaration.plural, ...actions.flatMap(describe), '']
  })
}

function asked(input: Fields): string {
  return Object.entries(input)
    .map(([name, field]) => (field.how === 'required' ? name : `${name} (or nothing)`))
    .join(', ')
}
