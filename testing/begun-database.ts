import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Engine } from '#engine'
import { freshDatabase, type FreshDatabase } from './fresh-database.ts'

type Hooks = Parameters<typeof freshDatabase>[0]
type Place = { readonly url: string; readonly schema: string }

const root = path.dirname(import.meta.dirname)

const beginning = [
  'migrations',
  'modules/parties',
  'engine/system',
  'engine/records/write',
  'engine/expression/functions',
]

/** A database of its own for a test, as every new installation begins: all tables, and the first records. */
export async function begunDatabase(t: Hooks): Promise<FreshDatabase> {
  const prepare = (place: Place) => withEngine(place, async () => {})
  const hash = await hashOfFolders(beginning)
  return freshDatabase(t, { template: { name: 'begun', hash, prepare } })
}

/** The same with the sample group in it, with so many partners and without their papers. */
export async function sampleDatabase(t: Hooks, parties: number): Promise<FreshDatabase> {
  const prepare = (place: Place) =>
    withEngine(place, async (engine) => {
      const { loadSampleGroup } = await import('./sample/load-sample-group.ts')
      await loadSampleGroup(engine, { parties })
    })
  const hash = await hashOfFolders(['testing/sample', ...beginning])
  return freshDatabase(t, { template: { name: `sample${parties}`, hash, prepare } })
}

/** The program is loaded only where a template is made: most tests come after that. */
async function withEngine({ url, schema }: Place, work: (engine: Engine) => Promise<void>): Promise<void> {
  const [{ createEngine }, { modules }] = await Promise.all([
    import('#engine'),
    import('../modules/index.ts'),
  ])
  const place = { databaseUrl: url, schema, dataFolder: os.tmpdir() }
  const engine = await createEngine({ ...place, modules, connections: 4 })
  await work(engine)
  await engine.close()
}

const hashes = new Map<string, Promise<string>>()

/** A short word that changes with any file in these folders of the program, but for tests. */
function hashOfFolders(folders: readonly string[]): Promise<string> {
  const key = folders.join()
  const known = hashes.get(key) ?? hashed(folders)
  hashes.set(key, known)
  return known
}

async function hashed(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const name of (await readdir(path.join(root, folder))).toSorted()) {
      if (name.includes('.') && !name.endsWith('.test.ts'))
        hash.update(await readFile(path.join(root, folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}
