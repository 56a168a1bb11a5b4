import { fieldErrors, type Actor, type Engine, type ResolvedObject } from '#engine'
import { withMemos } from './memos-of-steps.ts'
import { said } from './said.ts'

type Item = {
  readonly kind: 'activity' | 'paper' | 'change'
  readonly at: string
  readonly id: string
  readonly [more: string]: unknown
}

/** How far each source was read: a cursor, null at its beginning, false at its end. */
type Place = string | null | false
type Places = Readonly<Record<(typeof sourceNames)[number], Place>>

/** Activities that have an hour stand where they took place, the others where they were written down. */
const sourceNames = ['activity', 'undated', 'partyFile', 'change'] as const

type Page = { readonly items: readonly Item[]; readonly next: Place }

/**
 * What happened with a partner, the latest first: activities, papers and changes in one, as far as the actor
 * may
 * see each. `next` goes on where the page ended.
 */
export async function timeline(
  engine: Engine,
  actor: Actor,
  object: ResolvedObject,
  party: string,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<{ items: readonly Item[]; next: string | null }> {
  const places = after === undefined ? beginning : readPlaces(after)
  const hasHours = actor.access.object('activity')?.see('at') !== undefined
  const read = (kept: Kept) => (place: Place, most: number) =>
    records(engine, actor, kept, party, place, most)
  const sources = {
    activity: read({ object: 'activity', by: 'at', where: { at: { set: true } }, isRead: hasHours }),
    undated: read({ object: 'activity', by: 'createdAt', where: hasHours ? { at: null } : {}, isRead: true }),
    partyFile: read({ object: 'partyFile', by: 'createdAt', where: {}, isRead: true }),
    change: (place: Place, most: number) => changes(engine, actor, object, party, place, most),
  }
  const names = sourceNames
  const pages = await Promise.all(names.map((name) => sources[name](places[name], limit)))
  const merged = pages.flatMap((page, of) => page.items.map((item, at) => ({ item, of, at })))
  // Within a source the order stands, for its items may bear the same instant.
  merged.sort((left, right) =>
    left.of === right.of ? left.at - right.at : right.item.at.localeCompare(left.item.at, 'en'),
  )
  const taken = merged.slice(0, limit)
  const next: Record<string, Place> = {}
  for (const [of, name] of names.entries()) {
    const page = pages[of] ?? { items: [], next: false }
    const used = taken.filter((one) => one.of === of).length
    next[name] =
      used === 0
        ? places[name]
        : used === page.items.length
          ? page.next
          : (await sources[name](places[name], used)).next
    if (page.items.length === 0) next[name] = false
  }
  const isOver = names.every((name) => next[name] === false)
  return { items: taken.map(({ item }) => item), next: isOver ? null : writePlaces(next as Places) }
}

const beginning: Places = { activity: null, undated: null, partyFile: null, change: null }

/** Records that refer to the partner, the latest first by one of their instants. */
type Kept = {
  readonly object: 'activity' | 'partyFile'
  readonly by: 'at' | 'createdAt'
  readonly where: object
  readonly isRead: boolean
}

async function records(
  engine: Engine,
  actor: Actor,
  { object, by, where, isRead }: Kept,
  party: string,
  place: Place,
  limit: number,
): Promise<Page> {
  const access = actor.access.object(object)
  if (!isRead || place === false || access?.rows('read') === undefined || access.see('party') === undefined)
    return { items: [], next: false }
  const page = await engine.records.list(actor, object, {
    where: { party, ...where },
    sort: `-${by}`,
    limit,
    ...(place === null ? {} : { after: place }),
  })
  const { items, next } = JSON.parse(page) as {
    items: { id: string; createdAt: string; at?: string }[]
    next: string | null
  }
  const kind = object === 'activity' ? 'activity' : 'paper'
  return {
    items: items.map((record) => ({ kind, at: record[by] ?? '', id: record.id, [kind]: record })),
    next: next ?? false,
  }
}

type Entry = {
  readonly id: string
  readonly at: string
  readonly change: string
  readonly action: string
}

async function changes(
  engine: Engine,
  actor: Actor,
  object: ResolvedObject,
  party: string,
  place: Place,
  limit: number,
): Promise<Page> {
  if (place === false) return { items: [], next: false }
  const page = await engine.history.of(actor, object.name, party, {
    limit,
    ...(place === null ? {} : { after: place }),
  })
  const { items, next } = JSON.parse(page) as { items: Entry[]; next: string | null }
  const told = await withMemos(engine, actor, party, items)
  return {
    items: told.map((entry) => ({ kind: 'change', at: entry.at, id: entry.id, change: entry })),
    next: next ?? false,
  }
}

function writePlaces(places: Places): string {
  return Buffer.from(JSON.stringify(sourceNames.map((name) => places[name]))).toString('base64url')
}

function readPlaces(text: string): Places {
  try {
    const found: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const isPlace = (value: unknown): value is Place =>
      value === null || value === false || typeof value === 'string'
    if (Array.isArray(found) && found.length === sourceNames.length && found.every(isPlace))
      return Object.fromEntries(sourceNames.map((name, at) => [name, found[at]])) as Places
  } catch {
    // Not one of ours, which the sentence below says.
  }
  throw fieldErrors([
    { field: 'after', code: 'badCursor', message: said('Take “after” from “next” of the page before.') },
  ])
}
