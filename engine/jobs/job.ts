import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import type { Problem } from '../errors.ts'

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job as people see it. */
export type JobView = {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly state: JobState
  /** It goes on still, and is not owed to anything. */
  readonly mayStop: boolean
  /** The process ended each time that it was taken up: it failed, and may be started again. */
  readonly isSetAside: boolean
  readonly done: number
  readonly total: number | null
  readonly result: unknown
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** What a job is given while it runs. */
export type JobRun<P = Record<string, unknown>> = {
  readonly id: string
  readonly payload: P
  /**
   * The user who started it, with their rights as they are now: looked up anew with each step that is told
   * by `progress` outside a transaction, so work in steps asks for it in each. For scheduled work the
   * program itself.
   */
  readonly actor: Actor
  readonly attempt: number
  /**
   * Throws `Cancelled` when somebody stopped the job, and a 401 when the user may not work any more. Within a
   * transaction it is as durable as that.
   */
  progress(done: number, total?: number, tx?: Transaction): Promise<void>
  /** Keeps where the job is, so that after a crash it goes on from there; read again from `payload`. */
  remember(payload: P, tx: Transaction): Promise<void>
}

/** A kind of job: its name, and the work, which gives the result that people see. */
export type JobDeclaration = {
  readonly name: string
  // Each kind knows its own payload; the registry holds them all.
  // oxlint-disable-next-line typescript/no-explicit-any -- each kind knows its own payload
  run(run: JobRun<any>): Promise<unknown>
  /** Runs it by itself every so many minutes, wherever a server is up. */
  readonly everyMinutes?: number
  /**
   * What it does follows from something that stands written already: where who wrote that may not work any
   * more, it goes on as the program itself, and nobody stops it.
   */
  readonly isOwed?: boolean
  /** How often it is tried in all when it fails for no fault of its own. */
  readonly attempts?: number
  /**
   * Writes down elsewhere what became of a job that was set aside, as its run would have. Started again it
   * goes on, whatever this wrote.
   */
  setAside?(job: Pick<JobRun, 'id' | 'payload'>, why: Problem): Promise<void>
}

/** A run that ends here without having failed: the job goes on elsewhere or later, or was stopped. */
export class RunEnds extends Error {}

/** Somebody stopped the job: not a failure, and never tried again. */
export class Cancelled extends RunEnds {}

/** Something that must end first is under way: the job waits and is taken up again, and has not failed. */
export class ComesLater extends RunEnds {}
