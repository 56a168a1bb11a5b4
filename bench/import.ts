import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { createEngine, type Actor, type Engine } from '#engine'
import { modules } from '../modules/index.ts'
import { csvWriter } from '../engine/table-files/index.ts'
import { sampleColumns, sampleRows } from './sample-rows.ts'
import type { Figure } from './run.ts'

const rows = 100_000
const mostToVerify = 60

/**
 * An import with checks and the search for repeats, against COPY of the same rows into a bare table with the
 * same indexes.
 */
export async function measureImport({
  postgresUrl,
  folder,
  report,
}: {
  postgresUrl: string
  folder: string
  report: (figure: Figure) => void
}): Promise<void> {
  const file = path.join(folder, 'customers.csv')
  await pipeline(Readable.from(csvWriter(sampleColumns, sampleRows(rows))), createWriteStream(file))
  const engine = await createEngine({
    databaseUrl: postgresUrl,
    schema: 'bench_import',
    dataFolder: folder,
    modules,
  })
  try {
    const seconds = await importSeconds(engine, file)
    const bare = await copySeconds(postgresUrl, 'bench_import')
    const ratio = bare / seconds
    const detail = `${seconds.toFixed(1)} s with checks, repeats and audit; COPY ${bare.toFixed(1)} s; ${(rows / seconds).toFixed(0)} rows/s`
    report({
      work: 'import of 100,000 rows',
      parties: rows,
      value: ratio,
      unit: '× COPY',
      reach: '≥ 0.15',
      reached: ratio >= 0.15,
      detail,
    })
    report({
      work: 'import of 100,000 rows, in all',
      parties: rows,
      value: seconds,
      unit: 's',
      reach: '≤ 45',
      reached: seconds <= 45,
      detail: '',
    })
    const verified = await verifySeconds(engine)
    report({
      work: 'verify of what was imported',
      parties: rows,
      value: verified,
      unit: 's',
      reach: `≤ ${mostToVerify}`,
      reached: verified <= mostToVerify,
      detail: 'the chain, the log against the tables, formulas and keys of search',
    })
  } finally {
    await engine.close()
  }
}

async function importSeconds(engine: Engine, file: string): Promise<number> {
  const actor = await engine.access.systemActor('bench')
  await engine.jobs.start()
  const began = performance.now()
  const { id } = await engine.imports.upload(actor, {
    object: 'customer',
    name: 'customers.csv',
    content: createReadStream(file),
  })
  await engine.imports.check(actor, id)
  await until(engine, actor, id, 'checked')
  await engine.imports.change(actor, id, { decision: 'create' })
  await engine.imports.run(actor, id)
  await until(engine, actor, id, 'done')
  return (performance.now() - began) / 1000
}

async function verifySeconds(engine: Engine): Promise<number> {
  const began = performance.now()
  const findings = await engine.verify()
  if (findings.length > 0) throw new Error(findings.join('\n'))
  return (performance.now() - began) / 1000
}

async function until(engine: Engine, actor: Actor, id: string, state: string): Promise<void> {
  for (;;) {
    const now = await engine.imports.get(actor, id)
    if (now.state === state) return
    if (now.state === 'failed' || now.state === 'cancelled')
      throw new Error(`The import ${now.state}: ${String(now.error)}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** The rows that the import wrote, out and into a bare copy of the table with all its indexes. */
async function copySeconds(url: string, schema: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema}` })
  await client.connect()
  try {
    await client.query('create table bare (like party including all)')
    const pieces: Buffer[] = []
    for await (const piece of client.query(copyTo('copy party to stdout'))) pieces.push(piece as Buffer)
    const began = performance.now()
    const into = client.query(copyFrom('copy bare from stdin'))
    for (const piece of pieces) if (!into.write(piece)) await once(into, 'drain')
    into.end()
    await once(into, 'finish')
    return (performance.now() - began) / 1000
  } finally {
    await client.end()
  }
}
