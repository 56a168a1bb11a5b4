import { setImmediate as breathe } from 'node:timers/promises'
import { keyOf, type Key, type Likeness } from './pair-comparer.ts'
import type { Reckoner } from './open-reckoner.ts'
import type { ReckoningAnswer, ReckoningTask } from './reckoning.ts'

/** One row or record with those it shares a key with, their keys parted by spaces. */
export type Candidates = { readonly one: string; readonly others: string }

/** So many forms are told before the threads are told to forget, and at most half as many at once. */
const mostTold = 60_000
const mostOpen = 6

/** Under its key a packed form, or a record as JSON. */
export type Form = readonly [key: string, form: string]

/**
 * Compares pairs in a thread as they come from the database: while some are compared, the next are fetched.
 * One thread does it all: two would each have to be told all forms, and wait for the database. `load` gives
 * the forms under their keys; what was found is handed to `found` part by part, in the order of the pairs,
 * all of one row together, so that nobody need hold it all.
 */
export async function compareInThread(
  reckoner: Reckoner,
  batches: AsyncIterable<readonly Candidates[]>,
  load: (keys: readonly string[]) => Promise<readonly Form[]>,
  found: (alike: readonly Likeness[]) => Promise<void>,
): Promise<void> {
  const open: Promise<ReckoningAnswer>[] = []
  const ask = (task: ReckoningTask): void => {
    const answer = reckoner.ask(0, task)
    // Its failure is met when its turn comes; until then nobody else need hear of it.
    answer.catch(() => {})
    open.push(answer)
  }
  const settle = async (atMost: number): Promise<void> => {
    while (open.length > atMost) {
      const alike = (await open.shift())?.alike ?? []
      if (alike.length > 0) await found(alike)
    }
  }
  const told = new Set<Key>()
  for await (const batch of batches) {
    for (const { pairs, missing, forget } of inParts(batch, told)) {
      const forms = await load(missing)
      for (const key of missing) told.add(keyOf(key))
      const keys = forms.map(([key]) => key).join('\n')
      const known = { keys, forms: forms.map(([, form]) => form).join('\n') }
      ask({ does: 'know', forget, known })
      ask({ does: 'compare', pairs })
      await settle(mostOpen)
    }
    await breathe()
  }
  await settle(0)
}

/** Parts of a batch that need no more forms at once than a thread can hold. */
function* inParts(batch: readonly Candidates[], told: Set<Key>) {
  let rest = batch
  while (rest.length > 0) {
    const forget = told.size > mostTold
    if (forget) told.clear()
    const missing = new Map<Key, string>()
    let taken = 0
    while (taken < rest.length && missing.size < mostTold / 2) {
      const { one, others } = rest[taken++] as Candidates
      for (const text of [one, ...others.split(' ')]) {
        const key = keyOf(text)
        if (!told.has(key)) missing.set(key, text)
      }
    }
    const part = rest.slice(0, taken)
    const ones = part.map(({ one }) => one).join('\n')
    const pairs = { ones, others: part.map(({ others }) => others).join('\n') }
    yield { pairs, missing: [...missing.values()], forget }
    rest = rest.slice(taken)
  }
}
