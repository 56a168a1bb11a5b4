import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Mention } from './find-mentions.ts'
import { isPlaceOf, labelOfPlace, modelRecord } from './model-mentions.ts'
import { labelOfMention, seenMentions, type Reading } from './seen-mentions.ts'

/** A place where an erasure left words about somebody: where it is, not what it says. */
export type LeftMention = Mention & {
  readonly path: string | null
  /** The object whose page of the settings holds the place, where it is one of the model. */
  readonly settings: string | null
  readonly label: string
  readonly at: string
}

type Row = Mention & { readonly erasure: string; readonly at: string }

const atOnce = 1_000

/** Those in places that the actor reads, the oldest first; the rest waits for who reads there. */
export async function leftMentions(
  database: Database,
  reading: Reading,
  limit: number,
): Promise<LeftMention[]> {
  const left: LeftMention[] = []
  for (let after: Row | undefined; left.length < limit;) {
    const rows = await rowsAfter(database, after)
    left.push(...(await shown(reading, rows)))
    after = rows.at(-1)
    if (rows.length < atOnce) break
  }
  return left.slice(0, limit)
}

function rowsAfter(database: Database, after: Row | undefined): Promise<Row[]> {
  const {
    at = '-infinity',
    object = '',
    record = modelRecord,
    field = '',
    erasure = modelRecord,
  } = after ?? {}
  return database.query<Row>(
    sql`select m.object, m.record, nullif(m.field, '') as field, m.erasure,
               to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
        from person_mention m join person_erasure p on p.id = m.erasure
        where (p.at, m.object, m.record, m.field, m.erasure)
            > (${at}::timestamptz, ${object}, ${record}::uuid, ${field ?? ''}, ${erasure}::uuid)
        order by p.at, m.object, m.record, m.field, m.erasure limit ${atOnce}`,
  )
}

async function shown(reading: Reading, rows: readonly Row[]): Promise<LeftMention[]> {
  const { model, actor } = reading
  const seen = await seenMentions(
    reading,
    rows.filter((row) => row.record !== modelRecord),
  )
  const inRecords = new Map(seen.map((one) => [one.mention, one]))
  return rows.flatMap((row): LeftMention[] => {
    const { object, record, field } = row
    const one = { object, record, field, at: `${row.at.slice(0, 19)}Z` }
    if (record === modelRecord) {
      const place = { ...one, field: field ?? '' }
      if (!isPlaceOf(actor, place)) return []
      const settings = actor.access.page('objects') && model.objects.has(object) ? object : null
      return [{ ...place, path: null, settings, label: labelOfPlace(model, place, actor.language) }]
    }
    const told = inRecords.get(row)
    if (!told) return []
    const path = told.row ? (told.face?.path ?? null) : null
    return [{ ...one, path, settings: null, label: labelOfMention(told, reading) }]
  })
}

/** Somebody who reads there has looked. Throws a 404, also to who does not. */
export async function settleMention(database: Database, reading: Reading, mention: Mention): Promise<void> {
  const { object, record, field } = mention
  const isTold =
    record === modelRecord
      ? isPlaceOf(reading.actor, mention)
      : (await seenMentions(reading, [mention])).length > 0
  if (!isTold) throw notFound()
  const gone = await database.query(
    sql`delete from person_mention where object = ${object} and record = ${record} and field = ${field ?? ''}
        returning 1`,
  )
  if (gone.length === 0) throw notFound()
}
