import { dayAt } from '#model'
import { id, sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { formulaGraph } from '../records/write/formula-graph.ts'
import { computeFormulas } from '../records/write/dependants.ts'
import { searchColumns } from '../records/write/search-columns.ts'
import { loadStored } from '../records/stored.ts'
import { nextNumbers } from '../sequences/next-numbers.ts'
import type { CatalogChange, CatalogParts } from './catalog-change.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from './resolved-model.ts'

/**
 * Gives the records of a small table their values of a formula or number, within the change that adds the
 * field.
 */
export async function computeNow(
  parts: CatalogParts,
  change: CatalogChange,
  model: ResolvedModel,
  face: ResolvedObject,
  field: ResolvedField,
  search: boolean,
): Promise<void> {
  await computeFields(doorOf(parts, change, model), face, field, await allOf(change, face), search)
}

/** The same for what the search of a small table rests on. */
export async function indexNow(
  parts: CatalogParts,
  change: CatalogChange,
  model: ResolvedModel,
  face: ResolvedObject,
): Promise<void> {
  await indexForSearch(doorOf(parts, change, model), face, await allOf(change, face))
}

async function allOf({ tx }: CatalogChange, face: ResolvedObject): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(sql`select id from ${id(face.table)} order by id`)
  return rows.map((row) => row.id)
}

function doorOf({ jobs }: CatalogParts, { tx, actor }: CatalogChange, model: ResolvedModel): Door {
  return {
    tx,
    model,
    actor,
    authority: 'action',
    today: dayAt(Date.now(), actor.timeZone),
    later: async (job, payload) => void (await jobs.add(tx, job, payload, { actor })),
    // Formulas ask for no decisions.
    setting: async () => null,
    options: {},
  }
}

/**
 * Sets the values of one formula or number in some records, or what their search rests on, also where the
 * field is gone from the model.
 */
export async function computeFields(
  door: Door,
  face: ResolvedObject,
  field: ResolvedField | undefined,
  records: readonly string[],
  search: boolean,
): Promise<void> {
  if (records.length === 0) return
  if (search) await indexForSearch(door, face, records)
  if (!field) return
  if (field.field.type === 'sequenceNumber') return numberRecords(door, face, field, records)
  const formulas = formulaGraph(door.model).withReaders(face.base, [field.name])
  const base = door.model.objects.get(face.base)
  if (base) await computeFormulas(door, base, records, formulas)
}

async function numberRecords(
  door: Door,
  face: ResolvedObject,
  field: ResolvedField,
  records: readonly string[],
): Promise<void> {
  const column = field.column ?? ''
  const playing = face.roleColumn === null ? sql`true` : sql`${id(face.roleColumn)}`
  const rows = await door.tx.query<{ id: string }>(
    sql`select id from ${id(face.table)} where id = any(${records}::uuid[]) and ${id(column)} is null and ${playing}
        order by id for update`,
  )
  const numbers = await nextNumbers(door.tx, face, field, rows.length, door.today)
  await door.tx.query(
    sql`update ${id(face.table)} t set ${id(column)} = v.number
        from unnest(${rows.map((row) => row.id)}::uuid[], ${numbers}::text[]) as v(id, number) where t.id = v.id`,
  )
}

async function indexForSearch(door: Door, face: ResolvedObject, records: readonly string[]): Promise<void> {
  const stored = await loadStored(door.tx, door.model, face, records, true)
  const rows = [...stored.values()].flatMap(({ id: record, values }) => {
    const columns = searchColumns(door.model, face, values)
    return columns ? [{ id: record, ...columns }] : []
  })
  await door.tx.query(
    sql`update ${id(face.table)} t set search_key = v.search_key, search_grams = v.search_grams
        from json_to_recordset(${JSON.stringify(rows)}::json) as v(id uuid, search_key text, search_grams int4[])
        where t.id = v.id`,
  )
}
