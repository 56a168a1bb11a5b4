import type { Grant } from '../../access/compile-access.ts'
import type { Keeping } from '../../access/keeping.ts'
import { keepingNow } from '../../access/keeping-now.ts'
import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Sentence } from '../../said/sayer.ts'
import { said } from '../../said/said.ts'
import { isChanged, isSameLine, named, valueOf } from './check-kept-users.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'

const groupHasMore = said(
  'This group gives rights that you do not have yourself. Choose another, or ask an administrator.',
)
const grantIsMore = said('This right is more than you have yourself. Give less, or ask an administrator.')
const isLonger = said(
  'You do not have this for as long yourself. Give it an end no later than yours, or ask an administrator.',
)
const ofPosts = said('Only an administrator decides this about a post. Ask one.')

/** What makes more of a post: that its holders may do everything, or lead others; and how they come in. */
const decided = ['administrator', 'secondFactor', 'superior'] as const

/**
 * Whoever keeps groups, posts or rights and is no administrator gives by them no more than they have,
 * themselves least of all: nobody comes into a group that has more, no post is made more of, and no right is
 * given that is not among their own. It is asked as of now, within the transaction.
 */
export async function checkGivenRights(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  const check = checks[object.name]
  if (!check || drafts.length === 0) return
  const keeping = await keepingNow(door)
  if (!keeping) return
  for (const draft of drafts) check(object, draft, keeping, door.actor.user)
}

type Check = (object: ResolvedObject, draft: Draft, keeping: Keeping, me: string) => void

const checks: Readonly<Record<string, Check>> = {
  userGroup: checkMembers,
  post: checkPost,
  grant: checkGrant,
}

/** Members that come, go or change; whoever stays as they are is none of the keeper's. */
function checkMembers(object: ResolvedObject, draft: Draft, keeping: Keeping, me: string): void {
  const members = object.fields.get('members')
  const after = members && draft.lines.get(members)
  if (!members || !after || draft.kind === 'create') return
  const before = new Map(draft.linesBefore.get(members)?.map((line) => [line.id, line]))
  const isKept = after.map((line) => isSameLine(line, before.get(line.id)))
  if (keeping.within(draft.id))
    return after.forEach((line, at) => {
      const { user, until } = named(line)
      if (!isKept[at] && user === me && !keeping.lasts.within(draft.id, dayOf(until)))
        fault(draft, `members[${at}].until`, isLonger)
    })
  after.forEach((_, at) => {
    if (!isKept[at]) fault(draft, `members[${at}].user`, groupHasMore)
  })
  const stay = new Set(after.flatMap(({ id }, at) => (isKept[at] ? [id] : [])))
  if ([...before.keys()].some((id) => !stay.has(id)) && isKept.every(Boolean))
    fault(draft, 'members', groupHasMore)
}

function checkPost(object: ResolvedObject, draft: Draft): void {
  for (const name of decided) {
    const isNothing = draft.kind === 'create' && !valueOf(object, draft, name)
    if (!isNothing && isChanged(object, draft, name)) fault(draft, name, ofPosts)
  }
}

function checkGrant(object: ResolvedObject, draft: Draft, keeping: Keeping): void {
  if (isNoMore(object, draft)) return
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

const holderFields = ['post', 'group', 'user'] as const

/** What stays the same right of the same holder, for no longer than before, gives nobody anything. */
function isNoMore(object: ResolvedObject, draft: Draft): boolean {
  const names = [...holderFields, 'object', 'rows', 'actions', 'see', 'change']
  if (draft.kind === 'create' || names.some((name) => isChanged(object, draft, name))) return false
  const was = (name: string) => dayOf(draft.before?.values[name])
  const is = (name: string) => dayOf(valueOf(object, draft, name))
  return (is('until') ?? '~') <= (was('until') ?? '~') && (is('from') ?? '') >= (was('from') ?? '')
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function fault(draft: Draft, field: string, message: Sentence): void {
  draft.errors.push({ field, code: 'moreRights', message })
}
