import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office } from './office.ts'

test('nobody is found by the name that they have in a role which one may not see', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const field = { type: 'text', name: 'code', label: 'Code name', searched: 'name' }
  assert.equal((await root.post('objects/supplier/fields', field)).status, 201)
  const own = { rows: { manager: '$me' } }
  const faces = ['party', 'customer'].map((object) => ({ object, see: ['all'] }))
  const whole = await holder(place, 'whole', [...faces, { object: 'supplier', see: ['all', 'x_code'] }])
  const some = await holder(place, 'some', [...faces, { object: 'supplier', see: ['all', 'x_code'], ...own }])
  const none = await holder(place, 'none', faces)
  const partner = async (name: string, x_code: string, manager: string) => {
    const made = await root.post('customers', { name, country: 'LV' })
    const supplies = await root.post('suppliers', { party: made.body.id, x_code, manager })
    assert.equal(supplies.status, 201, supplies.text)
  }
  await partner('SIA Zvirbulis', 'Zebracorn', root.user)
  await partner('SIA Vārna', 'Zebrafish', some.user)
  await partner('北京百度', 'Quagga', root.user)
  await partner('ООО Ласточка', 'Okapi', root.user)
  const found = async (who: typeof whole, path: string, typed: string) => {
    const answer = await who.get(`${path}search=${encodeURIComponent(typed)}&fields=name`)
    assert.equal(answer.status, 200, answer.text)
    return (answer.body.items as { name: string }[]).map(({ name }) => name).toSorted()
  }
  const both = ['SIA Vārna', 'SIA Zvirbulis']
  for (const path of ['customers?', 'parties?', 'customers?sort=name&', 'parties?sort=-name&']) {
    assert.deepEqual(await found(whole, path, 'zebra'), both, path)
    assert.deepEqual(await found(some, path, 'zebra'), ['SIA Vārna'], path)
    assert.deepEqual(await found(none, path, 'zebra'), [], path)
    // By the name that they see all are found as before, whatever else they are called.
    for (const who of [whole, some, none]) {
      assert.deepEqual(await found(who, path, 'zvirb'), ['SIA Zvirbulis'], path)
      assert.deepEqual(await found(who, path, 'SIA Zvirbulis'), ['SIA Zvirbulis'], path)
      for (const [typed, name] of [
        ['varna', 'SIA Vārna'],
        ['VĀRNA "sia"', 'SIA Vārna'],
        ['варна', 'SIA Vārna'],
        ['ვარნა', 'SIA Vārna'],
        ['beijingbaidu', '北京百度'],
        ['北京百度', '北京百度'],
        ['lastochka', 'ООО Ласточка'],
      ] as const)
        assert.deepEqual(await found(who, path, typed), [name], `${path} ${typed}`)
      assert.deepEqual(await found(who, path, '%'), [], path)
    }
  }
  const [{ number }] = (await root.get('customers?search=Zvirbulis&fields=number')).body.items
  assert.deepEqual(await found(none, 'customers?', number), ['SIA Zvirbulis'])
  const hits = (who: typeof whole) => who.get('search?q=zebracorn')
  assert.match((await hits(whole)).text, /Zvirbulis/)
  for (const who of [some, none]) assert.doesNotMatch((await hits(who)).text, /Zvirbulis/)
})

test('neither a page that goes on nor the order of what is found tells names that one may not see', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const field = { type: 'text', name: 'code', label: 'Code name', searched: 'name' }
  assert.equal((await root.post('objects/supplier/fields', field)).status, 201)
  const customers = { object: 'customer', see: ['all'] }
  const whole = await holder(place, 'whole', [customers, { object: 'supplier', see: ['all', 'x_code'] }])
  const none = await holder(place, 'none', [customers])
  const partner = async (name: string, x_code: string) => {
    const { id } = (await root.post('customers', { name, country: 'LV' })).body
    assert.equal((await root.post('suppliers', { party: id, x_code })).status, 201)
    return id as string
  }
  const made = []
  for (const code of ['Zebra', 'Okapi', 'Antelope']) made.push(await partner('SIA Dzilna', code))
  made.push(await partner('SIA Dzilna Divi', 'Aardvark'))
  const pages = async (who: typeof whole) => {
    const ids: string[] = []
    const cursors: string[] = []
    for (let next: string | null = ''; next !== null;) {
      const page = await who.get(`customers?search=dzilna&limit=1&fields=name&after=${next}`)
      assert.equal(page.status, 200, page.text)
      ids.push(page.body.items[0].id)
      next = page.body.next
      if (next !== null) cursors.push(Buffer.from(next, 'base64url').toString())
    }
    return { ids, cursors: cursors.join() }
  }
  const [zebra, okapi, antelope, two] = made
  assert.deepEqual((await pages(whole)).ids, [antelope, two, okapi, zebra])
  const told = await pages(none)
  assert.deepEqual(told.ids, [zebra, okapi, antelope, two])
  assert.doesNotMatch(told.cursors, /zebra|okapi|antelope|aardvark/i)
})
