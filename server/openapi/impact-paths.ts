import type { AnyAction, ResolvedObject } from '#engine'
import { idSchema } from './field-schema.ts'
import { component, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

/** What is told before a state is changed; described with the objects whose actions change one. */
export function impactPaths(object: ResolvedObject, actions: readonly AnyAction[]): Paths {
  if (actions.every(({ brings }) => brings === undefined)) return {}
  return {
    [`/${object.path}/{id}/impact`]: {
      get: operation({
        tag: object.declaration.label,
        id: `impact.${object.name}`,
        summary: 'What an action that changes the state would mean for what hangs on it.',
        parameters: [
          pathParameter('id', idSchema),
          queryParameter('action', { type: 'string' }, 'The action, such as deactivate.'),
        ],
        answer: component('schemas', 'Impact'),
        problems: [403, 404, 409, 422],
      }),
    },
  }
}
