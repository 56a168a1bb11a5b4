import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

test('a salesperson changes no account and no terms of their partners, in whatever role they come to them', async (t) => {
  const { administrator: root, seller } = (await office(t)).as
  const record = await made(root, 'customers', { name: 'SIA Konts', manager: seller.user })
  const company = (await root.get('companies?limit=1')).body.items[0].id
  const closed = {
    bankAccounts: [{ account: 'LV80BANK0000435195001' }],
    companyTerms: [{ company, creditLimit: '1000000' }],
    identifiers: [{ kind: 'Register', value: '1' }],
    payer: null,
    companies: [company],
  }
  const refused = async (path: string) => {
    for (const [field, value] of Object.entries(closed)) {
      const answer = await seller.patch(`${path}/${record}`, { [field]: value })
      assert.deepEqual(
        [answer.status, answer.body.errors?.[0]?.code],
        [403, 'notAllowed'],
        `${path} ${field}`,
      )
    }
    const open = await seller.patch(`${path}/${record}`, { city: 'Ogre', phone: '+371 26000001' })
    assert.equal(open.status, 200, open.text)
  }
  for (const path of ['customers', 'parties']) await refused(path)
  // A contact of their own it may become, which opens nothing more.
  const contact = await seller.post('contacts', { party: record, manager: seller.user, position: 'Boss' })
  assert.equal(contact.status, 201, contact.text)
  await refused('contacts')
})

test('what a salesperson enters without naming anybody is theirs, and nobody else’s', async (t) => {
  const place = await office(t)
  const { administrator: root, seller, seller2, collector } = place.as
  for (const path of ['customers', 'suppliers', 'contacts']) {
    const values = { name: `SIA Mans ${path}`, country: 'LV' }
    const tried = await seller.post(`${path}?dryRun=true`, values)
    assert.deepEqual([tried.status, tried.body.record?.manager?.id], [200, seller.user], tried.text)
    const entered = await seller.post(path, values)
    assert.deepEqual([entered.status, entered.body.manager?.id], [201, seller.user], entered.text)
    for (const manager of [null, seller2.user])
      assert.equal((await seller.post(path, { ...values, name: `Cits ${path}`, manager })).status, 403)
  }
  // One more role of what is theirs is theirs as well, of what is another's it stays closed.
  const own = await made(seller, 'contacts', { name: 'Anna Mana' })
  assert.equal((await seller.post('customers', { party: own })).body.manager?.id, seller.user)
  const other = await made(root, 'contacts', { name: 'Anna Cita', manager: seller2.user })
  assert.equal((await seller.post('customers', { party: other })).status, 404)
  // Who stands in for them enters what is theirs; who has all partners names nobody, as ever.
  const days = { from: '2020-01-01', until: '2999-12-31' }
  await made(root, 'substitutes', { user: seller.user, substitute: collector.user, ...days })
  const instead = await collector.post('customers', { name: 'SIA Viņa vietā' })
  assert.deepEqual([instead.status, instead.body.manager?.id], [201, seller.user], instead.text)
  assert.equal((await place.as.clerk.post('customers', { name: 'SIA Neviena' })).body.manager, null)
})

test('who leads a team, or works behind a wall, enters partners without a word about whose they are', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const all = { object: 'customer', see: ['all'], actions: ['read', 'create', 'change'] }
  const seen = [{ object: 'user', see: ['name'] }]
  const team = { any: [{ manager: '$me' }, { manager: { in: '$myTeam' } }] }
  const lead = await holder(place, 'lead', [{ ...all, change: ['all'], rows: team }, ...seen])
  assert.equal((await root.patch(`users/${seller.user}`, { superior: lead.user })).status, 200)
  const entered = await lead.post('customers', { name: 'SIA Komandas' })
  assert.deepEqual([entered.status, entered.body.manager?.id], [201, lead.user], entered.text)
  // A pool that belongs to nobody stays one.
  const pool = { any: [{ manager: '$me' }, { manager: { set: false } }] }
  const open = await holder(place, 'pool', [{ ...all, change: ['all'], rows: pool }, ...seen])
  assert.equal((await open.post('customers', { name: 'SIA Kopējā' })).body.manager, null)

  const wall = { companies: { in: '$myCompanies' } }
  const behind = await holder(place, 'behind', [
    ...[{ ...all, change: ['name', 'country'], rows: wall }, ...seen],
    { object: 'company', see: ['name'] },
  ])
  const companies = (await root.get('companies?fields=name')).body.items as { id: string }[]
  const [first, second] = companies.map(({ id }) => id)
  const works = (...in_: (string | undefined)[]) =>
    root.patch(`users/${behind.user}`, { posts: in_.map((company) => ({ post: behind.held, company })) })
  assert.equal((await works(first)).status, 200)
  const within = await behind.post('customers', { name: 'SIA Aiz sienas' })
  assert.deepEqual(
    [within.status, within.body.companies?.map(({ id }: { id: string }) => id)],
    [201, [first]],
    within.text,
  )
  // Of two companies nobody knows which it is to be.
  assert.equal((await works(first, second)).status, 200)
  assert.equal((await behind.post('customers', { name: 'SIA Kura' })).status, 403)
})

test('a salesperson of several companies behind a wall says for which of their own a new partner is', async (t) => {
  const place = await office(t)
  const { administrator: root, seller } = place.as
  const [post] = (await root.get(`users/${seller.user}?fields=posts`)).body.posts as {
    post: { id: string }
  }[]
  const held = post?.post.id ?? ''
  const named = ['Rīga', 'Viļņa', 'Tallina'].map((name) => made(root, 'companies', { name, country: 'LV' }))
  const [first, second, other] = await Promise.all(named)
  const posts = [first, second].map((company) => ({ post: held, company }))
  assert.equal((await root.patch(`users/${seller.user}`, { posts })).status, 200)
  for (const face of ['customer', 'supplier', 'contact']) {
    const where = encodeURIComponent(JSON.stringify({ post: held, object: face }))
    const lines = (await root.get(`grants?where=${where}`)).body.items
    for (const { id, rows } of lines) {
      const walled = { ...rows, companies: { in: '$myCompanies' } }
      assert.equal((await root.patch(`grants/${id}`, { rows: walled })).status, 200)
    }
    const path = `${face}s`
    const told = (await seller.get(`objects/${face}`)).body.fields as { name: string; onlyNew?: true }[]
    const onlyNew = told.flatMap((field) => (field.onlyNew ? field.name : []))
    assert.deepEqual(onlyNew, ['companies'])
    const values = (companies?: unknown[]) => ({ name: `SIA ${face}`, ...(companies ? { companies } : {}) })
    const none = await seller.post(path, values())
    assert.deepEqual([none.status, none.body.code], [403, 'outsideRights'], none.text)
    assert.notEqual((await seller.post(path, values([other]))).status, 201)
    const entered = await seller.post(path, values([second]))
    assert.equal(entered.status, 201, entered.text)
    assert.equal(entered.body.manager.id, seller.user)
    // Later they are not theirs to change, nor with one more role.
    const role = face === 'contact' ? 'customers' : 'contacts'
    const taken = await seller.post(role, { party: entered.body.id, companies: [first, second] })
    assert.equal(taken.status, 403, taken.text)
    const moved = await seller.patch(`${path}/${entered.body.id}`, { companies: [first] })
    assert.deepEqual([moved.status, moved.body.errors?.[0]?.code], [403, 'notAllowed'], moved.text)
  }
})

test('a contact goes through intake by the starting rights, as other partners do', async (t) => {
  const place = await office(t)
  const { administrator: root, clerk, manager, leader, seller } = place.as
  const steps = { 'intake.roles': ['contact'], 'intake.steps': ['verify', 'approve'] }
  assert.equal((await root.patch('settings', steps)).status, 200)
  const entered = await made(seller, 'contacts', { name: 'Anna Jauna' })
  const go = async (by: typeof root, step: string, input: object = {}) => {
    const done = await by.post(`contacts/${entered}/${step}`, input)
    assert.equal(done.status, 200, `${step}: ${done.text}`)
  }
  await go(seller, 'submit')
  assert.equal((await seller.post(`contacts/${entered}/verify`, {})).status, 403)
  await go(manager, 'return', { memo: 'From where?' })
  await go(clerk, 'submit')
  await go(manager, 'verify')
  await go(leader, 'approve')
  assert.equal((await root.get(`contacts/${entered}`)).body.status, 'active')
})
