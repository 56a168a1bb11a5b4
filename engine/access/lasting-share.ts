import { isDay } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { fieldErrors, type Problem } from '../errors.ts'
import { rowsFor } from '../records/write/row-rights.ts'
import { said } from '../said/said.ts'
import type { Actor } from './actor.ts'
import { lastingUntil } from './lasting-rights.ts'

/**
 * Whoever shares, with what they may still do when the share ends: who has a record for a time opens it for
 * no longer, neither to others nor to themselves. Throws a 422 where they might not share it then.
 */
export async function lastingOn(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  face: ResolvedObject,
  record: string,
  until: unknown,
): Promise<Actor> {
  // What is no day is refused as such where it is written.
  if (until !== undefined && until !== null && !(typeof until === 'string' && isDay(until))) return actor
  const lasting = await sharerOn(connection, model, actor, face, record, until)
  if (!lasting) throw longer()
  return lasting
}

/**
 * The last day until which somebody may share a record, if nothing but time passes; null: for good. Throws a
 * 422 where they have it by nothing that lasts, such as by a share alone.
 */
export async function lastDayOf(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  face: ResolvedObject,
  record: string,
  today: string,
): Promise<string | null> {
  const mayOn = async (day: string | null) =>
    (await sharerOn(connection, model, actor, face, record, day)) !== null
  if (await mayOn(null)) return null
  const days = await daysOfEnds(connection, today)
  const [first] = days
  if (first === undefined || !(await mayOn(first))) throw longer()
  // Between two ends nothing is lost, so the day lies among them: kept at `has`, lost by the one at `lost`.
  let [has, lost] = [0, days.length]
  while (lost - has > 1) {
    const middle = Math.floor((has + lost) / 2)
    if (await mayOn(days[middle] ?? null)) has = middle
    else lost = middle
  }
  return days[has] ?? null
}

/** The days to come on which something ends by which anybody has rights, in their order. */
async function daysOfEnds(connection: Connection, today: string): Promise<string[]> {
  const rows = await connection.query<{ day: string }>(
    sql`select until::text as day from (
          select until from user_post union select until from group_member
          union select until from substitution union select until from "grant") ends
        where until >= ${today}::date order by until`,
  )
  return rows.map(({ day }) => day)
}

/** The actor as of that day, where they may still share the record then; else null. */
async function sharerOn(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  face: ResolvedObject,
  record: string,
  until: unknown,
): Promise<Actor | null> {
  const lasting = await lastingUntil(connection, model, actor, until)
  if (!lasting) return null
  const reader = { model, actor: lasting, authority: 'actor' } as const
  const all = ['read', 'change', 'share'].map((action) => rowsFor(reader, face, action, 't'))
  const [found] = await connection.query<{ may: boolean }>(
    sql`select (${join(all, ' and ')}) is true as may from ${id(face.table)} t where t.id = ${record}::uuid`,
  )
  return found?.may ? lasting : null
}

function longer(): Problem {
  const message = said(
    'You do not have this for as long yourself. Give it an end no later than yours, or ask an administrator.',
  )
  return fieldErrors([{ field: 'until', code: 'longer', message }])
}
