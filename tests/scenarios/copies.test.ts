import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder, made } from './holder.ts'
import { office, type Caller } from './office.ts'

test('what a record took from a partner is told to who sees it of the partner', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const about = ['statusChange', 'dataRequest'].map((object) => ({
    ...{ object, see: ['all'] },
    actions: ['read', 'export'],
  }))
  const number = await holder(place, 'number', [{ object: 'customer', see: ['number'] }, ...about])
  const all = await holder(place, 'all', [{ object: 'customer', see: ['all'] }, ...about])
  const city = { object: 'customer', rows: { city: 'Ogre' }, see: ['name', 'email', 'country'] }
  const some = await holder(place, 'some', [{ object: 'customer', see: ['number'] }, city, ...about])
  const partner = async (name: string, town: string) => {
    const email = `${name.toLowerCase()}@slepens.example`
    const id = await made(root, 'customers', { name, email, city: town, country: 'EE' })
    const asked = await root.post(`customers/${id}/askData`, {})
    assert.equal(asked.status, 200, asked.text)
    const frozen = await root.post(`customers/${id}/freeze`, { reason: { key: 'businessRisk' } })
    assert.equal(frozen.status, 200, frozen.text)
    return id
  }
  const [ogre, other] = [await partner('Zeltene', 'Ogre'), await partner('Zilite', 'Cēsis')]
  const told = async (who: Caller, party: string) => {
    const where = encodeURIComponent(JSON.stringify({ party }))
    const read = async (path: string) => {
      const { id } = (await root.get(`${path}?where=${where}`)).body.items[0]
      return (await who.get(`${path}/${id}`)).body
    }
    const [{ name, country }, form] = [await read('status-changes'), await read('data-requests')]
    return [name, country, form.name, form.email]
  }
  const nothing = [null, null, null, null]
  const whole = (name: string) => [name, 'EE', name, `${name.toLowerCase()}@slepens.example`]
  assert.deepEqual(await told(all, other), whole('Zilite'))
  assert.deepEqual(await told(number, ogre), nothing)
  assert.deepEqual([await told(some, ogre), await told(some, other)], [whole('Zeltene'), nothing])
  const found = async (who: Caller, path: string) => {
    const answer = await who.get(path)
    assert.equal(answer.status, 200, answer.text)
    return /zilite/i.test(answer.text)
  }
  const where = encodeURIComponent(JSON.stringify({ email: 'zilite@slepens.example' }))
  for (const path of [
    ...['status-changes?search=zilite', 'data-requests?search=zilite', `data-requests?where=${where}`],
    ...['data-requests/export', 'status-changes/export', 'data-requests/summary?groupBy=email'],
    ...['search?q=zilite', 'data-requests?sort=email'],
  ])
    assert.deepEqual(
      [await found(all, path), await found(some, path), await found(number, path)],
      [true, false, false],
      path,
    )
})
