import { isDeepStrictEqual } from 'node:util'
import { newId } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import type { Connection } from '../../database/database.ts'
import { id, join, raw, sql, type Sql } from '../../database/sql.ts'
import type { FieldError } from '../../errors.ts'
import { fromColumn, retiredFields, storedFields, type StoredField } from '../stored.ts'
import type { Door } from './door.ts'
import type { Draft, Line } from './draft.ts'
import { fieldFault } from './field-fault.ts'
import { isKeptByActions, parseValues, type ParsedValues } from './parse-values.ts'
import { said } from '../../said/said.ts'
import { writtenAt } from './written-at.ts'

/** Owned lines of a field: the object they are records of, and the column that names their parent. */
export type Owned = { readonly object: ResolvedObject; readonly via: string }

/** The owned lines behind a field, or null where the field holds none (a plain back reference, say). */
export function ownedLines(model: ResolvedModel, field: ResolvedField): Owned | null {
  const ofModel = ownedOf.get(model) ?? new Map<ResolvedField, Owned | null>()
  ownedOf.set(model, ofModel)
  const known = ofModel.get(field)
  if (known !== undefined) return known
  const owned = ownedBehind(model, field)
  ofModel.set(field, owned)
  return owned
}

// An import asks this of each of its values.
const ownedOf = new WeakMap<ResolvedModel, Map<ResolvedField, Owned | null>>()

function ownedBehind(model: ResolvedModel, field: ResolvedField): Owned | null {
  const type = field.type.valueType(field.field)
  // Another field may look at the same lines: they are held by one.
  if (type.kind !== 'lines' || field.field['owned'] !== true) return null
  const object = model.objects.get(type.of)
  const via = object?.fields.get(type.via)
  if (!object?.declaration.owned || object.declaration.owned.via !== type.via || !via?.column) return null
  return { object, via: via.column }
}

/** Lines as a program sent them, parsed; errors name the line: `emails[0].email`. */
export function parseLines(
  door: Door,
  field: ResolvedField,
  input: unknown,
): { lines: Line[]; parsed: ParsedValues[]; errors: FieldError[] } {
  const owned = ownedLines(door.model, field)
  const errors: FieldError[] = []
  const lines: Line[] = []
  const parsed: ParsedValues[] = []
  // The right to the lines is the right to the parent's field, which the door has asked for already.
  const within: Door = { ...door, authority: 'action' }
  const given = Array.isArray(input) ? input : []
  given.forEach((one: unknown, at) => {
    if (!owned || typeof one !== 'object' || one === null) return
    const { id: lineId = null, ...whole } = one as Record<string, unknown>
    const { values, retired } = withoutRetired(door, field, owned.object, whole, lineId === null)
    const line = parseValues(within, owned.object, values)
    for (const [own, value] of retired) line.values.set(own, value)
    errors.push(...line.errors.map((error) => ({ ...error, field: `${field.name}[${at}].${error.field}` })))
    parsed.push({ values: line.values, errors: [], line: `${field.name}[${at}].` })
    lines.push({ id: typeof lineId === 'string' ? lineId : null, values: line.values })
  })
  return { lines, parsed, errors }
}

/**
 * What a line says without what it holds in retired fields. A known line keeps that, unless it goes for good;
 * a new one is given it only by who puts back what was there, or brings it from another record.
 */
function withoutRetired(
  { restores, joins, setsBack, authority, erases }: Door,
  { name: held }: ResolvedField,
  { retired: fields }: ResolvedObject,
  whole: Record<string, unknown>,
  isNew: boolean,
) {
  const isBack = restores === true || setsBack?.has(held) === true
  const isGiven = isBack || joins === true || authority === 'action'
  const named = isNew && !isGiven ? [] : fields.filter(({ name }) => Object.hasOwn(whole, name))
  const names = new Set(named.map(({ name }) => name))
  const values = Object.fromEntries(Object.entries(whole).filter(([name]) => !names.has(name)))
  const retired = isNew || erases ? named.map((field) => [field, whole[field.name]] as const) : []
  return { values, retired }
}

/** The lines that records have now, by parent, in their order. */
export async function loadLines(
  tx: Connection,
  model: ResolvedModel,
  owned: Owned,
  parents: readonly string[],
): Promise<Map<string, Line[]>> {
  const fields = lineFields(model, owned)
  const columns = join(fields.map((f) => id('l', f.column)))
  const rows =
    parents.length === 0
      ? []
      : await tx.query<Record<string, unknown>>(
          sql`select l.id, ${id('l', owned.via)} as "parent", ${columns} from ${id(owned.object.table)} l
        where ${id('l', owned.via)} = any(${parents}::uuid[]) order by l.position, l.id`,
          { name: `lines ${model.version} ${owned.object.name}` },
        )
  const byParent = new Map<string, Line[]>()
  for (const row of rows) {
    const values = new Map(fields.map((f) => [f.resolved, fromColumn(f.columnType, row[f.column])]))
    const list = byParent.get(row['parent'] as string) ?? []
    list.push({ id: row['id'] as string, values })
    byParent.set(row['parent'] as string, list)
  }
  return byParent
}

/** Lines in the form of the audit and of JSON: an array of plain objects with their ids. */
export function plainLines(lines: readonly Line[]): Record<string, unknown>[] {
  return lines.map((line) => {
    const plain: Record<string, unknown> = { id: line.id }
    for (const [field, value] of line.values) if (value !== null) plain[field.name] = value
    return plain
  })
}

/** What lines say, without their ids, for telling whether anything changed. */
export function sameLines(left: readonly Line[], right: readonly Line[]): boolean {
  return JSON.stringify(plainLines(left)) === JSON.stringify(plainLines(right))
}

/**
 * Fills the unnamed fields of known lines, and refuses lines that belong to another record, and values that
 * only actions set. A line may be sent back whole: what only actions set may be named as it is.
 */
export function settleLines(door: Door, field: ResolvedField, draft: Draft, before: readonly Line[]): void {
  const known = new Map(before.map((line) => [line.id, line]))
  const settled = (draft.lines.get(field) ?? []).map((line, at): Line => {
    refuseKept(door, field, draft, at, line, known.get(line.id))
    if (line.id === null) return line
    const was = known.get(line.id)
    if (was) return { id: line.id, values: new Map([...was.values, ...line.values]) }
    draft.errors.push({
      field: `${field.name}[${at}].id`,
      code: 'noSuchLine',
      message: said('This line does not belong to the record. Leave its id out to add it as a new line.'),
    })
    return line
  })
  draft.lines.set(field, settled)
}

function refuseKept(
  door: Door,
  field: ResolvedField,
  draft: Draft,
  at: number,
  line: Line,
  was: Line | undefined,
): void {
  for (const [own, value] of line.values) {
    if (!isKeptByActions(door, own) || isDeepStrictEqual(value, was?.values.get(own) ?? null)) continue
    const fault = fieldFault('readOnly', own, door.actor.language)
    draft.errors.push({ ...fault, field: `${field.name}[${at}].${own.name}` })
  }
}

/**
 * Gives new lines their ids, and what their fields hold where nobody says otherwise; what comes back had been
 * emptied there.
 */
export function identifyLines(door: Door, owned: Owned, field: ResolvedField, draft: Draft): void {
  const lines = draft.lines.get(field)
  if (!lines) return
  const isBack = door.restores === true || door.setsBack?.has(field.name) === true
  const defaults = [...owned.object.fields.values()].filter(
    ({ system, field: { how, default: initial } }) =>
      !system && initial !== undefined && !(isBack && how !== 'required'),
  )
  const complete = (line: Line): Line => {
    if (line.id !== null) return line
    const missing = defaults
      .filter((one) => !line.values.has(one))
      .map((one) => [one, one.field.default] as const)
    return { id: newId(), values: new Map([...line.values, ...missing]) }
  }
  draft.lines.set(field, lines.map(complete))
}

export function removedLines(owned: Owned, removed: readonly string[]): Sql {
  return sql`delete from ${id(owned.object.table)} where id = any(${removed}::uuid[])`
}

/**
 * The statement that puts the lines of many parents as they should be, or null where they have none. Of
 * parents that are new no line can be there yet.
 */
export function putLines(
  { model, actor, options }: Door,
  owned: Owned,
  parents: ReadonlyMap<string, readonly Line[]>,
  areNew: boolean,
): Sql | null {
  const fields = lineFields(model, owned)
  const rows = [...parents].flatMap(([parent, lines]) =>
    lines.map((line, position) => ({ id: line.id, parent, position, ...columnValues(fields, line) })),
  )
  if (rows.length === 0) return null
  const columns = join(fields.map((f) => id(f.column)))
  const typed = join(fields.map((f) => sql`${id(f.column)} ${raw(f.columnType)}`))
  const put = join(fields.map((f) => sql`${id(f.column)} = excluded.${id(f.column)}`))
  const values = join(fields.map((f) => id('v', f.column)))
  const at = writtenAt(options)
  const onKnown = sql`on conflict (id) do update
        set position = excluded.position, updated_at = excluded.updated_at, updated_by = excluded.updated_by,
            version = l.version + 1, ${put}`
  return sql`insert into ${id(owned.object.table)} as l
        (id, ${id(owned.via)}, position, created_at, created_by, updated_at, updated_by, ${columns})
      select v.id, v.parent, v.position, ${at}, ${actor.user}::uuid, ${at}, ${actor.user}::uuid, ${values}
      from json_to_recordset(${JSON.stringify(rows)}::json) as v(id uuid, parent uuid, position integer, ${typed})
      ${areNew ? raw('') : onKnown}`
}

/** What is stored of a line, also in fields that were retired. */
export function lineFields(model: ResolvedModel, owned: Owned): StoredField[] {
  const present = storedFields(model, owned.object).filter((field) => field.column !== owned.via)
  return [...present, ...retiredFields(model, owned.object)]
}

function columnValues(fields: readonly StoredField[], line: Line): Record<string, unknown> {
  const filled: Record<string, unknown> = {}
  for (const { column, resolved } of fields) {
    const value = line.values.get(resolved) ?? null
    if (value !== null) filled[column] = value
  }
  return filled
}
