import type { Field, ObjectDeclaration, RuleDeclaration, SectionDeclaration } from '#model'

/** What users added and adjusted at run time, as it is kept in the catalog. */
export type CatalogRows = {
  readonly objects: readonly { readonly declaration: ObjectDeclaration; readonly retired: boolean }[]
  readonly fields: readonly CatalogField[]
  readonly adjustments: readonly Adjustment[]
  readonly rules: readonly AddedRules[]
  /** Declared formulas whose values are still being computed, as `object.field`. */
  readonly pending?: readonly string[]
}

/** What administrators ask of the records of an object or role. */
export type AddedRules = { readonly object: string; readonly rules: readonly RuleDeclaration[] }

export type CatalogField = {
  readonly object: string
  readonly name: string
  readonly declaration: Field
  readonly column: string | null
  /** Its values are still being computed. */
  readonly pending: boolean
  /** The kind that a job is making of it just now. */
  readonly becoming?: string | null
  readonly retired: boolean
  readonly erased: boolean
}

/** How an administrator calls and explains a built-in field. */
export type Adjustment = { readonly object: string; readonly field: string; readonly changes: Partial<Field> }

/** Where fields that users added stand on the card. */
export function ownFieldSection(fields: readonly string[]): SectionDeclaration {
  return {
    section: 'Own fields',
    labels: { lv: 'Savi lauki', ka: 'საკუთარი ველები', zh: '自定义字段', ru: 'Свои поля' },
    fields: fields as never,
  }
}
