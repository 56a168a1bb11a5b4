import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller, type Reply } from './office.ts'

type Field = { key: string; proposed: string; choice: string; rule: string; choices: string[] }

const made = async (who: Caller, path: string, values: object): Promise<string> => {
  const answer = await who.post(path, values)
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}

const fieldOf = ({ body }: Reply, key: string): Field =>
  body.fields.find((field: Field) => field.key === key) ?? assert.fail(`no ${key}`)

/** Three that are one: each knows something that the others do not, and something names each. */
async function three(who: Caller) {
  const one = await made(who, 'customers', {
    ...{ name: 'SIA Krauklis', country: 'LV', city: 'Rīga', notes: 'Pays late.', tags: ['gold'] },
    emails: [{ email: 'info@krauklis.example', main: true }],
  })
  const two = await made(who, 'suppliers', {
    ...{ name: 'SIA KRAUKLIS', taxId: 'LV40003009497', notes: 'Delivers.', tags: ['wood'], parent: one },
    emails: [{ email: 'info@krauklis.example' }, { email: 'rekini@krauklis.example' }],
  })
  const last = await made(who, 'suppliers', {
    ...{ name: 'SIA Krauklis un dēli', notes: 'Closed on Mondays.', tags: ['gold', 'iron'], payer: two },
    ...{ website: 'https://krauklis.example' },
    emails: [{ email: 'rekini@krauklis.example' }, { email: 'berni@krauklis.example' }],
  })
  const calls: string[] = []
  for (const party of [one, two, last])
    calls.push(await made(who, 'activities', { subject: 'Call', kind: 'call', party }))
  return { one, two, last, calls }
}

const all = async (who: Caller, ids: readonly string[]) => {
  const names = 'name,taxId,notes,tags,website,emails,parent,payer,city'
  const answers: Reply[] = []
  for (const id of ids) answers.push(await who.get(`parties/${id}?fields=${names}`))
  // Lines that come back are new ones.
  return JSON.parse(
    JSON.stringify(
      answers.map(({ status, body }) => [status, body]),
      (key, value: unknown) => (key === 'id' ? undefined : value),
    ),
  ) as unknown
}

test('three become one by one change: the best of all is proposed, and one undo parts them', async (t) => {
  const { administrator: who } = (await office(t)).as
  const { one, two, last, calls } = await three(who)
  const before = await all(who, [one, two, last])
  const preview = await who.get(`parties/${one}/merge?others=${two},${last}`)
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(
    preview.body.others.map(({ id }: { id: string }) => id),
    [two, last],
  )
  const told = (key: string) => [fieldOf(preview, key).proposed, fieldOf(preview, key).rule]
  assert.deepEqual(told('name'), [last, 'longest'])
  assert.deepEqual(told('taxId'), [two, 'only'])
  assert.deepEqual(told('website'), [last, 'only'])
  assert.deepEqual(told('notes'), ['both', 'both'])
  assert.deepEqual(fieldOf(preview, 'name').choices, ['survivor', two, last])
  assert.deepEqual(fieldOf(preview, 'number').choices, ['survivor'])
  assert.deepEqual(preview.body.roles, ['Supplier'])
  const mails = preview.body.lines.find(({ field }: { field: string }) => field === 'emails')
  assert.equal(mails.joined, 3)
  assert.equal(Object.values(mails.become).filter((into) => into === null).length, 2)

  const wrong = await who.post(`parties/${one}/merge`, { others: [two, last], choices: { name: 'other' } })
  assert.equal(wrong.status, 422, wrong.text)
  assert.deepEqual(await all(who, [one, two, last]), before)
  const tried = await who.post(`parties/${one}/merge?dryRun=true`, { others: [two, last] })
  assert.equal(tried.status, 200, tried.text)

  const merged = await who.post(`parties/${one}/merge`, { others: [two, last], choices: { name: two } })
  assert.equal(merged.status, 200, merged.text)
  const now = (await who.get(`parties/${one}`)).body
  assert.equal(now.name, 'SIA KRAUKLIS')
  assert.equal(now.taxId, 'LV40003009497')
  assert.equal(now.website, 'https://krauklis.example')
  assert.equal(now.city, 'Rīga')
  assert.deepEqual(now.tags.toSorted(), ['gold', 'iron', 'wood'])
  for (const note of ['Pays late.', 'Delivers.', 'Closed on Mondays.']) assert.ok(now.notes.includes(note))
  assert.deepEqual(
    now.emails.map(({ email }: { email: string }) => email),
    ['info@krauklis.example', 'rekini@krauklis.example', 'berni@krauklis.example'],
  )
  assert.deepEqual([now.parent, now.payer], [null, null], 'nobody stands under themselves')
  for (const call of calls) assert.equal((await who.get(`activities/${call}`)).body.party.id, one)
  for (const gone of [two, last]) {
    const led = await who.get(`parties/${gone}`)
    assert.equal(led.status, 308, led.text)
    assert.ok(led.headers.get('location')?.endsWith(one))
  }

  const undone = await who.post(`changes/${merged.body.change}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  assert.deepEqual(await all(who, [one, two, last]), before)
  const parties: string[] = []
  for (const call of calls) parties.push((await who.get(`activities/${call}`)).body.party.id)
  assert.deepEqual(parties, [one, two, last])
  const again = await who.post(`changes/${undone.body.change}/undo`)
  assert.equal(again.status, 200, again.text)
  for (const gone of [two, last]) assert.equal((await who.get(`parties/${gone}`)).status, 308)
})

test('what the preview proposes is what the merge does, whichever of the three stays', async (t) => {
  const { administrator: who } = (await office(t)).as
  for (const turn of [0, 1, 2]) {
    const { one, two, last } = await three(who)
    const [survivor = '', ...others] = [one, two, last, one, two].slice(turn, turn + 3)
    const preview = await who.get(`parties/${survivor}/merge?others=${others.join()}`)
    const values = new Map<string, Record<string, unknown>>()
    for (const id of [one, two, last]) values.set(id, (await who.get(`parties/${id}`)).body)
    const merged = await who.post(`parties/${survivor}/merge`, { others })
    assert.equal(merged.status, 200, merged.text)
    const now = (await who.get(`parties/${survivor}`)).body
    for (const key of ['name', 'taxId', 'website', 'city', 'country']) {
      const source = fieldOf(preview, key).proposed
      const from = values.get(source === 'survivor' ? survivor : source)
      assert.equal(now[key], from?.[key], `${key} of ${source}, where ${turn} stays`)
    }
  }
})

test('one may stay that stood under the one that goes, and is there again under it after an undo', async (t) => {
  const { administrator: who } = (await office(t)).as
  const head = await made(who, 'customers', { name: 'Sniedze Galva' })
  const branch = await made(who, 'customers', { name: 'Sniedzes Filiale', parent: head, payer: head })
  const merged = await who.post(`parties/${branch}/merge`, { with: head })
  assert.equal(merged.status, 200, merged.text)
  const { parent, payer } = (await who.get(`parties/${branch}`)).body
  assert.deepEqual([parent, payer], [null, null])
  const undone = await who.post(`changes/${merged.body.change}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  assert.equal((await who.get(`parties/${branch}`)).body.parent.id, head)
})

test('who may not delete one of them, or names one twice, merges none', async (t) => {
  const { administrator, clerk, seller } = (await office(t)).as
  const { one, two, last } = await three(administrator)
  const nobody = await seller.post(`parties/${one}/merge`, { others: [two, last] })
  assert.equal(nobody.status, 404, nobody.text)
  for (const others of [[], [one], [two, one], Array.from({ length: 10 }, () => two), 'two'])
    assert.equal((await clerk.post(`parties/${one}/merge`, { others })).status, 422, String(others))
  const user = await made(administrator, 'users', {
    ...{ name: 'Portal', email: 'portal@krauklis.example', party: last },
  })
  const before = await all(administrator, [one, two, last])
  const refused = await clerk.post(`parties/${one}/merge`, { others: [two, last] })
  assert.equal(refused.body.code, 'merge.closed', refused.text)
  assert.deepEqual(
    await all(administrator, [one, two, last]),
    before,
    'the first of the two did not go either',
  )
  await administrator.patch(`users/${user}`, { party: null })
  assert.equal((await clerk.post(`parties/${one}/merge`, { others: [two, last] })).status, 200)
})
