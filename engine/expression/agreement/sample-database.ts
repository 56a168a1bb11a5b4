import pg from 'pg'
import { freshDatabase } from '#testing'
import { expressionFunctions } from '../functions.sql.ts'
import { insertRecords, sampleRecords, type SampleRecord } from './random-records.ts'
import { sampleTables } from './sample-records.ts'

export type SampleDatabase = {
  readonly client: pg.Client
  readonly records: readonly SampleRecord[]
  readonly close: () => Promise<void>
}

/** A database with the functions of expressions and random records, which JavaScript has too. */
export async function sampleDatabase(seed: number): Promise<SampleDatabase> {
  const releases: (() => Promise<void>)[] = []
  const { url } = await freshDatabase({ after: (release) => void releases.push(release) })
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Compiling such statements takes PostgreSQL a hundred times longer than running them.
  await client.query('set jit = off')
  for (const statement of expressionFunctions) await client.query(statement)
  await client.query(sampleTables)
  const records = sampleRecords(seed)
  await insertRecords(client, records)
  const close = async () => {
    await client.end()
    for (const release of releases) await release()
  }
  return { client, records, close }
}
