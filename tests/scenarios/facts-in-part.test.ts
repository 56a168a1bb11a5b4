import assert from 'node:assert/strict'
import { test } from 'node:test'
import { good, later, scene } from './facts-scene.ts'
import { until } from './office.ts'

test('a member state that is away holds up no other, and its numbers come later', async (t) => {
  const { sources, add, one, look, ...made } = await scene(t)
  sources.mood = 'memberAway'
  sources.numbers.set('EE100931558', { name: 'Eesti' }).set(good, { name: 'Latvenergo' })
  const away = [await add({ name: 'Latvenergo', taxId: good })]
  away.push(await add({ name: 'Cita', taxId: 'LV40003245752' }))
  const there = await add({ name: 'Eesti', taxId: 'EE100931558', country: 'EE' })
  await look()
  assert.equal((await one(there, 'vies')).proof, 'proved')
  for (const id of away) {
    const fact = await one(id, 'vies')
    assert.deepEqual([fact.result, fact.proof], ['unknown', 'unchecked'])
    assert.match(fact.failure ?? '', /does not answer/)
  }
  const latvian = sources.asked.filter((one) => one.includes('"LV"'))
  assert.ok(latvian.length <= 4, 'no more than go side by side are asked of it')
  const [source] = (await made.as.administrator.get('fact-sources')).body.items
  assert.equal(source.pausedUntil, null, 'the source itself is there')
  sources.mood = 'well'
  await until(async () => {
    await later(made)
    await look()
    return (await one(away[0] ?? '', 'vies')).proof === 'proved'
  })
})

test('an answer that makes no sense is of the one record, where the source answers others', async (t) => {
  const { sources, add, one, look, as, set } = await scene(t, ['register'])
  await set({ 'checks.register.mapping': 'name = company.legalName' })
  sources.companies.set('40003032949', { name: '', city: '' })
  sources.companies.set('40003245752', { name: 'SIA Skaidra', city: 'Rīga' })
  const odd = await add({ name: 'SIA Tukša', registrationNumber: '40003032949' })
  const clear = await add({ name: 'SIA Skaidra', registrationNumber: '40003245752' })
  await look()
  assert.equal((await one(clear, 'register')).result, 'valid')
  const fact = await one(odd, 'register')
  assert.deepEqual([fact.result, fact.proof], ['unknown', 'unchecked'])
  assert.match(fact.failure ?? '', /does not understand/)
  const sourcesNow = (await as.administrator.get('fact-sources')).body.items
  const source = sourcesNow.find((one: { kind: string }) => one.kind === 'register')
  assert.equal(source.pausedUntil, null)
})
