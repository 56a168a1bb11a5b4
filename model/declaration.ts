/**
 * The id of a record. The brand is a set, so that a party's id serves as a customer's where either is wanted.
 */
export type Id<O extends string = string> = string & { readonly __is?: { readonly [name in O]: true } }

/**
 * An exact decimal ("1200.00"). A money field's currency is a sibling field that it names, else the group's.
 */
export type Money = string
export type Decimal = string
/** A calendar day ("2026-03-31"), which is not an instant. */
export type Day = string
/** An RFC 3339 instant in UTC. */
export type Instant = string

export type Language = 'en' | 'lv' | 'ka' | 'zh' | 'ru'
/** English is the label itself; the other languages stand beside it. */
export type Labels = { readonly [L in Exclude<Language, 'en'>]?: string }

export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | { readonly [key: string]: unknown }
  | readonly object[]

/** What a field can tell about who a record is. */
export type MatchPart =
  | 'name'
  | 'taxId'
  | 'registrationNumber'
  | 'email'
  | 'phone'
  | 'bankAccount'
  | 'country'
  | 'city'
  | 'address'

export type How = 'required' | 'optional' | 'derived'

/**
 * A field as plain data. `V` is the JSON form that a record holds; `H` says who may set it; `I` is what may
 * be given.
 */
export type Field<V = unknown, H extends How = How, I = unknown> = {
  readonly type: string
  readonly label: string
  readonly labels?: Labels
  readonly help?: string
  readonly helps?: Labels
  readonly how: H
  /** No two records hold the same value (empty aside). */
  readonly unique?: true
  /** Filtered or sorted by often: gets an index. */
  readonly indexed?: true
  /** Part of the search index of its object. */
  readonly searched?: 'name' | 'identifier'
  /** Whoever reads it is written down in the log. */
  readonly sensitive?: boolean
  /** What it tells when records are compared to find those that are the same one. */
  readonly matched?: MatchPart
  /** Not among all fields that a grant opens: seen by whom a grant names it for, and by administrators. */
  readonly apart?: true
  /** Written for one user, whom this field of the record names: told to them alone, and to administrators. */
  readonly toldTo?: string
  /** Taken from this field of the record that it is seen with: told to who sees it there. */
  readonly copyOf?: string
  /** Said among ourselves: nobody outside is asked for it, or shown it. */
  readonly internal?: true
  /** Not offered to people for editing, though the engine and actions set it. */
  readonly readOnly?: true
  /** Given when a record is made; from then on only actions change it. */
  readonly afterwards?: 'byActions'
  readonly default?: unknown
  /** What it begins with instead where a record is made on one of these faces. */
  readonly defaults?: Readonly<Record<string, unknown>>
  /** While a decision for the whole group names `has`, a new record begins so and in no other way. */
  readonly begins?: Beginning
  /** Of a reference: a record is seen only together with what it names. */
  readonly seenWith?: SeenWith
  /** Other words for it, for matching the columns of a file. */
  readonly synonyms?: readonly string[]
  /** What it is called instead on a face, or of a record that is so: of a person its name is another word. */
  readonly called?: readonly CalledDeclaration[]
  /** The timeline of a record is silent about it, for what changed it tells enough; the history is not. */
  readonly untold?: true
  readonly __value?: V
  readonly __input?: I
} & { readonly [setting: string]: unknown }

export type CalledDeclaration = {
  readonly on?: string
  readonly when?: Readonly<Record<string, unknown>>
  readonly label: string
  readonly labels?: Labels
}

export type Beginning = {
  readonly setting: string
  readonly has: string
  readonly as: string
  /** By which day it is to go on from there, and since when it stands there; `days` is a setting. */
  readonly due?: { readonly field: string; readonly since: string; readonly days: string }
}

/**
 * Whoever may not see what a reference names does not see the record either, whatever their grants say of it.
 * A record of an object with roles is seen where it is seen on any face; with `as`, a choice whose values are
 * the names of roles, on the face that it tells. Of a list one record has to be seen. Where nothing is named,
 * the grants alone decide, but of a required field, which is empty only where its record was erased.
 */
export type SeenWith = boolean | { readonly as: string }

export type Fields = Readonly<Record<string, Field>>
/**
 * A mapped type, not `Extract<keyof F, string>`: only so does TypeScript take any declaration as an
 * ObjectDeclaration.
 */
export type NameOf<F extends Fields> = Extract<keyof { [K in keyof F as Extract<K, string>]: true }, string>
export type ValueOf<X> = X extends { readonly __value?: infer V } ? V : never
/** A reference may be written as an id or as `{ number }`; lines are written without ids when new. */
export type InputOf<X> = X extends { readonly __input?: infer I } ? I : never

/** Fields every record has, kept by the engine. */
export type SystemField = 'createdAt' | 'updatedAt' | 'createdBy' | 'updatedBy'
export const systemFields: readonly SystemField[] = ['createdAt', 'updatedAt', 'createdBy', 'updatedBy']

/** A where-object: data, so that it can become SQL, a greyed-out button or a sentence. */
export type Condition<F extends Fields = Fields> =
  | { readonly all: readonly Condition<F>[] }
  | { readonly any: readonly Condition<F>[] }
  | { readonly not: Condition<F> }
  | { readonly [K in NameOf<F> | SystemField | 'id']?: unknown }
  | { readonly [path: `${string}.${string}`]: unknown }

export type Sort<F extends Fields> = NameOf<F> | `-${NameOf<F>}` | SystemField | `-${SystemField}`

export type ListDeclaration<F extends Fields = Fields> = {
  readonly label?: string
  readonly labels?: Labels
  readonly columns: readonly (NameOf<F> | SystemField)[]
  readonly sort?: Sort<F> | readonly Sort<F>[]
  readonly where?: Condition<F>
}

export type SectionDeclaration<F extends Fields = Fields> = {
  readonly section: string
  readonly labels?: Labels
  readonly fields: readonly (NameOf<F> | SystemField)[]
  readonly when?: Condition<F>
}

/** A starting grant. What is not named here is closed; `all` means all fields declared in code. */
export type AccessDeclaration<F extends Fields = Fields> = {
  readonly actions: readonly string[]
  readonly rows?: Condition<F>
  readonly see?: 'all' | readonly NameOf<F>[]
  readonly change?: 'all' | readonly NameOf<F>[]
}

export type RuleDeclaration<F extends Fields = Fields> =
  | {
      readonly require: NameOf<F>
      readonly when?: Condition<F>
      /** Of a collection: that it holds a record in which this is so. */
      readonly having?: Condition
      /** That a fact of this kind proves the field now, such as `vies` a tax number. */
      readonly proved?: string
      /** The action that it is asked before; without it, it is asked of every write. */
      readonly before?: string
    }
  /** That a partner may be asked for the field by a form; it sees what we hold only where `shown`. */
  | {
      readonly ask: NameOf<F>
      readonly when?: Condition<F>
      /** Of papers: those of a kind. */
      readonly having?: Condition
      readonly shown?: true
    }
  /** No other record holds the same in all of these fields, as long as the condition holds of both. */
  | {
      readonly once: readonly NameOf<F>[]
      readonly while?: Condition<F>
      readonly at: NameOf<F>
      readonly refusal: string
      readonly labels?: Labels
    }
  /** `must` is a formula that has to be true; `refusal` is the sentence that says what to do. */
  | {
      readonly must: string
      readonly at?: NameOf<F>
      readonly refusal: string
      /** The sentence in the other languages. */
      readonly labels?: Labels
      readonly warning?: true
    }

/** What the state of a record means for a kind of business with it. */
export type StateRule = {
  /** Nothing new of the kind is begun; or only where a holder of the right confirms it. */
  readonly begin?: 'refused' | 'warned'
  /** What of the kind is still open forbids that a record comes into the state; or has to be confirmed. */
  readonly open?: 'refused' | 'warned'
}

/** A kind of business that one can have with a record, such as an order. */
export type KindOfBusiness = { readonly value: string; readonly label: string; readonly labels?: Labels }

/**
 * The matrix of state and kind of new business, which every door obeys. Where the states are those of roles,
 * a reference to the record itself is as open as the most open of the roles that it plays.
 */
export type StatesDeclaration = {
  /** The field of the object, or of each of its roles, that holds the state. */
  readonly field: string
  readonly kinds: readonly KindOfBusiness[]
  /** By state, then by kind; what is not named is open. */
  readonly rules: { readonly [state: string]: { readonly [kind: string]: StateRule } }
}

/** That a record is business of a kind with whom its fields name, for as long as a condition holds. */
export type DealingDeclaration<F extends Fields = Fields> = {
  /** A kind of the object that the fields name. */
  readonly kind: string
  readonly with: readonly NameOf<F>[]
  /** Open business only while this holds; it looks at the record's own fields. */
  readonly while?: Condition<F>
  /** What ends it: values of fields that make the condition false. */
  readonly close?: { readonly [K in NameOf<F>]?: unknown }
  /** The action whose right ending it asks for, in place of the right to change its fields. */
  readonly right?: string
  /** The day or instant at which it is over by itself: an end that is undone before opens it again. */
  readonly until?: NameOf<F>
  /** The field of the user who looks after it: it can be handed over. */
  readonly handOver?: NameOf<F>
}

/** Of what people are reminded: once for each step and period, each by one mail for all of theirs. */
export type RemindDeclaration<F extends Fields = Fields> = {
  /** The day by which it is to go on. */
  readonly due: NameOf<F>
  /** The instant since which it stands where it stands: with another, it is another step. */
  readonly since: NameOf<F>
  /** The user who is reminded: the first of these that is filled in, and works here still. */
  readonly whom: readonly (NameOf<F> | SystemField)[]
  /**
   * Where nobody is named: the action that takes a record on, by the value of a field. Whoever may do it with
   * the record is reminded, and with nobody there the administrators. Who entered it is the one where `own`
   * says so, and else only where nobody else could.
   */
  readonly next: {
    readonly by: NameOf<F>
    readonly actions: Readonly<Record<string, string>>
    readonly own: readonly string[]
  }
  readonly while: Condition<F>
  /** The setting that says whether people are reminded, by naming this. */
  readonly on: { readonly setting: string; readonly has: string }
  /** Settings: after how many days, and how often from then on. */
  readonly after: string
  readonly every: string
  /** The page of the app that shows all of them. */
  readonly page: string
}

/**
 * A kind of fact that can be known of a record. Whoever sees `field` sees the fact; it speaks of the values
 * of the fields `of`, of the record itself or of each line of `field` for itself, and says nothing of others.
 */
export type ProvedDeclaration = {
  readonly kind: string
  readonly label: string
  readonly labels?: Labels
  readonly field: string
  readonly of: readonly string[]
}

export type ObjectDeclaration<N extends string = string, F extends Fields = Fields> = {
  /** Singular, camelCase. The API path is the plural in kebab-case, by default made from `plural`. */
  readonly name: N
  readonly label: string
  readonly plural: string
  readonly labels?: { readonly [L in Exclude<Language, 'en'>]?: readonly [singular: string, plural: string] }
  readonly path?: string
  readonly icon?: string
  /** The field that names a record for people. */
  readonly title: NameOf<F>
  /**
   * The fields that name it in other languages: whoever reads one of them is told that name, where it is
   * filled in.
   */
  readonly titles?: { readonly [L in Exclude<Language, 'en'>]?: NameOf<F> }
  readonly fields: F
  readonly scope?: 'group' | 'company'
  /** Owned lines live and die with the record their `via` reference names, and have no list of their own. */
  readonly owned?: { readonly by: string; readonly via: NameOf<F> }
  /** A tree: the field that names the parent, for the operator `under`. */
  readonly tree?: NameOf<F>
  readonly lists: Readonly<Record<string, ListDeclaration<F>>>
  readonly card: readonly SectionDeclaration<F>[]
  readonly rules?: readonly RuleDeclaration<F>[]
  /** What can be proved of a record: which field by what kind of fact, and of which values that speaks. */
  readonly proved?: readonly ProvedDeclaration[]
  /** Column sets that lists filter and sort by together. */
  readonly indexes?: readonly (readonly (NameOf<F> | SystemField)[])[]
  /** Starting grants by post. */
  readonly access?: Readonly<Record<string, AccessDeclaration<F> | readonly AccessDeclaration<F>[]>>
  /** A role: the object whose table and ids it shares. */
  readonly of?: string
  /** Not shown in menus, kept by the program. */
  readonly system?: true
  /** What may be begun with its records in each state. */
  readonly states?: StatesDeclaration
  /** The field of the user who looks after a record, and is asked about it by who may not see it. */
  readonly keeper?: NameOf<F>
  /** Which business its records are, and with whom. */
  readonly dealings?: readonly DealingDeclaration<F>[]
  /** Whom its records wait for is reminded by mail when they are overdue. */
  readonly reminds?: RemindDeclaration<F>
  /** Facts: written by actions alone, and never changed or deleted by hand, by nobody. */
  readonly facts?: true
}

export type RoleDeclaration<
  N extends string = string,
  P extends string = string,
  F extends Fields = Fields,
> = ObjectDeclaration<N, F> & { readonly of: P }

/** What a higher module, or a user, adds to an object. */
export type Extension<F extends Fields = Fields> = {
  readonly extends: string
  readonly fields: F
  readonly card?: readonly SectionDeclaration[]
  readonly dealings?: readonly DealingDeclaration[]
}

type Given<F extends Fields, N extends string> = Omit<ObjectDeclaration<N, F>, 'name' | 'of'>

/** Declares an object of the business. */
export function object<const N extends string, const F extends Fields>(
  name: N,
  declaration: Given<F, N>,
): ObjectDeclaration<N, F> {
  return { name, ...declaration }
}

/**
 * Declares a face of an object: same table, same id, own fields, lists, card and rights. The role's own
 * fields are stored per role; the base object's fields have one value on every face.
 */
export function role<const N extends string, P extends string, F extends Fields, const G extends Fields>(
  name: N,
  of: ObjectDeclaration<P, F>,
  declaration: Omit<Given<F & G, N>, 'fields'> & { readonly fields: G },
): RoleDeclaration<N, P, F & G> {
  return {
    ...declaration,
    name,
    of: of.name,
    fields: { ...of.fields, ...declaration.fields },
  } as RoleDeclaration<N, P, F & G>
}

/** Adds fields to an object of a lower module. Records typed by the result hold both. */
export function extend<N extends string, const F extends Fields, const G extends Fields>(
  on: ObjectDeclaration<N, F>,
  more: { readonly fields: G; readonly card?: readonly SectionDeclaration<F & G>[] },
): ObjectDeclaration<N, F & G> & { readonly extension: Extension<G> } {
  type Extended = ObjectDeclaration<N, F & G> & { readonly extension: Extension<G> }
  const extension = { extends: on.name, fields: more.fields, ...(more.card ? { card: more.card } : {}) }
  return { ...on, fields: { ...on.fields, ...more.fields }, extension } as unknown as Extended
}

/** Fields added at run time share the record under names that start with `x_`. */
type Custom = { readonly [name: `x_${string}`]: FieldValue | undefined }
type IdOf<O> = O extends { readonly name: infer N extends string; readonly of: infer P extends string }
  ? Id<N> & Id<P>
  : O extends { readonly name: infer N extends string }
    ? Id<N>
    : never

export type RecordOf<O> =
  O extends ObjectDeclaration<string, infer F>
    ? { readonly id: IdOf<O> } & { readonly [K in keyof F]: ValueOf<F[K]> } & {
        readonly createdAt: Instant
        readonly updatedAt: Instant
      } & Custom
    : never

type Settable<F extends Fields> = {
  [K in keyof F as F[K]['how'] extends 'derived' ? never : K]?: InputOf<F[K]>
} & Partial<Custom>
type Needed<F extends Fields> = {
  [K in keyof F as F[K]['how'] extends 'required' ? K : never]: InputOf<F[K]>
}
export type ChangesOf<O> = O extends ObjectDeclaration<string, infer F> ? Settable<F> : never
export type NewOf<O> = O extends ObjectDeclaration<string, infer F> ? Needed<F> & Settable<F> : never
