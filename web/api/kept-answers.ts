import { createStore } from '../ui/store.ts'

/**
 * The instant (RFC 3339, UTC) of the oldest answer that came out of this browser since the server last
 * answered
 * itself; null while it does.
 */
export const keptSince = createStore<string | null>(null)

/** Takes note of an answer: of one that was kept, and when, or of a fresh one. */
export function noteAnswer(keptAt: string | null): void {
  keptSince.set((now) => (keptAt === null ? null : now === null || keptAt < now ? keptAt : now))
}
