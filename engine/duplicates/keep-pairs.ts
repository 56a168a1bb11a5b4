import { newId } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { versionOfKeys } from '../match/keys-of.ts'
import type { FoundPair } from './pair-reckoning.ts'

/** Keeps pairs that a search found, by the ids of the records that it compared; what was decided stays. */
export async function keepPairs(
  tx: Transaction,
  base: ResolvedObject,
  ids: readonly string[],
  found: readonly FoundPair[],
): Promise<void> {
  const pairs = found.map(({ one, other, score, evidence }) => {
    const [first, second] = [ids[one] ?? '', ids[other] ?? ''].toSorted()
    return { id: newId(), one: first, other: second, score, evidence }
  })
  await tx.query(
    sql`insert into duplicate_pair (id, object, one, other, score, evidence)
        select distinct on (v.one, v.other) v.id, ${base.name}, v.one, v.other, v.score, v.evidence
        from json_to_recordset(${JSON.stringify(pairs)}::json)
          as v(id uuid, one uuid, other uuid, score real, evidence jsonb)
        order by v.one, v.other
        on conflict (one, other) do update
          set score = excluded.score, evidence = excluded.evidence, found_at = now()`,
  )
}

/** Open pairs that a search found before and this one did not. */
export async function dropStale(
  tx: Transaction,
  base: ResolvedObject,
  which: ReturnType<typeof sql>,
): Promise<void> {
  await tx.query(sql`delete from duplicate_pair where object = ${base.name} and state = 'open' and ${which}`)
}

/** Keys that say nothing are looked up no more until the next search; how many share them is known. */
export async function keepCommon(
  database: Database,
  base: ResolvedObject,
  sharing: ReadonlyMap<number, number>,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(sql`delete from duplicate_common_key where object = ${base.name}`)
    await tx.query(
      sql`insert into duplicate_common_key (object, key, sharing)
          select ${base.name}, v.key, v.sharing
          from unnest(${[...sharing.keys()]}::int4[], ${[...sharing.values()]}::int4[]) v(key, sharing)`,
    )
  })
}

/** Up to when all was looked through, and by which keys. */
export async function keepSearched(database: Database, base: ResolvedObject, since: string): Promise<void> {
  await database.transaction((tx) =>
    tx.query(
      sql`insert into duplicate_search (object, since, keys)
          values (${base.name}, ${since}::timestamptz, ${versionOfKeys})
          on conflict (object) do update set since = excluded.since, keys = excluded.keys`,
    ),
  )
}

/** Up to when all that changed was. */
export async function keepSince(database: Database, base: ResolvedObject, since: string): Promise<void> {
  await database.transaction((tx) =>
    tx.query(sql`update duplicate_search set since = ${since}::timestamptz where object = ${base.name}`),
  )
}
