import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import { baseOf } from '../records/stored.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { words, type Sentence } from '../said/sayer.ts'

/** One thing that an undo did not take back, and why. */
export type Kept = {
  readonly object: string
  readonly record: string
  readonly field: string | null
  readonly reason: string
}

/** The same as it is, whoever may see it, beside what of it is told to the actor. */
export type Stayed = {
  readonly object: string
  readonly record: string
  readonly field: string | null
  readonly reason: Sentence
  /** The user whom the reason names. */
  readonly names: string | null
  readonly told: Kept
}

type Why = {
  readonly record: string
  /** The field on account of which it stays, or its line: `phones[0].number`. */
  readonly field?: string | undefined
  readonly reason: Sentence
  readonly names?: string | null
}

/** That a field keeps it which the reader may not see. */
export const keptByHidden = said('A field that you may not see keeps it as it is.')

/** The field that a place in a record is in: `phones` of `phones[0].number`. */
export function fieldAt(place: string): string {
  return place.split(/[.[]/)[0] ?? place
}

/**
 * Says why something stays; a field that whoever asks may not see on this record is not named, and of a
 * record that they may not see is told what is told of one that is gone.
 */
export async function kept(
  door: Door,
  object: ResolvedObject,
  { record, field, reason, names = null }: Why,
): Promise<Stayed> {
  const name = field === undefined ? undefined : fieldAt(field)
  const sight = await sightOn(door, object, record, name)
  const told =
    sight === 'nothing'
      ? said('The record is gone.')
      : sight === 'record' && name !== undefined
        ? keptByHidden
        : reason
  const of = { object: object.name, record }
  return {
    ...{ ...of, field: field ?? null, reason, names },
    told: {
      ...of,
      field: told === reason ? (field ?? null) : null,
      reason: words(told, door.actor.language),
    },
  }
}

/** What may be seen under whichever face: nothing, the record but not the field, or the field too. */
async function sightOn(
  door: Door,
  object: ResolvedObject,
  record: string,
  field: string | undefined,
): Promise<'nothing' | 'record' | 'field'> {
  const reader = actingReader(door.model, door.actor)
  const base = baseOf(door.model, object)
  const named = [base, ...base.roles.flatMap((role) => door.model.objects.get(role) ?? [])]
  const faces = named.filter((face) => sightOf(reader, face))
  if (faces.length === 0) return 'nothing'
  const readable = faces.map((face) => readableRows(reader, face, 't'))
  const shown = faces.map((face, at) => {
    const isKnown =
      field !== undefined && face.fields.has(field) && sightOf(reader, face)?.field(field) !== undefined
    if (!isKnown) return sql`false`
    const guard = recordScope(reader, face, 't').guard(field)
    return guard ? sql`(${readable[at] ?? sql`false`} and ${guard})` : (readable[at] ?? sql`false`)
  })
  const [row] = await door.tx.query<{ readable: boolean; shown: boolean }>(
    filled(
      sql`select (${join(readable, ' or ')}) is true as readable, (${join(shown, ' or ')}) is true as shown
        from ${id(base.table)} t where t.id = ${record}`,
      reader,
    ),
  )
  // Of what is gone there is nothing left that is hidden.
  if (!row) return 'field'
  return row.readable ? (row.shown ? 'field' : 'record') : 'nothing'
}
