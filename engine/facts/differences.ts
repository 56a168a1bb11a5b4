import { matchForm, nameSimilarity } from '#match'
import { fold } from '#text'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { linesProved, type Asked } from './asked-of.ts'

/** What the source holds otherwise than the record: by field, and for lines as `addresses.city`. */
export type Difference = { readonly field: string; readonly theirs: string }

const alikeNames = 0.85

/**
 * Where a source differs from the record, `ours` by field. What one of them leaves empty, what says the
 * same in another spelling (legal forms, case, accents, scripts), and what somebody decided to keep, is no
 * difference.
 */
export function differencesBetween(
  model: ResolvedModel,
  object: ResolvedObject,
  {
    field,
    says,
    ours,
    kept,
  }: {
    field: string
    says: Readonly<Record<string, string>>
    ours: Asked
    kept: readonly string[]
  },
): Difference[] {
  const isOfLines = linesProved(model, object, field) !== null
  return Object.entries(says).flatMap(([name, theirs]) => {
    const own = ours[name] ?? null
    const path = isOfLines ? `${field}.${name}` : name
    if (own === null || theirs === '' || kept.includes(keptMark(path, theirs))) return []
    return sameValue(name, own, theirs) ? [] : [{ field: path, theirs }]
  })
}

/** How a decision to keep what was entered is remembered: it holds until the source says something else. */
export function keptMark(path: string, theirs: string): string {
  return `${path}=${theirs}`.slice(0, 100)
}

function sameValue(name: string, left: string, right: string): boolean {
  if (name === 'name')
    return nameSimilarity(matchForm({ name: left }), matchForm({ name: right })) >= alikeNames
  const [a, b] = [plain(left), plain(right)]
  // A town with its parish, a code with its country: the one says what the other does, and more.
  return a === b || (Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a)))
}

function plain(text: string): string {
  return fold(text).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
