import type { AccessControl } from '../access/access-control.ts'
import { seenFieldsOn } from '../audit/history.ts'
import { titlesOf } from '../audit/name-references.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { sql } from '../database/sql.ts'
import { Problem, Refusal } from '../errors.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { storedKey } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { hiddenFields, mayMerge } from './may-merge.ts'
import { loadAllSides, type Side } from './sides.ts'

type Access = Pick<AccessControl, 'actorFor'>
/** The records of a merge, the one that stays first. */
type All = readonly string[]

const mostNamed = 3

/**
 * Does what a merge needs; where it is refused for what the actor may not see, says whom to ask: who looks
 * after one of them and may make them one, else administrators. Nobody is named whom the actor may not
 * see.
 */
export async function namingWhomToAsk<T>(
  access: Access,
  door: Door,
  base: ResolvedObject,
  records: All,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== hiddenFields) throw error
    const people = await whoMayMerge(access, door, base, records)
    const message =
      people.length === 0
        ? said('There are fields of these records that you may not see. Ask an administrator.')
        : said('There are fields of these records that you may not see. Ask who sees both whole: {people}.', {
            people: (language) => new Intl.ListFormat(language, { type: 'disjunction' }).format(people),
          })
    throw new Refusal(hiddenFields, message)
  }
}

async function whoMayMerge(
  access: Access,
  door: Door,
  base: ResolvedObject,
  records: All,
): Promise<string[]> {
  const sides = await loadAllSides(door.tx, door.model, base, records)
  const able: string[] = []
  for (const user of await keepersSeen(door, sides)) {
    const actor = await access.actorFor({ user, source: 'job', request: 'who may merge' }).catch(gone)
    if (actor && (await isAllowed({ ...door, actor, authority: 'actor' }, base, sides))) able.push(user)
  }
  const named = await namesOf(door, able)
  return named.length > 0 ? named : namesOf(door, await administrators(door))
}

async function isAllowed(door: Door, base: ResolvedObject, [survivor, ...others]: readonly Side[]) {
  for (const other of others)
    if (!survivor || !(await mayMerge(door, base, survivor, other).catch(notThey))) return false
  return others.length > 0
}

/** Those who look after one of them in whatever role, where the actor sees that. */
async function keepersSeen(door: Door, sides: readonly Side[]): Promise<string[]> {
  const reader = actingReader(door.model, door.actor)
  const found = new Set<string>()
  for (const { faces, record } of sides) {
    for (const face of faces) {
      const field = face.fields.get(String(face.declaration.keeper ?? ''))
      const key = field && storedKey(face, field)
      const user = key === undefined ? null : record.values[key]
      if (key === undefined || typeof user !== 'string' || user === door.actor.user) continue
      const seen = await seenFieldsOn(door.tx, reader, face, record.id).catch(notThey)
      if (seen?.has(key)) found.add(user)
    }
  }
  return [...found]
}

async function administrators({ tx, today }: Door): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    sql`select u.id from "user" u where u.active and exists (
          select from user_post h join post p on p.id = h.post
          where h."user" = u.id and p.administrator
            and ${today}::date between coalesce(h."from", '-infinity') and coalesce(h.until, 'infinity'))
        order by u.name, u.id limit ${mostNamed}`,
  )
  return rows.map((row) => row.id)
}

async function namesOf({ tx, model, actor }: Door, users: readonly string[]): Promise<string[]> {
  if (users.length === 0) return []
  const titles = new Map(await titlesOf(tx, actingReader(model, actor), 'user', users))
  return users.flatMap((user) => titles.get(user) ?? []).slice(0, mostNamed)
}

/** Who left is nobody to ask. */
function gone(error: unknown): null {
  if (error instanceof Problem && error.status === 401) return null
  throw error
}

/** Whoever may not either is no one to ask. */
function notThey(error: unknown): null {
  if (error instanceof Problem) return null
  throw error
}
