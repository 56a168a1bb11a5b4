import { isId } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { storedFields, storedKey, type StoredField } from './stored.ts'
import { ownedLines } from './write/lines.ts'
import { targetOf } from './write/references.ts'

/** The object that a field names records of which was a text before, or null for any other field. */
export function formerTarget(field: ResolvedField): string | null {
  return field.field['formerly'] === 'text' ? targetOf(field) : null
}

/**
 * The id that a text of the log stands for: itself, or the record that it meant when the field was a
 * text.
 */
export function presentId(target: string, text: Sql): Sql {
  return sql`(case when ${text} like '________-____-____-____-____________' then ${text}::uuid
    else (select f.record from former_value f where f.object = ${target} and f.value = ${text}) end)`
}

type Values = Record<string, unknown>
type Entry = { readonly before: Values | null; readonly after: Values | null }

/**
 * Entries of the log in the form in which their fields hold values today: in the place of what they held
 * before they named records, or were of another kind. The log itself is never rewritten. A text that means
 * nothing any more is as empty.
 */
export async function inPresentForm<E extends Entry>(
  connection: Connection,
  model: ResolvedModel,
  object: ResolvedObject | undefined,
  entries: readonly E[],
): Promise<readonly E[]> {
  if (!object) return entries
  const fields = storedFields(model, object).filter(({ key }) => !key.endsWith('.'))
  const exact = exactIn(fields)
  const ofLines = fieldsOfLines(model, object)
  const inLines = ofLines
    .map(([key, own]) => [key, exactIn(own)] as const)
    .filter(([, own]) => own.length > 0)
  const written = (values: Values | null): Values | null => {
    const lines = inLines.flatMap(([key, own]) => {
      const held = values?.[key]
      return Array.isArray(held) ? [[key, held.map((line: Values) => inPresentNumbers(own, line))]] : []
    })
    const plain = values && inPresentNumbers(exact, values)
    return lines.length > 0 ? { ...plain, ...(Object.fromEntries(lines) as Values) } : plain
  }
  return inPresentTargets(
    connection,
    { fields, ofLines },
    entries.map((entry) => ({ ...entry, before: written(entry.before), after: written(entry.after) })),
  )
}

function exactIn(fields: readonly StoredField[]): readonly string[] {
  return fields.filter(({ columnType }) => columnType === 'numeric').map(({ key }) => key)
}

/** The fields of lines, by the key of what holds the lines. */
function fieldsOfLines(model: ResolvedModel, object: ResolvedObject) {
  const faces = [object, ...object.roles.flatMap((role) => model.objects.get(role) ?? [])]
  return faces.flatMap((face) =>
    [...face.fields.values()].flatMap((field) => {
      const owned = field.owner === face.name ? ownedLines(model, field) : null
      return owned ? [[storedKey(face, field), storedFields(model, owned.object)] as const] : []
    }),
  )
}

/** What held whole numbers before it held decimals was written down as numbers, and now as texts. */
function inPresentNumbers(exact: readonly string[], values: Values): Values {
  const whole = exact.filter((key) => typeof values[key] === 'number')
  if (whole.length === 0) return values
  return { ...values, ...Object.fromEntries(whole.map((key) => [key, String(values[key])])) }
}

type Places = {
  readonly fields: readonly StoredField[]
  readonly ofLines: readonly (readonly [key: string, fields: readonly StoredField[]])[]
}

async function inPresentTargets<E extends Entry>(
  connection: Connection,
  { fields, ofLines }: Places,
  entries: readonly E[],
): Promise<readonly E[]> {
  const former = fields.filter(isOfFormer)
  const inLines = ofLines.map(([key, own]) => [key, own.filter(isOfFormer)] as const)
  const lines = inLines.filter(([, own]) => own.length > 0)
  if (former.length === 0 && lines.length === 0) return entries
  const all = entries.flatMap(({ before, after }) => [before ?? {}, after ?? {}])
  const lead = await formerRecords(connection, [
    ...all.flatMap((values) => valuesIn(former, values)),
    ...lines.flatMap(([key, own]) =>
      all.flatMap((values) => linesIn(values[key]).flatMap((line) => valuesIn(own, line))),
    ),
  ])
  const led = (values: Values | null): Values | null => {
    if (!values) return values
    const held = lines.filter(([key]) => linesIn(values[key]).length > 0)
    const now = held.map(([key, own]) => [key, linesIn(values[key]).map((line) => ledIn(own, line, lead))])
    return { ...ledIn(former, values, lead), ...(Object.fromEntries(now) as Values) }
  }
  return entries.map((entry) => ({ ...entry, before: led(entry.before), after: led(entry.after) }))
}

function isOfFormer({ resolved }: StoredField): boolean {
  return formerTarget(resolved) !== null
}

function linesIn(value: unknown): readonly Values[] {
  return Array.isArray(value) ? (value as Values[]) : []
}

function valuesIn(former: readonly StoredField[], values: Values) {
  return former.map(({ key, resolved }) => ({ target: formerTarget(resolved) ?? '', value: values[key] }))
}

function ledIn(former: readonly StoredField[], values: Values, lead: Lead): Values {
  const own = former.filter(({ key }) => isFormer(values[key]))
  if (own.length === 0) return values
  const now = own.map(({ key, resolved }) => [key, lead(formerTarget(resolved) ?? '', values[key])])
  return { ...values, ...(Object.fromEntries(now) as Values) }
}

type Lead = (target: string, value: unknown) => string | null

/** Whether a value of such a field was written while it was a text. */
export function isFormer(value: unknown): value is string {
  return typeof value === 'string' && !isId(value)
}

/** What leads former values to the records that they meant: an id, or null. */
export async function formerRecords(
  connection: Connection,
  values: readonly { readonly target: string; readonly value: unknown }[],
): Promise<Lead> {
  const asked = values.filter(({ value }) => isFormer(value))
  if (asked.length === 0) return () => null
  const rows = await connection.query<{ object: string; value: string; record: string }>(
    sql`select distinct f.object, f.value, f.record from former_value f
        join unnest(${asked.map(({ target }) => target)}::text[], ${asked.map(({ value }) => value)}::text[]) a(object, value)
          on a.object = f.object and a.value = f.value`,
  )
  const known = new Map(rows.map((row) => [`${row.object} ${row.value}`, row.record]))
  return (target, value) => known.get(`${target} ${String(value)}`) ?? null
}
