import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { cars } from '../catalog/cars-for-test.ts'
import { sql, type Sql } from '../database/sql.ts'
import { engineForTest } from '../engine-for-test.ts'
import type { Engine } from '../engine.ts'
import { allSealed, behindItsBack, makeEntries } from './chain-for-test.ts'
import { eraseValues } from './erase-values.ts'

type Parts = Awaited<ReturnType<typeof engineForTest>>

async function erase({ engine, root }: Parts, set: Sql, where: Sql): Promise<string> {
  const change = newId()
  const erasure = { actor: root, change, set, where, reason: 'A person asked for it.' }
  await engine.database.transaction((tx) => eraseValues(tx, erasure))
  return change
}

const noPhone = sql`before = e.before - 'phone', after = e.after - 'phone'`
const nothing = sql`before = null, after = null, reason = null`

test('values are destroyed, some or all, sealed or not, and the chain holds', async (t) => {
  const parts = await engineForTest(t)
  const { engine } = parts
  const first = await makeEntries(engine, 10)
  await allSealed(engine)
  const unsealed = await makeEntries(engine, 2)
  await erase(parts, noPhone, sql`e.id between ${first} and ${first + 4} or e.id >= ${unsealed}`)
  assert.deepEqual(await engine.verify(), [])
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
  await erase(parts, nothing, sql`e.id between ${first + 3} and ${first + 6}`)
  assert.deepEqual(await engine.verify(), [])
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
  const kept = await engine.database.query(
    sql`select id, before, after from audit_entry where id in (${first}, ${first + 4}, ${first + 9}) order by id`,
  )
  assert.deepEqual(
    kept.map(({ before, after }) => [before, after]),
    [
      [{}, { limit: 1.5 }],
      [null, null],
      [{ phone: '+371210' }, { phone: null, limit: 15 }],
    ],
  )
})

test('nobody can guess from a digest what was erased: no salt of it is left', async (t) => {
  const parts = await engineForTest(t)
  const first = await makeEntries(parts.engine, 3)
  await allSealed(parts.engine)
  await erase(parts, noPhone, sql`e.id = ${first}`)
  await erase(parts, nothing, sql`e.id = ${first}`)
  const salts = await parts.engine.database.query<{ salts: string }>(
    sql`select count(s.salt) + (select count(r.salt) from audit_erasure r where r.entry = s.entry) as salts
        from audit_sealed_entry s where s.entry in (${first}, ${first + 1}) group by s.entry order by s.entry`,
  )
  assert.deepEqual(
    salts.map((row) => row.salts),
    ['1', '1'],
    'that of what is left, and that of what was left alone',
  )
})

test('an erasure stands in the log itself, with who, why and how many', async (t) => {
  const parts = await engineForTest(t)
  const first = await makeEntries(parts.engine, 3)
  await allSealed(parts.engine)
  const change = await erase(parts, noPhone, sql`e.id >= ${first}`)
  const [entry] = await parts.engine.database.query<{ actor: string; reason: string; after: object }>(
    sql`select actor, reason, after - 'digest' as after from audit_entry where change = ${change}`,
  )
  assert.deepEqual(entry, {
    actor: parts.root.user,
    reason: 'A person asked for it.',
    after: { entries: 3, sealed: 3 },
  })
})

test('what is done under cover of an erasure is found', async (t) => {
  const later: [string, (first: number) => string, RegExp][] = [
    [
      'more altered',
      (id) => `update audit_entry set after = '{"limit": 7}' where id = ${id}`,
      /was altered after values/,
    ],
    ['one more erased', (id) => erasedAsWell(id + 5), /^The erasure .+ covers 2 entries now/],
    [
      'digest put right',
      (id) => `update audit_erasure set digest = sha256('') where entry = ${id}`,
      /^The erasure/,
    ],
    ['entry of it removed', () => `delete from audit_entry where action = 'erase'`, /^The erasure/],
  ]
  for (const [what, statement, finds] of later) {
    await t.test(what, async (t) => {
      const parts = await engineForTest(t)
      const first = await makeEntries(parts.engine, 10)
      await allSealed(parts.engine)
      await erase(parts, noPhone, sql`e.id = ${first}`)
      await allSealed(parts.engine)
      assert.deepEqual(await parts.engine.verify(), [])
      await behindItsBack(parts.engine, statement(first))
      const findings = await parts.engine.verify()
      assert.ok(
        findings.some((finding) => finds.test(finding)),
        findings.join('\n'),
      )
    })
  }
})

function erasedAsWell(entry: number): string {
  return `update audit_entry set before = null, after = null where id = ${entry};
          update audit_sealed_entry set salt = null where entry = ${entry};
          insert into audit_erasure select erasure, ${entry}, gen_random_uuid(), digest from audit_erasure`
}

test('a field that is erased for good with its history leaves a whole chain', async (t) => {
  const { engine, root } = await engineForTest(t, { modules: [cars] })
  await engine.catalog.addField(root, 'car', { type: 'text', label: 'Colour' })
  const actor = await engine.access.systemActor('test')
  await engine.records.create(actor, 'car', { name: 'Volga', x_colour: 'black' })
  await allSealed(engine)
  await engine.catalog.retireField(actor, 'car', 'x_colour')
  await engine.catalog.eraseField(actor, 'car', 'x_colour', { confirmed: ['catalog.eraseField'] })
  assert.deepEqual(await historyNaming(engine, 'x_colour'), [])
  assert.deepEqual(await engine.verify(), [])
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
})

async function historyNaming(engine: Engine, field: string): Promise<unknown[]> {
  return engine.database.query(
    sql`select id from audit_entry where object = 'car' and action in ('create', 'update') and after ? ${field}`,
  )
}
