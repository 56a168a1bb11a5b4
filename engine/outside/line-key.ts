import { hash, randomBytes } from 'node:crypto'

/** What a form calls a line of ours: the same each time, and it tells nobody its id. */
export function lineKey(request: string, line: string): string {
  return hash('sha256', `${request} ${line}`).slice(0, 16)
}

/** What a form calls a line that was added in it. */
export function newLineKey(): string {
  return `n${randomBytes(6).toString('hex')}`
}

/** A line of an answer: its name in the form, its values, and whether it is to go. */
export type LineAnswer = { readonly line: string; readonly gone?: true } & Readonly<Record<string, unknown>>

/** The lines of an answer; forms of earlier versions kept one line, without a name. */
export function linesOf(answer: unknown): LineAnswer[] {
  if (typeof answer !== 'object' || answer === null) return []
  if (!Array.isArray(answer)) return [{ ...answer, line: 'n1' } as LineAnswer]
  return answer as LineAnswer[]
}
