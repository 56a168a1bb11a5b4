import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Somebody who waits for an answer and may go away before they have it. One object for all they ask: to
 * listen for each of their statements would cost more than the short ones take.
 */
export class Asker {
  isGone = false

  /** Whoever asked is gone: what is under way for them is of no use any more. */
  leave(): void {
    if (this.isGone) return
    this.isGone = true
    for (const told of watching) told(this)
  }
}

const watching = new Set<(asker: Asker) => void>()
const waiting = new AsyncLocalStorage<Asker>()

/** Calls back for everybody who leaves. Returns how to stop. */
export function whenAskersLeave(told: (asker: Asker) => void): () => void {
  watching.add(told)
  return () => void watching.delete(told)
}

/**
 * Runs the work for somebody who may go away before it is done: the statements that it asks are cancelled in
 * the database when they do.
 */
export function whileWanted<T>(asker: Asker, work: () => T): T {
  return waiting.run(asker, work)
}

/** Runs work that others wait for as well: it goes on, whoever of them goes away. */
export function forAll<T>(work: () => T): T {
  return waiting.exit(work)
}

/** Who waits for what is asked now; undefined where the work is for nobody in particular. */
export function askerNow(): Asker | undefined {
  return waiting.getStore()
}

/** What work that nobody waits for any more fails with, as PostgreSQL says it of a cancelled statement. */
export function nobodyWaits(): Error {
  return Object.assign(new Error('Whoever asked does not wait for it any more.'), { code: '57014' })
}
