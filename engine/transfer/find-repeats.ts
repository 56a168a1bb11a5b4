import type { Actor } from '../access/actor.ts'
import type { Transaction } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { isRare } from '../match/is-rare.ts'
import { isMatched } from '../match/match-keys.ts'
import { baseOf } from '../records/stored.ts'
import type { Writing } from '../records/write/writing.ts'
import { compareInThread, type Candidates, type Form } from './compare-in-thread.ts'
import { formsInSight, type FormsOfRecords } from './forms-in-sight.ts'
import type { ImportSetup } from './import-setup.ts'
import { changedTwice, ofOne } from './one-record-twice.ts'
import type { Reckoner } from './open-reckoner.ts'
import type { Likeness, Reason } from './pair-comparer.ts'
import { refuseLooseTies } from './ties.ts'
import { withoutToldApart } from './told-apart.ts'
import { said } from '../said/said.ts'
import { labelOf } from '#model'

/** A key that more records than this share says nothing. */
const mostSharing = 50
const pairRows = 2_000

type Repeat = {
  row: number
  record: string | null
  other: number | null
  score: number
  reasons: readonly Reason[]
}

/** Compares the rows of a checked file with each other and with the records that are there. */
export async function findRepeats(
  writing: Writing,
  setup: ImportSetup,
  actor: Actor,
  reckoner: Reckoner,
): Promise<void> {
  await writing.door(actor, {}, async ({ tx, model }) => {
    await tx.query(sql`set local statement_timeout = 0`)
    await tx.query(sql`set local work_mem = '64MB'`)
    await tx.query(sql`analyze import_candidate`)
    await refuseShared(tx, setup)
    await refuseLooseTies(tx, setup)
    const base = baseOf(model, setup.object)
    if (isMatched(base) && setup.reader.columns.some(({ target }) => target.field.field.matched === 'name')) {
      await amongRows(tx, setup, reckoner)
      await amongRecords(tx, formsInSight(tx, model, actor, base), setup, base, reckoner)
    }
    await forgetEarlier(tx, setup)
    await keepCells(tx, setup)
  })
}

type Shared = { readonly row: string; readonly first: string; readonly shared: string }

/** Of rows that share a value which only one may have, such as the key, the later ones are refused. */
async function refuseShared(tx: Transaction, setup: ImportSetup): Promise<void> {
  const later = sql`select row, first, shared from (
          select row, shared, min(row) over (partition by shared) as first
          from import_candidate, unnest(uniques) shared where import = ${setup.record.id}) c
        where row > first order by row, starts_with(shared, ${ofOne})`
  for await (const rows of tx.batches<Shared>(later, pairRows)) await refuseLater(tx, setup, rows)
}

async function refuseLater(tx: Transaction, setup: ImportSetup, rows: readonly Shared[]): Promise<void> {
  const { record, reader, object } = setup
  const data = rows.map(({ row, first, shared }) => {
    const space = shared.indexOf(' ')
    const [field, value] = [shared.slice(0, space), shared.slice(space + 1)]
    if (shared.startsWith(ofOne)) return { row: Number(row), ...twice(setup, first) }
    const label = labelOf(object.fields.get(field)?.field ?? { label: field }, reader.language)
    const message = said(
      '{label} “{value}” stands in row {first} already. Leave one of the two out, or mend it.',
      { label, value: value.slice(0, 100), first },
    ).in(reader.language)
    return { row: Number(row), source: reader.sourceOf(field), field, value: value.slice(0, 500), message }
  })
  await tx.query(
    sql`insert into import_problem (import, row, place, source, field, code, level, message, value)
        select ${record.id}::uuid, v.row, 1000 + coalesce(v.source, 0), v.source, v.field,
          'import.twice', 'error', v.message, v.value
        from json_to_recordset(${JSON.stringify(data)}::json)
          as v(row bigint, source integer, field text, message text, value text)
        where not exists (select from import_problem p where p.import = ${record.id} and p.row = v.row
          and p.source = v.source)
        on conflict (import, row, place) do nothing`,
  )
}

function twice({ record: { key }, reader }: ImportSetup, first: string) {
  const source = key === null ? null : reader.sourceOf(key)
  return { source, field: key, value: null, message: changedTwice(first).in(reader.language) }
}

async function amongRows(tx: Transaction, setup: ImportSetup, reckoner: Reckoner): Promise<void> {
  const { record } = setup
  const pairs = sql`
    with k as (select unnest(keys) as key, row from import_candidate where import = ${record.id}),
    g as (select key, array_agg(row) as rows from k group by key having count(*) between 2 and ${mostSharing}),
    p as (select distinct l.row as later, e.row as earlier
      from g, unnest(g.rows) l(row), unnest(g.rows) e(row) where e.row < l.row)
    select p.later::text as one, string_agg(p.earlier::text, ' ' order by p.earlier) as others
    from p group by p.later order by p.later`
  await compareInThread(
    reckoner,
    tx.batches<Candidates>(pairs, pairRows),
    (rows) => formsOfRows(tx, record.id, rows),
    async (alike) =>
      keepRepeats(
        tx,
        setup,
        bestOfEach(await withoutToldApart(tx, setup, alike)).map(({ one, other, score, reasons }) => {
          return { row: Number(one), record: null, other: Number(other), score, reasons }
        }),
      ),
  )
}

async function amongRecords(
  tx: Transaction,
  formsOf: FormsOfRecords,
  setup: ImportSetup,
  base: ReturnType<typeof baseOf>,
  reckoner: Reckoner,
): Promise<void> {
  const { record } = setup
  const pairs = await candidatePairs(tx, record.id, base)
  if (pairs === null) return
  const isRecord = (key: string): boolean => key.includes('-')
  await compareInThread(
    reckoner,
    tx.batches<Candidates>(pairs, pairRows),
    async (keys) => [
      ...(await formsOfRows(
        tx,
        record.id,
        keys.filter((key) => !isRecord(key)),
      )),
      ...(await formsOf(keys.filter(isRecord))),
    ],
    async (alike) =>
      keepRepeats(
        tx,
        setup,
        bestOfEach(await withoutToldApart(tx, setup, alike)).map(({ one, other, score, reasons }) => {
          return { row: Number(one), record: other, other: null, score, reasons }
        }),
      ),
  )
}

async function formsOfRows(
  tx: Transaction,
  record: string,
  rows: readonly string[],
): Promise<readonly Form[]> {
  if (rows.length === 0) return []
  const found = await tx.query<{ row: string; match: string }>(
    sql`select row, match from import_candidate where import = ${record} and match is not null
          and row = any(${rows}::bigint[])`,
  )
  return found.map(({ row, match }) => [row, match])
}

/**
 * Pairs of a row and a record that share a key. A large table is asked by its index, a small one read whole.
 */
async function candidatePairs(tx: Transaction, record: string, base: ReturnType<typeof baseOf>) {
  const { table } = base
  const [size] = await tx.query<{ rows: string; records: string }>(
    sql`select (select count(*) from import_candidate where import = ${record}) as rows,
               (select greatest(reltuples, 0)::bigint from pg_class where oid = ${table}::regclass) as
                 records`,
  )
  const [any] = await tx.query(sql`select 1 from ${id(table)} where match_keys is not null limit 1`)
  if (!any) return null
  const own = sql`import_candidate c where c.import = ${record} and c.match is not null`
  if (Number(size?.records ?? 0) > 20 * Number(size?.rows ?? 0) + 10_000) {
    return sql`select c.row::text as one, string_agg(distinct f.id::text, ' ') as others
      from (select c.row, c.own, unnest(c.keys) as key from ${own}) c
      cross join lateral (select t.id from ${id(table)} t where t.match_keys @> array[c.key] limit
        ${mostSharing}) f
      where f.id is distinct from c.own and ${isRare(base, sql`c.key`)} group by c.row order by c.row`
  }
  return sql`
    with k as materialized (select c.row, c.own, unnest(c.keys) as key from ${own}),
    e as (select unnest(t.match_keys) as key, t.id from ${id(table)} t),
    s as (select e.key, array_agg(e.id) as ids from e where e.key in (select key from k)
          group by e.key having count(*) <= ${mostSharing})
    select k.row::text as one, string_agg(distinct i.id::text, ' ') as others from k join s on s.key = k.key, unnest(s.ids) i(id)
    where i.id is distinct from k.own group by k.row order by k.row`
}

/** Of each row what it is most like; all that one row is like come together. */
function bestOfEach(alike: readonly Likeness[]): Likeness[] {
  const best = new Map<string, Likeness>()
  for (const one of alike) if (one.score > (best.get(one.one)?.score ?? 0)) best.set(one.one, one)
  return [...best.values()]
}

/**
 * Writes repeats down; what was decided of the same repeat before holds on. A record that is there, for which
 * is asked last, counts before another row of the file.
 */
async function keepRepeats(
  tx: Transaction,
  { record }: ImportSetup,
  repeats: readonly Repeat[],
): Promise<void> {
  await tx.query(
    sql`insert into import_repeat (import, row, round, record, other, score, reasons, decision, form)
        select ${record.id}::uuid, v.row, ${record.round}, v.record, v.other, v.score, v.reasons, o.decision,
          (select md5(c.match) from import_candidate c where c.import = ${record.id} and c.row = v.row)
        from json_to_recordset(${JSON.stringify(repeats)}::json)
          as v(row bigint, record uuid, other bigint, score real, reasons jsonb)
        left join import_repeat o on o.import = ${record.id} and o.row = v.row and o.round < ${record.round}
          and o.record is not distinct from v.record and o.other is not distinct from v.other
        on conflict (import, row, round) do update set record = excluded.record, other = excluded.other,
          score = excluded.score, reasons = excluded.reasons, decision = excluded.decision`,
  )
}

async function forgetEarlier(tx: Transaction, { record }: ImportSetup): Promise<void> {
  await tx.query(sql`delete from import_repeat where import = ${record.id} and round < ${record.round}`)
}

/** Keeps the cells of the rows that somebody has to decide about. */
async function keepCells(tx: Transaction, { record }: ImportSetup): Promise<void> {
  await tx.query(
    sql`with wanted as (
          select row from import_repeat where import = ${record.id}
          union select other from import_repeat where import = ${record.id} and other is not null
          union select row from import_problem where import = ${record.id})
        insert into import_row (import, row, line, cells, kind)
        select c.import, c.row, c.line, c.cells::jsonb, c.kind from import_candidate c
        join wanted w on w.row = c.row
        where c.import = ${record.id}
        on conflict (import, row) do nothing`,
  )
}
