import type { Actor } from '../../access/actor.ts'
import type { ResolvedField } from '../../catalog/resolved-model.ts'
import type { Sql } from '../../database/sql.ts'
import type { FieldError, Problem, Warning } from '../../errors.ts'
import type { StoredRecord } from '../stored.ts'

/** What is asked for one record. `adopt` gives an existing record of the base a further role. */
export type Operation =
  | { readonly kind: 'create'; readonly id?: string; readonly values: Record<string, unknown> }
  | {
      readonly kind: 'update'
      readonly id: string
      readonly values: Record<string, unknown>
      readonly ifMatch?: number
      /** Only what is empty is filled; what the record holds stays. */
      readonly fills?: true
    }
  | { readonly kind: 'adopt'; readonly id: string; readonly values: Record<string, unknown> }

/** An owned line as it will be stored; one without an id is new. */
export type Line = { readonly id: string | null; readonly values: Map<ResolvedField, unknown> }

/** A record on its way through the door. */
export type Draft = {
  readonly kind: Operation['kind']
  readonly id: string
  readonly before: StoredRecord | null
  /** New values by field of the face; lines are apart. */
  readonly values: Map<ResolvedField, unknown>
  readonly lines: Map<ResolvedField, Line[]>
  /** The lines as they stood, for the collections that this write touches. */
  readonly linesBefore: Map<ResolvedField, readonly Line[]>
  /** Fields that whoever writes named; what defaults and mirrors fill in beside them asks for no right. */
  readonly given: ReadonlySet<ResolvedField>
  /** Fields whose number was drawn just now, and so is nobody else's. */
  readonly numbered: Set<ResolvedField>
  /** Of unique fields, from which draft of the same batch the value is taken over. */
  readonly takesOver: Map<ResolvedField, Draft>
  readonly errors: FieldError[]
  readonly warnings: Warning[]
  /** Fields that a rule which speaks against the draft looks at, beside those that errors name. */
  readonly against: Set<ResolvedField>
  /** Why the whole record cannot be written, where it is not a matter of fields. */
  problem: Problem | null
  /**
   * What might be seen and changed of a record before it got one more role, or by rights that have no end
   * before it was changed by others; empty where nobody asks.
   */
  held: readonly Held[]
  /** A role that comes back just as whoever asks ended it, before anything else was done to the record. */
  readonly isSlip: boolean
}

/** What somebody, by the rights of a time, might see and change of a record. */
export type Held = { readonly actor: Actor; readonly keys: ReadonlySet<string> }

/** What is asked of the rows of drafts: of those that it concerns and where it does not hold, it is said. */
export type Question = {
  readonly holds: Sql
  readonly concerns: (draft: Draft) => boolean
  readonly mark: (draft: Draft) => void
}

export type Outcome = {
  readonly id: string
  readonly kind: Operation['kind']
  readonly version: number
  readonly changed: boolean
  readonly errors: readonly FieldError[]
  readonly warnings: readonly Warning[]
  readonly problem: Problem | null
  /** The fields that errors name or that a rule which is broken looks at. */
  readonly against: readonly string[]
}

/** The field that an error is about: `phones` where it names a line as `phones[0].number`. */
export function fieldOf(place: string): string {
  return place.split(/[.[]/)[0] ?? place
}

/** The value that a field will have after the write. */
export function valueAfter(draft: Draft, field: ResolvedField, key: string): unknown {
  return draft.values.has(field) ? draft.values.get(field) : (draft.before?.values[key] ?? null)
}

export function isRefused(draft: Draft): boolean {
  return draft.problem !== null || draft.errors.length > 0
}
