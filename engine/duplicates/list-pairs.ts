import { isId } from '#model'
import { titlesOf } from '../audit/name-references.ts'
import { evidenceOf, likeness, matchTexts, reasonsIn, type MatchCode, type MatchRules } from '#match'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { matchedFields, matchRecordOf } from '../match/match-keys.ts'
import { seenRecords, type SeenRecord } from '../match/seen-records.ts'
import { filled } from '../query/placeholder.ts'
import type { Reader } from '../query/reader.ts'
import { readableRows } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { said } from '../said/said.ts'
import { facesOf } from '../schema/faces.ts'
import type { PairState } from './decide-pairs.ts'

export type PairQuery = {
  readonly state?: PairState
  /** Only pairs as alike as this. */
  readonly least?: number
  /** Only pairs for which this speaks. */
  readonly reason?: MatchCode
  /** Only pairs of this record. */
  readonly record?: string
  readonly after?: string
  readonly limit?: number
}

/** Two records that may be the same one, as somebody sees them. */
export type PairView = {
  readonly id: string
  readonly score: number
  readonly sure: boolean
  readonly state: PairState
  readonly reasons: readonly { readonly field: string; readonly code: string; readonly message: string }[]
  readonly one: SeenRecord
  readonly other: SeenRecord
  readonly by: { readonly id: string; readonly title: string } | null
  readonly at: string | null
}

type Row = {
  readonly id: string
  readonly one: string
  readonly other: string
  readonly score: number
  readonly state: PairState
  readonly by: string | null
  readonly at: string | null
}

const usualRows = 50
/** So many are looked through for one page, where most of them are hidden. */
const mostLooked = 1_000

/**
 * Pairs of which the actor sees both, the most alike first. How alike they are is told by what the actor sees
 * of them; who does not see all by which records are compared gets them by age, for the order would tell.
 */
export async function listPairs(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  rules: MatchRules,
  base: ResolvedObject,
  query: PairQuery,
): Promise<{ items: PairView[]; next: string | null }> {
  const reader = { model, actor, authority: 'actor' } as const
  const faces = facesOf(model, base).filter((face) => sightOf(reader, face))
  if (faces.length === 0) return { items: [], next: null }
  const byScore = faces.every((face) => seesAll(reader, face, base))
  const limit = query.limit ?? usualRows
  const asked: Asked = { connection, model, actor, rules, base, faces, byScore, query }
  const items: PairView[] = []
  let after = query.after === undefined ? null : cursorIn(query.after)
  for (let looked = 0; looked < mostLooked;) {
    const rows = await page(asked, after, limit + 1)
    const shown = rows.slice(0, limit)
    const views = await viewsOf(asked, shown)
    for (const row of shown) {
      after = { score: byScore ? row.score : 0, id: row.id }
      looked++
      const view = views.get(row.id)
      if (view) items.push(view)
      if (items.length === limit) break
    }
    const last = rows.at(-1)
    if (last === undefined || after?.id === last.id) return { items, next: null }
    if (items.length === limit) break
  }
  return { items, next: after && `${after.score} ${after.id}` }
}

type Asked = {
  readonly connection: Connection
  readonly model: ResolvedModel
  readonly actor: Actor
  readonly rules: MatchRules
  readonly base: ResolvedObject
  readonly faces: readonly ResolvedObject[]
  readonly byScore: boolean
  readonly query: PairQuery
}

function seesAll(reader: Reader, face: ResolvedObject, base: ResolvedObject): boolean {
  const sight = sightOf(reader, face)
  return matchedFields(reader.model, base).every(({ field }) => sight?.field(field.name) === true)
}

type Cursor = { readonly score: number; readonly id: string }

function cursorIn(after: string): Cursor {
  const [score, key = ''] = after.split(' ')
  if (Number.isFinite(Number(score)) && isId(key)) return { score: Number(score), id: key }
  throw fieldErrors([
    { field: 'after', code: 'badCursor', message: said('Take “after” from “next” of the page before.') },
  ])
}

/** Pairs of which both may be read under some face; where the order may tell nothing, the latest first. */
function page(asked: Asked, after: Cursor | null, limit: number): Promise<Row[]> {
  const { connection, model, actor, rules, base, faces, byScore, query } = asked
  const { state = 'open', least = 0, reason, record } = query
  const reader = { model, actor, authority: 'actor' } as const
  const seen = (column: string): Sql => {
    const rows = join(
      faces.map((face) => sql`(${readableRows(reader, face, 't')})`),
      ' or ',
    )
    return sql`exists (select from ${id(base.table)} t where t.id = ${id('d', column)} and (${rows}))`
  }
  const conditions = [
    sql`d.object = ${base.name} and d.state = ${state}`,
    // By what is seen they may be more alike than by all that is known, and as often less.
    byScore && state === 'open' ? sql`d.score >= ${Math.max(rules.shown, least)}` : null,
    byScore && reason ? sql`d.evidence @> ${JSON.stringify([{ code: reason }])}::jsonb` : null,
    record === undefined ? null : sql`${record}::uuid in (d.one, d.other)`,
    after === null
      ? null
      : byScore
        ? sql`(d.score, d.id) < (${after.score}::real, ${after.id}::uuid)`
        : sql`d.id < ${after.id}::uuid`,
    seen('one'),
    seen('other'),
  ].filter((condition) => condition !== null)
  return connection.query<Row>(
    filled(
      sql`select d.id, d.one, d.other, d.score, d.state, d.decided_by as by,
            to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
          from duplicate_pair d where ${join(conditions, ' and ')}
          order by ${byScore ? sql`d.score desc, d.id desc` : sql`d.id desc`} limit ${limit}`,
      reader,
    ),
  )
}

/** Each pair as the actor sees it; none where what they see of the two is not alike. */
async function viewsOf(asked: Asked, rows: readonly Row[]): Promise<ReadonlyMap<string, PairView>> {
  const { connection, model, actor, rules, base, query } = asked
  const reader = { model, actor, authority: 'actor' } as const
  const ids = [...new Set(rows.flatMap(({ one, other }) => [one, other]))]
  const seen = await seenRecords(connection, model, actor, base, ids)
  const deciders = [...new Set(rows.flatMap(({ by }) => by ?? []))]
  const names = new Map(await titlesOf(connection, reader, 'user', deciders))
  const views = new Map<string, PairView>()
  for (const row of rows) {
    const [one, other] = [seen.get(row.one), seen.get(row.other)]
    const records = [one, other].map((side) => side && matchRecordOf(model, base, side.values))
    if (!one || !other || !records[0] || !records[1]) continue
    const evidence = evidenceOf(records[0], records[1])
    const score = likeness(evidence, rules)
    const reasons = reasonsIn(evidence, rules)
    if (row.state === 'open' && score < Math.max(rules.shown, query.least ?? 0)) continue
    if (query.reason && !reasons.some(({ code }) => code === query.reason)) continue
    const by = row.by === null ? undefined : names.get(row.by)
    views.set(row.id, {
      id: row.id,
      score: Math.round(score * 100) / 100,
      sure: score >= rules.sure,
      state: row.state,
      reasons: reasons.map((each) => ({ ...each, message: matchTexts[each.code][actor.language] })),
      one,
      other,
      by: row.by === null || by === undefined ? null : { id: row.by, title: by },
      at: row.at,
    })
  }
  return views
}
