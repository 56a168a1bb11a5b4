import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql, type Sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { titleOf } from '../query/json-form.ts'
import { lastTable, present } from '../query/past.ts'
import { filled } from '../query/placeholder.ts'
import { readableRows, recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { lookingAt } from '../records/past/looking-at.ts'
import { withPast } from '../records/past/past-tables.ts'
import type { Acting } from '../records/read/list-conditions.ts'
import { baseOf } from '../records/stored.ts'
import { calledOf } from '../said/called.ts'
import { said } from '../said/said.ts'
import { facesOf } from '../schema/faces.ts'
import { decidingValues } from './deciding-values.ts'
import { mostKept } from './keep-stayed.ts'
import { fieldAt, keptByHidden } from './kept.ts'
import { labelsOfObject } from './log-words.ts'
import { titlesOf } from './name-references.ts'

/** What an undo left as it was, as far as the reader may see it now. */
export type WhatStayed = {
  readonly items: readonly {
    readonly object: string
    readonly objectLabel: string
    /** The path of a face in which the reader may open it. */
    readonly path: string
    readonly record: { readonly id: string; readonly title: string | null }
    readonly field: string | null
    readonly label: string | null
    readonly reason: string
  }[]
  /** Of very many only the first are listed. */
  readonly count: number
}

type Row = {
  readonly object: string
  readonly record: string
  readonly field: string | null
  readonly reason: string
  readonly names: string | null
}

/**
 * What an undo kept, for whoever did it and for administrators, by their rights of today: of records that
 * they may not read nothing is told (gone ones are seen as they went), a field that they may not see is not
 * named, and neither is a user. Throws a 404 for everybody else.
 */
export async function whatStayed(database: Connection, asking: Acting, undo: string): Promise<WhatStayed> {
  const { language } = asking.actor
  const [found] = await database.query<{ kept: number | null }>(
    sql`select c.kept from change c where c.id = ${undo}::uuid and c.undoes is not null
          and ${isToldTo(asking.actor)}`,
  )
  if (!found) throw notFound()
  const rows = await database.query<Row>(
    sql`select object, record, field, reason->>${language} as reason, names from undo_kept
        where change = ${undo}::uuid order by nr`,
  )
  const looks = await looksOf(database, await lookingAt(database, asking, present), rows)
  const people = rows.flatMap(({ names }) => names ?? [])
  const named = new Map(await titlesOf(database, asking, 'user', [...new Set(people)]))
  const items = rows.flatMap((row) => {
    const look = looks.get(row.record)
    return look ? [itemOf(asking, row, look, named)] : []
  })
  // What was erased since is counted no more; what is not listed is known by its number alone.
  const others = Math.max(0, (found.kept ?? 0) - mostKept)
  return { items, count: items.length + others }
}

/** How much the undo behind an entry `e` kept, where the actor may ask for it; null where nothing is told. */
export function keptBeside(actor: Actor): Sql {
  return sql`(select c.kept from change c where c.id = e.change and c.undoes is not null and ${isToldTo(actor)})`
}

function isToldTo({ access, user }: Actor): Sql {
  return access.administrator ? raw('true') : sql`c.actor = ${user}::uuid`
}

/** How the reader sees a record: by its title, in which faces, and which of the fields that are asked for. */
type Look = {
  readonly title: string | null
  /** The first of its faces. */
  readonly face: ResolvedObject
  readonly faces: readonly ResolvedObject[]
  readonly fields: ReadonlySet<string>
  /** What decides by which words its fields are called. */
  readonly values: Readonly<Record<string, unknown>>
}

function itemOf(asking: Acting, row: Row, look: Look, named: ReadonlyMap<string, string>) {
  const { language, user } = asking.actor
  const name = row.field === null ? null : fieldAt(row.field)
  const isHidden = name !== null && !look.fields.has(name)
  const field = isHidden || name === null ? undefined : fieldIn(look.faces, name)
  const isNamed = row.names === null || row.names === user || named.has(row.names)
  // Under the face that it was kept in, where the reader sees it in that one.
  const face = look.faces.find((one) => one.name === row.object) ?? look.face
  return {
    object: face.name,
    objectLabel: labelsOfObject(face, language),
    path: face.path,
    record: { id: row.record, title: look.title },
    field: isHidden ? null : row.field,
    label: field ? calledOf(field.field, face.name, look.values)(language) : null,
    reason: isHidden
      ? keptByHidden.in(language)
      : isNamed
        ? row.reason
        : said('It was changed since.').in(language),
  }
}

function fieldIn(faces: readonly ResolvedObject[], name: string) {
  return faces.flatMap((face) => face.fields.get(name) ?? [])[0]
}

async function looksOf(
  database: Connection,
  reader: Acting,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Look>> {
  const looks = new Map<string, Look>()
  for (const [base, own] of Map.groupBy(rows, ({ object }) => baseNamed(reader.model, object))) {
    if (!base || base.declaration.owned) continue
    const ids = [...new Set(own.map(({ record }) => record))]
    const asked = [...new Set(own.flatMap(({ field }) => (field === null ? [] : fieldAt(field))))]
    for (const face of facesOf(reader.model, base)) {
      if (!sightOf(reader, face)) continue
      for (const { id: record, title, shown, values } of await seenIn(database, reader, face, {
        ids,
        asked,
      })) {
        const known = looks.get(record) ?? { title: null, face, faces: [], fields: new Set<string>(), values }
        looks.set(record, {
          face: known.face,
          title: known.title ?? title,
          faces: [...known.faces, face],
          values: { ...values, ...known.values },
          fields: new Set([...known.fields, ...asked.filter((_, at) => shown[at] === true)]),
        })
      }
    }
  }
  return looks
}

function baseNamed(model: ResolvedModel, name: string): ResolvedObject | undefined {
  const object = model.objects.get(name)
  return object && baseOf(model, object)
}

/** Of the records those that the reader sees in a face, with what they see there of the fields. */
async function seenIn(
  database: Connection,
  reader: Acting,
  face: ResolvedObject,
  { ids, asked }: { readonly ids: readonly string[]; readonly asked: readonly string[] },
): Promise<{ id: string; title: string | null; shown: (boolean | null)[]; values: Look['values'] }[]> {
  const scope = recordScope(reader, face, 't')
  const isSeen = (name: string): Sql => {
    if (!face.fields.has(name) || sightOf(reader, face)?.field(name) === undefined) return raw('false')
    return scope.guard(name) ?? raw('true')
  }
  const title = sightOf(reader, face)?.field(face.title) === undefined ? raw('null::text') : titleOf(scope)
  const shown = sql`array[${join(asked.map(isSeen))}]::boolean[]`
  return database.query(
    filled(
      withPast(
        reader,
        sql`select t.id, case when ${isSeen(face.title)} then ${title} end as title,
              ${asked.length === 0 ? raw(`'{}'::boolean[]`) : shown} as shown,
              ${decidingValues(reader, face)} as values
            from ${id(lastTable(face.table))} t where t.id = any(${ids}::uuid[]) and ${readableRows(reader, face, 't')}`,
      ),
      reader,
    ),
  )
}
