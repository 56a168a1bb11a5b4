import type {
  Field,
  FieldType,
  ObjectDeclaration,
  ListDeclaration,
  SectionDeclaration,
  RuleDeclaration,
  AccessDeclaration,
} from '#model'

/**
 * The whole model as it stands now: built-in declarations, extensions of modules and what users added at
 * run time, resolved to tables and columns. Immutable; a change of the catalog makes a new one with a
 * higher `version`.
 */
export type ResolvedModel = {
  readonly version: number
  readonly objects: ReadonlyMap<string, ResolvedObject>
  /** By API path ("customers"). */
  readonly byPath: ReadonlyMap<string, ResolvedObject>
}

export type ResolvedObject = {
  readonly name: string
  readonly path: string
  readonly declaration: ObjectDeclaration
  /** The table that holds it; a role shares the table of its base. */
  readonly table: string
  /** The base object of a role, else the object's own name. */
  readonly base: string
  readonly isRole: boolean
  /** For a role: the boolean column that says that a record plays it. */
  readonly roleColumn: string | null
  /** For a base with roles: their names. */
  readonly roles: readonly string[]
  /**
   * All fields that may be used, by name, system fields and base fields included; retired ones are not
   * here.
   */
  readonly fields: ReadonlyMap<string, ResolvedField>
  /** Of a base: fields of it and of its roles that were retired, of which records keep what they held. */
  readonly retired: readonly ResolvedField[]
  readonly title: string
  readonly custom: boolean
  readonly lists: Readonly<Record<string, ListDeclaration>>
  readonly card: readonly SectionDeclaration[]
  readonly rules: readonly RuleDeclaration[]
  readonly access: Readonly<Record<string, readonly AccessDeclaration[]>>
  /** Whether it has a search index (columns search_key and search_grams). */
  readonly searched: boolean
}

export type ResolvedField = {
  readonly name: string
  readonly field: Field
  readonly type: FieldType
  /** The object or role that owns it: for `customer.name` it is `party`, for `customer.status` `customer`. */
  readonly owner: string
  /**
   * The column in the object's table, or null (back references and owned lines, formulas computed on
   * reading).
   */
  readonly column: string | null
  readonly custom: boolean
  readonly system: boolean
  /** Its values are still being computed: shown as such, not yet filtered or sorted by. */
  readonly pending: boolean
}
