import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, until, type Caller } from './office.ts'

test('what only warns holds back nothing that follows a merge unseen', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk } = as
  const [one, two] = [
    await made(root, 'customers', { name: 'Osta' }),
    await made(root, 'customers', { name: 'Ostas' }),
  ]
  await claims(root)
  const claim = await made(root, 'x-claims', { x_name: 'Secret', x_against: two })
  const must = 'OR(ISBLANK(x_against), x_name <> "Secret")'
  const rules = [{ must, at: 'x_against', refusal: 'Look at it again.', warning: true }]
  assert.equal((await root.put('objects/x_claim/rules', { rules })).status, 200)
  const merged = await clerk.post(`customers/${one}/merge`, { with: two })
  assert.equal(merged.status, 200, merged.text)
  assert.equal(await against(root, claim), one)
  assert.equal((await clerk.post(`changes/${merged.body.change}/undo`)).status, 200)
  assert.equal(await against(root, claim), two)
})

test('who sees a partner no more does not set its fields back by the undo of a merge', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk } = as
  const one = await made(root, 'customers', { name: 'Osta', city: 'Rīga' })
  const two = await made(root, 'customers', { name: 'Liela Osta', city: 'Cēsis' })
  const choices = { name: 'other', city: 'other' }
  const merged = await clerk.post(`customers/${one}/merge`, { with: two, choices })
  assert.equal(merged.status, 200, merged.text)
  const where = encodeURIComponent(JSON.stringify({ object: { in: ['party', 'customer'] } }))
  const grants = (await root.get(`grants?where=${where}&limit=100`)).body.items as { id: string }[]
  for (const { id } of grants)
    assert.equal((await root.patch(`grants/${id}`, { rows: { city: 'Ogre' } })).status, 200)
  await until(async () => (await clerk.get(`customers/${one}`)).status === 404)
  await clerk.post(`changes/${merged.body.change}/undo`)
  const { name, city } = (await root.get(`customers/${one}`)).body
  assert.deepEqual([name, city], ['Liela Osta', 'Cēsis'])
})

test('what a merge moved unseen and its undo had to keep goes back by a later undo', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk } = as
  const one = await made(root, 'customers', { name: 'Osta' })
  const two = await made(root, 'customers', { name: 'Ostas' })
  await claims(root)
  const claim = await made(root, 'x-claims', { x_name: 'Secret', x_against: two })
  const merged = await clerk.post(`customers/${one}/merge`, { with: two })
  assert.equal(merged.status, 200, merged.text)
  const place = `changes/${merged.body.change}/undo`
  const rule = (must: string) =>
    root.put('objects/x_claim/rules', {
      rules: [{ must, at: 'x_against', refusal: 'It stays against Osta.' }],
    })
  assert.equal((await rule(`OR(x_name <> "Secret", x_against.name = "Osta")`)).status, 200)
  const first = await clerk.post(place)
  assert.deepEqual([first.status, first.body.kept], [200, []], first.text)
  assert.equal(await against(root, claim), one)
  // Whoever does not see it learns nothing of it; whoever does is told why it stays.
  assert.equal((await clerk.post(place)).body.code, 'undoneAlready')
  const told = await root.post(place)
  assert.deepEqual([told.body.reversed, told.body.kept[0]?.record], [0, claim], told.text)
  assert.equal((await root.put('objects/x_claim/rules', { rules: [] })).status, 200)
  const second = await root.post(place)
  assert.deepEqual([second.body.reversed, second.body.kept], [1, []], second.text)
  assert.equal(await against(root, claim), two)
  for (const who of [root, clerk]) assert.equal((await who.post(place)).body.code, 'undoneAlready')
})

test('the rehearsal of the undo of a large merge counts and names nothing that is not seen', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, clerk } = as
  const [one, two] = [
    await made(root, 'customers', { name: 'Viens' }),
    await made(root, 'customers', { name: 'Divi' }),
  ]
  await claims(root)
  const actor = await engine.access.actorFor({ user: root.user, source: 'api', request: 'test' })
  const many = Array.from({ length: 520 }, (_, at) => ({
    kind: 'create' as const,
    values: { x_name: `Claim ${at}`, x_against: two },
  }))
  await engine.records.many(actor, 'x_claim', many, {})
  await made(root, 'activities', { subject: 'Call', kind: 'call', party: two })
  const { change, job } = (await clerk.post(`customers/${one}/merge`, { with: two })).body
  await until(async () => (await root.get(`jobs/${job}`)).body.state === 'done')
  const rehearsed = await clerk.post(`changes/${change}/undo?dryRun=true`)
  assert.equal(rehearsed.status, 200, rehearsed.text)
  assert.doesNotMatch(rehearsed.text, /claim|gone/i)
  assert.ok(rehearsed.body.total < 20, rehearsed.text)
  const taken = (await clerk.post(`changes/${change}/undo`)).body
  assert.ok(taken.total < 20, JSON.stringify(taken))
})

test('a line of the one that stays which names the other holds no merge back', async (t) => {
  const { administrator: root } = (await office(t)).as
  await made(root, 'objects', { name: 'bail', label: 'Bail', plural: 'Bails', ownedBy: 'party' })
  const by = { type: 'reference', name: 'by', label: 'By', to: 'party' }
  await made(root, 'objects/x_bail/fields', by)
  const bails = {
    type: 'collection',
    name: 'bails',
    label: 'Bails',
    of: 'x_bail',
    via: 'x_partner',
    owned: true,
  }
  await made(root, 'objects/party/fields', bails)
  for (const lines of [[], [{ x_name: 'Second' }]]) {
    const two = await made(root, 'customers', { name: 'Divi', x_bails: lines })
    const one = await made(root, 'customers', { name: 'Viens', x_bails: [{ x_name: 'First', x_by: two }] })
    const merged = await root.post(`parties/${one}/merge`, { with: two })
    assert.equal(merged.status, 200, merged.text)
    const told = async () =>
      (await root.get(`parties/${one}`)).body.x_bails as { x_by: { id: string } | null }[]
    assert.deepEqual([(await told()).length, (await told())[0]?.x_by?.id], [lines.length + 1, one])
    assert.equal((await root.post(`changes/${merged.body.change}/undo`)).status, 200)
    assert.deepEqual([(await told()).length, (await told())[0]?.x_by?.id], [1, two])
  }
})

async function claims(root: Caller): Promise<void> {
  await made(root, 'objects', { name: 'claim', label: 'Claim', plural: 'Claims' })
  const field = { type: 'reference', name: 'against', label: 'Against', to: 'party' }
  await made(root, 'objects/x_claim/fields', field)
}

async function against(root: Caller, claim: string): Promise<string> {
  return (await root.get(`x-claims/${claim}`)).body.x_against.id
}

async function made(root: Caller, path: string, values: object): Promise<string> {
  const answer = await root.post(path, values, { confirmed: 'duplicate' })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.id
}
