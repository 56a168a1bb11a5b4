import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { fieldErrors } from '../../errors.ts'
import { isPlain } from '../../query/json-form.ts'
import type { Reader } from '../../query/reader.ts'
import { seenFields } from '../../query/sight.ts'
import { said } from '../../said/said.ts'

const keptBy: readonly string[] = ['createdBy', 'updatedBy']
const keptAt: readonly string[] = ['createdAt', 'updatedAt']

/**
 * The fields of an answer, in the order of their declaration. Asked for by name (`name,city`), else all that
 * may be
 * seen; lines and who wrote the record only where `whole` is wanted. Names that may not be seen are unknown.
 */
export function askedFields(
  reader: Reader,
  object: ResolvedObject,
  fields: string | readonly string[] | undefined,
  whole: boolean,
): readonly ResolvedField[] {
  const all = inOrder(seenFields(reader, object))
  // The record itself in another role is for conditions; it would only repeat its own id.
  const seen = fields === undefined ? all.filter((field) => field.field['roleFace'] !== true) : all
  if (fields === undefined)
    return whole ? seen.filter(isOwn) : seen.filter((one) => isPlain(one) && !keptBy.includes(one.name))
  const names = new Set((typeof fields === 'string' ? fields.split(',') : fields).map((name) => name.trim()))
  names.delete('id')
  names.delete('')
  const known = new Map(seen.map((field) => [field.name, field]))
  const unknown = [...names].filter((name) => !known.has(name))
  if (unknown.length > 0) throw fieldErrors(unknown.slice(0, 20).map(unknownField))
  return seen.filter((field) => names.has(field.name))
}

function inOrder(fields: readonly ResolvedField[]): readonly ResolvedField[] {
  const place = (field: ResolvedField) =>
    keptAt.includes(field.name) ? 1 : keptBy.includes(field.name) ? 2 : 0
  return fields.toSorted((left, right) => place(left) - place(right))
}

/** Back references of a record are lists of their own; its owned lines are part of it. */
function isOwn(field: ResolvedField): boolean {
  return isPlain(field) || field.field['owned'] === true
}

function unknownField(name: string) {
  const message = said('There is no such field here. Check its name.')
  return { field: name.slice(0, 100), code: 'unknownField', message }
}
