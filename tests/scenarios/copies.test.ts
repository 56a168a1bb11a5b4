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

test('the inspector says of what was taken from a partner that it is seen where that is seen there', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const forms = { object: 'dataRequest', see: ['all'] }
  const ofOgre = { object: 'customer', rows: { city: 'Ogre' }, see: ['email'] }
  const number = await holder(place, 'number', [{ object: 'customer', see: ['number'] }, forms])
  const some = await holder(place, 'some', [{ object: 'customer', see: ['number'] }, ofOgre, forms])
  const none = await holder(place, 'none', [
    { object: 'customer', see: ['all'] },
    { ...forms, see: ['state'] },
  ])
  await holder(place, 'Able', [{ object: 'customer', see: ['all'] }, forms])
  const form = async (name: string, city: string) => {
    const email = `${name.toLowerCase()}@slepens.example`
    const party = await made(root, 'customers', { name, email, city, country: 'EE' })
    assert.equal((await root.post(`customers/${party}/askData`, {})).status, 200)
    const where = encodeURIComponent(JSON.stringify({ party }))
    return (await root.get(`data-requests?where=${where}&fields=id`)).body.items[0].id as string
  }
  const [ogre, other] = [await form('Zeltene', 'Ogre'), await form('Zilite', 'Cēsis')]
  const explain = async (user: string, record?: string, more = {}) => {
    const asked = { user, object: 'dataRequest', action: 'read', field: 'email', ...(record && { record }) }
    const { status, body, text } = await root.post('explain', { ...asked, ...more })
    assert.equal(status, 200, text)
    return body as { allowed: boolean; because: string; helping: { name: string }[] }
  }
  for (const [record, who] of [
    [other, some],
    [other, number],
    [ogre, number],
    [undefined, number],
  ] as const) {
    const { allowed, because, helping } = await explain(who.user, record)
    assert.equal(allowed, false, because)
    assert.match(
      because,
      /But the field “Sent to” was taken from the partner, and \S+ does not see it there\.$/,
    )
    assert.doesNotMatch(because, /not among/)
    // One post alone opens the partner’s e-mail; that of the forms alone would help nobody.
    const names = helping.map(({ name }) => name)
    assert.ok(names.includes('Able') && !names.includes('number'), names.join())
  }
  const seen = await explain(some.user, ogre)
  assert.equal(seen.allowed, true, seen.because)
  assert.doesNotMatch(seen.because, /taken/)
  const any = await explain(some.user)
  assert.equal(any.allowed, true)
  assert.match(any.because, /was taken from the partner: some sees it only where they see it there\.$/)
  const blind = await explain(none.user, ogre)
  assert.equal(blind.allowed, false)
  assert.match(blind.because, /the field “Sent to” is not among those it may see\./)
  assert.doesNotMatch((await explain(number.user, ogre, { field: 'state' })).because, /taken/)
})
