import { sql } from '../database/sql.ts'
import type { Actor } from '../access/actor.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import { notFound, Problem } from '../errors.ts'
import { said } from '../said/said.ts'
import { provedOf } from './asked-of.ts'
import { seesField } from './read-facts.ts'
import { paperKind } from './fact-words.ts'
import type { FactsParts } from './facts-parts.ts'
import { askedNow, writeFacts } from './write-facts.ts'

/**
 * Writes down that somebody has seen the paper itself, by their own name. It counts until the paper ends,
 * and no longer speaks of it when another file is put in its place. Throws a 404, and a 403 for who may not
 * change the record.
 */
export async function attestFact(
  parts: FactsParts,
  actor: Actor,
  object: ResolvedObject,
  record: string,
): Promise<void> {
  const { database, model, records } = parts
  const proved = provedOf(model(), object).find(({ kind }) => kind === paperKind)
  const base = model().objects.get(object.base)
  if (!proved || !base || !(await seesField(parts, actor, object, record, proved.field))) throw notFound()
  await refuseUnlessMayChange(records, actor, object, record)
  const place = { object: base, proved }
  const asked = (await askedNow(database, model(), place, [record])).get(record) ?? {}
  if (!asked[proved.field])
    throw new Problem(409, 'nothingToSee', said('There is no file in it that could have been seen.'))
  const [ends] = await database.query<{ at: string | null }>(
    sql`select to_char((${asked['expires'] ?? null}::date + 1)::timestamp, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
  )
  const fact = { record, line: record, asked, result: 'valid', source: actor.name.slice(0, 120) } as const
  await writeFacts(records, actor, place, [{ ...fact, expiresAt: ends?.at ?? null, dueAt: null }])
}

/** Whoever may change a record may have its facts checked, and stand for them. Throws a 403. */
export async function refuseUnlessMayChange(
  records: FactsParts['records'],
  actor: Actor,
  object: ResolvedObject,
  record: string,
): Promise<void> {
  if (!(await records.may(actor, object.name, record, 'change'))) throw refusedCheck()
}

export function refusedCheck(): Problem {
  return new Problem(
    403,
    'forbidden',
    said('Only who may change this record may have it checked. Ask an administrator for the right.'),
  )
}
