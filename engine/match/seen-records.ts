import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { jsonSelect } from '../query/json-form.ts'
import { filled } from '../query/placeholder.ts'
import type { Reader } from '../query/reader.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { noteRead } from '../reads/note-read.ts'
import { baseOf } from '../records/stored.ts'
import { isEmpty } from '../records/write/parse-values.ts'
import { matchedFields } from './match-keys.ts'

/** A record that is there already, as far as the actor may see it. */
export type SeenRecord = {
  readonly id: string
  readonly title: string | null
  /** The object or role under which it may be opened. */
  readonly object: string
  readonly roles: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

/**
 * The records that the actor may see, under whichever face: as the object itself, as its base, or in another
 * role; with all that tells who they are, or by their titles alone.
 */
export async function seenRecords(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  ids: readonly string[],
  what: 'all' | 'titles' = 'all',
): Promise<Map<string, SeenRecord>> {
  const seen = new Map<string, SeenRecord>()
  if (ids.length === 0) return seen
  const base = baseOf(model, object)
  const reader: Reader = { model, actor, authority: 'actor' }
  const faces = new Set([object, base, ...base.roles.flatMap((role) => model.objects.get(role) ?? [])])
  const readable = [...faces].filter((face) => sightOf(reader, face) !== undefined)
  for (const face of readable) {
    const told = what === 'all' ? matchedFields(model, base) : []
    const fields = told.flatMap(({ field }) => face.fields.get(field.name) ?? [])
    const known = [...new Set([face.fields.get(face.title), ...fields])].flatMap((field) => field ?? [])
    const visible = known.filter((field) => sightOf(reader, face)?.field(field.name) !== undefined)
    const select = jsonSelect(recordScope(reader, face, 't'), visible)
    const rows = await connection.query<{ json: Record<string, unknown> }>(
      filled(
        sql`select row_to_json(r) as json from ${id(base.table)} t ${select.joins}, lateral (select
          ${select.columns}) r
            where t.id = any(${[...ids]}::uuid[]) and ${readableRows(reader, face, 't')}`,
        reader,
      ),
    )
    const given = () => visible.map(({ name }) => name)
    noteRead(reader, face, given, { way: 'match', count: rows.length })
    for (const { json } of rows) {
      const { id: key, ...values } = json
      const before = seen.get(String(key))
      const roles = [...(before?.roles ?? []), ...(face.isRole ? [face.name] : [])]
      const title = values[face.title]
      seen.set(
        String(key),
        before
          ? {
              ...before,
              roles,
              title: before.title ?? textOf(title),
              values: filledFrom(before.values, values),
            }
          : {
              id: String(key),
              title: textOf(title),
              object: face.name,
              roles,
              values,
            },
      )
    }
  }
  return seen
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** What one face hides another may show. */
function filledFrom(
  before: SeenRecord['values'],
  more: Readonly<Record<string, unknown>>,
): SeenRecord['values'] {
  const shown = Object.entries(more).filter(([name]) => isEmpty(before[name]))
  return { ...before, ...Object.fromEntries(shown) }
}
