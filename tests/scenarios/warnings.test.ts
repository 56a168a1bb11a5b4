import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { caller, office, type Office } from './office.ts'

test('a warning is answered first, then confirmed by who has the right, and audited as confirmed', async (t) => {
  const { as, engine } = await office(t)
  await warnOfHighLimits({ as })
  const asked = { name: 'Augstie Griesti', creditLimit: '250000' }
  const warned = await as.manager.post('customers', asked)
  assert.deepEqual([warned.status, warned.body.code], [409, 'unconfirmed'], warned.text)
  const [{ code, message }] = warned.body.warnings
  assert.deepEqual([warned.body.warnings.length, message], [1, 'So high a limit is unusual.'])
  assert.match(code, /^rule\.\w+$/)
  const rehearsed = await as.manager.post('customers?dryRun=true', asked)
  assert.deepEqual(rehearsed.body.warnings, warned.body.warnings)
  assert.equal((await as.manager.get('customers?search=griesti')).body.items.length, 0)
  const other = await as.manager.post('customers', asked, { confirmed: 'somethingElse' })
  assert.equal(other.status, 409)
  const made = await as.manager.post('customers', asked, { confirmed: `other, from:10.9.8.7, ${code}` })
  assert.equal(made.status, 201, made.text)
  const [entry] = await engine.database.query(
    sql`select action, confirmed from audit_entry where record = ${made.body.id} order by id limit 1`,
  )
  assert.deepEqual(entry, { action: 'create', confirmed: ['other', code, 'from:127.0.0.1'] })
  // What was above already may stay while something else is changed.
  assert.equal((await as.manager.patch(`customers/${made.body.id}`, { paymentDays: 5 })).status, 200)
})

test('a warning is confirmed by right only, by one write as by a change of many', async (t) => {
  const { as, engine } = await office(t)
  await warnOfHighLimits({ as })
  const [entry] = (
    await as.administrator.get(
      `grants?where=${encodeURIComponent('{"object":"customer","post.key":"clerk"}')}&fields=actions`,
    )
  ).body.items
  const without = entry.actions.filter((one: string) => one !== 'confirm')
  assert.equal((await as.administrator.patch(`grants/${entry.id}`, { actions: without })).status, 200)
  const asked = { name: 'Bez Tiesībām', creditLimit: '250000' }
  const code = (await as.clerk.post('customers', asked)).body.warnings[0].code
  const refused = await as.clerk.post('customers', asked, { confirmed: code })
  assert.deepEqual([refused.status, refused.body.code], [403, 'mayNotConfirm'], refused.text)
  const made = await as.clerk.post('customers', { ...asked, creditLimit: '10' })
  const change = { where: { id: made.body.id }, changes: { creditLimit: '250000' } }
  const many = await as.clerk.post('customers/bulk?dryRun=true', change, { confirmed: code })
  assert.match(many.body.refused[0].message, /needs a right/, many.text)
  assert.equal(engine.catalog.rules('customer').length, 1)
})

test('a warning is confirmed only of records of which the right to it holds', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  await warnOfHighLimits({ as })
  const [user, other] = await Promise.all(
    ['olga', 'ivars'].map(async (name) => {
      const made = await administrator.post('users', { name, email: `${name}@daugava.example` })
      return made.body.id as string
    }),
  )
  const rights = { user, object: 'customer' }
  const whole = { actions: ['read', 'create', 'change', 'freeze'], see: ['all'], change: ['all'] }
  const own = { actions: ['confirm'], rows: { manager: '$me' } }
  const users = { user, object: 'user', actions: ['read'], see: ['name'] }
  for (const grant of [{ ...rights, ...whole }, { ...rights, ...own }, users])
    assert.equal((await administrator.post('grants', grant)).status, 201)
  const { key } = await engine.accounts.createKey({ user: user ?? '', name: 'test', source: 'cli' })
  const olga = caller(url, { authorization: `Bearer ${key}` })
  const high = { name: 'Tikai Savējiem', creditLimit: '250000' }
  const code = (await olga.post('customers', high)).body.warnings[0].code
  const confirmed = { confirmed: `${code},duplicate` }
  const foreign = await olga.post('customers', { ...high, manager: other }, confirmed)
  assert.deepEqual([foreign.status, foreign.body.code], [403, 'mayNotConfirm'], foreign.text)
  const mine = await olga.post('customers', { ...high, manager: user }, confirmed)
  assert.equal(mine.status, 201, mine.text)
  const low = await olga.post('customers', { ...high, manager: other, creditLimit: '5' }, confirmed)
  const place = `customers/${low.body.id}`
  for (const changes of [{ creditLimit: '250000' }, { creditLimit: '250000', manager: user }]) {
    const refused = await olga.patch(place, changes, confirmed)
    assert.deepEqual([refused.status, refused.body.code], [403, 'mayNotConfirm'], refused.text)
  }
  assert.equal(
    (await olga.patch(`customers/${mine.body.id}`, { creditLimit: '260000' }, confirmed)).status,
    200,
  )
})

async function warnOfHighLimits({ as }: Pick<Office, 'as'>) {
  const must = 'OR(ISBLANK(creditLimit), creditLimit < 100000)'
  const rules = [{ must, at: 'creditLimit', refusal: 'So high a limit is unusual.', warning: true }]
  const set = await as.administrator.put('objects/customer/rules', { rules })
  assert.equal(set.status, 200, set.text)
}

test('a batch of one is held to what looks beyond the record, as a batch of many is', async (t) => {
  const { as, engine } = await office(t)
  const rules = [
    { must: 'COUNT(phones) < 2', refusal: 'So many phones are unusual.', warning: true },
    { must: 'COUNT(emails) < 2', refusal: 'One address is enough.' },
  ]
  const set = await as.administrator.put('objects/customer/rules', { rules })
  assert.equal(set.status, 200, set.text)
  const actor = await engine.access.systemActor('test')
  const named = async (name: string) =>
    (await as.manager.get(`customers?search=${encodeURIComponent(name)}`)).body.items.length
  const phones = [{ number: '+37126000001' }, { number: '+37126000002' }]
  const emails = [{ email: 'a@one.example' }, { email: 'b@one.example' }]
  for (const [name, lines, said] of [
    ['Divtelefons', { phones }, 'warnings'],
    ['Divadrešu', { emails }, 'errors'],
  ] as const) {
    const create = { kind: 'create', values: { name, country: 'LV', ...lines } } as const
    const [outcome] = await engine.records.many(actor, 'customer', [create], {})
    assert.equal(outcome?.[said].length, 1, name)
    assert.equal(await named(name), 0, `${name} was written`)
  }
  const [warned] = await engine.records.many(
    actor,
    'customer',
    [{ kind: 'create', values: { name: 'Divtelefons', country: 'LV', phones } }],
    { dryRun: true },
  )
  const [written] = await engine.records.many(
    actor,
    'customer',
    [{ kind: 'create', values: { name: 'Divtelefons', country: 'LV', phones } }],
    { confirmed: warned?.warnings.map(({ code }) => code) ?? [] },
  )
  assert.deepEqual(written?.errors, [])
  assert.equal(await named('Divtelefons'), 1)
})

test('to confirm one warning of a rule is not to confirm another', async (t) => {
  const { as } = await office(t)
  const rules = [
    { must: 'OR(ISBLANK(creditLimit), creditLimit < 100000)', refusal: 'So high.', warning: true },
    { must: 'OR(ISBLANK(paymentDays), paymentDays < 90)', refusal: 'So long.', warning: true },
  ]
  assert.equal((await as.administrator.put('objects/customer/rules', { rules })).status, 200)
  const asked = { name: 'Divi Brīdinājumi', creditLimit: '250000', paymentDays: 120 }
  const warned = await as.manager.post('customers', asked)
  const [high, long] = warned.body.warnings.map((warning: { code: string }) => warning.code)
  assert.notEqual(high, long)
  const half = await as.manager.post('customers', asked, { confirmed: high })
  assert.deepEqual([half.status, half.body.warnings.length], [409, 1], half.text)
  assert.equal(half.body.warnings[0].code, long)
  const made = await as.manager.post('customers', asked, { confirmed: `${high}, ${long}` })
  assert.equal(made.status, 201, made.text)
})

test('a list that asks for nonsense twice is answered once, and the server goes on', async (t) => {
  const { as } = await office(t)
  const where = encodeURIComponent('{"nope":1}')
  const answer = await as.manager.get(`customers?fields=nope&count=exact&where=${where}`)
  assert.equal(answer.status, 422, answer.text)
  assert.equal((await as.manager.get('customers?limit=1')).status, 200)
})
