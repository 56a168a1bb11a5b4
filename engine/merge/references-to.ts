import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, raw, sql, type Sql } from '../database/sql.ts'
import { ownedLines } from '../records/write/lines.ts'
import { targetOf } from '../records/write/references.ts'

/**
 * A field by which records of another object, or lines of theirs, name records of the one asked about:
 * as the catalog has it today, fields and objects that people added included.
 */
export type Referrer = {
  /** The face that owns the field: what is written through. */
  readonly face: ResolvedObject
  readonly field: ResolvedField
  readonly column: string
  readonly isList: boolean
  /** Where the field stands on lines: what they belong to, and the field that holds them there. */
  readonly within: {
    readonly face: ResolvedObject
    readonly lines: ResolvedField
    readonly via: string
  } | null
}

const known = new WeakMap<ResolvedModel, Map<string, readonly Referrer[]>>()

/** Every field that may name a record of this base object, whichever of its roles it asks for. */
export function referrersTo(model: ResolvedModel, base: ResolvedObject): readonly Referrer[] {
  const ofModel = known.get(model) ?? new Map<string, readonly Referrer[]>()
  known.set(model, ofModel)
  const made = ofModel.get(base.name) ?? [...found(model, base)]
  ofModel.set(base.name, made)
  return made
}

function* found(model: ResolvedModel, base: ResolvedObject): Generator<Referrer> {
  const faces = new Set([base.name, ...base.roles])
  for (const face of model.objects.values()) {
    const within = holderOf(model, face)
    for (const field of face.fields.values()) {
      const isOwn = field.owner === face.name && !field.system && field.column !== null
      if (!isOwn || field.field.type === 'formula' || !faces.has(targetOf(field) ?? '')) continue
      // What says whose line it is goes with the line.
      if (within !== null && within.via === field.column) continue
      if (face.declaration.owned && within === null) continue
      const isList = field.type.valueType(field.field).kind === 'list'
      yield { face, field, column: field.column ?? '', isList, within }
    }
  }
}

/** The field that holds the lines of an object, and whose it is; null for what stands by itself. */
function holderOf(model: ResolvedModel, lines: ResolvedObject): Referrer['within'] {
  if (!lines.declaration.owned) return null
  for (const face of model.objects.values()) {
    for (const field of face.fields.values()) {
      const owned = field.owner === face.name ? ownedLines(model, field) : null
      if (owned?.object === lines) return { face, lines: field, via: owned.via }
    }
  }
  return null
}

/** The rows of a referrer that name the record, but for what the two themselves hold. */
function naming(referrer: Referrer, record: string, but: readonly string[]): { from: Sql; key: Sql } {
  const { face, column, isList, within } = referrer
  const names = isList
    ? sql`${id('t', column)} @> array[${record}::uuid]`
    : sql`${id('t', column)} = ${record}::uuid`
  const key = within ? id('t', within.via) : sql`t.id`
  return { from: sql`${id(face.table)} t where ${names} and ${key} <> all(${[...but]}::uuid[])`, key }
}

/** How many records name this one by a field. */
export async function countNaming(
  connection: Connection,
  referrer: Referrer,
  record: string,
  but: readonly string[],
): Promise<number> {
  const { from, key } = naming(referrer, record, but)
  const counted = referrer.within ? sql`count(distinct ${key})` : raw('count(*)')
  const [row] = await connection.query<{ count: string }>(sql`select ${counted} as count from ${from}`)
  return Number(row?.count ?? 0)
}

/** The next of the records that name this one, in the order of their ids; of lines, those that hold them. */
export async function nextNaming(
  connection: Connection,
  referrer: Referrer,
  record: string,
  but: readonly string[],
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const { from, key } = naming(referrer, record, but)
  const rows = await connection.query<{ id: string }>(
    sql`select distinct ${key} as id from ${from} and ${key} > ${after}::uuid order by 1 limit ${limit}`,
  )
  return rows.map((row) => row.id)
}
