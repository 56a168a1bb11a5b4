import assert from 'node:assert/strict'
import { test } from 'node:test'
import { object, text } from '#model'
import { createEngine } from '../engine.ts'
import { databaseForTest } from '../engine-for-test.ts'
import type { Module } from '../module.ts'

const label = { name: text({ label: 'Name' }), make: text({ label: 'Make' }) }

/** The same object in two versions of a program, of which the later one knows a colour. */
function cars(colour: boolean): Module {
  const names: readonly ('name' | 'colour')[] = colour ? ['name', 'colour'] : ['name']
  const car = object('car', {
    label: 'Car',
    plural: 'Cars',
    title: 'name',
    fields: { ...label, ...(colour ? { colour: text({ label: 'Colour' }) } : {}) },
    lists: {},
    card: [],
    access: {
      leader: { actions: ['read'], see: 'all' },
      manager: { actions: ['read', 'change'], see: 'all', change: ['name'] },
      clerk: { actions: ['read', 'change'], see: names, change: names },
      seller: { actions: ['read'], rows: { make: 'Saab' }, see: names },
      finance: { actions: ['read'], see: names },
      collector: { actions: ['read'], see: ['name'] },
    },
  })
  return { name: 'cars', objects: [car] }
}

test('a field that a new version declares is opened as declared, where the rights are still there', async (t) => {
  const { url, schema } = await databaseForTest(t)
  const open = (colour: boolean) =>
    createEngine({
      databaseUrl: url,
      schema,
      dataFolder: '/tmp',
      modules: [cars(colour)],
      declaredTables: true,
    })
  const old = await open(false)
  const root = await old.access.systemActor('test')
  await old.catalog.addField(root, 'car', { type: 'text', label: 'Own' })
  const change = (post: string, what: string) =>
    old.database.query({
      parts: [
        `update "grant" g set ${what} from post p where p.id = g.post and g.object = 'car' and p.key = `,
        '',
      ],
      values: [post],
    })
  // What an administrator decided: the manager sees less, and finance has no right of that kind any more.
  await change('manager', `see = '{name}'`)
  await change('finance', `rows = '{"make":"Volvo"}'`)
  await old.close()
  for (let start = 1; start <= 2; start += 1) {
    const engine = await open(true)
    const rows = await engine.database.query<{ key: string; see: string[]; change: string[] | null }>({
      parts: [
        `select p.key, g.see, g.change from "grant" g join post p on p.id = g.post
           where g.object = 'car' order by p.key`,
      ],
      values: [],
    })
    assert.deepEqual(
      rows.map(({ key, see, change: may }) => [key, see, may]),
      [
        ['clerk', ['colour', 'name'], ['colour', 'name']],
        ['collector', ['name'], null],
        ['finance', ['name'], null],
        ['leader', ['all'], null],
        ['manager', ['colour', 'name'], ['name']],
        ['seller', ['colour', 'name'], null],
      ],
    )
    const noted = await engine.database.query<{ object: string }>({
      parts: [`select object from audit_entry where source = 'system' and action = 'update'`],
      values: [],
    })
    assert.deepEqual(
      noted.map(({ object }) => object),
      ['grant', 'grant', 'grant'],
    )
    await engine.close()
  }
})

test('a post that a new version brings is called as the firm speaks, and the others keep their names', async (t) => {
  const { url, schema } = await databaseForTest(t)
  const open = () =>
    createEngine({
      databaseUrl: url,
      schema,
      dataFolder: '/tmp',
      modules: [cars(false)],
      declaredTables: true,
    })
  const old = await open()
  const root = await old.access.systemActor('test')
  await old.settings.set(root, 'group.language', 'ka')
  // As before a version that knows collectors.
  for (const statement of [
    `delete from "grant" where post in (select id from post where key = 'collector')`,
    `delete from post where key = 'collector'`,
    `update engine_state set value = jsonb_set(value, '{posts}', (value->'posts') - 'collector')
       where key = 'seeded'`,
  ])
    await old.database.query({ parts: [statement], values: [] })
  await old.close()
  const engine = await open()
  const named = await engine.database.query<{ name: string }>({
    parts: [`select name from post where key in ('clerk', 'collector') order by key`],
    values: [],
  })
  assert.deepEqual(
    named.map(({ name }) => name),
    ['Office staff', 'დავალიანების ამომღები'],
  )
  await engine.close()
})
