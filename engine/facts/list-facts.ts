import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { id, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { filled, readableRows, recordScope, sightOf } from '../query/index.ts'
import { facesOf } from '../live/cut-to-rights.ts'
import { ledOnIds } from '../records/read/led-on-ids.ts'
import { mirroredLines } from '../records/write/mirrors.ts'
import { linesProved, provedOf } from './asked-of.ts'
import { proofOf, type FactView, type Proof } from './fact-view.ts'
import type { FactsParts } from './facts-parts.ts'
import { factKindLabel, paperKind } from './fact-words.ts'
import { instant, seenNames } from './read-facts.ts'

/** What a mark beside a value in a list says. */
export type FactMark = {
  readonly record: string
  readonly kind: string
  readonly label: string
  readonly field: string
  /** The line of `field` of which it speaks; what a line repeats in the record stands beside that field. */
  readonly line: string | null
  readonly proof: Proof
  readonly source: string | null
  readonly checkedAt: string | null
  readonly expiresAt: string | null
}

/** A fact that somebody has to look at. */
export type FactReview = FactMark & {
  readonly id: string
  readonly object: string
  readonly path: string
  readonly title: string | null
}

type Row = Omit<FactMark, 'label' | 'proof'> & {
  readonly id: string
  readonly isMain: boolean
  readonly face: string
  readonly title: string | null
  readonly result: FactView['result']
  readonly isOutdated: boolean
  readonly isExpired: boolean
}

/**
 * The facts about some records of one face, in one statement, without what sources say. One that went into
 * another is answered with the facts of that, under its id, as a list answers it.
 */
export async function factMarks(
  parts: FactsParts,
  actor: Actor,
  face: ResolvedObject,
  records: readonly string[],
): Promise<FactMark[]> {
  const model = parts.model()
  const seen = seenUnder(model, actor, face)
  if (seen === null || records.length === 0) return []
  const reader = { model, actor, authority: 'actor' } as const
  const led = await ledOnIds(parts.database, reader, face, records)
  const asked = [...new Set(records.map((one) => led.get(one) ?? one))]
  const rows = await parts.database.query<Row>(
    filled(
      sql`select ${columns(resultUnder(model, actor, face))}, ${isMain(model, face)} as "isMain",
            null as face, null as title
          from fact f join ${id(face.table)} t on t.id = f.record::uuid
          left join fact_look l on l.fact = f.id
          where f.object = ${face.base} and f.record = any(${asked}) and t.id = any(${asked}::uuid[])
            and ${seen} and ${isMain(model, face)} is not null
          order by f.id`,
      { actor },
    ),
  )
  const mirrors = mirrorsOf(model, face)
  return rows.map((row) => {
    const mark = markOf(parts, actor, row)
    return row.isMain ? { ...mark, field: mirrors.get(row.kind) ?? mark.field } : mark
  })
}

export type ReviewQuery = {
  readonly state: 'contradicted' | 'stale' | 'unseen'
  readonly after?: string
  readonly limit: number
}

/**
 * The facts that somebody has to look at, of records and fields that they see: what a source contradicts,
 * what has expired or speaks of a value that is no longer there, or papers that nobody has seen yet.
 */
export async function factReviews(
  parts: FactsParts,
  actor: Actor,
  { state, after, limit }: ReviewQuery,
): Promise<{ items: FactReview[]; next: string | null }> {
  const model = parts.model()
  const objects = [...model.objects.values()].filter(
    (object) => !object.isRole && (object.declaration.proved?.length ?? 0) > 0,
  )
  const of = state === 'unseen' ? unseenOf : reviewsOf
  const looks = objects.flatMap((object) =>
    of(model, actor, object, { state, limit, ...(after ? { after } : {}) }),
  )
  if (looks.length === 0) return { items: [], next: null }
  const rows = await parts.database.query<Row>(
    filled(
      sql`select * from (${join(
        looks.map((one) => sql`(${one})`),
        ' union all ',
      )}) u
               order by u.id desc limit ${limit + 1}`,
      { actor },
    ),
  )
  const items = rows.slice(0, limit).map((row): FactReview => ({
    ...markOf(parts, actor, row),
    id: row.id,
    object: row.face,
    path: model.objects.get(row.face)?.path ?? '',
    title: row.title,
  }))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

function reviewsOf(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  { state, after, limit }: ReviewQuery,
) {
  // A role says more of a record than its base, so its card is the one that is opened.
  const known = facesOf(model, actor, object.name)
  const byRole = [...known.filter(({ isRole }) => isRole), ...known.filter(({ isRole }) => !isRole)]
  const faces = byRole.flatMap((face) => {
    const seen = seenUnder(model, actor, face)
    return seen === null ? [] : [{ face, seen, result: resultUnder(model, actor, face) }]
  })
  if (faces.length === 0) return []
  const stale = sql`f.id in (select e.id from fact e where e.expires_at <= now()
    union all select o.fact from fact_look o where o.outdated and o.fact is not null)`
  const contradicted = join(
    faces.map((one) => sql`(${one.seen} and ${one.result} <> 'valid')`),
    ' or ',
  )
  const isOpen =
    state === 'stale'
      ? stale
      : sql`(f.result in ('invalid', 'contradicted') and not coalesce(l.outdated, false) and (${contradicted}))`
  const of = (value: (one: (typeof faces)[number]) => Sql) =>
    sql`case ${join(
      faces.map((one) => sql`when ${one.seen} then ${value(one)}`),
      ' ',
    )} end`
  return [
    sql`select ${columns(of(({ result }) => result))}, false as "isMain", ${of(({ face }) => literal(face.name))} as face,
          ${of(({ face }) => titleUnder(model, actor, face))} as title
        from fact f join ${id(object.table)} t on t.id = f.record::uuid
          left join fact_look l on l.fact = f.id
        where f.object = ${object.name} and ${isOpen} and ${isMain(model, object)} is not null and (${join(
          faces.map((one) => one.seen),
          ' or ',
        )})
          and ${after === undefined ? raw('true') : sql`f.id < ${after}::uuid`}
        order by f.id desc limit ${limit + 1}`,
  ]
}

/** Papers that hold something and that nobody stood for yet; each has its own id in the place of a fact. */
function unseenOf(
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  { after, limit }: ReviewQuery,
): Sql[] {
  const proved = provedOf(model, object).find(({ kind }) => kind === paperKind)
  const column = object.fields.get(proved?.field ?? '')?.column
  const seen = seenUnder(model, actor, object, sql`${literal(proved?.field ?? '')}`)
  if (!proved || !column || seen === null) return []
  return [
    sql`select t.id, t.id::text as record, ${literal(paperKind)} as kind, ${literal(proved.field)} as field,
          null as line, 'unknown' as result, null as source, null as "checkedAt", null as "expiresAt",
          false as "isExpired", false as "isOutdated", false as "isMain", ${literal(object.name)} as face,
          ${titleUnder(model, actor, object)} as title
        from ${id(object.table)} t
        where ${id('t', column)} is not null and ${seen}
          and not exists (select from fact_look l where l.kind = ${paperKind} and l.line = t.id and l.fact is not null)
          and ${after === undefined ? raw('true') : sql`t.id < ${after}::uuid`}
        order by t.id desc limit ${limit + 1}`,
  ]
}

/**
 * Whether the fact of the look `l` speaks of the record itself or of its main line; null where its line is
 * there no more, so that nobody has to look at it.
 */
function isMain(model: ResolvedModel, object: ResolvedObject): Sql {
  const whens = provedOf(model, object).flatMap(({ field }) => {
    const owned = linesProved(model, object, field)
    if (!owned) return []
    const main = owned.object.fields.get('main')?.column
    const isIt = main ? sql`coalesce(${id('i', main)}, false)` : sql`false`
    const found = sql`select ${isIt} from ${id(owned.object.table)} i where i.id = l.line`
    return [sql`when ${literal(field)} then (${found})`]
  })
  return whens.length === 0 ? raw('true') : sql`(case f.field ${join(whens, ' ')} else true end)`
}

/** Beside which field of the record a kind of fact stands that speaks of one value of its main line. */
function mirrorsOf(model: ResolvedModel, object: ResolvedObject): ReadonlyMap<string, string> {
  return new Map(
    mirroredLines(model, object).flatMap(({ lines, mirrors }) =>
      provedOf(model, object)
        .filter(({ field, of }) => field === lines.name && of.length === 1)
        .flatMap(({ kind, of }): [string, string][] => {
          const mirror = mirrors.find(({ line }) => line.name === of[0])
          return mirror ? [[kind, mirror.field.name]] : []
        }),
    ),
  )
}

/** That the reader may read the record `t` under this face, and sees the field that a fact proves. */
function seenUnder(
  model: ResolvedModel,
  actor: Actor,
  face: ResolvedObject,
  field: Sql = sql`f.field`,
): Sql | null {
  const reader = { model, actor, authority: 'actor' } as const
  const sight = sightOf(reader, face)
  if (!sight) return null
  const scope = recordScope(reader, face, 't')
  const fields = [...new Set(provedOf(model, face).map(({ field }) => field))].filter(
    (name) => sight.field(name) !== undefined,
  )
  if (fields.length === 0) return null
  const guards = fields.map((name) => sql`when ${literal(name)} then ${scope.guard(name) ?? raw('true')}`)
  return sql`(${readableRows(reader, face, 't')} and (case ${field} ${join(guards, ' ')} else false end) is true)`
}

function titleUnder(model: ResolvedModel, actor: Actor, face: ResolvedObject): Sql {
  const reader = { model, actor, authority: 'actor' } as const
  const title = sightOf(reader, face)?.field(face.title)
  return title === undefined
    ? raw('null')
    : sql`${recordScope(reader, face, 't').column(face.title).sql}::text`
}

/**
 * The result as far as the reader may know it: that a field differs which they do not see on the record,
 * they are not told.
 */
function resultUnder(model: ResolvedModel, actor: Actor, face: ResolvedObject): Sql {
  return sql`(case when f.result = 'contradicted' and not exists (
      select from jsonb_array_elements_text(f.answer -> 'differs') d
      where split_part(d, '.', 1) = any(${seenNames(model, actor, face)})) then 'valid' else f.result end)`
}

function columns(result: Sql): Sql {
  return sql`f.id, f.record, f.kind, f.field, nullif(l.line::text, f.record) as line, ${result} as result, f.source, ${instant('f', 'checked_at')} as "checkedAt",
    ${instant('f', 'expires_at')} as "expiresAt", coalesce(f.expires_at <= now(), false) as "isExpired",
    coalesce(l.outdated, false) as "isOutdated"`
}

function markOf({ model }: FactsParts, { language }: Actor, row: Row): FactMark {
  return {
    record: row.record,
    kind: row.kind,
    label: factKindLabel(model(), row.kind, language),
    field: row.field,
    line: row.line,
    proof: proofOf(row.result, row),
    source: row.source,
    checkedAt: row.checkedAt,
    expiresAt: row.expiresAt,
  }
}
