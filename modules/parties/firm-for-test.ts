import type { TestContext } from 'node:test'
import { createEngine, type Actor, type Engine } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../index.ts'

/** A firm without partners. */
export async function firm(t: TestContext): Promise<{ engine: Engine; root: Actor }> {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    ...{ databaseUrl: url, schema, dataFolder: '/tmp', modules },
  })
  t.after(() => engine.close())
  return { engine, root: await engine.access.systemActor('test') }
}

/** All of an object that meets the condition, as the actor reads it. */
export const read = async (engine: Engine, actor: Actor, object: string, where: object) =>
  JSON.parse(await engine.records.list(actor, object, { where, sort: 'createdAt' })).items

/** Makes a customer, and gives its id. */
export async function customer(engine: Engine, actor: Actor, values: object = {}) {
  return (await engine.records.create(actor, 'customer', { name: 'SIA Bērzs', country: 'LV', ...values })).id
}

/** Makes a user in a post. */
export async function staff(engine: Engine, root: Actor, post: string): Promise<Actor> {
  const [found] = await read(engine, root, 'post', { key: post })
  const values = { name: `A ${post}`, email: `${post}@berzs.example`, posts: [{ post: found.id }] }
  const user = await engine.records.create(root, 'user', values)
  return engine.access.actorFor({ user: user.id, source: 'api', request: 'r' })
}
