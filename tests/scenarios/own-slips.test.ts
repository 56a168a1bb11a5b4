import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId } from '#model'
import { holder, made } from './holder.ts'
import { caller, office, uploaded, type Caller } from './office.ts'

const mayMake = { see: ['all'], change: ['all'], actions: ['read', 'create', 'change'] }

async function seller(t: TestContext, grants: Parameters<typeof holder>[2] = []) {
  const place = await office(t)
  const who = await holder(place, 'maker', [{ object: 'customer', ...mayMake }, ...grants])
  const undo = async (change: string) => (await who.post(`changes/${change}/undo`)).body
  return { ...place, who, undo, root: place.as.administrator }
}

async function create(by: Caller, path: string, values: object) {
  const answer = await by.post(path, values)
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.body.id as string, change: answer.headers.get('kontor-change') ?? '' }
}

test('who may make and not delete takes back what they made by mistake', async (t) => {
  const { root, who, undo, engine } = await seller(t)
  const one = await create(who, 'customers', { name: 'SIA Pārskatīšanās' })
  assert.equal((await who.remove(`customers/${one.id}`)).status, 403)
  const back = await undo(one.change)
  assert.deepEqual([back.reversed, back.kept], [1, []])
  assert.equal((await root.get(`customers/${one.id}`)).status, 404)
  // It is undone in its turn, and taken back once more.
  const again = await undo(back.change)
  assert.deepEqual([again.reversed, (await root.get(`customers/${one.id}`)).status], [1, 200])
  assert.equal((await undo(again.change)).reversed, 1)
  assert.equal((await root.get(`customers/${one.id}`)).status, 404)
  assert.deepEqual(await engine.verify(), [])
})

test('what others changed, named or made stays, and so does what is a day old', async (t) => {
  const { root, who, undo, engine } = await seller(t)
  const stays = async (change: string, why: RegExp) => {
    const { reversed, kept } = await undo(change)
    assert.equal(reversed, 0)
    assert.match(kept[0].reason, why)
  }
  const changed = await create(who, 'customers', { name: 'SIA Mainīts' })
  await root.patch(`customers/${changed.id}`, { city: 'Ogre' })
  await stays(changed.change, /^Changed since by/)
  const named = await create(who, 'customers', { name: 'SIA Nosaukts' })
  await create(root, 'activities', { party: named.id, kind: 'call', subject: 'Zvans', at: new Date() })
  await stays(named.change, /is named by other records/)
  const actor = await engine.access.actorFor({ user: who.user, source: 'api', request: 'r' })
  const at = new Date(Date.now() - 25 * 3_600_000).toISOString()
  const old = await engine.records.create(
    { ...actor, source: 'system' },
    'customer',
    { name: 'SIA Vakardienas', country: 'LV' },
    { at },
  )
  await stays(old.change, /^You may not delete/)
  // What was there before and came back is not what they made.
  const former = await create(root, 'customers', { name: 'SIA Sena' })
  assert.equal((await root.remove(`customers/${former.id}`)).status, 204)
  const restored = await who.post(`customers/${former.id}/restore`)
  assert.equal(restored.status, 200, restored.text)
  await stays(restored.headers.get('kontor-change') ?? '', /^You may not delete/)
})

test('a role that was given by mistake ends so too, unless somebody names it in that role', async (t) => {
  const { root, who, undo } = await seller(t, [{ object: 'supplier', ...mayMake }])
  const given = async (name: string) => {
    const supplier = await create(root, 'suppliers', { name })
    return create(who, 'customers', { party: supplier.id })
  }
  const one = await given('SIA Viens')
  assert.equal((await undo(one.change)).reversed, 1)
  assert.equal((await root.get(`customers/${one.id}`)).status, 404)
  assert.equal((await root.get(`suppliers/${one.id}`)).status, 200)
  const named = await given('SIA Nosaukts')
  const contact = (await create(root, 'contacts', { name: 'Zane Zariņa' })).id
  await create(root, 'contact-links', { contact, customer: named.id, position: 'Buyer' })
  assert.equal((await undo(named.change)).reversed, 0)
  const two = await given('SIA Divi')
  assert.equal((await root.patch(`suppliers/${two.id}`, { notes: 'since' })).status, 200)
  const { reversed, kept } = await undo(two.change)
  assert.equal(reversed, 0)
  assert.match(kept[0].reason, /^You may not delete/)
})

test('the right to create is asked of what stands there today', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const rows = { city: 'Ogre' }
  const who = await holder(place, 'maker', [{ object: 'customer', ...mayMake, rows }])
  const one = await create(who, 'customers', { name: 'SIA Ogre', city: 'Ogre' })
  const where = encodeURIComponent(JSON.stringify({ post: who.held }))
  const [right] = (await root.get(`grants?where=${where}&fields=id`)).body.items
  await made(root, 'grants', { post: who.held, object: 'customer', see: ['all'], actions: ['read'] })
  assert.equal((await root.patch(`grants/${right.id}`, { rows: { city: 'Valka' } })).status, 200)
  const { reversed } = (await who.post(`changes/${one.change}/undo`)).body
  assert.equal(reversed, 0)
})

test('many that were made by mistake go as was foretold', async (t) => {
  const { engine, who, root } = await seller(t)
  const { records, access, jobs } = engine
  await jobs.stop()
  const actor = await access.actorFor({ user: who.user, source: 'api', request: 'r' })
  const change = newId()
  const fresh = Array.from({ length: 510 }, (_, nr) => ({
    kind: 'create' as const,
    values: { name: `Qq ${nr}`, country: 'LV' },
  }))
  const all = await records.many(actor, 'customer', fresh, { change })
  for (const { id } of all.slice(0, 4))
    assert.equal((await root.patch(`customers/${id}`, { city: 'Ogre' })).status, 200)
  const { body } = await who.post(`changes/${change}/undo?dryRun=true`)
  assert.deepEqual([body.reversed, body.keptCount, body.refused], [506, 4, 0], JSON.stringify(body.reasons))
  assert.equal((await who.post(`changes/${change}/undo`)).status, 202)
  await jobs.drain()
  const [done] = (await who.get('jobs')).body.items
  assert.deepEqual([done.result.reversed, done.result.keptCount], [506, 4])
})

test('what came back is counted under a role that it plays', async (t) => {
  const { root } = await seller(t)
  const { id } = await create(root, 'suppliers', { name: 'SIA Piegādātājs' })
  const gone = await root.remove(`suppliers/${id}`)
  const { body } = await root.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual(body.what, [{ object: 'supplier', label: 'Suppliers', count: 1 }])
})

test('what somebody else relies on stays', async (t) => {
  const { root, who, undo, url, as } = await seller(t, [
    ...['partyFile', 'file'].map((object) => ({ object, ...mayMake })),
    { object: 'party', see: ['name'] },
  ])
  const { id: party } = await create(who, 'customers', { name: 'SIA Licence' })
  const paper = async () => {
    const file = (await uploaded(who, url, 'files', 'licence.txt', 'Licence')).body.id
    return create(who, 'papers', { party, name: 'Licence', kind: 'licence', file })
  }
  const kept = async (change: string) => {
    const { reversed, kept } = await undo(change)
    assert.equal(reversed, 0)
    assert.match(kept[0].reason, /^You may not delete/)
  }
  assert.equal((await undo((await paper()).change)).reversed, 1)
  // A colleague has seen the paper itself, and stands for it.
  const seen = await paper()
  assert.equal((await as.manager.post(`papers/${seen.id}/facts`, { kind: 'paper' })).status, 202)
  await kept(seen.change)
  // The partner was let in, of which this is a paper.
  const read = await paper()
  const frozen = await root.post(`customers/${party}/freeze`, { reason: 'other' })
  assert.equal(frozen.status, 200, frozen.text)
  await kept(read.change)
  // It was opened to somebody.
  const shared = await create(who, 'customers', { name: 'SIA Kopīga' })
  await made(root, `customers/${shared.id}/shares`, { user: as.seller.user, may: 'read' })
  await kept(shared.change)
})

test('a key that deletes nothing takes out nothing that its user made by hand', async (t) => {
  const { engine, who, undo, url } = await seller(t)
  const one = await create(who, 'customers', { name: 'SIA Roku' })
  const scope = { objects: null, actions: ['read', 'create'] }
  const made = await engine.accounts.createKey({ user: who.user, name: 'shop', source: 'cli', scope })
  const shop = caller(url, { authorization: `Bearer ${made.key}` })
  assert.equal((await shop.post(`changes/${one.change}/undo`)).body.reversed, 0)
  assert.equal((await undo(one.change)).reversed, 1)
})
