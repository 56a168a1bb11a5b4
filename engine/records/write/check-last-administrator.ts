import {
  administratorsInTurn,
  administratorsNow,
  lastCode as code,
} from '../../access/administrators-left.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { fieldErrors, Problem, type FieldError } from '../../errors.ts'
import { said } from '../../said/said.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft, type Line } from './draft.ts'

const message = said(
  'Then no administrator would be left, now or on a later day. First give such a post, without an end, to somebody else who can sign in already.',
)

/**
 * Whether a post or the way in is taken away, so that it is to be asked who is left: of
 * users, posts, and posts that are held.
 */
export function mayLockOut(object: ResolvedObject, drafts: readonly Draft[]): boolean {
  return takers(object, drafts).length > 0
}

/**
 * On every day to come somebody has to be an administrator who can sign in: an active user with a post of
 * one that is not over, who has a password, a passkey, a key, or an account at a provider that is in use. Who
 * stands in for one does not count, for that ends. Marks those of the records, as they stand written, that
 * take it away. Two who take it away from one another come after one another.
 */
export async function checkLastAdministrator(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const taking = takers(object, drafts)
  if (taking.length === 0) return
  await administratorsInTurn(door.tx)
  const { posts, holders, isLeft } = await administratorsNow(
    door.tx,
    door.today,
    taking.map(({ id }) => id),
  )
  if (isLeft) return
  const among = { posts: new Set(posts), holders: new Set(holders) }
  for (const draft of taking) {
    const field = fieldThatTakes(object, draft, among)
    if (field !== null) draft.errors.push({ field, code, message })
  }
}

/**
 * The same where users, or posts that they hold, are deleted: gives what is to be asked when they are gone,
 * or null where none of them is an administrator.
 */
export async function lastAmongDeleted(
  door: Door,
  object: ResolvedObject,
  ids: readonly string[],
): Promise<((gone: readonly string[]) => Promise<void>) | null> {
  if ((object.name !== 'user' && object.name !== 'userPost') || door.erases) return null
  await administratorsInTurn(door.tx)
  const { holders, isLeft } = await administratorsNow(door.tx, door.today, ids)
  if (holders.length === 0 || !isLeft) return null
  return async (gone) => {
    if (!gone.some((one) => holders.includes(one))) return
    if (!(await administratorsNow(door.tx, door.today)).isLeft)
      throw fieldErrors([{ field: 'posts', code, message }])
  }
}

/** Whether it was refused because no administrator would be left. */
export function isLastAdministrator(error: unknown): error is Problem {
  return error instanceof Problem && (error.details.errors ?? []).some((one: FieldError) => one.code === code)
}

function takers(object: ResolvedObject, drafts: readonly Draft[]): Draft[] {
  const off = (draft: Draft, name: string) =>
    wasSet(object, draft, name) && valueOf(object, draft, name) !== true
  if (object.name === 'post') return drafts.filter((draft) => off(draft, 'administrator'))
  if (object.name === 'userPost') return drafts.filter(({ kind }) => kind === 'update')
  if (object.name !== 'user') return []
  const posts = object.fields.get('posts')
  return drafts.filter(
    (draft) =>
      off(draft, 'active') ||
      (wasSet(object, draft, 'active') &&
        posts !== undefined &&
        draft.lines.has(posts) &&
        (draft.linesBefore.get(posts) ?? []).length > 0),
  )
}

function wasSet(object: ResolvedObject, draft: Draft, name: string): boolean {
  const field = object.fields.get(name)
  return draft.kind === 'update' && field !== undefined
    ? draft.before?.values[storedKey(object, field)] === true
    : false
}

function valueOf(object: ResolvedObject, draft: Draft, name: string): unknown {
  const field = object.fields.get(name)
  return field && valueAfter(draft, field, storedKey(object, field))
}

function fieldThatTakes(object: ResolvedObject, draft: Draft, among: Among): string | null {
  if (object.name === 'post') return 'administrator'
  if (object.name === 'user') return whatTakes(object, draft, among)
  const { post } = draft.before?.values ?? {}
  const [changed] = [...draft.values.keys()].filter(({ name }) => heldBy.includes(name))
  return among.posts.has(String(post)) ? (changed?.name ?? null) : null
}

const heldBy: readonly string[] = ['user', 'post', 'from', 'until']

type Among = { readonly posts: ReadonlySet<string>; readonly holders: ReadonlySet<string> }

/** The field by which a user ceases to be an administrator on some day; null where they do not. */
function whatTakes(object: ResolvedObject, draft: Draft, { posts, holders }: Among): string | null {
  const field = object.fields.get('posts')
  const before = (field && draft.linesBefore.get(field)?.map(heldIn)) ?? []
  const held = before.filter(({ post }) => posts.has(post))
  if (valueOf(object, draft, 'active') !== true)
    return held.length > 0 || holders.has(draft.id) ? 'active' : null
  const after = ((field && draft.lines.get(field)) ?? []).map(heldIn)
  const lost = held.find(
    (was) => !after.some((one) => posts.has(one.post) && one.from <= was.from && one.until >= was.until),
  )
  if (!lost) return null
  const at = after.findIndex(({ id }) => id !== null && id === lost.id)
  const now = after[at]
  if (!now) return 'posts'
  if (!posts.has(now.post)) return `posts[${at}].post`
  return `posts[${at}].${now.until < lost.until ? 'until' : 'from'}`
}

/** Days in their order as texts: what has no beginning began before all, what has no end ends after all. */
function heldIn({ id, values }: Line): { id: string | null; post: string; from: string; until: string } {
  const of = Object.fromEntries([...values].map(([field, value]) => [field.name, value]))
  return {
    ...{ id, post: String(of['post'] ?? '') },
    ...{ from: String(of['from'] ?? ''), until: String(of['until'] ?? '~') },
  }
}
