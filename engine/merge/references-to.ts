import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { shows } from '../query/shows.ts'
import type { Door } from '../records/write/door.ts'
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

/** How many records name this one by a field, and how many of them the actor sees doing so. */
export async function countNaming(
  door: Pick<Door, 'tx' | 'model' | 'actor' | 'authority'>,
  referrer: Referrer,
  record: string,
  but: readonly string[],
): Promise<{ readonly all: number; readonly seen: number }> {
  const { from, key } = naming(referrer, record, but)
  const isSeen = sql`exists (select from ${id(holderIn(referrer).table)} h where h.id = n.key and ${seenIn(door, referrer)})`
  const [row] = await door.tx.query<{ all: string; seen: string }>(
    sql`select count(*) as "all", count(*) filter (where ${isSeen}) as seen
        from (select distinct ${key} as key from ${from}) n`,
  )
  return { all: Number(row?.all ?? 0), seen: Number(row?.seen ?? 0) }
}

/** Of records that name another by a field, those that the actor sees doing so. */
export async function seenNaming(
  door: Pick<Door, 'tx' | 'model' | 'actor' | 'authority'>,
  referrer: Referrer,
  records: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await door.tx.query<{ id: string }>(
    sql`select h.id from ${id(holderIn(referrer).table)} h
        where h.id = any(${[...records]}::uuid[]) and ${seenIn(door, referrer)}`,
  )
  return new Set(rows.map((row) => row.id))
}

/** Through which face a record that names another is written. */
export function holderIn({ face, within }: Referrer): ResolvedObject {
  return within?.face ?? face
}

/** The rows `h` on which the actor sees the field that names, or the lines that hold it. */
function seenIn(door: Pick<Door, 'model' | 'actor' | 'authority'>, referrer: Referrer): Sql {
  const { name } = referrer.within?.lines ?? referrer.field
  return filled(shows(door, holderIn(referrer), 'h', name), door)
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
