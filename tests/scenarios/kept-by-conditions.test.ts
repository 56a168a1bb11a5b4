import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem, raw } from '#engine'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const outcome = ({ status, body }: { status: number; body?: { code?: string } }) => [status, body?.code]
const refused = [403, 'forGood']
const fine = [200, undefined]
const until = '2999-12-31'
const all = { see: ['all'], change: ['all'], actions: ['read', 'change'] }
const seen = ['user', 'company', 'party'].map((object) => ({ object, see: ['name'] }))

test('what a condition reads of a record is not set for a time and kept for good', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const customer = (values: object = {}) =>
    made(root, 'customers', { name: 'Svešais', email: 'kluss@osta.lv', manager: seller.user, ...values })
  // By whom it is paid for: the owner's own condition follows the reference.
  const payer = { object: 'customer', rows: { payer: { customer: { manager: '$me' } } }, ...all }
  const byPayer = await holder(place, 'by-payer', [...seen, payer])
  const known = { object: 'customer', see: ['name', 'payer'], actions: ['read', 'change'] }
  await made(root, 'grants', { user: byPayer.user, ...known, change: ['payer'], until })
  const theirs = await customer({ manager: byPayer.user })
  const others = await customer({ manager: seller2.user })
  const own = await customer()
  for (const path of [`customers/${own}`, `customers/${own}?dryRun=true`])
    assert.deepEqual(outcome(await byPayer.patch(path, { payer: theirs })), refused)
  assert.deepEqual(outcome(await byPayer.patch(`customers/${own}`, { payer: others })), fine)

  // Where it is.
  const city = { object: 'customer', rows: { city: 'Rīga' }, ...all }
  const byCity = await holder(place, 'by-city', [...seen, city])
  await made(root, 'grants', {
    user: byCity.user,
    ...{ ...known, see: ['name', 'city'], change: ['city', 'website'], until },
  })
  const moved = await customer({ city: 'Ogre' })
  assert.deepEqual(outcome(await byCity.patch(`customers/${moved}`, { city: 'Rīga' })), refused)
  assert.deepEqual(outcome(await byCity.patch(`customers/${moved}`, { city: 'Cēsis' })), fine)
  // What they have for good they move as they may.
  const inRiga = await customer({ city: 'Rīga' })
  assert.deepEqual(outcome(await byCity.patch(`customers/${inRiga}`, { city: 'Rīga', notes: 'Jā' })), fine)
  // A share of the record is no way either.
  const shared = await holder(place, 'shared', [...seen, city])
  await made(root, `customers/${moved}/shares`, { user: shared.user, may: 'change' })
  assert.deepEqual(outcome(await shared.patch(`customers/${moved}`, { city: 'Rīga' })), refused)
  assert.deepEqual(outcome(await shared.patch(`customers/${moved}`, { city: 'Ogre' })), fine)
})

test('nor what a condition reads of another record', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2 } = place.as
  const customer = (values: object = {}) =>
    made(root, 'customers', { name: 'Svešais', email: 'kluss@osta.lv', manager: seller.user, ...values })
  const payer = { object: 'customer', rows: { payer: { customer: { manager: '$me' } } }, ...all }
  const who = await holder(place, 'by-payer', [...seen, payer])
  const known = { object: 'customer', see: ['name', 'manager'], actions: ['read', 'change'] }
  await made(root, 'grants', { user: who.user, ...known, change: ['manager'], until })
  const pays = await customer()
  const paidFor = await customer({ payer: pays })
  assert.deepEqual(outcome(await who.patch(`customers/${pays}`, { manager: who.user })), refused)
  assert.equal((await root.get(`customers/${pays}`)).body.manager.id, seller.user)
  assert.deepEqual(outcome(await who.patch(`customers/${pays}`, { manager: seller2.user })), fine)
  // Of whom nobody is paid for by them, they may become the manager: their own condition asks nothing of it.
  assert.deepEqual(outcome(await who.patch(`customers/${paidFor}`, { manager: who.user })), fine)

  // Nor by handing it over, nor by a payer of another's that goes into one of theirs.
  const acting = ['read', 'create', 'change', 'delete', 'handOver']
  for (const object of ['customer', 'party'])
    await made(root, 'grants', { user: who.user, object, ...all, actions: acting, until })
  const handed = await who.post(`customers/${pays}/handOver`, { manager: who.user })
  assert.deepEqual(outcome(handed), refused)
  const theirs = await customer({ manager: who.user })
  assert.deepEqual(outcome(await who.post(`customers/${theirs}/merge`, { with: pays })), refused)
  const spare = await customer({ manager: seller2.user })
  assert.deepEqual(outcome(await who.post(`customers/${theirs}/merge`, { with: spare })), fine)
  // Many at once are asked like one.
  const many = { where: { id: pays }, values: { manager: who.user }, count: 1 }
  const tried = await who.post('customers/bulk?dryRun=true', many)
  assert.equal(tried.body.refused ?? tried.body.failed ?? tried.body.errors?.length, 1, tried.text)

  // A link that is made leads to a partner as well as one that is changed.
  const contact = await made(root, 'contacts', { name: 'Anna', manager: seller.user })
  const linked = { contacts: { some: { contact: { email: 'anna@osta.lv' } } } }
  const byLink = await holder(place, 'by-link', [...seen, { object: 'customer', rows: linked, ...all }])
  await root.patch(`contacts/${contact}`, { email: 'anna@osta.lv' })
  const link = { object: 'contactLink', ...all, actions: ['read', 'create', 'change'] }
  for (const object of ['customer', 'contact'])
    await made(root, 'grants', { user: byLink.user, object, actions: ['read'], see: ['name'], until })
  await made(root, 'grants', { user: byLink.user, ...link, until })
  const target = await customer()
  const tie = { contact, customer: target }
  assert.deepEqual(outcome(await byLink.post('contact-links', tie)), refused)
  const other = await made(root, 'contacts', { name: 'Juris', manager: seller.user })
  const made_ = await byLink.post('contact-links', { ...tie, contact: other })
  assert.equal(made_.status, 201, made_.text)
  assert.deepEqual(outcome(await byLink.patch(`contact-links/${made_.body.id}`, { contact })), refused)

  // A condition may ask that there is none: to delete it opens as well.
  const free = { contacts: { none: { contact: { email: 'anna@osta.lv' } } } }
  const byNone = await holder(place, 'by-none', [...seen, { object: 'customer', rows: free, ...all }])
  for (const object of ['customer', 'contact'])
    await made(root, 'grants', { user: byNone.user, object, actions: ['read'], see: ['name'], until })
  await made(root, 'grants', { user: byNone.user, ...link, actions: ['read', 'delete'], until })
  const tied = await made(root, 'contact-links', { contact, customer: await customer() })
  assert.deepEqual(outcome(await byNone.remove(`contact-links/${tied}`)), refused)
  assert.equal((await byNone.remove(`contact-links/${made_.body.id}`)).status, 204)
})

test('nor by lists of one name in two roles', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const linked = { contacts: { some: { contact: { email: 'anna@osta.lv' } } } }
  const roles = ['customer', 'supplier']
  const who = await holder(place, 'by-link', [
    ...seen,
    ...roles.map((object) => ({ object, rows: linked, ...all })),
  ])
  for (const object of [...roles, 'contact'])
    await made(root, 'grants', { user: who.user, object, actions: ['read'], see: ['name'], until })
  await made(root, 'grants', {
    user: who.user,
    object: 'contactLink',
    ...all,
    actions: ['read', 'create'],
    until,
  })
  const contact = await made(root, 'contacts', { name: 'Anna', email: 'anna@osta.lv' })
  for (const role of roles) {
    const target = await made(root, `${role}s`, { name: `SIA ${role}`, manager: seller.user })
    assert.deepEqual(outcome(await who.post('contact-links', { contact, [role]: target })), refused, role)
  }
})

test('nor by deleting something beside that stays', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const rows = { children: { none: { city: 'Ogre' } } }
  const who = await holder(place, 'by-none', [...seen, { object: 'customer', rows, ...all }])
  const may = { object: 'customer', actions: ['read', 'delete'], see: ['name'], until }
  await made(root, 'grants', { user: who.user, ...may })
  const parent = await made(root, 'customers', { name: 'SIA Māte', manager: seller.user })
  const child = await made(root, 'customers', { name: 'SIA Meita', city: 'Ogre', parent })
  const named = await made(root, 'customers', { name: 'SIA Nosaukts' })
  await made(root, 'activities', { party: named, kind: 'call', subject: 'Zvans', at: new Date() })
  assert.deepEqual(outcome(await who.remove(`customers/${child}`)), refused)
  const actor = await place.engine.access.actorFor({ user: who.user, source: 'api', request: 'r' })
  const done = await place.engine.records.removeMany(actor, 'customer', [child, named])
  assert.deepEqual(
    done.map(({ removal }) => (removal instanceof Problem ? removal.code : removal)),
    ['forGood', 'stillUsed'],
  )
})

test('nor where a formula says what is asked', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const formula = { type: 'formula', label: 'Daughters', gives: 'integer', formula: 'COUNT(children)' }
  const { name } = (await root.post('objects/customer/fields', formula)).body as { name: string }
  await place.engine.jobs.drain()
  const none = { object: 'customer', rows: { [name]: 0 }, ...all }
  const who = await holder(place, 'by-formula', [...seen, none])
  const may = { object: 'customer', actions: ['read', 'delete'], see: ['name'], until }
  await made(root, 'grants', { user: who.user, ...may })
  const parent = await made(root, 'customers', { name: 'SIA Māte', manager: seller.user })
  const child = await made(root, 'customers', { name: 'SIA Meita', parent })
  const grown = await made(root, 'customers', { name: 'SIA Mazmeita', parent: child })
  assert.deepEqual(outcome(await who.remove(`customers/${grown}`)), refused)
})

test('what is new, and so is named by nothing, is written once', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, seller } = as
  for (const one of [
    'create sequence put_of_parties',
    `create function count_puts() returns trigger language plpgsql as
      $$ begin perform nextval('put_of_parties'); return null; end $$`,
    'create trigger count_puts before insert on party for each statement execute function count_puts()',
  ])
    await engine.database.query(raw(one))
  const puts = async (name: string) => {
    const before = await counted()
    await made(seller, 'contacts', { name })
    return (await counted()) - before
  }
  const counted = async () => {
    const [row] = await engine.database.query<{ n: string }>(raw(`select nextval('put_of_parties') as n`))
    return Number(row?.n) - 1
  }
  const once = await puts('Anna Pirmā')
  const other = await made(root, 'customers', { name: 'SIA Cita' })
  await made(root, `customers/${other}/shares`, { user: seller.user, may: 'read' })
  assert.equal(await puts('Anna Otrā'), once)
})
