import { newId } from '#model'
import { revokeKeyIn } from '../accounts/api-keys.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { circumstances } from '../records/write/audit.ts'
import type { Door } from '../records/write/door.ts'
import { removeRecord } from '../records/write/remove-records.ts'
import { writeOne } from '../records/write/write-one.ts'
import type { Records } from '../records/records.ts'
import type { Actor } from './actor.ts'
import { checkStillToCome } from './still-to-come.ts'

/** A right that was looked at, and what was decided of it. */
export type RightDecision = {
  readonly rights: readonly { readonly kind: DecidedKind; readonly id: string }[]
  readonly decision: 'keep' | 'withdraw'
  /** Why, in the words of whoever decided; it stays in the log. */
  readonly reason: string
  /** Where a right that ends is kept: its new last day, or null for good; left out, it ends as it was to. */
  readonly until?: string | null
}

export type DecidedKind = 'grant' | 'post' | 'share' | 'key' | 'user'

/** The word of the log for a right that somebody said is still needed. */
export const keepRight = 'keepRight'

/** Posts held and keys are a user's own: what is decided of them stands in the log of the user. */
const objects = {
  grant: 'grant',
  post: 'user',
  share: 'recordShare',
  key: 'user',
  user: 'user',
} as const

/**
 * Keeps rights or withdraws them, all or none, in one change that undo takes back; a key that was revoked
 * stays so. Gives that change. Throws a 404 for what is not there any more.
 */
export async function decideRights(
  { database, records }: { readonly database: Database; readonly records: Records },
  actor: Actor,
  { rights, decision, reason, until }: RightDecision,
): Promise<string> {
  return records.door(actor, { reason }, async (door) => {
    if (decision === 'keep') checkStillToCome(until, door.today)
    for (const { kind, id } of rights) {
      if (decision === 'withdraw') await withdraw(database, door, kind, id)
      else await keep(door, kind, id, reason, until)
    }
    return door.options.change ?? ''
  })
}

async function withdraw(database: Database, door: Door, kind: DecidedKind, id: string): Promise<void> {
  if (kind === 'key') {
    const { user: by, source } = door.actor
    return revokeKeyIn(database, door.tx, { id, user: null, by, source })
  }
  if (kind === 'post') return writePosts(door, id, () => null)
  const object = door.model.objects.get(objects[kind])!
  if (kind === 'grant') return void (await removeRecord(door, object, id))
  const values = kind === 'share' ? { endedAt: new Date().toISOString() } : { active: false }
  await writeOne(door, object, { kind: 'update', id, values })
}

/** That a right is still needed is a word of the log, beside the right: nothing of it changes but its end. */
async function keep(
  door: Door,
  kind: DecidedKind,
  id: string,
  reason: string,
  until: string | null | undefined,
): Promise<void> {
  const owner = kind === 'post' || kind === 'key' ? await ownerOf(door.tx, kind, id) : null
  const object = door.model.objects.get(objects[kind])!
  if (until !== undefined && kind === 'post') await writePosts(door, id, (post) => ({ ...post, until }))
  if (until !== undefined && (kind === 'grant' || kind === 'share'))
    await writeOne(door, object, { kind: 'update', id, values: { until } })
  const { user, source, request } = door.actor
  await door.tx.query(
    sql`insert into audit_entry (change, actor, source, request, object, record, action, after, reason, confirmed)
        values (${newId()}, ${user}, ${source}, ${request}, ${object.name}, ${owner ?? id}::uuid, ${keepRight},
                ${owner === null ? null : JSON.stringify({ right: id })}::jsonb, ${reason},
                ${circumstances(door.actor, {})}::text[])`,
    { name: 'kept right' },
  )
}

type PostHeld = {
  readonly id: string
  readonly post: string
  readonly company: string | null
  readonly from: string | null
  readonly until: string | null
}

/** A post held is a line of its user, who is written with all of them; null leaves it out. */
async function writePosts(door: Door, id: string, as: (post: PostHeld) => PostHeld | null): Promise<void> {
  const user = await ownerOf(door.tx, 'post', id)
  const held = await door.tx.query<PostHeld>(
    sql`select id, post, company, "from"::text, until::text from user_post where "user" = ${user} order by position`,
  )
  const posts = held.flatMap((one) => (one.id === id ? (as(one) ?? []) : one))
  await writeOne(door, door.model.objects.get('user')!, { kind: 'update', id: user, values: { posts } })
}

async function ownerOf(tx: Transaction, kind: 'post' | 'key', id: string): Promise<string> {
  const from = { post: sql`user_post where true`, key: sql`api_key where revoked_at is null` }
  const [row] = await tx.query<{ user: string }>(sql`select "user" from ${from[kind]} and id = ${id}`)
  if (!row) throw notFound()
  return row.user
}
