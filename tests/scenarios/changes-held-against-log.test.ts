import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Sql } from '#engine'
import { noteDigest } from '../../engine/personal/note-erasure.ts'
import { office, type Reply } from './office.ts'

test('who made a change, and what it took back, is held against the log', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root, manager } = as
  const changeOf = ({ status, text, headers, body }: Reply): string => {
    assert.ok(status < 300, text)
    return headers.get('kontor-change') ?? body.change
  }
  const made = async (name: string) => (await root.post('customers', { name })).body.id as string
  const [one, two] = [await made('Ozols'), await made('Liepa')]
  const city = async (name: string) => changeOf(await manager.patch(`customers/${one}`, { city: name }))
  const [first, second] = [await city('Ogre'), await city('Cēsis')]
  const undo = changeOf(await manager.post(`changes/${second}/undo`))
  const again = changeOf(await root.post(`changes/${undo}/undo`))
  changeOf(await root.post(`changes/${again}/undo`))
  const frozen = changeOf(await manager.post(`customers/${one}/freeze`, { reason: 'other' }))
  changeOf(await manager.post(`changes/${frozen}/undo`))
  const merge = changeOf(await root.post(`customers/${one}/merge`, { with: two, choices: {} }))
  const apart = changeOf(await root.post(`changes/${merge}/undo`))
  changeOf(await root.post(`changes/${apart}/undo`))
  const bulk = { where: { country: 'LV' }, changes: { city: 'Rīga' } }
  const changed = await root.post('customers/bulk', bulk)
  await engine.jobs.drain()
  changeOf(await root.post(`changes/${changeOf(changed)}/undo`))
  await engine.jobs.drain()
  assert.deepEqual(await engine.verify(), [])

  const told = async (altered: Sql, back: Sql) => {
    await engine.database.query(altered)
    const findings = await engine.verify()
    await engine.database.query(back)
    return findings
  }
  const planted = sql`insert into change (id, actor, kind, label, undoes)
    values (gen_random_uuid(), ${manager.user}, 'undo', 'Undo', ${first}::uuid)`
  assert.match(
    (await told(planted, sql`delete from change where undoes = ${first}`)).join(),
    new RegExp(`^The change .+ stands as the undo of ${first}, but the log does not say so\\.$`),
  )
  const undoes = (id: string) => sql`update change set undoes = ${id} where id = ${undo}`
  assert.equal((await told(undoes(first), undoes(second))).length, 2)
  const by = (user: string) => sql`update change set actor = ${user} where id = ${undo}`
  assert.deepEqual(await told(by(root.user), by(manager.user)), [
    `The change ${undo} stands as made by ${root.user}, of whom the log has nothing in it.`,
  ])
  const as_ = (kind: string) => sql`update change set kind = ${kind} where id = ${undo}`
  assert.deepEqual(await told(as_('merge'), as_('undo')), [
    `The change ${undo} stands as a merge, but the log has none in it.`,
  ])
  const kindOf = (kind: string) => sql`update change set kind = ${kind} where id = ${merge}`
  assert.deepEqual(await told(kindOf('bulk'), kindOf('merge')), [
    `The change ${merge} is a merge by the log, but does not stand as one.`,
  ])
  await engine.database.query(sql`delete from change where id = ${undo}`)
  assert.deepEqual(await engine.verify(), [
    `The change ${undo} took back ${second} by the log, but does not stand as its undo.`,
  ])
})

test('whom somebody notes as erased, who is there, is named', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const made = async (path: string, name: string) => (await root.post(path, { name })).body.id as string
  const [gone, former, empty] = [
    await made('contacts', 'Zelma'),
    await made('contacts', 'Mirdza'),
    await made('contacts', 'Velta'),
  ]
  const there = await made('customers', 'Ozols')
  assert.equal((await root.remove(`contacts/${former}`)).status, 204)
  for (const [id, mode] of [
    [gone, 'erase'],
    [former, 'erase'],
    [empty, 'anonymise'],
  ]) {
    const erased = await root.post(`contacts/${id}/erasure`, { mode, reason: 'Asked for' })
    assert.equal(erased.status, 202, erased.text)
  }
  await engine.jobs.drain()
  const noted = await engine.database.query(sql`select 1 from person_erasure`)
  assert.equal(noted.length, 3)
  assert.deepEqual(await engine.verify(), [])
  await engine.database.query(
    sql`insert into person_erasure (id, object, record, mode, actor)
        values (gen_random_uuid(), 'party', ${there}, 'erase', ${root.user})`,
  )
  const [unknown, finding, ...others] = await engine.verify()
  assert.match(unknown ?? '', /^The erasure .+ is noted, but the log does not know it\.$/)
  assert.match(finding ?? '', new RegExp(`^The erasure .+ of party ${there} is noted, but nothing of it was`))
  assert.deepEqual(others, [])
  // As one that was put in before the log told of notes.
  await engine.database.query(
    sql`insert into audit_entry (change, source, object, action, after)
        select gen_random_uuid(), 'migration', 'auditEntry', 'knownErasures',
               jsonb_build_object('notes', jsonb_object_agg(p.id, ${noteDigest('p')}))
        from person_erasure p where p.record = ${there}`,
  )
  assert.deepEqual(await engine.verify(), [finding])
})
