import { labelOf, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { filled, readableRows, recordScope } from '../query/index.ts'
import { seenFields } from '../query/sight.ts'
import { said } from '../said/said.ts'
import { linesProved, provedOf, sameAsked, textOfAsked, type Asked } from './asked-of.ts'
import { differencesBetween } from './differences.ts'
import type { Answer, AnswerReason, Failure } from './fact-source.ts'
import type { FactsParts } from './facts-parts.ts'
import { formFacts, hasForm } from './form-facts.ts'
import { proofOf, type FactView } from './fact-view.ts'
import { stateOfSource } from './source-settings.ts'
import { emailKind, factKindLabel, paperKind } from './fact-words.ts'

type Row = {
  readonly id: string | null
  readonly kind: string
  readonly field: string
  /** The line of which it speaks; the record itself where it is of none. */
  readonly line: string
  readonly result: FactView['result'] | null
  readonly source: string | null
  readonly checkedAt: string | null
  readonly expiresAt: string | null
  readonly isExpired: boolean
  readonly reference: string | null
  readonly asked: Asked | null
  readonly answer: Answer | null
  readonly kept: readonly string[] | null
  readonly failure: Failure | 'linkSent' | null
  /** Fields of the record that the reader sees on it. */
  readonly seen: readonly string[]
}

/**
 * What is known of the values of a record, for whoever may read it: of each field that they see on it what
 * its form says, and what sources and people said. Of a field that they do not see there is nothing, not
 * even that there is something. Throws a 404.
 */
export async function readFacts(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
): Promise<FactView[]> {
  const model = parts.model()
  const fields = neededFields(model, actor, object)
  const names = ['id', ...fields.map(({ name }) => name)]
  const found = await parts.records.get(actor, object.name, record, { fields: names })
  if ('movedTo' in found) throw notFound()
  const values = JSON.parse(found.json) as Record<string, unknown>
  const rows = await factRows(parts, actor, object, record, subjectsIn(model, object, record, values))
  const on = await sourcesOn(parts)
  const stored = rows
    .map((row) => viewOf(parts, actor, object, row, { record, values }))
    .filter(({ id: fact, kind, field, about }) => {
      const isFilledIn = linesProved(model, object, field) ? about !== null : isFilled(values[field])
      return fact !== null || (on.has(kind) && isFilledIn)
    })
  return [...stored, ...formFacts(model, actor, object, fields, values)]
}

function isFilled(value: unknown): boolean {
  return (
    value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

/** What has to be read of the record to hold facts against it, as far as the reader may see it at all. */
function neededFields(model: ResolvedModel, actor: Actor, object: ResolvedObject): readonly ResolvedField[] {
  const proved = new Set(provedOf(model, object).flatMap(({ field, of }) => [field, ...of]))
  return seenFields({ model, actor, authority: 'actor' }, object).filter(
    (field) =>
      !field.system &&
      (proved.has(field.name) || field.field['matched'] !== undefined || hasForm(model, object, field)),
  )
}

/** Whether the reader sees a field on this very record. Throws a 404 for one that they may not read. */
export async function seesField(
  { database, model: current, records }: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  field: string,
): Promise<boolean> {
  const model = current()
  await records.get(actor, object.name, record, { fields: ['id'] })
  const reader = { model, actor, authority: 'actor' } as const
  const [row] = await database.query<{ seen: readonly string[] }>(
    filled(
      sql`select ${seenNames(model, actor, object)} as seen from ${id(object.table)} t
          where t.id = ${record}::uuid and ${readableRows(reader, object, 't')}`,
      reader,
    ),
  )
  return row?.seen.includes(field) === true
}

type Spoken = { readonly kind: string; readonly field: string; readonly line: string }

/** Of what facts can speak in a record as it was read: itself, or each of its lines. */
function subjectsIn(
  model: ResolvedModel,
  object: ResolvedObject,
  record: string,
  values: Readonly<Record<string, unknown>>,
): Spoken[] {
  return provedOf(model, object).flatMap(({ kind, field }): Spoken[] => {
    if (!linesProved(model, object, field)) return [{ kind, field, line: record }]
    const lines = Array.isArray(values[field]) ? (values[field] as { id: string }[]) : []
    return lines.map(({ id: line }) => ({ kind, field, line }))
  })
}

/** One row for each subject whose field the reader sees on the record, be there a fact or not. */
function factRows(
  { database, model: current }: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  subjects: readonly Spoken[],
): Promise<Row[]> {
  const model = current()
  const reader = { model, actor, authority: 'actor' } as const
  const seen = seenNames(model, actor, object)
  return database.query<Row>(
    filled(
      sql`with r as (select t.id, ${seen} as seen from ${id(object.table)} t
            where t.id = ${record}::uuid and ${readableRows(reader, object, 't')})
          select f.id, k.kind, k.field, k.line, f.result, f.source, f.reference, f.asked, f.answer, f.kept,
            coalesce(l.failure, case when l.due_at is not null and w.paused_until > now() then w.failure end)
              as failure,
            ${instant('f', 'checked_at')} as "checkedAt", ${instant('f', 'expires_at')} as "expiresAt",
            coalesce(f.expires_at <= now(), false) as "isExpired", r.seen
          from r cross join json_to_recordset(${JSON.stringify(subjects)}::json)
            as k(kind text, field text, line uuid)
          left join fact_look l on l.kind = k.kind and l.line = k.line and l.record = r.id
          left join fact f on f.id = l.fact
          left join fact_watch w on w.kind = k.kind
          where k.field = any(r.seen)`,
      reader,
    ),
  )
}

/** The fields of a row that the reader sees on it, as a piece of SQL. */
export function seenNames(model: ResolvedModel, actor: Actor, object: ResolvedObject): Sql {
  const reader = { model, actor, authority: 'actor' } as const
  const scope = recordScope(reader, object, 't')
  const names = seenFields(reader, object)
    .filter(({ system }) => !system)
    .map(({ name }) => {
      const guard = scope.guard(name)
      return guard ? sql`case when ${guard} then ${literal(name)} end` : literal(name)
    })
  return names.length === 0 ? raw(`'{}'::text[]`) : sql`array_remove(array[${join(names)}]::text[], null)`
}

export function instant(...column: readonly string[]): Sql {
  return sql`to_char(${id(...column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

/** The kinds of facts that can be had now; people can always be asked. */
async function sourcesOn({ settings, sources }: FactsParts): Promise<ReadonlySet<string>> {
  const states = await Promise.all(
    sources.map(async (source) => ((await stateOfSource(settings, source)).on ? [source.kind] : [])),
  )
  return new Set([emailKind, paperKind, ...states.flat()])
}

function viewOf(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  row: Row,
  { record, values }: { record: string; values: Readonly<Record<string, unknown>> },
): FactView {
  const model = parts.model()
  const line = row.line === record ? null : row.line
  const ours = oursOf(row.field, line, values)
  const seen = new Set(row.seen)
  const differing =
    row.answer === null
      ? []
      : differencesBetween(model, object, {
          field: row.field,
          says: row.answer.says ?? {},
          ours,
          kept: row.kept ?? [],
        }).filter(({ field }) => seen.has(field.split('.')[0] ?? ''))
  const result = resultNow(row, differing.length)
  const { proved } = kindOf(model, object, row.kind)
  const now = Object.fromEntries(proved.of.map((name) => [name, ours[name] ?? null]))
  // What speaks of a field that the reader does not see is compared by what they do see of it.
  const isOutdated = row.id !== null && !sameAsked(visible(row.asked, row, seen), visible(now, row, seen))
  return {
    id: row.id,
    kind: row.kind,
    label: factKindLabel(model, row.kind, actor.language),
    field: row.field,
    line,
    about: line === null ? null : textOfAsked(now),
    result,
    proof: proofOf(result, { isOutdated, isExpired: row.isExpired }),
    source: row.source,
    checkedAt: row.checkedAt,
    expiresAt: row.expiresAt,
    isExpired: row.isExpired,
    isOutdated,
    reference: row.reference,
    reason: reasonOf(row.answer?.reason, actor.language),
    failure: failureOf(row.failure, actor.language),
    differences: differing.map(({ field, theirs }) => ({
      field,
      label: labelAt(model, object, field, actor.language),
      ours: ours[field.split('.').at(-1) ?? ''] ?? null,
      theirs,
      mayAccept: actor.access.object(object.name)?.change(field.split('.')[0] ?? '') !== undefined,
    })),
    place: isOutdated ? null : (row.answer?.place ?? null),
  }
}

function kindOf(model: ResolvedModel, object: ResolvedObject, kind: string) {
  const proved = provedOf(model, object).find((one) => one.kind === kind)
  if (!proved) throw new Error(`${object.name} declares no facts of the kind ${kind}.`)
  return { proved }
}

/** An answer that was settled contradicts no more, and one that was accepted and undone does again. */
function resultNow({ result, answer }: Row, differing: number): FactView['result'] {
  if (result === null) return 'unknown'
  if (answer === null || (result !== 'valid' && result !== 'contradicted')) return result
  return differing > 0 ? 'contradicted' : 'valid'
}

function visible(asked: Asked | null, { field }: Row, seen: ReadonlySet<string>): Asked | null {
  if (!asked) return null
  const isOfLines = !Object.hasOwn(asked, field)
  return Object.fromEntries(Object.entries(asked).filter(([name]) => isOfLines || seen.has(name)))
}

/** What stands in the record, by field; in one of its lines, where the fact speaks of that. */
function oursOf(field: string, line: string | null, values: Readonly<Record<string, unknown>>): Asked {
  const lines = Array.isArray(values[field]) ? (values[field] as Record<string, unknown>[]) : []
  const from = line === null ? values : (lines.find((one) => one['id'] === line) ?? {})
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, plainText(value)]))
}

function plainText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  const named = (value as { id?: unknown } | null)?.id
  return typeof named === 'string' ? named : null
}

function labelAt(model: ResolvedModel, object: ResolvedObject, path: string, language: Language): string {
  const [name = '', inner] = path.split('.')
  const owner = inner === undefined ? object : linesProved(model, object, name)?.object
  const field = owner?.fields.get(inner ?? name)
  return field ? labelOf(field.field, language) : path
}

function reasonOf(reason: AnswerReason | undefined, language: Language): string | null {
  if (reason === undefined) return null
  const sentences = {
    notRegistered: said('The source does not know this number.'),
    notFound: said('The source found nothing under it.'),
    inactive: said('By the source it exists no more, or is not active.'),
    cannotLookUp: said('The source cannot look up what is written here, and says nothing of it.'),
    severalFound: said('The source found several, and cannot tell which is meant.'),
  } as const
  return sentences[reason]?.in(language) ?? null
}

export function failureOf(failure: Row['failure'], language: Language): string | null {
  if (failure === null) return null
  const sentences = {
    noAnswer: said('The source does not answer. It is asked again later.'),
    tooSlow: said('The source took too long to answer. It is asked again later.'),
    tooOften: said('The source is asked too often. It is asked again later.'),
    notUnderstood: said('The source answered in a form that Kontor does not understand.'),
    notSetUp: said('The address of the source is not right. An administrator can mend it in the settings.'),
    ownNetwork: said(
      'The address of the source is within our own network, or leads there. An administrator can allow it in the settings.',
    ),
    nothingAt: said('The source answered in a form that Kontor does not understand.'),
    linkSent: said('The link was sent and is not opened yet.'),
  } as const
  return sentences[failure]?.in(language) ?? null
}
