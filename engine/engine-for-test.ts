import { freshDatabase } from '#testing'
import type { Actor } from './access/actor.ts'
import { createEngine, type Engine } from './engine.ts'
import type { Module } from './module.ts'

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
  const { url, schema } = await freshDatabase(t)
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
