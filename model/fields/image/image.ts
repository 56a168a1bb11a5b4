import type { Id } from '../../declaration.ts'
import type { FieldType } from '../../field-type.ts'
import { declareField, type Declared, type Known } from '../declare-field.ts'
import { fileType, type FileInput, type FileOptions } from '../file/file.ts'

/** A picture that is shown where it stands; otherwise a file like any other. */
export function image<const C extends FileOptions>(
  options: Known<C, FileOptions>,
): Declared<C, Id<'file'>, FileInput> {
  return declareField('image', options)
}

export const imageType: FieldType<string> = {
  ...fileType,
  name: 'image',
  control: { show: 'image', edit: 'image', filter: 'presence' },
}
