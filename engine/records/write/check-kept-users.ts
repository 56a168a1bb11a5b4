import { isDeepStrictEqual } from 'node:util'
import { entryFields } from '../../access/keeper-grants.ts'
import type { Keeping } from '../../access/keeping.ts'
import { keepingNow, type KeepingNow } from '../../access/keeping-now.ts'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { Problem } from '../../errors.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'
import { storedKey, type StoredRecord } from '../stored.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft, type Line } from './draft.ts'

const hasMore = said('This user has rights that you do not have yourself. Ask an administrator.')
const ofOneself = said('Nobody decides this about themselves. Ask an administrator.')
const ownEntry = said(
  'By your e-mail you come in: change it on your own record, signed in. No key does it, and no work in the background.',
)
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
  if (object.name === 'user') refuseOwnEntry(door, object, drafts)
  const { gives, ends } = await keepingFor(door, object)
  if (!gives) return
  for (const draft of drafts) {
    if (object.name === 'user') checkUser(door, object, draft, { gives, ends })
    else checkSubstitute(door, object, draft, { gives, ends })
  }
}

const inPerson = new Set(['web', 'cli', 'system'])

/** A key that changes how its own user comes in would open for whoever has it when it is long revoked. */
function refuseOwnEntry({ actor }: Door, object: ResolvedObject, drafts: readonly Draft[]): void {
  if (inPerson.has(actor.source)) return
  for (const draft of drafts)
    if (draft.kind === 'update' && draft.id === actor.user && isChanged(object, draft, 'email'))
      draft.errors.push({ field: 'email', code: 'needsPerson', message: ownEntry })
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
  if (records.length === 0) return new Map()
  const { gives, ends } = await keepingFor(door, object)
  if (!gives) return new Map()
  const { user: me } = door.actor
  const whyKept = ({ id, values }: StoredRecord): Problem | null => {
    if (object.name === 'user') {
      if (!gives.reaches.has(id)) return administratorsUser()
      return !ends || ends.holds.has(id) ? null : moreRights()
    }
    const { user } = values
    const mayEnd = !ends || user === me || ends.holds.has(String(user))
    return mayEnd ? null : new Problem(403, 'moreRights', notTheirs)
  }
  return new Map(
    records.flatMap((record) => {
      const why = whyKept(record)
      return why ? [[record.id, why] as const] : []
    }),
  )
}

/** Of whom something may be given, or null where nothing is asked: they may do so, or write no users. */
async function keepingFor(door: Door, object: ResolvedObject): Promise<KeepingNow> {
  const isAsked = object.name === 'user' || object.name === 'substitution'
  return isAsked ? keepingNow(door) : { gives: null, ends: null }
}

type Kept = { readonly gives: Keeping; readonly ends: Keeping | null }

function checkUser(door: Door, object: ResolvedObject, draft: Draft, kept: Kept): void {
  const { gives: keeping } = kept
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
  if (posts) checkPosts(door, draft, posts, kept)
}

/**
 * Only lines that come, go or change are asked about: what others gave stays as it is. One that goes, or is
 * held for less time, gives nothing.
 */
function checkPosts({ actor }: Door, draft: Draft, posts: ResolvedField, { gives, ends }: Kept): void {
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
    const keeping = isShorter(line, before.get(line.id)) ? ends : gives
    if (isKept(line) || !keeping) return
    const { post, company } = named(line)
    if (typeof post === 'string' && !keeping.posts.has(post))
      fault(`posts[${at}].post`, 'moreRights', postHasMore)
    if (keeping.companies && !keeping.companies.has(String(company ?? '')))
      fault(`posts[${at}].company`, 'otherCompany', otherCompany)
  })
  if (ends && gone.some((line) => !ends.posts.has(String(named(line).post))))
    fault('posts', 'moreRights', postHasMore)
}

function checkSubstitute(door: Door, object: ResolvedObject, draft: Draft, { gives, ends }: Kept): void {
  const stoodInFor = valueOf(object, draft, 'user')
  const isEnding = isNoMore(object, draft, ['user', 'substitute'])
  const keeping = isEnding ? ends : gives
  // A key would have another do all that its user may.
  const own = door.actor.scope && !isEnding ? null : door.actor.user
  if (!keeping || typeof stoodInFor !== 'string' || stoodInFor === own) return
  if (!keeping.holds.has(stoodInFor))
    draft.errors.push({ field: 'user', code: 'moreRights', message: notTheirs })
}

type Named = Partial<Record<'post' | 'company' | 'user' | 'from' | 'until', unknown>>

export function named(line: Line): Readonly<Named> {
  return Object.fromEntries([...line.values].map(([field, value]) => [field.name, value]))
}

export function isSameLine(line: Line, before: Line | undefined): boolean {
  return before !== undefined && isSame(named(line), named(before))
}

function isSame(one: Named, other: Named): boolean {
  const told = (all: Named) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
  return isDeepStrictEqual(told(one), told(other))
}

/** Whether a line is what it was, on fewer days or the same. */
export function isShorter(line: Line, before: Line | undefined): boolean {
  if (!before) return false
  const days = { from: null, until: null }
  const [is, was] = [named(line), named(before)]
  return isWithinDays(is, was) && isSame({ ...is, ...days }, { ...was, ...days })
}

/** What stays the same in these fields, for no longer than before, gives nobody anything. */
export function isNoMore(object: ResolvedObject, draft: Draft, names: readonly string[]): boolean {
  if (draft.kind === 'create' || names.some((name) => isChanged(object, draft, name))) return false
  const is = { from: valueOf(object, draft, 'from'), until: valueOf(object, draft, 'until') }
  return isWithinDays(is, draft.before?.values ?? {})
}

/** Days in their order as texts: what has no beginning began before all, what has no end ends after all. */
function isWithinDays(
  is: Readonly<Record<string, unknown>>,
  was: Readonly<Record<string, unknown>>,
): boolean {
  const day = (value: unknown, none: string) => (typeof value === 'string' ? value : none)
  return day(is['until'], '~') <= day(was['until'], '~') && day(is['from'], '') >= day(was['from'], '')
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
