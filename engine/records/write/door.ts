import type { Actor } from '../../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Transaction } from '../../database/database.ts'
import type { FieldError } from '../../errors.ts'
import type { Draft } from './draft.ts'
import type { Act } from './taken-back.ts'

/** What a write needs to know of its surroundings: the open transaction, who acts, and on whose authority. */
export type Door = {
  readonly tx: Transaction
  readonly model: ResolvedModel
  readonly actor: Actor
  /**
   * `actor`: the rights of the actor are asked for every row and field. `action`: an action was allowed at
   * the door already, and writes on its own authority; all else (rules, audit) is the same.
   */
  readonly authority: 'actor' | 'action'
  /** Fields that only actions set may go back to what they held before. */
  readonly restores?: true
  /** The action that was allowed at the door. */
  readonly does?: Act
  /** What an action writes beside its own record is by the rights to each field, which were asked there. */
  readonly byFields?: true
  /** What new records hold where nobody says anything, as a default does, which asks for no right. */
  readonly fills?: Readonly<Record<string, unknown>>
  /** Records that come back together: what is required may name them before they are there. */
  readonly comesWith?: ReadonlySet<string>
  /** Which actions did what goes back now, by record. */
  readonly takesBack?: ReadonlyMap<string, readonly Act[]>
  /** What actions set is written by the right to these actions alone, whatever else may be changed. */
  readonly asksActs?: true
  /** Fields that become what they were: their lines come back with no more and no less than they held. */
  readonly setsBack?: ReadonlySet<string>
  /** References follow a record that became another: nothing new is begun with whom they name. */
  readonly renames?: true
  /** Two records become one: what either had with others goes on, and nothing new is begun. */
  readonly joins?: true
  /** Values go for good, whatever is asked of records otherwise. */
  readonly erases?: true
  readonly today: string
  /** Leaves work to a job that starts when the transaction commits. */
  readonly later: (job: string, payload: Record<string, unknown>, when?: Later) => Promise<void>
  /** What was decided for the whole group. */
  readonly setting: (key: string) => Promise<unknown>
  /** What a part of the engine asks of records of its own before they are written. */
  readonly inspect?: Inspect
  /** What a part of the engine leaves to be done when records of its own were written. */
  readonly follow?: Follow
  readonly options: WriteOptions
}

/** Gives what is at fault with a record as it would be, by the names of its fields. */
export type Inspect = (
  door: Door,
  object: ResolvedObject,
  draft: Draft,
) => Promise<readonly FieldError[]> | readonly FieldError[]

/** Leaves work to jobs that follow from records as they were written under `change`. */
export type Follow = (
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  change: string,
) => Promise<void>

/** When work that is left to a job begins, and whether the program itself does it. */
export type Later = { readonly runAt?: Date; readonly bySystem?: boolean; readonly label?: string }

export type WriteOptions = {
  /** Everything but the write: what would be saved, with warnings and errors. */
  readonly dryRun?: boolean
  /** Codes of warnings that the actor has seen and confirms. */
  readonly confirmed?: readonly string[]
  /** Why, in the actor's words; kept in the audit. */
  readonly reason?: string
  /** The version that the actor has seen; somebody else's newer one answers 412. */
  readonly ifMatch?: number
  /** The change that groups this write with others (an import, a bulk change, an undo). */
  readonly change?: string
  /** The change that is taken back by this one, as every entry says. */
  readonly undoes?: string
  /**
   * When it is said to have happened, RFC 3339, in the records and in the log: only the program itself may
   * tell of another time than now, for a sample that is laid over the past.
   */
  readonly at?: string
  /** Joins a transaction that is open already. */
  readonly tx?: Transaction
  /** The plan that an action is done by. */
  readonly plan?: string
}
