import type { Condition, Fields, Labels, ObjectDeclaration, RecordOf, ValueOf } from '#model'
import type { Told } from '../dealings/impact-source.ts'
import type { Refusal, Warning } from '../errors.ts'
import type { Sentence } from '../said/sayer.ts'
import type { Tx } from './tx.ts'

export type ValuesOf<I extends Fields> = { readonly [K in keyof I]: ValueOf<I[K]> }

/**
 * What an action or a guard is given: the record as it stands (locked), the checked input, the open
 * transaction.
 */
export type Occasion<N extends string, F extends Fields, I extends Fields> = {
  readonly record: RecordOf<ObjectDeclaration<N, F>>
  readonly input: ValuesOf<I>
  readonly tx: Tx
  /** The plan by which it is done now, where somebody planned it for this day. */
  readonly plan?: string
}

/** Something that the business does with a record: a verb. */
export type Action<N extends string = string, F extends Fields = Fields, I extends Fields = Fields> = {
  readonly on: ObjectDeclaration<N, F>
  readonly name: string
  readonly label: string
  readonly labels?: Labels
  readonly icon?: string
  /** The input that a person fills in before it is done. */
  readonly input: I
  /** When it can be done: greys the button, and is checked again at the door. */
  readonly when?: Condition<F>
  /**
   * Where people are told of it though it cannot be done now; elsewhere no menu names it. Without it, they
   * are told everywhere.
   */
  readonly offered?: Condition<F>
  /** What to tell people while it cannot be done; without it, the condition is put into words. */
  readonly whenNot?: Sentence
  readonly tone?: 'primary' | 'plain' | 'danger'
  /**
   * The state that it brings a record to. What hangs on the record is shown before, and what becomes of open
   * business is chosen: `outcomes` of the input.
   */
  readonly brings?: string
  /**
   * The field of a user, kept by actions, that it gives to the user of the same name in its input: so is what
   * somebody who leaves holds there handed over.
   */
  readonly hands?: keyof I & string
  /** A day of the input; in the future, it is done by a job on that day, with the rights held then. */
  readonly effective?: keyof I & string
  /** Other actions that it passes over here: what is obligatory before them is so before it. */
  passes?(occasion: Pick<Occasion<N, F, I>, 'record' | 'tx'>): Promise<readonly string[]>
  /**
   * What its input has to be, whichever record it is done to: throws a 422 that names the field. It is asked
   * before the action is done, and of whoever sets it up to be done later, such as a criterion.
   */
  check?(given: Pick<Occasion<N, F, I>, 'input' | 'tx'>): Promise<unknown>
  run(occasion: Occasion<N, F, I>): Promise<void>
  /** Writes down that it is planned, under the name that the occasion will have. */
  planned?(occasion: Occasion<N, F, I> & { readonly plan: string }): Promise<void>
  /**
   * Writes down why the plan came to nothing; where its job was set aside, that it was not done yet: it is as
   * soon as somebody starts it again, unless it is called off before.
   */
  failed?(
    occasion: Pick<Occasion<N, F, I>, 'record' | 'tx'> & {
      readonly plan: string
      readonly why: string
      readonly isSetAside: boolean
    },
  ): Promise<void>
  /** Writes down that it was undone; the record is as it was before. */
  undone?(occasion: Pick<Occasion<N, F, I>, 'record' | 'tx'>): Promise<void>
}

/** Objects to an action before it runs: a refusal, or a warning that a holder of the right may confirm. */
export type Guard<N extends string = string, F extends Fields = Fields, I extends Fields = Fields> = {
  readonly name: string
  readonly action: Action<N, F, I>
  check(occasion: Occasion<N, F, I>): Promise<Refusal | WarningRaised | undefined>
  /**
   * What of its module hangs on the record without naming it, and what becomes of it: told before the state
   * is changed. It tells what the actor of `tx` may know, and nothing else.
   */
  hangs?(occasion: Occasion<N, F, I>): Promise<readonly Told[]>
}

/** A warning raised by a guard. */
export type WarningRaised = { readonly warning: Warning }

type Declared<N extends string, F extends Fields, I extends Fields> = Omit<
  Action<N, F, I>,
  'on' | 'input'
> & { input?: I }

/** Declares an action on an object. */
export function action<N extends string, F extends Fields, const I extends Fields = Record<never, never>>(
  on: ObjectDeclaration<N, F>,
  declared: Declared<N, F, I>,
): Action<N, F, I> {
  return { on, input: {} as I, ...declared }
}

/** Declares a guard on an action, usually of a lower module's. */
export function guard<N extends string, F extends Fields, I extends Fields>(
  name: string,
  on: Action<N, F, I>,
  check: (occasion: Occasion<N, F, I>) => Promise<Refusal | WarningRaised | undefined>,
  hangs?: (occasion: Occasion<N, F, I>) => Promise<readonly Told[]>,
): Guard<N, F, I> {
  return { name, action: on, check, ...(hangs ? { hangs } : {}) }
}

/** Turns a refusal into a warning that a holder of the right may confirm. */
export function asWarning(refusal: Refusal): WarningRaised {
  return { warning: { code: refusal.code, message: refusal.message } }
}

/** An action or a guard whatever it is on, for lists of them. */
// oxlint-disable-next-line typescript/no-explicit-any -- an action of any object, with any input
export type AnyAction = Action<any, any, any>
// oxlint-disable-next-line typescript/no-explicit-any -- an action of any object, with any input
export type AnyGuard = Guard<any, any, any>
