import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#engine'
import { office, until } from './office.ts'

test('what came of a job is told by the rights of today, and of those of others in numbers', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, seller2, collector } = as
  const grant = { object: 'settings', actions: ['jobs'], user: collector.user }
  assert.equal((await administrator.post('grants', grant)).status, 201)
  const made: string[] = []
  for (const name of ['Zz Pirmais', 'Zz Otrais']) {
    const answer = await administrator.post('customers', { name, manager: seller.user })
    assert.equal(answer.status, 201, answer.text)
    made.push(answer.body.id)
  }
  const bulk = { where: { id: { in: made } }, changes: { email: 'nowhere' } }
  const { job } = (await seller.post('customers/bulk', bulk)).body
  const told = async (who: typeof seller) => {
    const { status, body } = await who.get(`jobs/${job}`)
    assert.equal(status, 200)
    const listed = (await who.get('jobs')).body.items.find(({ id }: { id: string }) => id === job)
    assert.deepEqual(listed.result, body.result, 'one by one as in the list')
    return body.result
  }
  await until(async () => (await seller.get(`jobs/${job}`)).body.state === 'done')
  const titles = async (who: typeof seller) =>
    (await told(who)).problems.map(({ title }: { title: string }) => title).toSorted()
  assert.deepEqual(await titles(seller), ['Zz Otrais', 'Zz Pirmais'])
  assert.deepEqual([(await told(collector)).refused, await titles(collector)], [2, []])
  assert.deepEqual(await titles(administrator), ['Zz Otrais', 'Zz Pirmais'])
  const passed = await administrator.patch(`customers/${made[0]}`, { manager: seller2.user })
  assert.equal(passed.status, 200, passed.text)
  assert.deepEqual([(await told(seller)).refused, await titles(seller)], [2, ['Zz Otrais']])
  assert.equal((await administrator.remove(`parties/${made[1]}`)).status, 204)
  const [gone, ...more] = (await told(seller)).problems
  assert.deepEqual([gone.id, gone.title, more], [made[1], undefined, []])
})

test('what a job is about that nobody named is said in the language of whoever reads', async (t) => {
  const { as, engine } = await office(t)
  const actor = await engine.access.systemActor('test')
  const job = await engine.database.transaction((tx) =>
    engine.jobs.add(tx, 'undo', {}, { actor, about: ['customer'] }),
  )
  const labels = async (kontorLanguage: string) => {
    const headers = { 'kontor-language': kontorLanguage }
    const { body } = await as.administrator.ask('GET', `jobs/${job}`, { headers })
    return body.label
  }
  assert.deepEqual([await labels('en'), await labels('zh')], ['Customers', '客户'])
})

test('why a job failed and what it is called is told to who began it and to administrators', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, seller, collector } = as
  const grant = { object: 'settings', actions: ['jobs'], user: collector.user }
  assert.equal((await administrator.post('grants', grant)).status, 201)
  const reason = 'Zz Pirmais owes 4,000.00, which is more than 10.00.'
  engine.jobs.declare({
    name: 'refused',
    run: () => Promise.reject(new Problem(409, 'refused', reason)),
  })
  engine.jobs.declare({ name: 'found', run: async () => ({ found: 3, best: 'Zz Pirmais', all: ['Zz'] }) })
  const actor = await engine.access.actorFor({ user: seller.user, source: 'api', request: 'r' })
  const begin = (name: string) =>
    engine.database.transaction((tx) =>
      engine.jobs.add(tx, name, {}, { actor, label: 'Limit of Zz Pirmais' }),
    )
  const [refused, found] = [await begin('refused'), await begin('found')]
  await until(async () => (await seller.get(`jobs/${refused}`)).body.state === 'failed')
  await until(async () => (await seller.get(`jobs/${found}`)).body.state === 'done')
  const told = async (who: typeof seller, id: string) => {
    const { label, error, result } = (await who.get(`jobs/${id}`)).body
    const listed = (await who.get('jobs')).body.items.find((one: { id: string }) => one.id === id)
    assert.deepEqual([listed.label, listed.error, listed.result], [label, error, result])
    return [label, error, result]
  }
  for (const who of [seller, administrator]) {
    assert.deepEqual(await told(who, refused), ['Limit of Zz Pirmais', reason, null])
    const whole = { found: 3, best: 'Zz Pirmais', all: ['Zz'] }
    assert.deepEqual(await told(who, found), ['Limit of Zz Pirmais', null, whole])
  }
  const plain = 'It could not be done. Whoever began it and administrators are told why.'
  assert.deepEqual(await told(collector, refused), ['', plain, null])
  assert.deepEqual(await told(collector, found), ['', null, { found: 3, all: [] }])
})
