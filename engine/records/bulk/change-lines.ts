import type { ResolvedObject } from '../../catalog/resolved-model.ts'
import { fieldErrors } from '../../errors.ts'
import { sightOf } from '../../query/sight.ts'
import { said } from '../../said/said.ts'
import type { Door } from '../write/door.ts'
import { loadLines, ownedLines, plainLines, type Owned } from '../write/lines.ts'

/** In lines that a field of the record holds: one value for another, such as whoever looks after them. */
export type LineChange = {
  /** The field that holds the lines: `companyTerms`. */
  readonly field: string
  /** The field of the lines: `manager`. */
  readonly of: string
  readonly from: string
  readonly to: string | null
}

/** Throws a 422 for what is no field of such lines, the same for one that the actor may not see. */
export function lineChanged(door: Door, object: ResolvedObject, { field, of }: LineChange): Owned {
  const holding = object.fields.get(field)
  const seen = holding && sightOf(door, object)?.field(field) !== undefined
  const owned = seen ? ownedLines(door.model, holding) : null
  const inner = owned?.object.fields.get(of)
  if (owned && inner && !inner.system && inner.column !== null && inner.column !== owned.via) return owned
  throw fieldErrors([
    {
      field: 'lines',
      code: 'unknownField',
      message: said('There is no such field here. Check its name.'),
    },
  ])
}

/** The lines of each record as they are to be; all else in them stays as it is. */
export async function changedLines(
  door: Door,
  object: ResolvedObject,
  change: LineChange,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const { field, of, from, to } = change
  const lines = await loadLines(door.tx, door.model, lineChanged(door, object, change), ids)
  // What is not named of a line stays as it is, also what whoever changes them does not see.
  const changed = (line: Record<string, unknown>) =>
    line[of] === from ? { id: line['id'], [of]: to } : { id: line['id'] }
  return new Map(ids.map((record) => [record, { [field]: plainLines(lines.get(record) ?? []).map(changed) }]))
}
