import pg from 'pg'
import type { Sql } from './sql.ts'

/**
 * The statement as text with its values written into it as literals, for the few statements of PostgreSQL
 * that take no parameters (`copy`). Numbers, texts, booleans and lists of these only: what else there is has
 * no form that every type would read.
 */
export function inlined({ parts, values }: Sql): string {
  return parts.map((part, at) => (at === 0 ? part : `${literalOf(values[at - 1])}${part}`)).join('')
}

/**
 * The piece with its values written into it as literals, all but those to be left open. PostgreSQL then knows
 * them when it plans a statement that is prepared: how frequent a value is decides about the plan.
 */
export function withLiterals({ parts, values }: Sql, isOpen: (value: unknown) => boolean): Sql {
  const texts = [parts[0] ?? '']
  const open: unknown[] = []
  values.forEach((value, at) => {
    const next = parts[at + 1] ?? ''
    if (isOpen(value)) {
      open.push(value)
      texts.push(next)
    } else texts.push(`${texts.pop() ?? ''}${literalOf(value)}${next}`)
  })
  return { parts: texts, values: open }
}

function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return pg.escapeLiteral(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return pg.escapeLiteral(String(value))
  if (typeof value === 'number' && Number.isFinite(value)) return pg.escapeLiteral(String(value))
  if (Array.isArray(value)) return pg.escapeLiteral(arrayText(value))
  throw new Error('A value of this kind cannot be written into a statement.')
}

/** A list as PostgreSQL reads it: every element quoted, so that no character in it means anything. */
function arrayText(values: readonly unknown[]): string {
  const element = (value: unknown): string => {
    if (value === null || value === undefined) return 'null'
    if (typeof value === 'object')
      throw new Error('Only lists of plain values can be written into a statement.')
    return `"${String(value as string | number | boolean).replaceAll(/[\\"]/g, '\\$&')}"`
  }
  return `{${values.map(element).join(',')}}`
}
