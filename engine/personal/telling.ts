import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { spellingInScript, spellings } from '#text'
import { raw, sql, type Sql } from '../database/sql.ts'
import { loadLines, ownedLines, plainLines } from '../records/write/lines.ts'
import type { Emptied } from './emptied-values.ts'
import type { Person } from './people.ts'

/** By what a person is told in texts and cells: what they are and were called, and how they are reached. */
export type Telling = {
  /** In small letters, for what stands alone in a cell. */
  readonly texts: readonly string[]
  /** For what stands within a text, as PostgreSQL reads it; null where nothing is sure enough for that. */
  readonly pattern: string | null
  /** The same, as JavaScript reads it. */
  readonly within: RegExp | null
  /** Whether what they found is the person: the patterns leave the ends of names open. */
  isPerson(found: string): boolean
  /** Finds every text that the pattern finds but by a number, and more: it is quicker, and no proof. */
  readonly loose: string | null
  /** The same of telephone numbers, without what groups their digits. */
  readonly digits: readonly string[]
}

const numbers: readonly string[] = ['phone', 'taxNumber', 'bankAccount']

export async function tellingOf(
  connection: Connection,
  model: ResolvedModel,
  person: Person,
  emptied: Emptied,
): Promise<Telling> {
  const { base, record } = person
  const fields = emptied.fields.map(({ field }, at) => ({ field, key: emptied.keys[at] ?? '' }))
  const states: Readonly<Record<string, unknown>>[] = [record.values]
  for (const { field, key } of fields) {
    const owned = ownedLines(model, field)
    if (!owned) continue
    const lines = await loadLines(connection, model, owned, [record.id])
    states.push({ [key]: plainLines(lines.get(record.id) ?? []) })
  }
  const former = await connection.query<{ before: object | null; after: object | null }>(
    sql`select e.before, e.after from audit_entry e where e.record = any(${[record.id, ...person.former]}::uuid[]) and e.object = ${base.name}
          and e.action <> 'read'`,
  )
  for (const { before, after } of former) states.push({ ...before }, { ...after })
  const found = { names: new Set<string>(), marks: new Set<string>(), phones: new Set<string>() }
  const add = (type: string, value: unknown) => {
    if (typeof value !== 'string' || value.trim() === '') return
    const into = type === 'phone' ? found.phones : type === 'name' ? found.names : found.marks
    into.add(value.trim())
  }
  for (const state of states)
    for (const { field, key } of fields) {
      const owned = ownedLines(model, field)
      const { type, matched } = field.field
      if (owned) {
        const telling = [...owned.object.fields.values()].filter((one) => isMark(one.field.type))
        for (const line of linesOf(state[key])) for (const one of telling) add(one.field.type, line[one.name])
      } else if (matched === 'name' || field.name === base.title) add('name', state[key])
      else if (isMark(type)) add(type, state[key])
    }
  return tellingBy(found)
}

function isMark(type: string): boolean {
  return type === 'email' || numbers.includes(type)
}

function linesOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
}

type Found = Readonly<Record<'names' | 'marks' | 'phones', ReadonlySet<string>>>

/**
 * A name of one short word is everybody's: such is looked for in cells of its own only. Other names are found
 * in every spelling that the search takes for the same.
 */
export function tellingBy({ names, marks, phones }: Found): Telling {
  const all = [...names, ...marks, ...phones].map((text) => text.toLowerCase())
  const texts = [...new Set(all.filter((text) => text.length > 2 || isHan(text)))]
  const long = [...names].filter((name) => /\s/.test(name) || name.length > 4 || isHan(name))
  const written = [...marks].map((text) => escaped(text).replaceAll(/\s+/g, '\\s+'))
  const known = long.map(spellings)
  const spelled = known.flatMap(({ forms }) => forms)
  const numbered = [...phones].flatMap((phone) => phonePattern(phone) ?? [])
  // What is longer is looked for first, and an address before the name that begins it.
  const longest = (forms: readonly string[]) =>
    [...new Set(forms)].sort((left, right) => right.length - left.length)
  const forms = [...longest([...written, ...numbered]), ...longest(spelled)]
  if (forms.length === 0) return { texts, ...nothing }
  const any = forms.join('|')
  // Names in Han stand between other signs without a gap.
  const han = forms.filter(hasHan).map((form) => `|${form}`)
  const words = [...written, ...spelled]
  const marked = new RegExp(`^(?:${[...written, ...numbered].join('|')})$`, 'iu')
  return {
    texts,
    isPerson: (text) =>
      (written.length + numbered.length > 0 && marked.test(text)) || known.some((one) => one.isName(text)),
    loose: words.length === 0 ? null : words.join('|'),
    digits: [...phones].flatMap((phone) => (phonePattern(phone) ? [`%${ownDigits(phone)}%`] : [])),
    pattern: `(?<![[:alnum:]])(?:${any})(?![[:alnum:]])${han.join('')}`,
    within: new RegExp(spellingInScript(`(?<![[:alnum:]])(?:${any})(?![[:alnum:]])${han.join('')}`), 'giu'),
  }
}

const nothing = { pattern: null, within: null, loose: null, digits: [], isPerson: () => false } as const

/** Whatever tells of one of several people. */
export function tellingOfAny(all: readonly Telling[]): Telling {
  const [first, ...others] = all
  if (first && others.length === 0) return first
  const patterns = all.flatMap(({ pattern }) => pattern ?? [])
  if (patterns.length === 0) return { texts: [], ...nothing }
  const loose = all.flatMap(({ loose: one }) => one ?? [])
  return {
    texts: [...new Set(all.flatMap(({ texts }) => texts))],
    pattern: patterns.map((one) => `(?:${one})`).join('|'),
    within: new RegExp(all.flatMap(({ within }) => (within ? `(?:${within.source})` : [])).join('|'), 'giu'),
    loose: loose.length === 0 ? null : loose.join('|'),
    digits: [...new Set(all.flatMap(({ digits }) => digits))],
    isPerson: (text) => all.some((one) => one.isPerson(text)),
  }
}

/** The text with something instead of what tells of the person. */
function replaced(text: string, { within, isPerson }: Telling, mark: string): string {
  if (within === null) return text
  let [result, kept] = ['', 0]
  within.lastIndex = 0
  for (let found = within.exec(text); found; found = within.exec(text)) {
    // What only begins like it may hold the beginning of the name itself.
    if (!isPerson(found[0])) within.lastIndex = found.index + 1
    else {
      result += text.slice(kept, found.index) + mark
      kept = within.lastIndex
    }
  }
  return result + text.slice(kept)
}

/** Whether a text tells of the person. */
export function isToldIn(text: string, telling: Telling): boolean {
  return replaced(text, telling, '') !== text
}

/** People write numbers with and without the country, in groups as they like. */
function phonePattern(phone: string): string | null {
  const own = ownDigits(phone)
  return own.length < 7 ? null : `\\+?[0-9 ()./-]{0,6}${[...own].join('[ ()./-]?')}`
}

function ownDigits(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-8)
}

/** Whether a text of the database tells of the person: what may is found first, then looked at closely. */
export function tells(text: Sql, { pattern, loose, digits }: Telling): Sql {
  if (pattern === null) return raw('false')
  const may = loose === null ? raw('false') : sql`${text} ~* ${loose}`
  const numbered = sql`translate(${text}, ' ()./-', '') like any(${digits}::text[])`
  return sql`((${digits.length === 0 ? may : sql`(${may} or ${numbered})`}) and ${text} ~* ${pattern})`
}

function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text)
}

/** Names in Han are short, and stand between other signs. */
function isHan(text: string): boolean {
  return text.length > 1 && hasHan(text)
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
}

/** A value of JSON without what tells of the person; the same object where nothing does. */
export function withoutTelling<T>(value: T, telling: Telling, mark: string): T {
  if (!telling.within) return value
  const told = (text: string) => replaced(text, telling, mark)
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return told(one)
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [told(key), walk(inner)]))
  }
  return walk(value) as T
}

/** Whether a value of JSON tells of the person anywhere. */
export function tellsOf(value: unknown, telling: Telling): boolean {
  return (
    telling.within !== null && JSON.stringify(withoutTelling(value, telling, '')) !== JSON.stringify(value)
  )
}

/** A where-object without the conditions that tell of the person: left out, or never true. */
export function whereWithout(where: unknown, telling: Telling, instead: 'nothing' | 'never'): unknown {
  if (Array.isArray(where)) return where.map((one) => whereWithout(one, telling, instead))
  if (typeof where !== 'object' || where === null || !tellsOf(where, telling)) return where
  const kept: Record<string, unknown> = {}
  let isNever = false
  for (const [key, value] of Object.entries(where)) {
    if (!tellsOf({ [key]: value }, telling)) kept[key] = value
    else if (['all', 'any', 'not'].includes(key)) kept[key] = whereWithout(value, telling, instead)
    else isNever = true
  }
  return isNever && instead === 'never' ? { all: [kept, { any: [] }] } : kept
}
