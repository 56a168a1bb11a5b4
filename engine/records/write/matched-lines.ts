import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { isMatched, matchedFields } from '../../match/match-keys.ts'
import type { Door } from './door.ts'
import type { Draft } from './draft.ts'
import { loadLines, plainLines } from './lines.ts'

type Values = Readonly<Record<string, unknown>>

/** Whether a draft gives lines by which records are told apart. */
export function touchesMatched(door: Door, base: ResolvedObject, draft: Draft): boolean {
  if (!isMatched(base) || draft.lines.size === 0) return false
  return matchedFields(door.model, base).some(({ field, line }) => line && givenLines(draft, field))
}

/** The lines by which records are told apart, by their field, as a draft gives them. */
export function matchedGiven(door: Door, base: ResolvedObject, draft: Draft): Values {
  if (!isMatched(base) || draft.lines.size === 0) return {}
  const values: Record<string, unknown> = {}
  for (const { field, line } of matchedFields(door.model, base)) {
    const given = line && givenLines(draft, field)
    if (given) values[field.name] = plainLines(given)
  }
  return values
}

/** The same of records that are there: what a draft does not give is as it is stored. */
export async function matchedLines(
  door: Door,
  base: ResolvedObject,
  drafts: readonly Draft[],
): Promise<ReadonlyMap<string, Values>> {
  const found = new Map<string, Values>(drafts.map((draft) => [draft.id, matchedGiven(door, base, draft)]))
  for (const { field, line } of isMatched(base) ? matchedFields(door.model, base) : []) {
    const open = drafts.filter((draft) => !givenLines(draft, field)).map(({ id }) => id)
    if (!line || open.length === 0) continue
    for (const [parent, lines] of await loadLines(door.tx, door.model, line.owned, open))
      found.set(parent, { ...found.get(parent), [field.name]: plainLines(lines) })
  }
  return found
}

/** Lines are kept by the field of the face through which they were given. */
function givenLines(draft: Draft, { name, owner }: ResolvedField) {
  for (const [field, lines] of draft.lines) if (field.name === name && field.owner === owner) return lines
  return undefined
}
