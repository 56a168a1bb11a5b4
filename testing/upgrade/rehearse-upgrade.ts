import { stat } from 'node:fs/promises'
import path from 'node:path'
import {
  createEngine,
  openDatabase,
  readBackup,
  readMigrations,
  restoreBackup,
  sql,
  type Database,
} from '#engine'
import { backupBeforeUpgrade } from '../../cli/backup-before-upgrade.ts'
import { modules } from '../../modules/index.ts'

export type Rehearsal = {
  readonly url: string
  readonly schema: string
  readonly dataFolder: string
  readonly parties: number
  readonly say: (sentence: string) => void
}

export type Upgraded = {
  /** What the upgrade told of itself, a line for each step. */
  readonly steps: readonly string[]
  readonly backupFile: string
  readonly backupBytes: number
  readonly seconds: { readonly backup: number; readonly upgrade: number }
}

/** Made by the program as it was with its first three migrations: the oldest there is. */
const oldest = path.join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'kontor-0003.backup')
const secret = '5e'.repeat(32)
const batch = 100_000

/**
 * Lays out a place as the oldest version left it, with so many parties and their entries in the log, and
 * brings it to the present as a start does: backed up first. Throws where anything is not as it was.
 */
export async function rehearseUpgrade(given: Rehearsal): Promise<Upgraded> {
  const { url, schema, dataFolder, parties, say } = given
  const database = openDatabase({ url, schema, connections: 3 })
  try {
    await asOfOld(database, dataFolder)
    await fill(database, parties, say)
    const before = await sumOf(database)
    say(`${before.count} parties stand as the oldest version left them.`)
    const [backupFile, backup] = await timed(() => backupBeforeUpgrade(given, secret, say))
    if (backupFile === null) throw new Error('Nothing was backed up before the upgrade.')
    const steps: string[] = []
    const [engine, upgrade] = await timed(() =>
      createEngine({
        ...{ databaseUrl: url, schema, dataFolder, modules, connections: 4 },
        progress: ({ done, total, name }) => {
          steps.push(`${done} of ${total} ${name}`.trim())
          say(`Bringing the database up to date: ${steps.at(-1)}`)
        },
      }),
    )
    try {
      expectSame(before, await sumOf(database))
      await expectWork(engine)
    } finally {
      await engine.close()
    }
    const { size } = await stat(backupFile)
    return { steps, backupFile, backupBytes: size, seconds: { backup, upgrade } }
  } finally {
    await database.close()
  }
}

async function asOfOld(database: Database, dataFolder: string): Promise<void> {
  const migrations = (await readMigrations()).filter(({ number }) => number <= 3)
  const checked = await readBackup(oldest, { migrations, secret })
  await restoreBackup({ database, dataFolder }, checked, { migrations, secret })
}

async function fill(database: Database, parties: number, say: Rehearsal['say']): Promise<void> {
  const names = ['SIA Būve', 'Metāls AS', 'შპს აგრო', '机械有限公司', 'ООО Строй', 'Serviss SIA']
  for (let from = 0; from < parties; from += batch) {
    const until = Math.min(from + batch, parties)
    await database.transaction(
      (tx) =>
        tx.query(
          sql`with made as (
                insert into party (id, number, kind, name, country, city, email, is_customer, customer__status,
                                   customer__payment_days, search_key)
                select gen_random_uuid(), 'U-' || lpad(n::text, 8, '0'), 'company',
                       (${names}::text[])[1 + n % 6] || ' ' || n, (array['LV', 'GE', 'CN', 'RU'])[1 + n % 4],
                       (array['Rīga', 'თბილისი', '上海', 'Москва', 'Ogre'])[1 + n % 5],
                       'post' || n || '@upgrade.example', true, 'active', n % 60, 'u-' || n
                from generate_series(${from}::int, ${until - 1}::int) n
                returning id, number, name, city)
              insert into audit_entry (change, source, object, record, action, after)
              select gen_random_uuid(), 'import', 'party', id, 'create',
                     jsonb_build_object('number', number, 'name', name, 'city', city) from made`,
        ),
      { statementMilliseconds: 0 },
    )
    say(`${until} of ${parties} parties laid out.`)
  }
}

type Sum = { readonly count: string; readonly sum: string; readonly entries: string }

/** A sum over all that is in the parties, and how long the log is up to what the upgrade adds. */
async function sumOf(database: Database): Promise<Sum> {
  const [row] = await database.transaction(
    (tx) =>
      tx.query<Sum>(
        sql`select count(*) as count,
                   sum(hashtextextended(concat_ws('|', id, number, name, country, city, email, customer__payment_days), 0))::text as sum,
                   (select count(*) from audit_entry where source = 'import') as entries from party`,
      ),
    { statementMilliseconds: 0 },
  )
  if (!row) throw new Error('The parties could not be counted.')
  return row
}

function expectSame(before: Sum, after: Sum): void {
  if (JSON.stringify(before) !== JSON.stringify(after))
    throw new Error(`The upgrade changed the parties: ${JSON.stringify(before)}, ${JSON.stringify(after)}.`)
}

/** It can be read and written as ever. */
async function expectWork(engine: Awaited<ReturnType<typeof createEngine>>): Promise<void> {
  const actor = await engine.access.systemActor('upgrade')
  const { items } = JSON.parse(
    await engine.records.list(actor, 'customer', { where: { city: 'Ogre' }, sort: 'name', limit: 50 }),
  ) as { items: { id: string }[] }
  if (items.length === 0) throw new Error('The list is empty.')
  await engine.records.update(actor, 'customer', items[0]?.id ?? '', { city: 'Jelgava' })
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now()
  return [await work(), (performance.now() - began) / 1_000]
}
