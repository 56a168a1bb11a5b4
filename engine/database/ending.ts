import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises'

/** The end of the way to a database: in order as long as it answers. */
export type Ending = {
  /** From now on it is asked again and again whether it answers; calling it twice is calling it once. */
  begin(): void
  /** All has ended: nobody has to be asked any more. */
  over(): void
}

const everyMilliseconds = 300
const answerMilliseconds = 1_500
const mostMisses = 2
/** Docker waits ten seconds before it kills. */
const longestMilliseconds = 8_000

/**
 * Gives up where the database twice in a row does not answer, or where what is under way has not ended in
 * eight seconds. Nothing is lost by that: what was not committed was not acknowledged, and jobs go on at the
 * next start from where they remembered to be.
 */
export function ending(answers: () => Promise<boolean>, giveUp: () => void): Ending {
  let state: 'open' | 'ending' | 'over' = 'open'
  const isEnding = () => state === 'ending'

  async function watch(): Promise<void> {
    const latest = performance.now() + longestMilliseconds
    for (let misses = 0; misses < mostMisses && performance.now() < latest;) {
      await pause(everyMilliseconds, undefined, { ref: false })
      if (!isEnding()) return
      misses = (await inTime(answers())) ? 0 : misses + 1
      if (!isEnding()) return
    }
    giveUp()
  }

  return {
    begin() {
      if (state !== 'open') return
      state = 'ending'
      void watch()
    },
    over: () => void (state = 'over'),
  }
}

/** Where this process itself was busy, an answer that has come meanwhile counts. */
async function inTime(answer: Promise<boolean>): Promise<boolean> {
  const late = pause(answerMilliseconds, false, { ref: false }).then(async (isThere) => {
    await breathe()
    return isThere
  })
  return Promise.race([answer, late])
}
