import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { statement } from '../../engine/database/sql.ts'
import { keptBefore } from '../../engine/personal/kept-before.ts'
import { known } from './known-person.ts'
import { office } from './office.ts'

test('a duty that asked for what a record names holds by what stood there before, through any number of steps', async (t) => {
  const made = await office(t)
  const root = made.as.administrator
  await known(made)
  const add = async (path: string, values: object): Promise<string> => {
    const { status, body, text } = await root.post(path, values)
    assert.equal(status, 201, text)
    return body.id
  }
  const rule = (name: string, where: object) =>
    add('retention-rules', {
      ...{ object: 'customer', months: 120, outcome: 'keep', ground: name },
      name,
      where,
    })
  await rule('By kind', { 'category.name': 'Deed' })
  await rule('By kind of kind', { 'category.parent.name': 'Deeds' })
  await rule('By talk', { activities: { some: { subject: 'Signed' } } })
  const [above, deed, other] = [
    await add('categories', { name: 'Deeds' }),
    await add('categories', { name: 'Deed' }),
    await add('categories', { name: 'Other' }),
  ]
  await root.patch(`categories/${deed}`, { parent: above })
  const person = (name: string, category: string) =>
    add('customers', { name, kind: 'person', country: 'LV', category })
  const grounds = async (id: string) => {
    const { status, body, text } = await root.get(`customers/${id}/erasure?mode=erase`)
    assert.equal(status, 200, text)
    assert.deepEqual(body.duties, [])
    return body.earlier.map(({ ground }: { ground: string }) => ground).toSorted()
  }
  const [signer, stranger, caller, former] = [
    await person('Zane Pirmā', deed),
    await person('Zane Otrā', other),
    await person('Zane Trešā', other),
    await person('Zane Ceturtā', deed),
  ]
  const talk = await add('activities', { party: caller, subject: 'Signed', kind: 'note' })
  assert.equal((await root.patch(`customers/${former}`, { category: other })).status, 200)
  for (let nr = 0; nr < 60; nr++) await root.patch(`customers/${former}`, { notes: `note ${nr}` })
  // It is the category that is changed, and the one above; the record never is.
  assert.equal((await root.patch(`categories/${deed}`, { name: 'Paper' })).status, 200)
  assert.equal((await root.patch(`categories/${above}`, { name: 'Papers' })).status, 200)
  assert.equal((await root.patch(`activities/${talk}`, { subject: 'Called' })).status, 200)
  assert.deepEqual(await grounds(signer), ['By kind', 'By kind of kind'])
  assert.deepEqual(await grounds(former), ['By kind', 'By kind of kind'])
  assert.deepEqual(await grounds(caller), ['By talk'])
  assert.deepEqual(await grounds(stranger), [])
})

test('a duty that asks for more than can be found or looked through may have held, and costs no look at each', async (t) => {
  const made = await office(t)
  const { database, model, access } = made.engine
  const root = made.as.administrator
  const rule = { object: 'customer', months: 120, outcome: 'keep', ground: 'By talk', name: 'By talk' }
  const where = { activities: { some: { subject: 'Signed' } } }
  assert.equal((await root.post('retention-rules', { ...rule, where })).status, 201)
  const { body } = await root.post('customers', { name: 'Zane Pirmā', kind: 'person', country: 'LV' })
  const talk = (await root.post('activities', { party: body.id, subject: 'Called', kind: 'note' })).body.id
  for (let nr = 0; nr < 20; nr++) await root.patch(`activities/${talk}`, { subject: `Called ${nr}` })
  const base = model().objects.get('party')
  assert.ok(base)
  const actor = await access.systemActor('test')
  const person = { base, record: { id: body.id }, former: [], isGone: false } as never
  const ask = (fails: boolean) =>
    database.transaction(async (tx) => {
      let asked = 0
      const query: typeof tx.query = async (piece, options) => {
        asked += 1
        if (fails && /select distinct e\.record/.test(statement(piece).text)) {
          await tx.query(sql`set local statement_timeout = 1`)
          await tx.query(sql`select pg_sleep(600)`)
        }
        return tx.query(piece, options)
      }
      const duties = await keptBefore({ ...tx, query }, { model: model(), actor }, person, {
        ...{ today: new Date().toISOString().slice(0, 10), now: [] },
      })
      return { asked, grounds: duties.map(({ ground }) => ground) }
    })
  assert.deepEqual((await ask(false)).grounds, [], 'it never held')
  assert.deepEqual((await ask(true)).grounds, ['By talk'], 'the log is too long to be read')
  await database.query(
    sql`insert into activity (id, party, subject, kind)
        select gen_random_uuid(), ${body.id}::uuid, 'Called', 'note' from generate_series(1, 1001)`,
  )
  const { asked, grounds } = await ask(true)
  assert.deepEqual(grounds, ['By talk'])
  assert.ok(asked < 10, `${asked} statements, and none that reads the log`)
  const preview = await root.get(`customers/${body.id}/erasure?mode=erase`)
  assert.deepEqual([preview.status, preview.body.earlier[0]?.ground], [200, 'By talk'])
})
