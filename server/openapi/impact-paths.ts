import type { AnyAction, ResolvedObject } from '#engine'
import { idSchema } from './field-schema.ts'
import { component, objectOf, operation, pathParameter, queryParameter, type Paths } from './operation.ts'

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

/** What is missing before each action; described with the objects that have actions. */
export function unmetPaths(object: ResolvedObject, actions: readonly AnyAction[]): Paths {
  if (actions.length === 0) return {}
  const missing = objectOf({ field: { type: 'string' }, message: { type: 'string' } })
  return {
    [`/${object.path}/{id}/unmet`]: {
      get: operation({
        tag: object.declaration.label,
        id: `unmet.${object.name}`,
        summary: 'What is still missing before each action that can be done with the record as it stands.',
        parameters: [pathParameter('id', idSchema)],
        answer: objectOf({
          items: {
            type: 'array',
            items: objectOf({
              action: { type: 'string' },
              label: { type: 'string' },
              may: { type: 'boolean' },
              missing: { type: 'array', items: missing },
            }),
          },
        }),
        problems: [404],
      }),
    },
  }
}
