import type { Actor } from '../access/actor.ts'
import { lastingUntil, wholeActor } from '../access/lasting-rights.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { Reader } from '../query/reader.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { facesOf } from '../schema/faces.ts'
import { seenFieldsOn } from './history.ts'

/**
 * What is to be asked of a record once it came back otherwise than it went, be it with other values or as of
 * an earlier day: whoever brings it back sees of it no more than they would have as it went. Who may bring
 * back what they know by name alone would else name themselves in it. Throws a 403.
 */
export async function openedByRestore(
  door: Door,
  base: ResolvedObject,
  record: string,
  deletion: string,
): Promise<(held: Readonly<Record<string, unknown>>) => Promise<void>> {
  if (door.actor.access.administrator) return async () => {}
  const [first] = await door.tx.query<{ before: string }>(
    sql`select min(e.id)::text as before from audit_entry gone join audit_entry e on e.change = gone.change
        where gone.id = ${deletion}::bigint and e.record = gone.record and e.object = gone.object`,
  )
  const actor = await wholeActor(door)
  const lasting = actor.forATime ? await lastingUntil(door.tx, door.model, actor, null) : null
  const before = async (one: Actor) =>
    seenBy(
      door,
      await lookingAt(door.tx, actingReader(door.model, one), first, { object: base.name, record }),
      base,
      record,
    )
  const known = await Promise.all(
    [actor, ...(lasting ? [lasting] : [])].map(async (one) => ({ one, keys: await before(one) })),
  )
  return async (held) => {
    for (const { one, keys } of known)
      for (const key of await seenBy(door, actingReader(door.model, one), base, record))
        if ((held[key] ?? null) !== null && !keys.has(key)) throw opensMore()
  }
}

/** What is seen of the record under any of its faces. */
async function seenBy(
  door: Door,
  reader: Reader,
  base: ResolvedObject,
  record: string,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>()
  for (const face of facesOf(door.model, base)) {
    const seen = await seenFieldsOn(door.tx, reader, face, record).catch(hidden)
    for (const key of seen?.keys() ?? []) keys.add(key)
  }
  return keys
}

/** Under this face it is not seen. */
function hidden(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null
  throw error
}

function opensMore(): Problem {
  return new Problem(
    403,
    'opensMore',
    said(
      'So you would see more of the record than when it went. Restore it as it went, or ask an administrator.',
    ),
  )
}
