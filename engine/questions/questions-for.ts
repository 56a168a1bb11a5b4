import type { Actor } from '../access/actor.ts'
import { mayNameUser } from '../audit/named-users.ts'
import { knownObjects } from '../access/known-objects.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { seenRecords, type SeenRecord } from '../match/seen-records.ts'
import type { Records } from '../records/records.ts'
import { isKept, keepersOf } from './keepers-of.ts'
import { mayOpen } from '../access/may-open.ts'

/** What somebody asks the actor about a record that the actor keeps. */
export type Question = {
  readonly id: string
  /** Null to whom may not read of users who it is. */
  readonly by: { readonly id: string; readonly title: string } | null
  /** The name that they were about to enter. */
  readonly entered: string | null
  readonly note: string | null
  readonly at: string
  readonly object: string
  readonly path: string
  readonly record: string
  readonly title: string | null
  readonly mayShare: boolean
}

/** What a keeper answered to the actor. */
export type Answered = {
  readonly id: string
  readonly by: { readonly id: string; readonly title: string } | null
  readonly entered: string | null
  readonly answer: string | null
  readonly shared: boolean
  readonly at: string
}

type Parts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
}

type Row = Pick<Question, 'id' | 'by' | 'entered' | 'note' | 'at' | 'record'> & { readonly asked: string }

const most = 100

/**
 * Questions that wait for the actor: about records that they keep today, or that nobody does and they look
 * after the duplicates; of all these, about those that they see.
 */
export async function questionsFor(
  { database, model, records }: Parts,
  actor: Actor,
  only: string | null = null,
): Promise<Question[]> {
  const questions: Question[] = []
  for (const base of model().objects.values()) {
    if (base.isRole || !isKept(model(), base)) continue
    const rows = await rowsFor(database, model(), actor, base, only)
    const ids = rows.map(({ record }) => record)
    const seen = await seenRecords(database, model(), actor, base, ids, 'titles')
    for (const { asked, ...row } of rows) {
      const one = seen.get(row.record)
      const face = one && faceOf(model(), one, asked)
      if (!one || !face) continue
      const shareable = await Promise.all(
        ['change', 'share'].map((action) => records.may(actor, face.name, row.record, action)),
      )
      questions.push({
        ...{ ...row, title: one.title, object: face.name, path: face.path },
        mayShare: shareable.every(Boolean),
      })
    }
  }
  return questions
}

/** The face by which the other asked, where the record plays it. */
function faceOf(model: ResolvedModel, { object, roles }: SeenRecord, asked: string) {
  return model.objects.get(roles.includes(asked) ? asked : (roles[0] ?? object))
}

const instantOf = (column: string) => ({
  parts: [`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`],
  values: [],
})

function rowsFor(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
  only: string | null,
): Promise<Row[]> {
  return connection.query<Row>(
    sql`select q.id, ${named(model, actor)} as by, a.entry ->> ${base.title} as entered, a.note,
          ${instantOf('a.at')} as at, q.record, a.object as asked
        from keeper_question q join keeper_ask a on a.id = q.ask join "user" u on u.id = a.asker
        join ${id(base.table)} t on t.id = q.record
        where q.state = 'open' and q.object = ${base.name} and a.asker <> ${actor.user} and ${waitsFor(model, actor, base)}
          and (${only}::uuid is null or q.id = ${only}::uuid)
        order by a.at desc, q.id limit ${most}`,
  )
}

/** Who the user `u` is, as far as the actor may read of users. */
function named(model: ResolvedModel, actor: Actor): Sql {
  const may = mayNameUser({ model, actor, authority: 'actor' }, 'u')
  return sql`case when ${may} then json_build_object('id', u.id, 'title', u.name) end`
}

/** Whether a question about the record `t` that `a` asks waits for the actor. */
export function waitsFor(model: ResolvedModel, actor: Actor, base: ResolvedObject): Sql {
  const keepers = keepersOf(model, base, 't')
  const kept = sql`exists (select from "user" k where k.id = any(${keepers}) and k.active and k.id <> a.asker)`
  return mayOpen(actor, 'duplicates')
    ? sql`(${actor.user}::uuid = any(${keepers}) or not ${kept})`
    : sql`${actor.user}::uuid = any(${keepers})`
}

/** What was answered to the actor within the last month, about records of objects that they know. */
export function answersTo(connection: Connection, model: ResolvedModel, actor: Actor): Promise<Answered[]> {
  return connection.query<Answered>(
    sql`select q.id, ${named(model, actor)} as by, a.entry ->> 'name' as entered, q.answer,
          q.state = 'shared' as shared, ${instantOf('q.decided_at')} as at
        from keeper_ask a join keeper_question q on q.ask = a.id join "user" u on u.id = q.decided_by
        where a.asker = ${actor.user} and q.state in ('answered', 'shared')
          and q.decided_at > now() - interval '30 days' and a.object = any(${knownObjects(actor, model)}::text[])
        order by q.decided_at desc, q.id limit ${most}`,
  )
}
