import type { Schema } from './field-schema.ts'
import { objectOf } from './operation.ts'

const text: Schema = { type: 'string' }
const anyObject: Schema = { type: 'object', additionalProperties: true }

/** In lines that a field holds: one value for another. */
const lineChange = objectOf({ field: text, of: text, from: text, to: { type: ['string', 'null'] } }, ['to'])

/** A change of many: of fields, in lines, or an action. */
export function bulkOf(changes: Schema): Schema {
  return objectOf(
    {
      ...{ where: anyObject, changes, lines: lineChange, action: text, input: anyObject },
      ...{ dryRun: { type: 'boolean' }, reason: text },
    },
    ['changes', 'lines', 'action', 'input', 'dryRun', 'reason'],
  )
}
