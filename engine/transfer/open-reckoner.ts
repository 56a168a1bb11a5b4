import { openThreads, type Threads } from '../threads/threads.ts'
import { reckoning, type ReckoningAnswer, type ReckoningTask } from './reckoning.ts'

export type Reckoner = Threads<ReckoningTask, ReckoningAnswer>

/** Below this, starting threads takes longer than they save. */
const worthThreads = 3_000

/**
 * Reckons for an import of about so many rows: many in threads, in `most` of them where that is said, so that
 * others are served meanwhile.
 */
export function openReckoner(rows: number, most?: number): Reckoner {
  if (rows >= worthThreads) return openThreads(new URL('./reckoning-thread.ts', import.meta.url), most)
  const answer = reckoning()
  return { count: 1, ask: async (_thread, task) => answer(task), close: async () => {} }
}
