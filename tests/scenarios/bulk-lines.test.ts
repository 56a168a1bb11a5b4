import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql, type Engine } from '#engine'
import { office } from './office.ts'

test('one value in lines that records own is changed for another in bulk, with history, and undone as one', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, seller, seller2, clerk } = as
  const [company] = (await administrator.get('companies?limit=1&fields=id')).body.items
  const terms = (manager: string) => [{ company: company.id, manager, paymentDays: 14 }]
  const made = async (name: string, manager: string) => {
    const answer = await administrator.post('customers', {
      name,
      country: 'LV',
      companyTerms: terms(manager),
    })
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const [theirs, other] = [await made('SIA Aizejošais', seller.user), await made('SIA Cita', clerk.user)]
  const lines = { field: 'companyTerms', of: 'manager', from: seller.user, to: seller2.user }
  const where = { companyTerms: { some: { manager: seller.user } } }
  const tried = await administrator.post('parties/bulk', { where, lines, dryRun: true })
  assert.equal(tried.status, 200, tried.text)
  assert.deepEqual([tried.body.matching, tried.body.changeable], [1, 1])
  assert.equal(tried.body.examples[0].after.companyTerms[0].manager.id, seller2.user)
  const begun = await administrator.post('parties/bulk', { where, lines })
  assert.equal(begun.status, 202, begun.text)
  await engine.jobs.drain()
  const managerOf = async (id: string) => {
    const [line] = (await administrator.get(`parties/${id}`)).body.companyTerms
    return [line.manager.id, line.paymentDays]
  }
  assert.deepEqual(await managerOf(theirs), [seller2.user, 14])
  assert.deepEqual(await managerOf(other), [clerk.user, 14])
  const [entry] = (await administrator.get(`parties/${theirs}/history`)).body.items
  assert.equal(entry.change, begun.body.change)
  assert.ok(JSON.stringify(entry).includes('companyTerms'))
  assert.equal((await administrator.post(`changes/${begun.body.change}/undo`)).status < 300, true)
  await engine.jobs.drain()
  assert.deepEqual(await managerOf(theirs), [seller.user, 14])
  assert.deepEqual(await engine.verify(), [])
})

test('what is no field of lines that the record owns is refused, and so is a change of two kinds', async (t) => {
  const { as } = await office(t)
  const bulk = (who: typeof as.seller, lines: unknown) =>
    who.post('customers/bulk', { where: {}, lines, dryRun: true })
  const whole = { field: 'companyTerms', of: 'manager', from: as.seller.user, to: as.clerk.user }
  for (const lines of [
    { ...whole, field: 'nonsense' },
    { ...whole, field: 'name' },
    { ...whole, of: 'nonsense' },
    { ...whole, of: 'party' },
    { field: 'companyTerms' },
  ]) {
    const answer = await bulk(as.administrator, lines)
    assert.deepEqual([answer.status, answer.body.errors?.[0]?.field], [422, 'lines'], answer.text)
  }
  const both = { where: {}, lines: whole, changes: { city: 'Rīga' }, dryRun: true }
  assert.equal((await as.administrator.post('customers/bulk', both)).status, 422)
})

test('a bulk change of a field that whoever asks does not know is refused, and names no job', async (t) => {
  const { as, engine } = await office(t)
  const where = encodeURIComponent('{"object":"customer","post.key":"seller"}')
  for (const grant of (await as.administrator.get(`grants?where=${where}`)).body.items)
    await as.administrator.patch(`grants/${grant.id}`, { see: ['name', 'city'], change: ['city'] })
  const [before = 0] = await jobsOf(engine)
  for (const name of ['paymentDays', 'nonsense'])
    for (const dryRun of [true, false]) {
      const asked = { where: {}, changes: { [name]: 30 }, dryRun }
      const answer = await as.seller.post('customers/bulk', asked)
      assert.deepEqual(
        [answer.status, answer.body.errors?.[0]?.field, answer.body.errors?.[0]?.code],
        [422, name, 'unknownField'],
        answer.text,
      )
    }
  assert.deepEqual(await jobsOf(engine), [before])
})

async function jobsOf(engine: Engine): Promise<number[]> {
  const rows = await engine.database.query<{ count: string }>(
    sql`select count(*) from job where name = 'bulk'`,
  )
  return rows.map(({ count }) => Number(count))
}
