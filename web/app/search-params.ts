import { readInstant } from '../format/day.ts'

/** What the address of a list says, so that a filtered list can be sent to a colleague. */
export interface ListSearch {
  /** The saved view. */
  view?: string | undefined
  /** A where-object in place of that of the view. */
  where?: object | undefined
  /** What is searched for in the list. */
  search?: string | undefined
  /** Keys of the order with commas: "name,-createdAt". */
  sort?: string | undefined
  /** The field it is grouped by. */
  group?: string | undefined
  /** The record in the preview. */
  preview?: string | undefined
  /** As the list was at this instant. */
  asOf?: string | undefined
  /** To which instant the difference goes; else to now. */
  until?: string | undefined
  dialog?: string | undefined
}

export interface CardSearch {
  tab?: string | undefined
  /** The list one came from, as its address, for "16 of 2,316" and J, K. */
  from?: string | undefined
  asOf?: string | undefined
  dialog?: string | undefined
}

export interface EntrySearch {
  kind?: string | undefined
  /** What the palette already knows of the name. */
  name?: string | undefined
  /** The record to start from. */
  like?: string | undefined
  dialog?: string | undefined
}

export interface ImportSearch {
  step?: 'file' | 'columns' | 'check' | 'run' | 'result' | undefined
  object?: string | undefined
  problem?: string | undefined
  dialog?: string | undefined
}

/** Which pairs of records that may be one are shown. */
export interface DuplicateSearch {
  state?: 'open' | 'different' | undefined
  /** As alike as so many percent. */
  least?: '50' | '75' | '90' | undefined
  reason?: string | undefined
  dialog?: string | undefined
}

export interface PageSearch {
  tab?: string | undefined
  /** What the page is narrowed to, by the names that the API has for it. */
  filter?: Readonly<Record<string, string>> | undefined
  search?: string | undefined
  dialog?: string | undefined
}

export interface SignInSearch {
  /** Where one wanted to go. */
  back?: string | undefined
  token?: string | undefined
}

type Given = Record<string, unknown>

/** An instant in one form; what is none stays as it is, and the page says so. */
const instant = (value: unknown): string | undefined => {
  const given = text(value)
  return given === undefined ? undefined : (readInstant(given) ?? given)
}

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

const texts = (value: unknown): Record<string, string> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const found = Object.entries(value).flatMap(([key, one]) => {
    const said = text(one)
    return said === undefined ? [] : [[key, said] as const]
  })
  return found.length > 0 ? Object.fromEntries(found) : undefined
}

export function listSearch(given: Given): ListSearch {
  const where =
    typeof given.where === 'object' && given.where !== null && !Array.isArray(given.where)
      ? given.where
      : undefined
  return only({
    view: text(given.view),
    where,
    search: text(given.search),
    sort: text(given.sort),
    group: text(given.group),
    preview: text(given.preview),
    asOf: instant(given.asOf),
    until: instant(given.until),
    dialog: text(given.dialog),
  })
}

export function duplicateSearch(given: Given): DuplicateSearch {
  return only({
    state: (['open', 'different'] as const).find((state) => state === given.state),
    least: (['50', '75', '90'] as const).find((least) => least === text(given.least)),
    reason: text(given.reason),
    dialog: text(given.dialog),
  })
}

export function cardSearch(given: Given): CardSearch {
  return only({
    tab: text(given.tab),
    from: text(given.from),
    asOf: instant(given.asOf),
    dialog: text(given.dialog),
  })
}

export function entrySearch(given: Given): EntrySearch {
  return only({
    kind: text(given.kind),
    name: text(given.name),
    like: text(given.like),
    dialog: text(given.dialog),
  })
}

const steps = ['file', 'columns', 'check', 'run', 'result'] as const

export function importSearch(given: Given): ImportSearch {
  return only({
    step: steps.find((step) => step === given.step),
    object: text(given.object),
    problem: text(given.problem),
    dialog: text(given.dialog),
  })
}

export function pageSearch(given: Given): PageSearch {
  return only({
    tab: text(given.tab),
    filter: texts(given.filter),
    search: text(given.search),
    dialog: text(given.dialog),
  })
}

/** `back` leads only into this app: an address of somewhere else is dropped. */
export function signInSearch(given: Given): SignInSearch {
  const back = text(given.back)
  return only({
    back: back?.startsWith('/') && !/^\/[/\\]/.test(back) ? back : undefined,
    token: text(given.token),
  })
}

/** Absent in place of undefined, so that addresses stay short. */
function only<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T
}
