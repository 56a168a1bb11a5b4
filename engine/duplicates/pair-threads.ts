import os from 'node:os'
import { openThreads, type Threads } from '../threads/threads.ts'
import { reckonPairs, type PairAnswer, type PairTask } from './pair-reckoning.ts'

export type Reckoner = Threads<PairTask, PairAnswer>

/** Below this many, starting threads takes longer than they save. */
const worthThreads = 3_000
/** So many pairs are compared before anybody notices that the server does something else. */
const quicklyCompared = 500

const pairThread = new URL('./pair-thread.ts', import.meta.url)

/** Threads for a search over so many records; for few the one that is there. */
export function openPairThreads(records: number): Reckoner {
  if (records >= worthThreads) return openThreads(pairThread, os.availableParallelism())
  return { count: 1, ask: async (_thread, task) => reckonPairs(task), close: async () => {} }
}

/**
 * A thread that starts with the first work that would hold up whoever is served meanwhile; after a quiet
 * quarter of an hour there is none.
 */
export function openPairThreadLater(): Reckoner {
  let opened: Reckoner | undefined
  const open = () => (opened ??= openThreads<PairTask, PairAnswer>(pairThread, 1))
  return {
    count: 1,
    ask: async (thread, task) =>
      mostCompared(task) <= quicklyCompared ? reckonPairs(task) : open().ask(thread, task),
    close: async () => opened?.close(),
  }
}

function mostCompared(task: PairTask): number {
  return task.does === 'stars' ? task.stars.reduce((sum, star) => sum + star.length - 1, 0) : 0
}
