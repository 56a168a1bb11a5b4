import { isDeepStrictEqual } from 'node:util'
import { entryFields } from '../../access/keeper-grants.ts'
import type { Keeping } from '../../access/keeping.ts'
import { keepingNow } from '../../access/keeping-now.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'
import { storedKey, type StoredRecord } from '../stored.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft, type Line } from './draft.ts'

const hasMore = said('This user has rights that you do not have yourself. Ask an administrator.')
const ofOneself = said('Nobody decides this about themselves. Ask an administrator.')
const noSuperior = said(
  'Nobody makes themselves the superior of others. Choose somebody else, or ask an administrator.',
)
const ownPosts = said('Nobody changes their own posts. Ask an administrator.')
const postHasMore = said(
  'This post gives rights that you do not have yourself. Choose another, or ask an administrator.',
)
const otherCompany = said(
  'A post is given for a company in which you work yourself. Choose one of these, or ask an administrator.',
)
const notTheirs = said(
  'A substitute is named by the person themself, by an administrator, or by who may do all that the person may. Ask one of these.',
)

/**
 * Whoever is no administrator gives nobody more than they have, themselves least of all: whatever right it
 * is by which they write users or substitutes, posts are only given that hold no more than they do, and what
 * lets one come in as somebody is only changed of those who may do no more. It is asked as of now, within the
 * transaction: an administrator may have named a substitute a moment ago.
 */
export async function checkKeptUsers(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (drafts.length === 0) return
  const keeping = await keepingFor(door, object)
  if (!keeping) return
  for (const draft of drafts) {
    if (object.name === 'user') checkUser(door, object, draft, keeping)
    else checkSubstitute(door, object, draft, keeping)
  }
}

/**
 * The same of what is deleted: why each of the users and substitutes stays that the actor may not take away
 * as of now, whatever was known of their rights when the work began.
 */
export async function keptFromDeletion(
  door: Door,
  object: ResolvedObject,
  records: readonly StoredRecord[],
): Promise<ReadonlyMap<string, Problem>> {
  const keeping = records.length > 0 && (await keepingFor(door, object))
  if (!keeping) return new Map()
  const { user: me } = door.actor
  const whyKept = ({ id, values }: StoredRecord): Problem | null => {
    if (object.name === 'user') {
      if (!keeping.reaches.has(id)) return administratorsUser()
      return keeping.holds.has(id) ? null : moreRights()
    }
    const { user } = values
    return user === me || keeping.holds.has(String(user)) ? null : new Problem(403, 'moreRights', notTheirs)
  }
  return new Map(
    records.flatMap((record) => {
      const why = whyKept(record)
      return why ? [[record.id, why] as const] : []
    }),
  )
}

/** Whom the actor may keep, or null where nothing is asked: they may do everything, or write no users. */
async function keepingFor(door: Door, object: ResolvedObject): Promise<Keeping | null> {
  return object.name === 'user' || object.name === 'substitution' ? keepingNow(door) : null
}

function checkUser(door: Door, object: ResolvedObject, draft: Draft, keeping: Keeping): void {
  const { user: me } = door.actor
  const fault = (field: string, code: string, message: Sentence) =>
    draft.errors.push({ field, code, message })
  const changed = (name: string) => isChanged(object, draft, name)
  const [isMe, isKey] = [draft.id === me, door.actor.scope !== undefined]
  if (draft.kind !== 'create' && draft.id !== me && !keeping.reaches.has(draft.id))
    return void (draft.problem ??= administratorsUser())
  for (const name of draft.kind === 'create' ? [] : entryFields)
    if (changed(name) && (isMe ? name !== 'email' || isKey : !keeping.holds.has(draft.id)))
      fault(name, 'moreRights', isMe ? ofOneself : hasMore)
  if (changed('superior') && valueOf(object, draft, 'superior') === me)
    fault('superior', 'moreRights', noSuperior)
  if (draft.kind !== 'create' && changed('active') && valueOf(object, draft, 'active') === true)
    if (!keeping.gives.has(draft.id)) fault('active', 'moreRights', hasMore)
  const posts = object.fields.get('posts')
  if (posts) checkPosts(door, draft, posts, keeping)
}

/** Only lines that come, go or change are asked about: what others gave stays as it is. */
function checkPosts({ actor }: Door, draft: Draft, posts: ResolvedField, keeping: Keeping): void {
  const after = draft.lines.get(posts)
  if (!after) return
  const before = new Map(draft.linesBefore.get(posts)?.map((line) => [line.id, line]))
  const isKept = (line: Line) => isSameLine(line, before.get(line.id))
  const stays = new Set(after.filter(isKept).map(({ id }) => id))
  const gone = [...before.values()].filter(({ id }) => !stays.has(id))
  const fault = (field: string, code: string, message: Sentence) =>
    draft.errors.push({ field, code, message })
  const isNothing = gone.length === 0 && after.every(isKept)
  if (draft.id === actor.user && !isNothing) return void fault('posts', 'ownPosts', ownPosts)
  after.forEach((line, at) => {
    if (isKept(line)) return
    const { post, company } = named(line)
    if (typeof post === 'string' && !keeping.posts.has(post))
      fault(`posts[${at}].post`, 'moreRights', postHasMore)
    if (keeping.companies && !keeping.companies.has(String(company ?? '')))
      fault(`posts[${at}].company`, 'otherCompany', otherCompany)
  })
  if (gone.some((line) => !keeping.posts.has(String(named(line).post))))
    fault('posts', 'moreRights', postHasMore)
}

function checkSubstitute(door: Door, object: ResolvedObject, draft: Draft, keeping: Keeping): void {
  const stoodInFor = valueOf(object, draft, 'user')
  // A key would have another do all that its user may.
  const own = door.actor.scope ? null : door.actor.user
  if (typeof stoodInFor !== 'string' || stoodInFor === own || keeping.holds.has(stoodInFor)) return
  draft.errors.push({ field: 'user', code: 'moreRights', message: notTheirs })
}

type Named = Partial<Record<'post' | 'company' | 'user' | 'until', unknown>>

export function named(line: Line): Readonly<Named> {
  return Object.fromEntries([...line.values].map(([field, value]) => [field.name, value]))
}

export function isSameLine(line: Line, before: Line | undefined): boolean {
  const told = (one: Line) =>
    Object.fromEntries(Object.entries(named(one)).filter(([, value]) => value !== null))
  return before !== undefined && isDeepStrictEqual(told(line), told(before))
}

export function valueOf(object: ResolvedObject, draft: Draft, name: string): unknown {
  const field = object.fields.get(name)
  return field && valueAfter(draft, field, storedKey(object, field))
}

export function isChanged(object: ResolvedObject, draft: Draft, name: string): boolean {
  const field = object.fields.get(name)
  if (!field || !draft.values.has(field)) return false
  return !isDeepStrictEqual(
    draft.values.get(field) ?? null,
    draft.before?.values[storedKey(object, field)] ?? null,
  )
}

/** Whoever may do everything is only touched by who may do so too. */
export function administratorsUser(): Problem {
  return new Problem(
    403,
    'administratorOnly',
    said('This user is an administrator, or stands in for one now or later. Ask an administrator.'),
  )
}

/** To set what lets one come in as somebody would give all that they may do. */
export function moreRights(): Problem {
  return new Problem(403, 'moreRights', hasMore)
}
