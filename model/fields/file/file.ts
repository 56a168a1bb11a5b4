import type { Id } from '../../declaration.ts'
import type { FieldType, Parsed } from '../../field-type.ts'
import { isId } from '../../id.ts'
import { declareField, type CommonOptions, type Declared, type Known } from '../declare-field.ts'
import { presenceOperators } from '../operators.ts'
import { refuse } from '../refuse.ts'

export type FileOptions = Omit<CommonOptions, 'unique' | 'indexed' | 'searched'>
/** What may be given for a file: its id after the upload, or the form it is read in. */
export type FileInput = Id<'file'> | { readonly id: Id<'file'> }

/** An uploaded file, by its id. It reads as `{ id, name, size, type, scan }`. */
export function file<const C extends FileOptions>(
  options: Known<C, FileOptions>,
): Declared<C, Id<'file'>, FileInput> {
  return declareField('file', options)
}

export const fileType: FieldType<string> = {
  name: 'file',
  column: () => 'uuid',
  valueType: () => ({ kind: 'reference', to: 'file' }),
  parse: parseFile,
  toText: (value) => (typeof value === 'string' ? value : String((value as { id: string }).id)),
  fromText: parseFile,
  operators: presenceOperators,
  sort: 'none',
  control: { show: 'file', edit: 'file', filter: 'presence' },
  settings: [],
}

/**
 * An id, or anything that has one; whether such a file was uploaded by somebody who may use it, the engine
 * says.
 */
export function parseFile(input: unknown): Parsed<string> {
  const given = typeof input === 'object' && input !== null && 'id' in input ? input.id : input
  const id = typeof given === 'string' ? given.trim().toLowerCase() : ''
  return isId(id) ? { value: id } : refuse('notFile')
}
