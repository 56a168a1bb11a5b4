import { once } from 'node:events'
import type { Transaction } from '../database/database.ts'
import { id, sql, type Sql } from '../database/sql.ts'
import { matchColumns } from '../match/match-keys.ts'
import type { Reckoner } from './pair-threads.ts'
import type { SearchParts } from './search-job.ts'
import { toldOf } from './told-of.ts'

const recordsAtOnce = 1_000

/**
 * Sets aside, for this transaction, what tells who each record is (`match_form`, by running numbers) and all
 * keys of each (`match_key`), so that no block of records has to be put together anew from their lines. On
 * the way the keys that are kept with the records are brought to what they should be; most are so already.
 */
export async function gatherForms(
  { database, model, base }: SearchParts,
  tx: Transaction,
  reckoner: Reckoner,
  progress: (done: number) => Promise<void>,
): Promise<void> {
  await tx.query(
    sql`create temp table match_form (n int4, id uuid, keys text, named int4, there int4, form text)
        on commit drop`,
  )
  await tx.query(sql`create temp table match_key (key int4, n int4) on commit drop`)
  const open: Promise<void>[] = []
  let done = 0
  let turn = 0
  for await (const rows of allRows()) {
    const from = done
    const { own, records } = toldOf(model, base, rows)
    const ids = own.map((row) => String(row['id']))
    const answer = reckoner.ask(turn++, { does: 'prepare', records, ids, from })
    done += own.length
    // One after the other: a connection takes one COPY at a time.
    const before = open.at(-1)
    const next = answer.then(async ({ kept = [], forms = '', keys = '' }) => {
      await before
      await bringKeys(own, kept)
      await copied(tx, sql`copy match_form from stdin`, forms)
      await copied(tx, sql`copy match_key from stdin`, keys)
      await progress(from + own.length)
    })
    // What fails is met when its turn comes.
    next.catch(() => {})
    open.push(next)
    if (open.length > reckoner.count) await open.shift()
  }
  await Promise.all(open)
  await tx.query(sql`create unique index match_form_n_idx on match_form (n)`)
  await tx.query(sql`analyze match_form`)

  async function* allRows(): AsyncGenerator<Record<string, unknown>[]> {
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await database.query<Record<string, unknown>>(
        sql`select t.id, t.match_keys::text as match_keys, ${matchColumns(model, base, 't')}
            from ${id(base.table)} t where t.id > ${after}::uuid order by t.id limit ${recordsAtOnce}`,
        { name: `keys of ${base.name} ${model.version}` },
      )
      if (rows.length === 0) return
      yield rows
      after = String(rows.at(-1)?.['id'])
    }
  }

  async function bringKeys(own: readonly Record<string, unknown>[], kept: readonly string[]): Promise<void> {
    const changed = own.flatMap((row, at) =>
      kept[at] === row['match_keys'] ? [] : [{ id: row['id'], keys: kept[at] }],
    )
    if (changed.length === 0) return
    await database.transaction((other) =>
      other.query(
        sql`update ${id(base.table)} t set match_keys = v.keys
            from json_to_recordset(${JSON.stringify(changed)}::json) as v(id uuid, keys int4[]) where t.id = v.id`,
      ),
    )
  }
}

async function copied(tx: Transaction, into: Sql, rows: string): Promise<void> {
  if (rows === '') return
  const stream = tx.copyIn(into)
  stream.end(rows)
  await once(stream, 'finish')
}
