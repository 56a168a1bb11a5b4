import type { Field } from './declaration.ts'

/** What an expression works on. A number is an exact decimal; an integer is a number without decimals. */
export type ValueType =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'day' | 'instant' }
  | { readonly kind: 'reference'; readonly to: string }
  | { readonly kind: 'list'; readonly of: 'text' | { readonly reference: string } }
  | { readonly kind: 'lines'; readonly of: string; readonly via: string }
  | { readonly kind: 'opaque' }

/**
 * Why a value was not taken: a stable code and a sentence that says what to do, in English. `params` fill the
 * sentence of the same code in other languages (`problemText` in model/fields).
 */
export type Problem = {
  readonly code: string
  readonly message: string
  readonly params?: Readonly<Record<string, string | number>>
}

export type Parsed<V> = { readonly value: V } | { readonly problem: Problem }

/** Operators of where-objects; `is` stands for a bare value. */
export type Operator =
  | 'is'
  | 'not'
  | 'in'
  | 'notIn'
  | 'above'
  | 'atLeast'
  | 'below'
  | 'atMost'
  | 'contains'
  | 'startsWith'
  | 'set'
  | 'under'
  | 'within'
  | 'some'
  | 'none'
  | 'every'

/** How a person writes decimals, days and yes/no in a file or a form. */
export type TextStyle = {
  readonly decimal: '.' | ','
  readonly day: 'ymd' | 'dmy' | 'mdy'
  readonly language: 'en' | 'lv' | 'ka' | 'zh' | 'ru'
}

/**
 * Everything the program knows of one kind of field, in one place. `V` is the JSON form of a value;
 * empty is always null (an empty list for lists) and never reaches these functions.
 */
export type FieldType<V = unknown> = {
  readonly name: string
  /** The PostgreSQL column type that holds it, or null where nothing is stored in the record's own table. */
  readonly column: (field: Field) => ColumnType | null
  /** What it is in a formula or a condition. */
  readonly valueType: (field: Field) => ValueType
  /**
   * Takes JSON as a program sent it (V, or a lenient form of it), gives the normalised value. Never throws.
   * What turns out to hold nothing (spaces, an address without parts) gives '', null or [], all meaning
   * empty.
   */
  readonly parse: (input: unknown, field: Field) => Parsed<V>
  /** The text form for files and cells; `fromText(toText(v))` gives v again. */
  readonly toText: (value: V, field: Field, style: TextStyle) => string
  readonly fromText: (text: string, field: Field, style: TextStyle) => Parsed<V>
  readonly operators: readonly Operator[]
  /** How a list sorts by it: `collated` as people sort words, `plain` by value, `none` not at all. */
  readonly sort: 'collated' | 'plain' | 'none'
  /** Names of the web controls that show, edit and filter it (web/fields/<type>/). */
  readonly control: { readonly show: string; readonly edit: string | null; readonly filter: string | null }
  /**
   * Deeper check by the server (model/check), run after `parse`: its kind, and which sibling holds the
   * country.
   */
  readonly check?: 'tax-number' | 'company-number' | 'phone' | 'email' | 'iban' | 'postal-code'
  /** Settings that an administrator may give when adding such a field, beside the common ones. */
  readonly settings: readonly Setting[]
}

export type Setting = {
  readonly name: string
  readonly type:
    | 'text'
    | 'integer'
    | 'decimal'
    | 'yesNo'
    | 'choices'
    | 'object'
    | 'field'
    | 'formula'
    | 'condition'
  readonly required?: true
  /** All that a text may be; its help names them. */
  readonly oneOf?: readonly string[]
  readonly help: string
}

export type ColumnType =
  | 'text'
  | 'bigint'
  | 'numeric'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'uuid'
  | 'text[]'
  | 'uuid[]'
  | 'jsonb'
