import type { Channel, Database } from './database.ts'
import { forAll } from './wanted.ts'

export type Remembered<V> = {
  /**
   * What is remembered under the key, else what `load` finds, which is then remembered unless it is
   * undefined.
   */
  get(key: string, load: () => Promise<V>): Promise<V>
  forget(): void
}

/**
 * Remembers what was read from the database for as long as it is certain to hold: any notice on the
 * channels makes it forget, in every process, and where notices may have been missed for a second nothing
 * is taken from memory.
 */
export function remembered<V>(
  database: Pick<Database, 'listen' | 'isCurrent'>,
  channels: readonly Channel[],
  limit = 10_000,
): Remembered<V> {
  let known = new Map<string, Promise<V>>()
  const forget = (): void => {
    // What is being loaded now belongs to the old map, so it can never be taken for news.
    known = new Map()
  }
  for (const channel of channels) database.listen(channel, forget)
  return {
    forget,
    async get(key, load) {
      const current = database.isCurrent()
      if (current !== true && !(await current)) return load()
      const now = known
      const found = now.get(key)
      if (found) return found
      const loading = forAll(load)
      if (now.size >= limit) now.clear()
      now.set(key, loading)
      try {
        const value = await loading
        if (value === undefined) now.delete(key)
        return value
      } catch (error) {
        now.delete(key)
        throw error
      }
    },
  }
}
