import { isId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql, type Sql } from '../database/sql.ts'
import { fieldErrors } from '../errors.ts'
import { said } from '../said/said.ts'
import { mayImport, ownImports, type ImportRecord } from './import-record.ts'
import { importView, type ImportView } from './import-view.ts'

/** `waiting` asks for one's own alone that were checked, and neither brought in nor given up. */
export type ImportsQuery = { readonly after?: string; readonly limit?: number; readonly waiting?: boolean }

export type ImportsPage = { readonly items: readonly ImportView[]; readonly next: string | null }

const usualRows = 50

/** The imports that `findImport` finds, the newest first. Throws a 422 for a cursor that no page gave. */
export async function listImports(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  { after, limit = usualRows, waiting = false }: ImportsQuery = {},
): Promise<ImportsPage> {
  const objects = [...model.objects.values()].filter((object) => mayImport(actor, object))
  const whose = waiting ? sql`actor = ${actor.user} and state = 'checked'` : ownImports(actor)
  const rows = await connection.query<ImportRecord & { readonly position: string }>(
    sql`select *, (extract(epoch from created_at) * 1000000)::bigint::text || '.' || id as position from import
        where ${whose} and object = any(${objects.map(({ name }) => name)}::text[]) and ${past(after)}
        order by created_at desc, id desc limit ${limit + 1}`,
  )
  const shown = rows.slice(0, limit)
  return {
    items: await Promise.all(
      shown.map(({ position: _, ...row }) => importView(connection, model, actor, row, false)),
    ),
    next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
  }
}

/** A page goes on from the microsecond and the id of its last, also where that is removed meanwhile. */
function past(after: string | undefined): Sql {
  if (after === undefined) return sql`true`
  const [, micros, id] = /^(\d{1,16})\.(.{36})$/.exec(after) ?? []
  if (micros === undefined || id === undefined || !isId(id))
    throw fieldErrors([
      { field: 'after', code: 'notCursor', message: said('Take “after” from “next” of the page before.') },
    ])
  return sql`(created_at, id) < (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)`
}
