import type { Actor } from '../access/actor.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { decidePairs } from '../duplicates/decide-pairs.ts'
import { seenRecords } from '../match/seen-records.ts'
import { baseOf } from '../records/stored.ts'
import type { Writing } from '../records/write/writing.ts'
import type { ImportSetup } from './import-setup.ts'
import type { Likeness } from './pair-comparer.ts'

/**
 * What is alike, without those that somebody told apart before: the record that a row changes by its key and
 * another, or a row that came before in the same words and a record.
 */
export async function withoutToldApart(
  tx: Transaction,
  { record, object }: ImportSetup,
  alike: readonly Likeness[],
): Promise<readonly Likeness[]> {
  if (alike.length === 0) return alike
  const pairs = alike.map(({ one, other }, at) => {
    const known = other.includes('-') ? { record: other } : { earlier: Number(other) }
    return { at, row: Number(one), ...known }
  })
  const apart = await tx.query<{ at: number }>(
    sql`select v.at from json_to_recordset(${JSON.stringify(pairs)}::json)
          as v(at integer, row bigint, record uuid, earlier bigint)
        join import_candidate c on c.import = ${record.id} and c.row = v.row
        left join import_candidate e on e.import = ${record.id} and e.row = v.earlier
        where exists (select from duplicate_pair d where d.state = 'different'
            and d.one = least(c.own, coalesce(v.record, e.own))
            and d.other = greatest(c.own, coalesce(v.record, e.own)))
          or exists (select from import_told_apart t where t.object = ${object.base}
            and t.form = md5(c.match) and t.record = v.record)`,
  )
  const gone = new Set(apart.map(({ at }) => at))
  return alike.filter((_, at) => !gone.has(at))
}

type Added = {
  readonly row: string
  readonly own: string
  readonly known: string
  readonly isRecord: boolean
  readonly form: string | null
  readonly score: number
}

const atOnce = 500

/**
 * Keeps of all rows that were added beside what they look like that the two are not the same: for the search,
 * for who types, and for the next file. A record that the importer may not see they cannot have told apart.
 */
export async function keepToldApart(writing: Writing, setup: ImportSetup, actor: Actor): Promise<void> {
  for (let after = '-1'; ;) {
    const last = await writing.door(actor, {}, ({ tx, model }) => keepBatch(tx, model, setup, actor, after))
    if (last === null) return
    after = last
  }
}

async function keepBatch(
  tx: Transaction,
  model: ResolvedModel,
  { record, object }: ImportSetup,
  actor: Actor,
  after: string,
): Promise<string | null> {
  const rows = await tx.query<Added>(
    sql`select p.row, r.record as own, coalesce(p.record, o.record) as known, p.record is not null as "isRecord",
          p.form, p.score
        from import_repeat p
        join import_row r on r.import = p.import and r.row = p.row and r.record is not null
        left join import_row o on o.import = p.import and o.row = p.other
        where p.import = ${record.id} and p.row > ${after}::bigint
          and coalesce(p.decision, ${record.decision}::text) = 'create'
          and coalesce(p.record, o.record) is not null and coalesce(p.record, o.record) <> r.record
        order by p.row limit ${atOnce}`,
  )
  if (rows.length === 0) return null
  const base = baseOf(model, object)
  const ids = rows.flatMap(({ known, isRecord }) => (isRecord ? [known] : []))
  const seen = await seenRecords(tx, model, actor, base, [...new Set(ids)], 'titles')
  const told = rows.filter(({ known, isRecord }) => !isRecord || seen.has(known))
  await decidePairs(
    tx,
    base.name,
    actor.user,
    told.map(({ own, known, score }) => ({ records: [own, known], state: 'different', score, evidence: [] })),
  )
  const forms = told.flatMap(({ form, known, isRecord }) =>
    isRecord && form ? [{ form, record: known }] : [],
  )
  await tx.query(
    sql`insert into import_told_apart (object, form, record) select ${base.name}, v.form, v.record
        from json_to_recordset(${JSON.stringify(forms)}::json) as v(form text, record uuid)
        on conflict do nothing`,
  )
  return rows.at(-1)?.row ?? null
}
