import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Bench } from './run.ts'

/** Everything to a CSV file, with rights and text forms, against COPY of the same columns. */
export async function measureExport(bench: Bench, parties: number): Promise<void> {
  const actor = await bench.engine.access.systemActor('bench')
  const columns = [
    'number',
    'kind',
    'name',
    'taxId',
    'country',
    'city',
    'email',
    'phone',
    'creditLimit',
    'paymentDays',
  ]
  const began = performance.now()
  const { content } = await bench.engine.exports.open(actor, { object: 'customer', format: 'csv', columns })
  let bytes = 0
  for await (const piece of content) bytes += piece.length
  const ours = (performance.now() - began) / 1000
  const bare = await copySeconds(bench)
  const ratio = bare / ours
  bench.report({
    work: 'export to CSV',
    parties,
    value: ratio,
    unit: '× COPY TO',
    reach: '≥ 0.3',
    reached: ratio >= 0.3,
    detail: `${ours.toFixed(1)} s and ${bare.toFixed(1)} s, ${(bytes / 1024 ** 2).toFixed(0)} MiB`,
  })
}

async function copySeconds({ databaseUrl, schema }: Bench): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${schema}` })
  await client.connect()
  try {
    const began = performance.now()
    const columns =
      'number, kind, name, tax_id, country, city, email, phone, customer__credit_limit, customer__payment_days'
    let bytes = 0
    for await (const piece of client.query(
      copyTo(`copy (select ${columns} from party where is_customer) to stdout with csv`),
    )) {
      bytes += (piece as Buffer).length
    }
    if (bytes === 0) throw new Error('There was nothing to copy.')
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}
