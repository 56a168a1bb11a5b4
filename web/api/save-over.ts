import { api } from './client.ts'
import type { Answer } from './client.ts'
import type { ApiRecord } from './model.ts'
import { isProblem } from './problem.ts'

/** Somebody else changed the same value since it was read: `theirs` is what it holds now. */
export class Clash extends Error {
  readonly theirs: unknown

  constructor(theirs: unknown) {
    super('Somebody else changed this value meanwhile.')
    this.name = 'Clash'
    this.theirs = theirs
  }
}

export interface Over {
  /** Such as `/customers/…`. */
  path: string
  name: string
  value: unknown
  /** What the field held when its change began. */
  base: unknown
  confirmed?: readonly string[] | undefined
  /** What to write over what the field holds now; throws a `Clash`. One's own value, if nobody was faster. */
  join?: ((now: unknown) => unknown) | undefined
}

/** So often somebody may be faster with another field of the same record before we give up. */
const mostTries = 5

/**
 * Changes one field of a record. What others did to its other fields meanwhile stays as they left it; where
 * they changed this one, nothing is written and a `Clash` is thrown.
 */
export async function saveOver(over: Over): Promise<Answer<ApiRecord>> {
  const { path, name, confirmed, join = valueOver(over) } = over
  for (let tries = 1; ; tries++) {
    const { data, etag } = await api.getWithTag<ApiRecord>(path, { query: { fields: name } })
    const next = join(data[name])
    try {
      const ifMatch = etag ?? undefined
      return await api.patch<ApiRecord>(path, { [name]: next }, { confirmed, ifMatch })
    } catch (error) {
      if (!isProblem(error, 412) || tries === mostTries) throw error
    }
  }
}

function valueOver({ value, base }: Over): (now: unknown) => unknown {
  return (now) => {
    if (!isSame(now, base) && !isSame(now, value)) throw new Clash(now)
    return value
  }
}

/** Whether two values are the same, as they are read or as they are written: a record is known by its id. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other))
}

function plain(value: unknown): unknown {
  if (value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain)
  if (typeof value === 'object' && value !== null && 'id' in value && 'title' in value) return value.id
  return value
}
