import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Access, Rows } from './actor.ts'
import { copiedRows } from './compile-access.ts'
import type { Question } from './explain.ts'
import { seenWithFields } from './seen-with.ts'
import { writes } from './what-it-takes.ts'

/** Whether what a field was taken from is not seen there, of this record or any, or hangs on the record. */
export type CopiedFrom = 'unseen' | 'asked'

/**
 * The same of a question that reads a field which was taken from what its record is seen with, by these
 * rights; null for all others, and where they let it be seen there.
 */
export async function copiedFrom(
  model: ResolvedModel,
  { object, field = '', record, action }: Question,
  access: Pick<Access, 'object'>,
  holds: (rows: Rows) => Promise<boolean>,
): Promise<CopiedFrom | null> {
  const { copyOf } = object.fields.get(field)?.field ?? {}
  const rows = copyOf === undefined || writes(action) ? null : copiedRows(model, object, copyOf, access)
  if (copyOf === undefined || rows === null) return null
  if (record !== undefined) return (await holds(rows)) ? null : 'unseen'
  const faces = seenWithFields(model, object).flatMap((one) => one.faces)
  return faces.some(({ name }) => access.object(name)?.see(copyOf) !== undefined) ? 'asked' : 'unseen'
}

/** Says so; the field is called by its word to who may know of it. */
export function copiedSays({ asker, object, field: name = '', actor }: Question, from: CopiedFrom): Said {
  const field = object.fields.get(name)
  const isKnown = asker.access.administrator || asker.access.object(object.name)?.see(name) !== undefined
  const words = { name: actor.name, field: field && isKnown ? called(field.field) : name }
  return from === 'asked'
    ? said(
        'The field “{field}” was taken from the partner: {name} sees it only where they see it there.',
        words,
      )
    : said('But the field “{field}” was taken from the partner, and {name} does not see it there.', words)
}
