import type { Grant } from '../../access/compile-access.ts'
import type { Keeping } from '../../access/keeping.ts'
import { keepingNow, type KeepingNow } from '../../access/keeping-now.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Sentence } from '../../said/sayer.ts'
import { said } from '../../said/said.ts'
import { isChanged, isNoMore, isSameLine, isShorter, named, valueOf } from './check-kept-users.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'

const groupHasMore = said(
  'This group gives rights that you do not have yourself. Choose another, or ask an administrator.',
)
const grantIsMore = said('This right is more than you have yourself. Give less, or ask an administrator.')
const isLonger = said(
  'You do not have this for as long yourself. Give it an end no later than yours, or ask an administrator.',
)
const ofShares = said(
  'A record is opened to others where it stands, by who may share it. Open it there, or ask an administrator.',
)
const ofPosts = said('Only an administrator decides this about a post. Ask one.')

/** What makes more of a post: that its holders may do everything, or lead others; and how they come in. */
const decided = ['administrator', 'secondFactor', 'superior'] as const

/**
 * Whoever keeps groups, posts or rights and is no administrator gives by them no more than they have,
 * themselves least of all: nobody comes into a group that has more, no post is made more of, no right is
 * given that is not among their own, and no record is opened. It is asked as of now, within the transaction.
 */
export async function checkGivenRights(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const check = checks[object.name]
  if (!check || drafts.length === 0) return
  const { gives, ends } = await keepingNow(door)
  if (!gives) return
  for (const draft of drafts) check(object, draft, { gives, ends }, door.actor.user)
}

type Kept = { readonly gives: Keeping; readonly ends: KeepingNow['ends'] }
type Check = (object: ResolvedObject, draft: Draft, keeping: Kept, me: string) => void

const checks: Readonly<Record<string, Check>> = {
  userGroup: checkMembers,
  post: checkPost,
  grant: checkGrant,
  recordShare: checkShare,
}

/**
 * Members that come, go or change; whoever stays as they are is none of the keeper's. Who goes, or is in it
 * for less time, is given nothing.
 */
function checkMembers(object: ResolvedObject, draft: Draft, { gives, ends }: Kept, me: string): void {
  const members = object.fields.get('members')
  const after = members && draft.lines.get(members)
  if (!members || !after || draft.kind === 'create') return
  const before = new Map(draft.linesBefore.get(members)?.map((line) => [line.id, line]))
  const isKept = after.map((line) => isSameLine(line, before.get(line.id)))
  after.forEach((line, at) => {
    const keeping = isShorter(line, before.get(line.id)) ? ends : gives
    if (isKept[at] || !keeping) return
    const { user, until } = named(line)
    if (!keeping.within(draft.id)) fault(draft, `members[${at}].user`, groupHasMore)
    else if (user === me && !keeping.lasts.within(draft.id, dayOf(until)))
      fault(draft, `members[${at}].until`, isLonger)
  })
  const stay = new Set(after.map(({ id }) => id))
  if (
    ends &&
    !ends.within(draft.id) &&
    isKept.every(Boolean) &&
    [...before.keys()].some((id) => !stay.has(id))
  )
    fault(draft, 'members', groupHasMore)
}

function checkPost(object: ResolvedObject, draft: Draft): void {
  for (const name of decided) {
    const isNothing = draft.kind === 'create' && !valueOf(object, draft, name)
    if (!isNothing && isChanged(object, draft, name)) fault(draft, name, ofPosts)
  }
}

function checkGrant(object: ResolvedObject, draft: Draft, { gives: keeping }: Kept): void {
  if (isNoMore(object, draft, [...holderFields, 'object', 'rows', 'actions', 'see', 'change'])) return
  const names = (name: string) => (valueOf(object, draft, name) ?? []) as readonly string[]
  const grant: Grant = {
    object: String(valueOf(object, draft, 'object') ?? ''),
    rows: valueOf(object, draft, 'rows') ?? null,
    ...{ actions: names('actions'), see: names('see'), change: names('change') },
  }
  const holder = holderFields.map((name) => valueOf(object, draft, name)).find((one) => Boolean(one))
  const until = dayOf(valueOf(object, draft, 'until'))
  if (!keeping.covers(grant)) fault(draft, 'actions', grantIsMore)
  else if (!keeping.lasts.given(grant, String(holder), until)) fault(draft, 'until', isLonger)
}

/** Whoever may change shares ends them: what one opens is asked of the record, by the call that shares it. */
function checkShare(object: ResolvedObject, draft: Draft): void {
  const names = [...holderFields, 'object', 'record', 'may', 'see', 'change']
  const isOpenedAnew = isChanged(object, draft, 'endedAt') && valueOf(object, draft, 'endedAt') === null
  if (isOpenedAnew || !isNoMore(object, draft, names)) fault(draft, 'record', ofShares)
}

const holderFields = ['post', 'group', 'user'] as const

function dayOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function fault(draft: Draft, field: string, message: Sentence): void {
  draft.errors.push({ field, code: 'moreRights', message })
}
