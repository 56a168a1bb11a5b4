import type { Condition, SectionDeclaration } from './declaration.ts'
import type { FieldType, Operator, ValueType } from './field-type.ts'

/** The model as one user may know it, in one language: what all screens are drawn from. */
export type DescribedModel = {
  readonly version: number
  readonly objects: readonly DescribedObject[]
}

export type DescribedObject = {
  readonly name: string
  /** The plural in addresses: `/api/v1/customers`, `/customers`. */
  readonly path: string
  readonly label: string
  readonly plural: string
  readonly icon: string | null
  /** The field that names a record. */
  readonly title: string
  /** The field that names it in the language of whoever asks, where it has one of its own. */
  readonly titleHere: string | null
  /** For a role: the object whose records these are; else its own name. */
  readonly base: string
  readonly isRole: boolean
  readonly roles: readonly string[]
  readonly custom: boolean
  readonly system: boolean
  /** Owned lines: no list of their own. */
  readonly owned: boolean
  /** The field that names the parent, in a tree. */
  readonly tree: string | null
  readonly searched: boolean
  /** What one may do with at least some records: read, create, change, delete, export, import, print. */
  readonly may: readonly string[]
  readonly fields: readonly DescribedField[]
  readonly lists: readonly DescribedList[]
  readonly card: readonly DescribedSection[]
  readonly actions: readonly DescribedAction[]
  /** Changes of the state that others may do: whoever works with the records learns whom to ask for them. */
  readonly withheld: readonly WithheldAction[]
  /** Fields that must be filled in where a condition holds. */
  readonly requirements: readonly DescribedRequirement[]
  /** What can be proved of its records: by which kind of fact. */
  readonly proofs: readonly DescribedProof[]
}

export type DescribedProof = { readonly kind: string; readonly label: string; readonly field: string }

export type DescribedRequirement = { readonly field: string; readonly when: Condition | null }

export type DescribedField = {
  readonly name: string
  readonly type: string
  readonly label: string
  /** What it is called instead of records that are so. */
  readonly called?: readonly { readonly when: Readonly<Record<string, unknown>>; readonly label: string }[]
  readonly help: string | null
  readonly required: boolean
  /** Whether one may set it, at least on some records. */
  readonly change: boolean
  /** Of new records alone: what is there already stays as it is. */
  readonly onlyNew?: true
  /** Worked out, or kept by the engine: shown, never edited. */
  readonly derived: boolean
  readonly readOnly: boolean
  readonly unique: boolean
  readonly indexed: boolean
  readonly custom: boolean
  readonly system: boolean
  readonly pending: boolean
  readonly sort: FieldType['sort']
  readonly operators: readonly Operator[]
  readonly value: ValueType
  readonly control: FieldType['control']
  /** Of choice fields. */
  readonly choices?: readonly {
    readonly value: string
    readonly label: string
    readonly tone?: string
    readonly retired?: boolean
  }[]
  /** Everything else that was declared: currency, min, max, country, list, of, via, owned, to, pattern … */
  readonly settings: Readonly<Record<string, unknown>>
}

export type DescribedList = {
  readonly name: string
  readonly label: string
  readonly columns: readonly string[]
  readonly sort: readonly string[]
  readonly where: Condition | null
}

export type DescribedSection = {
  readonly section: string
  readonly label: string
  readonly fields: readonly string[]
  readonly when: SectionDeclaration['when'] | null
}

/** An action that the one who asks has no right to. */
export type WithheldAction = Pick<DescribedAction, 'name' | 'label' | 'icon' | 'tone' | 'when'>

export type DescribedAction = {
  readonly name: string
  readonly label: string
  readonly icon: string | null
  readonly tone: 'primary' | 'plain' | 'danger'
  readonly when: Condition | null
  /** Where it is spoken of at all while it cannot be done; null: everywhere. */
  readonly offered: Condition | null
  /** What to say while it cannot be done. */
  readonly whenNot: string | null
  /** The state that it brings the record to; what hangs on the record is told before. */
  readonly brings: string | null
  /** The field of a user that it gives to the user of the same name in its input. */
  readonly hands: string | null
  /** The field of its input that may put it off to a later day. */
  readonly effective: string | null
  readonly input: readonly DescribedField[]
}
