import { booleanType, call } from '#model'
import type { ObjectAccess, Rows } from './actor.ts'

/** What a deed takes: the right to it, to see the record, to change what is shared, and the field. */
export type Part = 'action' | 'read' | 'change' | 'field'

/** What is done without a record that is seen already. */
const unseen: ReadonlySet<string> = new Set(['create', 'import', 'confirm'])
const written: ReadonlySet<string> = new Set(['create', 'change', 'import'])

/** Whether the deed writes the field, or only gives it. */
export function writes(action: string): boolean {
  return written.has(action)
}

/**
 * On which rows each right is given that a deed takes: all of them have to hold at once, whichever grants
 * they come from. A field is given where it is seen, and written where it may be changed; what is shared
 * takes the right to change it besides.
 */
export function whatItTakes(
  access: ObjectAccess | undefined,
  action: string,
  field: string | undefined,
): ReadonlyMap<Part, Rows | undefined> {
  const parts = new Map<Part, Rows | undefined>([['action', access?.rows(action)]])
  if (action !== 'read' && !unseen.has(action)) parts.set('read', access?.rows('read'))
  if (action === 'share') parts.set('change', access?.rows('change'))
  if (field !== undefined) parts.set('field', fieldRows(access, field, action))
  return parts
}

/** An import changes what is there and makes what is not. */
function fieldRows(access: ObjectAccess | undefined, field: string, action: string): Rows | undefined {
  if (action === 'create' || action === 'change') return access?.change(field, action)
  if (action !== 'import') return access?.see(field)
  return eitherRows(access?.change(field, 'create'), access?.change(field, 'change'))
}

/** The rows of any of them. */
export function eitherRows(...some: readonly (Rows | undefined)[]): Rows | undefined {
  const given = some.filter((rows) => rows !== undefined)
  const partly = given.filter((rows) => rows !== true)
  if (partly.length < given.length) return true
  return partly.length > 1 ? call('any', partly, booleanType) : partly[0]
}
