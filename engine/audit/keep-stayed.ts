import type { Language } from '#model'
import { sql } from '../database/sql.ts'
import type { Door } from '../records/write/door.ts'
import { words, type Sentence } from '../said/sayer.ts'
import type { Stayed } from './kept.ts'

/** Of so many things that an undo kept is written which, and why; of the rest how many. */
export const mostKept = 200

const languages: readonly Language[] = ['en', 'lv', 'ka', 'zh', 'ru']

/**
 * Writes beside an undo what it kept, as it is and not as it was told to whoever undid it: what of it may be
 * seen is asked whenever it is read.
 */
export async function keepStayed({ tx }: Door, undo: string, stayed: readonly Stayed[]): Promise<void> {
  if (stayed.length === 0) return
  const [row] = await tx.query<{ before: number }>(
    sql`update change set kept = coalesce(kept, 0) + ${stayed.length} where id = ${undo}::uuid
        returning kept - ${stayed.length} as before`,
  )
  const before = row?.before ?? 0
  const rows = stayed.slice(0, Math.max(0, mostKept - before)).map(({ told: _told, reason, ...one }, at) => ({
    ...{ ...one, nr: before + at + 1, reason: inEach(reason) },
  }))
  if (rows.length === 0) return
  await tx.query(
    sql`insert into undo_kept (change, nr, object, record, field, reason, names)
        select ${undo}::uuid, k.nr, k.object, k.record, k.field, k.reason, k.names
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          k(nr integer, object text, record uuid, field text, reason jsonb, names uuid)`,
  )
}

/** Whoever reads it later may read another language. */
function inEach(reason: Sentence): Readonly<Record<Language, string>> {
  return Object.fromEntries(languages.map((language) => [language, words(reason, language)])) as Record<
    Language,
    string
  >
}
