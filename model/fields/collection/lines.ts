import type { Field } from '../../declaration.ts'
import type { Parsed } from '../../field-type.ts'
import { isId } from '../../id.ts'
import { joinParts, splitParts } from '../list-text.ts'
import { refuse } from '../refuse.ts'

type Line = Readonly<Record<string, unknown>>

const mostLines = 1000
const mostFields = 300

/**
 * Lines as a list of plain objects, each with the id of a line that exists or none. Their values are for the
 * fields of the lines' own object to check, which the engine asks.
 */
export function parseLines(input: unknown, field: Field): Parsed<readonly object[]> {
  if (field.how === 'derived') return refuse('derived')
  if (!Array.isArray(input)) return refuse('notLines')
  if (input.length > mostLines) return refuse('tooMany', { most: mostLines, count: input.length })
  const lines: Line[] = []
  for (const given of input as unknown[]) {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return refuse('notLines')
    const { id, ...values } = given as Record<string, unknown>
    if (id !== undefined && id !== null && !(typeof id === 'string' && isId(id.toLowerCase())))
      return refuse('notLines')
    if (Object.keys(values).length > mostFields) return refuse('notLines')
    lines.push(typeof id === 'string' ? { id: id.toLowerCase(), ...values } : values)
  }
  return { value: lines }
}

/**
 * Lines as one cell: `number: +371 2000; purpose: office | number: …`. Empty values and ids are left out, so
 * lines that come back are matched by what they say. Values are in their JSON form, whatever the style is.
 */
export function linesText(lines: readonly object[]): string {
  return joinParts(
    lines.map((line) => joinParts(lineParts(line as Line))),
    '|',
  )
}

/** Reads what `linesText` writes; values come back as text, which their fields' types take. */
export function readLines(text: string, field: Field): Parsed<readonly object[]> {
  const lines: Line[] = []
  for (const part of splitParts(text, '|')) {
    if (part === '') continue
    const line = readLine(part)
    if (line === undefined) return refuse('notLineText')
    lines.push(line)
  }
  return parseLines(lines, field)
}

function lineParts(line: Line): string[] {
  return Object.entries(line)
    .filter(([name, value]) => name !== 'id' && value !== null && value !== undefined)
    .map(([name, value]) => `${name}: ${valueText(value)}`)
}

function valueText(value: unknown): string {
  if (isReference(value)) return value.id
  if (typeof value !== 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value)
  // What looks like JSON, or would lose space at its ends, is written as JSON, so that it comes back as it
  // was.
  return /^[[{"]/.test(value) || value !== value.trim() ? JSON.stringify(value) : value
}

function readLine(text: string): Line | undefined {
  const line: [string, unknown][] = []
  for (const part of splitParts(text)) {
    if (part === '') continue
    const colon = part.indexOf(':')
    const name = part.slice(0, Math.max(colon, 0)).trim()
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(name) || name === 'id') return undefined
    const value = readValue(part.slice(colon + 1).trim())
    if (value === undefined) return undefined
    line.push([name, value])
  }
  return Object.fromEntries(line)
}

function readValue(text: string): unknown {
  if (!/^[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    // Not what linesText wrote, so there is no telling what was meant.
    return undefined
  }
}

function isReference(value: unknown): value is { readonly id: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'title' in value &&
    typeof value.id === 'string'
  )
}
