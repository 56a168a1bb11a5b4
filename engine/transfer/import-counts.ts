import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { ImportRecord } from './import-record.ts'

/**
 * What would come of a checked file: how many rows would be written, and how many stay out for which reason.
 */
export type ImportCounts = {
  readonly rows: number
  readonly create: number
  readonly update: number
  readonly role: number
  /** Rows that become one with an earlier row of the file. */
  readonly join: number
  readonly refused: number
  readonly warned: number
  readonly repeats: number
  readonly undecided: number
  readonly skipped: number
  readonly creates: readonly unknown[]
}

type Bucket = {
  readonly kind: string
  readonly fate: string
  readonly rows: string
  readonly repeats: string
}

/** Counts anew from what stands in the tables, so that mends and decisions show at once. */
export async function countsOf(
  connection: Connection,
  record: ImportRecord,
  isRole: boolean,
): Promise<ImportCounts> {
  const onRecords = ['skip', 'update', 'create', ...(isRole ? ['role'] : [])]
  const buckets = await connection.query<Bucket>(
    sql`select coalesce(r.kind, 'create') as kind, count(*) as rows, count(p.row) as repeats,
          case when r.skip then 'skipped'
               when exists (select from import_problem e where e.import = r.import and e.row = r.row and
                 e.level = 'error') then 'refused'
               when p.row is not null and coalesce(p.decision, case when ${record.decision}::text = any(
                 case when p.record is null then array['join', 'create', 'skip'] else ${onRecords}::text[] end)
                   then ${record.decision}::text end) is null then 'undecided'
               when p.row is not null and coalesce(p.decision, ${record.decision}::text) <> 'create' then
                 case coalesce(p.decision, ${record.decision}::text) when 'skip' then 'skipped' else
                   coalesce(p.decision, ${record.decision}::text) end
               when exists (select from import_problem e where e.import = r.import and e.row = r.row)
                 then 'warned'
               else 'written' end as fate
        from import_row r left join import_repeat p on p.import = r.import and p.row = r.row
        where r.import = ${record.id} group by 1, 4`,
  )
  const kinds = record.kinds ?? { create: 0, update: 0, adopt: 0, none: 0 }
  const sum = (fate: string) => total(buckets.filter((bucket) => bucket.fate === fate))
  const out = (kind: string) =>
    total(buckets.filter((bucket) => bucket.kind === kind && bucket.fate !== 'written'))
  return {
    rows: Number(record.rows_total ?? 0),
    create: kinds.create - out('create'),
    update: kinds.update - out('update') + sum('update'),
    role: kinds.adopt - out('adopt') + sum('role'),
    join: sum('join'),
    refused: sum('refused'),
    warned: sum('warned'),
    repeats: buckets.reduce((all, bucket) => all + Number(bucket.repeats), 0),
    undecided: sum('undecided'),
    skipped: sum('skipped'),
    creates: record.creates ?? [],
  }
}

function total(buckets: readonly Bucket[]): number {
  return buckets.reduce((all, bucket) => all + Number(bucket.rows), 0)
}
