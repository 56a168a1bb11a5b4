import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { createEngine, type Actor, type Engine } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../../modules/index.ts'

type Test = { after(release: () => Promise<void>): void }

/** An installation of its own for a test, with an administrator who imports. */
export type Office = {
  readonly engine: Engine
  readonly admin: Actor
  readonly folder: string
  /** A second process on the same database. */
  another(): Promise<Engine>
  /** Uploads a text as a file; gives the id of the import. */
  upload(object: string, content: string | Buffer, name?: string): Promise<string>
  /** Checks and waits for what comes of it. */
  checked(id: string): Promise<Awaited<ReturnType<Engine['imports']['get']>>>
  ran(id: string): Promise<Awaited<ReturnType<Engine['imports']['get']>>>
  /** Somebody with a post of the seed (`seller`). */
  colleague(post: string): Promise<Actor>
  list(object: string, query?: object): Promise<Record<string, unknown>[]>
}

export async function office(t: Test): Promise<Office> {
  const { url, schema } = await begunDatabase(t)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-import-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const open = async () => {
    const engine = await createEngine({
      databaseUrl: url,
      schema,
      dataFolder: folder,
      modules,
      log: (text, error) => console.error(text, error),
    })
    t.after(() => engine.close())
    return engine
  }
  const engine = await open()
  const { user } = await member(engine, 'administrator', 'Anna', 'anna@example.com')
  const admin = await engine.access.actorFor({ user, source: 'api', request: 'test' })
  const settle = async (id: string) => {
    await engine.jobs.drain()
    return engine.imports.get(admin, id)
  }
  return {
    engine,
    admin,
    folder,
    another: open,
    upload: async (object, content, name = 'customers.csv') => {
      const view = await engine.imports.upload(admin, { object, name, content: Readable.from([content]) })
      return view.id
    },
    checked: async (id) => {
      await engine.imports.check(admin, id)
      return settle(id)
    },
    ran: async (id) => {
      await engine.imports.run(admin, id)
      return settle(id)
    },
    colleague: async (post) => {
      const { user } = await member(engine, post, 'Oleg', 'oleg@example.com')
      return engine.access.actorFor({ user, source: 'api', request: 'test' })
    },
    list: async (object, query = {}) => {
      const page = await engine.records.list(admin, object, { limit: 1000, ...query })
      return (JSON.parse(page) as { items: Record<string, unknown>[] }).items
    },
  }
}

async function member(engine: Engine, post: string, name: string, email: string): Promise<{ user: string }> {
  const actor = await engine.access.systemActor('test')
  const posts = JSON.parse(await engine.records.list(actor, 'post', { where: { key: post } })) as {
    items: { id: string }[]
  }
  const made = await engine.records.create(actor, 'user', {
    name,
    email,
    posts: [{ post: posts.items[0]?.id }],
  })
  return { user: made.id }
}
