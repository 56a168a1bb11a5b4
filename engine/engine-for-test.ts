import { createHash } from 'node:crypto'
import { freshDatabase, type FreshDatabase } from '#testing'
import type { Actor } from './access/actor.ts'
import { openDatabase } from './database/database.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Module } from './module.ts'
import { migrate, readMigrations } from './schema/migrate.ts'

type T = Parameters<typeof freshDatabase>[0]

type EngineForTest = {
  readonly engine: Engine
  /** May do everything. */
  readonly root: Actor
  /** Another process on the same database. */
  readonly another: () => Promise<Engine>
}

/** An engine on an empty database of its own, with tables for whatever the modules declare. */
export async function engineForTest(
  t: T,
  {
    modules = [],
    dataFolder = '/tmp',
    ...options
  }: { modules?: readonly Module[]; dataFolder?: string; smtpUrl?: string } = {},
): Promise<EngineForTest> {
  const { url, schema } = await databaseForTest(t)
  const another = async (): Promise<Engine> => {
    const engine = await createEngine({
      databaseUrl: url,
      schema,
      dataFolder,
      modules,
      declaredTables: true,
      ...options,
    })
    t.after(() => engine.close())
    return engine
  }
  const engine = await another()
  return { engine, root: await engine.access.systemActor('test'), another }
}

/** A database with the tables of the engine itself; those of objects are made from their declarations. */
export async function databaseForTest(t: T): Promise<FreshDatabase> {
  const own = await engineMigrations()
  const hash = createHash('sha256').update(JSON.stringify(own)).digest('hex').slice(0, 12)
  const prepare = async (place: { url: string; schema: string }) => {
    const database = openDatabase(place)
    await migrate(database, own)
    await database.close()
  }
  return freshDatabase(t, { template: { name: 'engine', hash, prepare } })
}

/** The migrations that need no table of a module. */
export async function engineMigrations() {
  return (await readMigrations()).filter(({ name }) => name.startsWith('engine') || name === 'import-joins')
}
