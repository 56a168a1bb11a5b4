import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { id, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { actingReader } from '../records/read/list-conditions.ts'
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

type Why = {
  readonly record: string
  /** The field on account of which it stays, or its line: `phones[0].number`. */
  readonly field?: string | undefined
  readonly reason: Sentence
}

/** Says why something stays; a field that whoever asks may not see on this record is not named. */
export async function kept(
  door: Door,
  object: ResolvedObject,
  { record, field, reason }: Why,
): Promise<Kept> {
  const isNamed = field === undefined || (await isSeen(door, object, field.split(/[.[]/)[0] ?? '', record))
  return {
    object: object.name,
    record,
    field: isNamed ? (field ?? null) : null,
    reason: words(
      isNamed ? reason : said('A field that you may not see keeps it as it is.'),
      door.actor.language,
    ),
  }
}

async function isSeen(door: Door, object: ResolvedObject, field: string, record: string): Promise<boolean> {
  const reader = actingReader(door.model, door.actor)
  const seen = object.fields.has(field) ? sightOf(reader, object)?.field(field) : undefined
  if (seen === undefined || seen === true) return seen === true
  const guard = recordScope(reader, object, 't').guard(field)
  const [row] = await door.tx.query<{ seen: boolean }>(
    filled(
      sql`select (${guard ?? sql`true`}) is true as seen from ${id(object.table)} t where t.id = ${record}`,
      reader,
    ),
  )
  return row?.seen === true
}
