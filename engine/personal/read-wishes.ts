import { isId } from '#model'
import { fieldErrors } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Mode } from './erase-person.ts'
import { mostMentions, type Mention } from './find-mentions.ts'

/** What is asked of an erasure or of a review, from outside; each throws a 422 that names its field. */
export function readMode(value: unknown): Mode {
  if (value === 'erase' || value === 'anonymise') return value
  throw fieldErrors([{ field: 'mode', code: 'mode', message: said('“mode” is erase or anonymise.') }])
}

export function readDecision(value: unknown): Mode | 'keep' {
  if (value === 'keep' || value === 'erase' || value === 'anonymise') return value
  const message = said('“decision” is keep, erase or anonymise.')
  throw fieldErrors([{ field: 'decision', code: 'decision', message }])
}

export function readReason(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 500) return value.trim()
  const message = said('Say why, in at most {most} characters, without naming the person.', { most: 500 })
  throw fieldErrors([{ field: 'reason', code: 'required', message }])
}

/** The mentions in records of others that are to be taken out; none where none are named. */
export function readMentions(value: unknown): readonly Mention[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value) && value.length <= mostMentions && value.every(isMention))
    return value.map(({ object, record, field }) => ({ object, record, field: field ?? null }))
  const message = said('“mentions” is a list of objects, records and fields, as the preview gives them.')
  throw fieldErrors([{ field: 'mentions', code: 'mentions', message }])
}

type Named = Pick<Mention, 'object' | 'record'> & { readonly field?: string | null }

function isMention(value: unknown): value is Named {
  const { object, record, field = null } = (value ?? {}) as Readonly<Record<string, unknown>>
  const isField = field === null || typeof field === 'string'
  return typeof object === 'string' && typeof record === 'string' && isId(record) && isField
}

const mostRecords = 10_000

export function readRecords(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  const isList = Array.isArray(value) && value.length <= mostRecords
  if (isList && value.every((one) => typeof one === 'string' && isId(one))) return value as string[]
  throw fieldErrors([{ field: 'records', code: 'records', message: said('“records” is a list of ids.') }])
}
