/** The world of the rights tests in plain arrays: what there is, and what was granted to whom. */
export type Line = Readonly<Record<string, string | null>>
export type Value = string | boolean | null | readonly string[] | readonly Line[]

/** `names`: fields of other faces by their names, shown to whom those are known. */
type Lists = 'refs' | 'lines' | 'back' | 'names'
export type Kind = 'text' | 'choice' | 'number' | 'day' | 'yesNo' | 'ref' | 'file' | Lists

/** On any of its faces, or on the one of these that another field tells. */
export type SeenWith = { readonly as?: string; readonly faces?: readonly string[] }

export type FieldSpec = {
  readonly name: string
  readonly kind: Kind
  /** The face that it leads to, or whose records lead back. */
  readonly to?: string
  /** The faces of whose fields it holds names. */
  readonly of?: readonly string[]
  /** Of records that lead back: by which field. */
  readonly via?: string
  /** Long texts sort nothing and group nothing. */
  readonly long?: boolean
  /** Added at run time: the word `all` does not name it on a built-in object. */
  readonly custom?: boolean
  /** Taken from this field of the record that it is seen with, and shown to who sees it there. */
  readonly copyOf?: string
  /** A reference whose record one has to see to see this one. */
  readonly seenWith?: SeenWith
  /** It names something in every record. */
  readonly required?: boolean
  /** Worked out from the whole record, whatever its reader sees of that. */
  readonly formula?: (item: Item) => string | null
}

/** An object, or a role in which its records are looked at. */
export type Face = {
  readonly name: string
  readonly path: string
  readonly base: string
  readonly title: string
  readonly custom?: boolean
  /** Written by actions alone: nobody changes or deletes one by hand. */
  readonly byActions?: boolean
  readonly fields: readonly FieldSpec[]
  /** The field that leads to the record above, in a tree. */
  readonly tree?: string
}

export type Item = {
  readonly id: string
  readonly base: string
  readonly roles: readonly string[]
  readonly createdBy: string
  /** Own fields of a role under `role.field`. */
  readonly values: Readonly<Record<string, Value>>
}

/** The first and the last day on which something holds; null: without end on that side. */
export type Days = { readonly from: string | null; readonly until: string | null }

export type Grant = Partial<Days> & {
  readonly object: string
  readonly actions: readonly string[]
  readonly rows: Where | null
  readonly see: readonly string[]
  readonly change: readonly string[]
  /** By a share, which opens a record by itself, whatever it is seen with. */
  readonly shared?: boolean
}

/** A grant as somebody holds it: their own, or that of one for whom they stand in, who `$me` is then. */
export type HeldGrant = Grant & { readonly as: Person }

export type Where = { readonly [key: string]: unknown }

export type Post = {
  readonly id: string
  readonly superior: string | null
  readonly grants: readonly Grant[]
}

export type Group = {
  readonly id: string
  readonly members: readonly (Days & { readonly user: string })[]
  readonly grants: readonly Grant[]
}

export type Substitution = Days & { readonly user: string; readonly substitute: string }

/** One record opened to a user, a post or a group, with every field. */
export type Share = Days & {
  readonly object: string
  readonly record: string
  readonly holder: string
  readonly may: 'read' | 'change'
}

export type Held = Days & {
  readonly post: string
  readonly company: string | null
}

/** All that a key carries of its owner's rights; null: all objects, all actions. */
export type Scope = {
  readonly objects: readonly string[] | null
  readonly actions: readonly string[] | null
}

export type Person = {
  readonly id: string
  readonly name: string
  readonly key: string
  readonly superior: string | null
  readonly party: string | null
  readonly held: readonly Held[]
  readonly grants: readonly Grant[]
  /** What their key carries; null: everything. */
  readonly scope: Scope | null
}

export type World = {
  readonly today: string
  readonly faces: readonly Face[]
  readonly items: readonly Item[]
  readonly posts: readonly Post[]
  readonly groups: readonly Group[]
  readonly substitutions: readonly Substitution[]
  readonly shares: readonly Share[]
  readonly people: readonly Person[]
  readonly companies: readonly string[]
}

/** Through whose eyes a value is looked at: a person's, or those of the rights themselves, which see all. */
export type Eyes = Person | 'rights'
