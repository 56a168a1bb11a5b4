import { newId } from '#model'
import type { Actor, ReadLog, ReadWay } from '../access/actor.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** Who read which sensitive fields, on its way into the log. */
export type Reads = ReadLog & {
  /** Whether nothing that the request read is still on its way to the disk. */
  isWritten(request: string): boolean
  /** Waits until what the request read is on the disk; at once where it read nothing of the kind. */
  written(request: string): Promise<void>
  /** Writes down what was noted so far. */
  flush(): Promise<void>
  /** Writes down the rest, for a process that ends. */
  stop(): Promise<void>
}

type Noted = {
  readonly change: string
  readonly at: string
  readonly actor: string
  readonly source: Actor['source']
  readonly request: string
  readonly address: string | null
  readonly object: string
  readonly record: string | null
  readonly faces: Set<string>
  readonly fields: Set<string>
  readonly ways: Set<ReadWay>
  count: number
}

const everyMilliseconds = 1_000
const mostNoted = 500

/**
 * Remembers who read what until it is written down, which an answer waits for (`written`). Whatever was noted
 * while one batch is on its way to the disk goes together in the next: many readers share a commit. What is
 * read outside of a request is written within a second. A request that reads the same in several steps makes
 * one entry.
 */
export function openReads(database: Database, log: (text: string, error?: unknown) => void): Reads {
  let fresh = new Map<string, Noted>()
  const pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined

  async function write(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const noted = fresh
    if (noted.size === 0) return
    fresh = new Map()
    try {
      await database.query(insertOf([...noted.values()]), { name: 'read entries' })
    } catch (error) {
      // The database is away: it is tried again with what comes next.
      fresh = new Map([...noted, ...fresh])
      plan()
      throw error
    }
    const open = new Set([...fresh.values()].map(({ request }) => request))
    for (const { request } of noted.values()) if (!open.has(request)) pending.delete(request)
  }

  /** All who come while a batch is being written wait for the same next one. */
  function flush(): Promise<void> {
    next ??= writing.then(() => {
      next = undefined
      return write()
    })
    // Whoever waits hears of a failure; the next one is not held up by it.
    writing = next.catch(() => {})
    return next
  }

  const later = () =>
    flush().catch((error: unknown) => log('What was read could not be written down.', error))
  const plan = (): void => void (timer ??= setTimeout(() => void later(), everyMilliseconds).unref())

  return {
    note(actor, { object, face, fields, record, count, way }) {
      const user = actor.seenBy?.user ?? actor.user
      const key = [actor.request, user, object, record].join(' ')
      const { source, request, address } = actor
      const noted: Noted = fresh.get(key) ?? {
        ...{ change: newId(), at: new Date().toISOString(), actor: user, source, request, address },
        ...{ object, record, faces: new Set(), fields: new Set(), ways: new Set(), count: 0 },
      }
      fresh.set(key, noted)
      pending.add(request)
      noted.faces.add(face)
      noted.ways.add(way)
      for (const field of fields) noted.fields.add(field)
      noted.count += record === null ? count : noted.count === 0 ? count : 0
      if (fresh.size >= mostNoted) void later()
      else plan()
    },
    isWritten: (request) => !pending.has(request),
    written: async (request) => (pending.has(request) ? flush() : undefined),
    flush,
    stop: later,
  }
}

/** No value of a field is in it: fields by name, records by number or by their count. */
function insertOf(entries: readonly Noted[]) {
  const rows = entries.map(({ faces, fields, ways, count, address, ...entry }) => ({
    ...entry,
    after: {
      ...{ fields: [...fields], count, ways: [...ways], faces: [...faces] },
      ...(address === null ? {} : { address }),
    },
  }))
  return sql`insert into audit_entry (change, at, actor, source, request, object, record, action, after)
    select (e.entry->>'change')::uuid, (e.entry->>'at')::timestamptz, (e.entry->>'actor')::uuid, e.entry->>'source',
           e.entry->>'request', e.entry->>'object', (e.entry->>'record')::uuid, 'read', e.entry->'after'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) e(entry)`
}
