import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import type { Actor, Engine } from '#engine'
import { rows } from './look.ts'
import { roles, type Entry } from './memory.ts'
import type { Play } from './play.ts'

type Counts = { readonly create: number; readonly update: number; readonly refused: number }

/**
 * A file with people in it is checked and brought in: some are known by their name, some are new, and some
 * rows are at fault. What the check counts is what comes of it.
 */
export async function bringsIn(play: Play): Promise<string | null> {
  const { engine, root, memory, random } = play
  const role = random.pick(roles)
  const number = role === 'rower' ? 'hours' : 'fee'
  // Two who became one and parted again may be called the same: a file cannot tell which of them it means.
  const members = [...memory.now].filter(([, { object }]) => object === 'member')
  const named = Map.groupBy(members, ([, { values }]) => String(values['member.name']))
  const single = [...named].filter(([, those]) => those.length === 1 && those[0]?.[1].roles.includes(role))
  const known = single.filter(() => random.chance(0.4))
  const old = known.flatMap(([name, those]) => those.map(([id]) => ({ id, name })))
  const fresh = ['one', 'two'].filter(() => random.chance(0.5))
  const cell = () => (random.chance(0.2) ? '' : String(random.whole(90)))
  const given = [
    ...old.map(({ id, name }) => ({ id, name, age: cell(), own: cell() })),
    ...fresh.map(() => ({ id: null, name: `brought in ${random.digits(8)}`, age: cell(), own: cell() })),
  ]
  const wrong = random.chance(0.4)
    ? [{ id: null, name: `wrong ${random.digits(8)}`, age: 'old', own: '1' }]
    : []
  if (given.length === 0) return null
  const text = [...given, ...wrong].map(({ name, age, own }) => `${name};${age};${own}`)
  const change = await broughtIn(play, role, [`Name;Age;${number === 'fee' ? 'Fee' : 'Hours'}`, ...text], {
    create: fresh.length,
    update: old.length,
    refused: wrong.length,
  })
  const found = await rows(engine, root, role, ['name'])
  for (const { id, name, age, own } of given) {
    const at = id ?? found.find((row) => row['name'] === name)?.['id']
    assert.ok(typeof at === 'string', `${name} is there`)
    const fields = {
      ...(age && { 'member.age': Number(age) }),
      ...(own && { [`${role}.${number}`]: Number(own) }),
    }
    const initial = { ...memory.initial('member'), ...memory.initial(role), 'member.name': name }
    const made: Entry = { object: 'member', roles: [role], values: initial, phones: [] }
    const was = memory.now.get(at) ?? made
    memory.put(at, { ...was, values: { ...was.values, ...fields } })
  }
  return change
}

async function broughtIn({ engine }: Play, object: string, lines: readonly string[], expected: Counts) {
  const root = await somebody(engine)
  const content = Readable.from([Buffer.from(`${lines.join('\n')}\n`)])
  const { id } = await engine.imports.upload(root, { object, name: 'people.csv', content })
  await engine.imports.change(root, id, { mode: 'both', key: 'name' })
  await engine.imports.check(root, id)
  await engine.jobs.drain()
  const checked = await engine.imports.get(root, id)
  const { create, update, refused } = checked.counts ?? {}
  assert.deepEqual({ create, update, refused }, expected, JSON.stringify(checked.counts))
  await engine.imports.run(root, id)
  await engine.jobs.drain()
  const done = await engine.imports.get(root, id)
  assert.equal(done.state, 'done')
  const came = done['result'] as Readonly<Record<string, number>>
  const written = { create: came['created'], update: (came['changed'] ?? 0) + (came['unchanged'] ?? 0) }
  assert.deepEqual({ ...written, refused: came['refused'] }, expected, JSON.stringify(came))
  return done.change
}

/** Files are brought in by people: whoever administers the club. */
async function somebody(engine: Engine): Promise<Actor> {
  const user = users.get(engine) ?? (await administrator(engine))
  users.set(engine, user)
  return engine.access.actorFor({ user, source: 'api', request: 'laws' })
}

const users = new WeakMap<Engine, string>()

async function administrator(engine: Engine): Promise<string> {
  const root = await engine.access.systemActor('laws')
  const post = await engine.records.create(root, 'post', { name: 'Chair', administrator: true })
  const posts = [{ post: post.id }]
  const user = { name: 'Olga', email: 'olga@example.com', active: true, posts }
  return (await engine.records.create(root, 'user', user)).id
}
