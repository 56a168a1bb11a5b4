import type { Field, Fields, Id, NameOf, NewOf, ObjectDeclaration, RecordOf } from '../../declaration.ts'
import type { FieldType } from '../../field-type.ts'
import { declareField, type CommonOptions, type Known } from '../declare-field.ts'
import { linesOperators } from '../operators.ts'
import { linesText, parseLines, readLines } from './lines.ts'

export type CollectionOptions = Omit<CommonOptions, 'required' | 'unique' | 'indexed'> & {
  /** The field of the other object that names this record. */
  readonly via: string
  /**
   * Lines that live and die with this record and are saved with it; else only a look back at who names it.
   */
  readonly owned?: true
  /** Of links: a partner can be asked for whom they lead to, by these fields of theirs and of the link. */
  readonly asked?: {
    readonly to: string
    readonly fields: readonly string[]
    readonly own: readonly string[]
  }
}

type LineOf<O> = O extends ObjectDeclaration ? Omit<RecordOf<O>, 'createdAt' | 'updatedAt'> : object
type LineInput<O, V> = O extends ObjectDeclaration
  ? Omit<NewOf<O>, Extract<V, string>> & { readonly id?: Id<O['name']> }
  : object
type Via<O, C> = O extends ObjectDeclaration<string, infer F extends Fields> ? { readonly via: NameOf<F> } : C

/**
 * The records of another object that name this one in their field `via`. Owned ones (`owned: true`) are lines
 * of this record: given, checked and saved with it, in their order. Others are only read. Naming the lines'
 * declaration instead of its name gives the lines their static type.
 */
export function collection<const O extends string | ObjectDeclaration, const C extends CollectionOptions>(
  of: O,
  options: Known<C, CollectionOptions> & Via<O, C>,
): C extends { readonly owned: true }
  ? Field<readonly LineOf<O>[], 'optional', readonly LineInput<O, C['via']>[] | null>
  : Field<readonly LineOf<O>[], 'derived', never> {
  const name = typeof of === 'string' ? of : of.name
  const owned = (options as CollectionOptions).owned === true
  return declareField<Field>('collection', { of: name, ...options }, owned ? 'optional' : 'derived') as never
}

export const collectionType: FieldType<readonly object[]> = {
  name: 'collection',
  column: () => null,
  valueType: (field) => ({ kind: 'lines', of: String(field['of']), via: String(field['via']) }),
  parse: parseLines,
  toText: linesText,
  fromText: readLines,
  operators: linesOperators,
  sort: 'none',
  control: { show: 'collection', edit: 'collection', filter: 'collection' },
  settings: [
    { name: 'of', type: 'object', required: true, help: 'The object whose records belong here.' },
    { name: 'via', type: 'field', required: true, help: 'The field there that names this record.' },
    { name: 'owned', type: 'yesNo', help: 'Whether they are lines that are saved with this record.' },
  ],
}
