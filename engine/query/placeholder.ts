import { dayAt } from '#model'
import type { Actor } from '../access/actor.ts'
import { withLiterals } from '../database/inlined.ts'
import { sql, type Sql } from '../database/sql.ts'

/**
 * A value of the one who asks or of the moment, left open in a piece of SQL, so that the piece can be kept
 * and used for everyone with the same rights.
 */
export type PlaceholderName =
  | '$me'
  | '$myReports'
  | '$myTeam'
  | '$myCompanies'
  | '$myPosts'
  | '$myParty'
  | '$today'
  | 'timeZone'
  | 'language'
  | 'now'

type Placeholder = { readonly placeholder: PlaceholderName }

const casts: Readonly<Record<PlaceholderName, Sql>> = {
  $me: open('$me', sql`::uuid`),
  $myReports: open('$myReports', sql`::uuid[]`),
  $myTeam: open('$myTeam', sql`::uuid[]`),
  $myCompanies: open('$myCompanies', sql`::uuid[]`),
  $myPosts: open('$myPosts', sql`::uuid[]`),
  $myParty: open('$myParty', sql`::uuid`),
  $today: open('$today', sql`::date`),
  timeZone: open('timeZone', sql`::text`),
  language: open('language', sql`::text`),
  now: open('now', sql`::timestamptz`),
}

/** The open value, cast to its type. */
export function placeholder(name: string): Sql {
  const piece = casts[name as PlaceholderName]
  if (!piece) throw new Error(`There is no variable ${name}.`)
  return piece
}

/** The piece with every placeholder replaced by the value it has for this reader now. */
export function filled(piece: Sql, { actor }: { readonly actor?: Actor }): Sql {
  if (!piece.values.some(isPlaceholder)) return piece
  if (!actor) throw new Error('A condition asks about somebody, but nobody asks.')
  const values = piece.values.map((value) =>
    isPlaceholder(value) ? valueOf(value.placeholder, actor) : value,
  )
  return { parts: piece.parts, values }
}

/** The piece with every placeholder taken from a column: to ask it of many people in one statement. */
export function filledFrom(piece: Sql, column: (name: PlaceholderName) => Sql): Sql {
  const [first = '', ...rest] = piece.parts
  return piece.values.reduce<Sql>(
    (so, value, at) => {
      const next = rest[at] ?? ''
      const given = isPlaceholder(value) ? column(value.placeholder) : { parts: ['', ''], values: [value] }
      return sql`${so}${given}${{ parts: [next], values: [] }}`
    },
    { parts: [first], values: [] },
  )
}

/** Whether the piece leaves anything open. */
export function isOpen(piece: Sql): boolean {
  return piece.values.some(isPlaceholder)
}

/**
 * The piece as it is for everyone with the same rights: what these rights say is written into it, so that it
 * can be prepared and planned once for them, and only what each reader brings along is left open.
 */
export function ofPolicy(piece: Sql): Sql {
  return withLiterals(piece, (value) => typeof value === 'object' && value !== null && !Array.isArray(value))
}

function open(name: PlaceholderName, cast: Sql): Sql {
  const value: Placeholder = { placeholder: name }
  return sql`${value}${cast}`
}

function isPlaceholder(value: unknown): value is Placeholder {
  return typeof value === 'object' && value !== null && 'placeholder' in value
}

function valueOf(name: PlaceholderName, actor: Actor): unknown {
  if (name === 'timeZone') return actor.timeZone
  if (name === 'language') return actor.language
  if (name === 'now') return new Date().toISOString()
  if (name === '$today') return dayAt(Date.now(), actor.timeZone)
  return actor.variables[name]
}
