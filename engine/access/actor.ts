import type { Expression, Language } from '#model'
import type { Grant } from './compile-access.ts'
import type { Scope } from './narrow-access.ts'

/** Who acts, through what, and what they may do. Made once per request or job; every door asks for it. */
export type Actor = {
  readonly user: string
  readonly name: string
  readonly source: 'web' | 'api' | 'cli' | 'import' | 'job' | 'system'
  readonly request: string
  readonly address: string | null
  readonly language: Language
  readonly timeZone: string
  readonly access: Access
  /** Of the key by which they act, where it carries less than they may do. */
  readonly scope?: Scope
  /** They sit in a session in which it is long since they showed who they are. */
  readonly isUnproved?: true
  /** Values of the variables of conditions. */
  readonly variables: {
    readonly $me: string
    readonly $myReports: readonly string[]
    readonly $myTeam: readonly string[]
    readonly $myCompanies: readonly string[]
    /** The posts that they hold today. */
    readonly $myPosts: readonly string[]
    readonly $myParty: string | null
  }
  /** For whom they stand in today, and so may do what these may. */
  readonly standsInFor?: readonly { readonly user: string; readonly name: string }[]
  /** Some of what they may do has an end. */
  readonly forATime?: true
  /** Grants to the users whom they may keep, where the page of the settings is open to them. */
  readonly keeps?: readonly Grant[]
  /** Records that were shared with them one by one. */
  readonly sharedRecords?: ReadonlySet<string>
  /** The pages of the settings that this request has used. */
  readonly opened?: Set<string>
  /** Hears of what sensitive they read; the program itself reads unheard. */
  readonly reads?: ReadLog
  /** An administrator who looks through their eyes, until then: nothing is written for either. */
  readonly seenBy?: { readonly user: string; readonly name: string; readonly until: string }
}

/** By which way sensitive fields were given. */
export type ReadWay =
  | 'record'
  | 'list'
  | 'search'
  | 'print'
  | 'export'
  | 'sums'
  | 'history'
  | 'log'
  | 'file'
  | 'match'

/** Sensitive fields that were given: of which object, under which face, of one record or of how many. */
export type SensitiveRead = {
  readonly object: string
  readonly face: string
  readonly fields: readonly string[]
  readonly record: string | null
  readonly count: number
  readonly way: ReadWay
}

export type ReadLog = { note(actor: Actor, read: SensitiveRead): void }

/**
 * Compiled rights of one user, valid for one version of grants and model. `key` names them for caches of
 * statements.
 */
export type Access = {
  readonly key: string
  readonly administrator: boolean
  /** Undefined: no grant at all, so the object is as unknown to them as one that does not exist. */
  object(name: string): ObjectAccess | undefined
  /** Whether a page of the settings is open, with the calls behind it. */
  page(name: string): boolean
  /** Whether an entry is in the menu, of those that the rights to its records allow. */
  menu(entry: string): boolean
}

/** A row condition: true for every row, or an expression over the object's fields. */
export type Rows = true | Expression

export type ObjectAccess = {
  /**
   * Rows on which the action is allowed; undefined where no grant gives it. 'read', 'create', 'change',
   * 'delete', 'export', 'import', 'print', or an action's name.
   */
  rows(action: string): Rows | undefined
  /** Rows on which the field may be seen; undefined: never. */
  see(field: string): Rows | undefined
  /** Rows on which the field may be changed, or set when a record is made; undefined: never. */
  change(field: string, action?: 'change' | 'create'): Rows | undefined
}
