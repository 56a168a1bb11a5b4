import { AsyncLocalStorage } from 'node:async_hooks'

const wanting = new AsyncLocalStorage<AbortSignal>()

/**
 * Runs the work for somebody who may go away before it is done: the statements that it asks are cancelled in
 * the database when the signal says so.
 */
export function whileWanted<T>(signal: AbortSignal, work: () => T): T {
  return wanting.run(signal, work)
}

/** Runs work that others wait for as well: it goes on, whoever of them goes away. */
export function forAll<T>(work: () => T): T {
  return wanting.exit(work)
}

/** Says that whoever asked is gone; undefined where the work is for nobody in particular. */
export function wantedUntil(): AbortSignal | undefined {
  return wanting.getStore()
}

/** What work that nobody waits for any more fails with, as PostgreSQL says it of a cancelled statement. */
export function nobodyWaits(): Error {
  return Object.assign(new Error('Whoever asked does not wait for it any more.'), { code: '57014' })
}
