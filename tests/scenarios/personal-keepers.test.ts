import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Engine } from '#engine'
import { holder, made } from './holder.ts'
import { office } from './office.ts'

const later = `${new Date().getUTCFullYear() + 3}-01-01`
const rule = { object: 'contact', months: 24, ground: 'Two years without a word' }
const seen = { object: 'contact', rows: { country: 'LV' }, see: ['name', 'country'] }
const keeps = { object: 'settings', actions: ['personalData'] }

test('who erases people decides of those they may read, and learns of no others', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const { personal, jobs } = firm.engine
  const person = (name: string, country: string) =>
    made(administrator, 'contacts', { name, kind: 'person', country, notes: 'Vip' })
  const [near, far] = [await person('Zelma Tuvā', 'LV'), await person('Zenta Tālā', 'EE')]
  const name = { contains: 'Z' }
  await made(administrator, 'retention-rules', { ...rule, name: 'Old', outcome: 'review', where: { name } })
  const keeper = await holder(firm, 'eraser', [keeps, seen, { object: 'party', rows: { country: 'LV' } }])
  await personal.evaluate(later)
  const waiting = async (who: typeof administrator) =>
    (await who.get('retention-reviews')).body.items.map((one: { record: string }) => one.record)
  assert.ok((await waiting(administrator)).includes(far))
  const told = await keeper.get('retention-reviews')
  assert.ok((await waiting(keeper)).includes(near), told.text)
  assert.doesNotMatch(told.text, /Zenta/)
  const decide = (decision: string, records?: string[]) =>
    keeper.post('retention-reviews', { decision, reason: 'Old', ...(records ? { records } : {}) })
  assert.deepEqual((await decide('keep', [far])).body, { jobs: [], kept: 0 })
  assert.deepEqual((await decide('anonymise', [far])).body, { jobs: [], kept: 0 })
  // Where nobody is named all go, so a misspelled name is refused.
  const stray = { decision: 'anonymise', reason: 'Old', record: [far] }
  assert.equal((await keeper.post('retention-reviews', stray)).body.errors?.[0]?.field, 'record')
  assert.ok((await waiting(keeper)).includes(near))
  assert.equal((await decide('anonymise')).status, 202)
  await jobs.drain()
  assert.equal((await administrator.get(`contacts/${far}`)).body.name, 'Zenta Tālā')
  assert.match((await administrator.get(`contacts/${near}`)).body.name, /^Erased person/)
  // Whom a rule brings up tells what it asks.
  const asking = (asks: object) =>
    keeper.post('retention-rules', { ...rule, name: 'Mine', outcome: 'review', ...asks })
  for (const asks of [
    { where: { notes: 'Vip' } },
    { where: { country: 'LV' } },
    { dayField: 'birthday' },
    { outcome: 'anonymise' },
  ]) {
    const answer = await asking(asks)
    assert.equal(answer.status, 422, answer.text)
    assert.match(answer.text, /"(where|dayField|outcome)"/)
  }
  assert.equal((await asking({})).status, 201)
})

test('before somebody is erased it is told of what else goes only as far as it is seen', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const person = await made(administrator, 'contacts', { name: 'Zelma', kind: 'person', country: 'LV' })
  for (const subject of ['Viens', 'Divi'])
    await made(administrator, 'activities', { party: person, kind: 'call', subject })
  const keeper = await holder(firm, 'eraser', [keeps, seen])
  const preview = await keeper.get(`contacts/${person}/erasure?mode=erase`)
  const words = preview.body.destroyed.map(({ what, count }: Record<string, unknown>) => [what, count])
  assert.deepEqual(
    words.filter(([what]: string[]) => /activit|see/i.test(what ?? '')),
    [['Records that you do not see', null]],
    preview.text,
  )
  const whole = await administrator.get(`contacts/${person}/erasure?mode=erase`)
  assert.ok(
    whole.body.destroyed.some(
      (one: { what: string; count: number }) => one.what === 'Activities' && one.count === 2,
    ),
    whole.text,
  )
})

test('what waits for a decision is read at once, however many wait', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const add = async (many: number) => {
    for (let at = 0; at < many; at++)
      await made(administrator, 'contacts', { name: `Ziedonis ${at}`, kind: 'person', country: 'LV' })
    await firm.engine.personal.evaluate(later)
  }
  const where = { name: { contains: 'Ziedonis' } }
  await made(administrator, 'retention-rules', { ...rule, name: 'Old', outcome: 'review', where })
  const law = { ...rule, name: 'Books', outcome: 'keep', months: 120 }
  await made(administrator, 'retention-rules', law)
  await add(2)
  const few = await statements(firm.engine, () => administrator.get('retention-reviews'))
  await add(12)
  const many = await statements(firm.engine, async () => {
    const { items } = (await administrator.get('retention-reviews')).body
    assert.equal(items.length, 14)
    for (const one of items) assert.equal(one.duties[0]?.rule, 'Books')
  })
  assert.ok(many <= few, `${many} statements for 14, ${few} for 2`)
})

/** How many statements are asked of the database. */
async function statements({ database }: Engine, work: () => Promise<unknown>): Promise<number> {
  const asked = database as { query: typeof database.query }
  const { query } = asked
  let count = 0
  asked.query = (...given) => (count++, query(...given))
  try {
    await work()
  } finally {
    asked.query = query
  }
  return count
}

test('who erases people is told neither before nor after what is written of them where they do not read', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const called = 'Zelma Meklētāja'
  const person = await made(administrator, 'contacts', { name: called, kind: 'person', country: 'LV' })
  const [near, far] = [
    await made(administrator, 'contacts', { name: 'SIA Tuvā', country: 'LV', city: called, notes: called }),
    await made(administrator, 'contacts', { name: 'SIA Tālā', country: 'EE', city: called, notes: called }),
  ]
  const subject = `Asked for ${called}`
  const call = await made(administrator, 'activities', { party: near, kind: 'call', subject })
  await made(administrator, 'objects/party/fields', {
    name: 'x_asked',
    type: 'text',
    label: `Known to ${called}`,
  })
  const towns = { ...seen, see: ['name', 'country', 'city'] }
  const keeper = await holder(firm, 'eraser', [keeps, towns])
  const places = ({ body }: { body: { items: { record: string; field: string | null }[] } }) =>
    body.items.map(({ record, field }) => `${record} ${field}`)
  const before = await keeper.get(`contacts/${person}/erasure/mentions`)
  assert.deepEqual(places(before), [`${near} city`], before.text)
  const preview = await keeper.get(`contacts/${person}/erasure?mode=anonymise`)
  assert.doesNotMatch(preview.text, /Known to/)
  const traces = /mails|imports|programs|colleagues|jobs/i
  for (const { what, count } of preview.body.destroyed)
    if (traces.test(what)) assert.equal(count, null, `${what}: whether there are any is not told`)

  const mentions = [near, far].flatMap((record) =>
    ['city', 'notes'].map((one) => ({ object: 'party', record, field: one })),
  )
  const begun = await keeper.post(`contacts/${person}/erasure`, {
    mode: 'anonymise',
    reason: 'Asked',
    mentions,
  })
  assert.equal(begun.status, 202, begun.text)
  await firm.engine.jobs.drain()
  const { result } = (await keeper.get(`jobs/${begun.body.job}`)).body
  assert.deepEqual([result.blanked, Object.keys(result).includes('left')], [1, false], JSON.stringify(result))
  assert.match((await administrator.get(`contacts/${near}`)).body.city, /^Erased person/)
  assert.equal((await administrator.get(`contacts/${far}`)).body.city, called, 'nor taken out by number')
  assert.deepEqual(places(await keeper.get('person-mentions')), [])
  const left = await administrator.get('person-mentions')
  const waiting = [`${near} notes`, `${far} city`, `${far} notes`, `${call} subject`]
  assert.deepEqual(
    places(left)
      .filter((one) => !/^0{8}|addresses$/.test(one))
      .toSorted(),
    waiting.toSorted(),
  )
  assert.ok(
    left.body.items.some((one: { field: string }) => one.field === 'x_asked'),
    left.text,
  )
  const hidden = { object: 'party', record: far, field: 'city' }
  assert.equal((await keeper.post('person-mentions', hidden)).status, 404)
  // Who reads there later looks through it.
  const towns2 = { object: 'contact', actions: ['read'], see: ['city'], post: keeper.held }
  await made(administrator, 'grants', towns2)
  assert.deepEqual(places(await keeper.get('person-mentions')), [`${far} city`])
  assert.equal((await keeper.post('person-mentions', hidden)).status, 200)
})
