import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller, type Office } from './office.ts'

const ways = ['status-changes', 'data-requests', 'activities', 'papers'] as const
const nowhere = '01900000-0000-7000-8000-000000000000'
const whole = ['statusChange', 'dataRequest', 'activity', 'partyFile'].map((object) => ({
  object,
  actions: ['read', 'change', 'create', 'export', 'print'],
  see: ['all'],
  change: ['all'],
}))
const inOgre = { actions: ['read', 'share', 'change'], rows: { city: 'Ogre' }, see: ['all'] }

type Told = { readonly id: string; readonly party: { readonly id: string } | null }

/** Somebody who may read whatever is about partners, and of the partners those of one town. */
async function scene(t: Parameters<typeof office>[0]) {
  const firm = await office(t)
  const { administrator } = firm.as
  const post = (await made(administrator, 'posts', { name: 'Ogre' })).id
  for (const grant of [
    { object: 'customer', ...inOgre },
    { object: 'party', ...inOgre },
    ...whole,
    { object: 'user', actions: ['read'], see: ['all'] },
  ])
    await made(administrator, 'grants', { post, ...grant })
  const email = 'ogre@daugava.example'
  const { id: user } = await made(administrator, 'users', { name: 'Olga Ogre', email, posts: [{ post }] })
  const { key } = await firm.engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const olga = by(firm, { user, key })
  const near = await partner(firm, 'Ogre')
  const far = await partner(firm, 'Cēsis')
  return { firm, administrator, post, olga, near, far }
}

function by({ as, url }: Office, { user, key }: { user: string; key: string }): Caller {
  const headers = { authorization: `Bearer ${key}` }
  const to = (place: string) => `${url}/api/v1/${place}`
  const asked = (method: string) => (place: string, body?: unknown) =>
    as.administrator.ask(method, to(place), { ...(body === undefined ? {} : { body }), headers })
  const [get, post, put, patch, remove] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(asked)
  return { user, key, ask: as.administrator.ask, get, post, put, patch, remove } as Caller
}

async function made(caller: Caller, place: string, body: object): Promise<{ id: string }> {
  const answer = await caller.post(place, body)
  assert.equal(answer.status, 201, answer.text)
  return answer.body as { id: string }
}

/** A customer with one of each that is about it. */
async function partner({ as, url }: Office, city: string): Promise<string> {
  const { administrator } = as
  const { id } = await made(administrator, 'customers', { name: `Partner of ${city}`, city })
  const effective = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const freeze = { reason: 'businessRisk', memo: `Secret of ${city}`, effective }
  const frozen = await administrator.post(`customers/${id}/freeze`, freeze)
  assert.equal(frozen.status, 200, frozen.text)
  const asked = await administrator.post(`customers/${id}/askData`, { email: 'partner@daugava.example' })
  assert.equal(asked.status, 200, asked.text)
  await made(administrator, 'activities', { party: id, subject: `Talk of ${city}` })
  const form = new FormData()
  form.append('file', new Blob([city], { type: 'text/plain' }), 'paper.txt')
  const headers = { authorization: `Bearer ${administrator.key}` }
  const sent = await fetch(`${url}/api/v1/files`, { method: 'POST', body: form, headers })
  const file = ((await sent.json()) as { id: string }).id
  await made(administrator, 'papers', { party: id, name: `Paper of ${city}`, file })
  return id
}

async function about(caller: Caller, way: string, party: string): Promise<readonly Told[]> {
  const { body, text, status } = await caller.get(`${way}?where=${JSON.stringify({ party })}&limit=10`)
  assert.equal(status, 200, text)
  return body.items as Told[]
}

test('whoever may not see a partner sees nothing of what is about it', async (t) => {
  const { administrator, olga, near, far } = await scene(t)
  for (const way of ways) {
    const all = (await olga.get(`${way}?limit=1000&count=exact`)).body as { items: Told[]; count: number }
    assert.ok(all.items.every(({ party }) => party !== null))
    assert.equal(all.count, all.items.length)
    assert.ok(!JSON.stringify(all).includes('Cēsis'), way)
    assert.equal((await about(olga, way, near)).length, 1, `${way} of a partner that is seen`)
    const [hidden] = await about(administrator, way, far)
    assert.ok(hidden)
    const alike = async (method: 'get' | 'patch', body?: object) => {
      const [real, none] = [
        await olga[method](`${way}/${hidden.id}`, body as never),
        await olga[method](`${way}/${nowhere}`, body as never),
      ]
      assert.deepEqual([real.status, real.body.detail], [404, none.body.detail])
    }
    await alike('get')
    await alike('patch', { name: 'Another' })
  }
  const names = async (party: string) =>
    (await olga.post('activities', { party, subject: 'Tried' })).text
      .replaceAll(party, '…')
      .replace(/urn:request:[0-9a-f-]+/, '')
  assert.equal(await names(far), await names(nowhere))
})

test('a record that was shared by itself is seen by itself', async (t) => {
  const { administrator, olga, far } = await scene(t)
  const [talk] = await about(administrator, 'activities', far)
  await made(administrator, `activities/${talk?.id}/shares`, { user: olga.user, may: 'read' })
  const answer = await olga.get(`activities/${talk?.id}`)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.subject, 'Talk of Cēsis')
  assert.equal(answer.body.party, null, 'its partner stays hidden')
})

test('it is explained in words, and who sees a record is told by what it is seen with', async (t) => {
  const { administrator, olga, near, far } = await scene(t)
  for (const [way, object] of [
    ['status-changes', 'statusChange'],
    ['activities', 'activity'],
  ] as const) {
    const [there, hidden] = [
      ...(await about(administrator, way, near)),
      ...(await about(administrator, way, far)),
    ]
    const explain = (record: string, language = 'en') =>
      administrator.post(
        'explain',
        { user: olga.user, object, record, action: 'read' },
        { 'kontor-language': language },
      )
    assert.equal((await explain(there!.id)).body.allowed, true)
    for (const [language, word] of [
      ['en', 'it is seen only with what stands in its field “Partner”, and Olga Ogre may not see that'],
      ['lv', 'laukā “Partneris”'],
      ['ka', 'ველში „პარტნიორი“'],
      ['zh', '字段“往来单位”'],
      ['ru', 'в её поле «Партнёр»'],
    ] as const) {
      const { body } = await explain(hidden!.id, language)
      assert.equal(body.allowed, false)
      assert.ok(body.because.includes(word), body.because)
    }
    const helping = (await explain(hidden!.id)).body.helping as { name: string }[]
    assert.ok(helping.length > 0, 'posts that see both would help')
    const general = await administrator.post('explain', { user: olga.user, object, action: 'read' })
    assert.ok(general.body.because.includes('may also see what stands in the field “Partner”'))
    const readers = async (record: string) =>
      ((await administrator.post('explain/readers', { object, record })).body.items as { id: string }[]).some(
        ({ id }) => id === olga.user,
      )
    assert.deepEqual([await readers(there!.id), await readers(hidden!.id)], [true, false])
  }
})

test('before partners are opened or closed, what is seen with them is counted', async (t) => {
  const { administrator, post } = await scene(t)
  const { body } = await administrator.get(`posts/${post}/grants`)
  const grants = body.items as { object: string }[]
  const wide = grants.map((grant) =>
    ['customer', 'party'].includes(grant.object)
      ? { ...grant, rows: { city: { in: ['Ogre', 'Cēsis'] } } }
      : grant,
  )
  const preview = async (from: unknown) => {
    const answer = await administrator.post('grants/preview', { post, grants: from })
    type Change = { object: string; action: string; effect: string; records: number; people: number }
    return (answer.body.changes as Change[]).filter(({ action }) => action === 'read' || action === 'create')
  }
  const gains = await preview(wide)
  assert.ok(['customer', 'party'].includes(gains[0]?.object ?? ''), 'first what is changed itself')
  for (const object of ['statusChange', 'dataRequest', 'activity', 'partyFile']) {
    const gain = gains.find((one) => one.object === object)
    assert.equal(gain?.effect, 'gain', object)
    assert.ok((gain?.records ?? 0) >= 1, object)
  }
  assert.ok(
    gains.every(({ action }) => action === 'read'),
    'nobody begins anything new',
  )
})

test('records of an own object are seen with what a field of theirs names, where its switch says so', async (t) => {
  const { administrator, olga, post, near, far } = await scene(t)
  await made(administrator, 'objects', { name: 'visit', label: 'Visit', plural: 'Visits' })
  const fields = 'objects/x_visit/fields'
  await made(administrator, fields, { type: 'reference', name: 'with', label: 'With', to: 'customer' })
  await made(administrator, 'grants', { post, object: 'x_visit', actions: ['read'], see: ['all'] })
  for (const [x_name, x_with] of [
    ['near', near],
    ['far', far],
    ['alone', null],
  ] as const)
    await made(administrator, 'x-visits', { x_name, x_with })
  const seen = async () =>
    ((await olga.get('x-visits')).body.items as { x_name: string }[]).map(({ x_name }) => x_name).toSorted()
  assert.deepEqual(await seen(), ['alone', 'far', 'near'])
  const switched = await administrator.patch(`${fields}/x_with`, { seenWith: true })
  assert.equal(switched.status, 200, switched.text)
  assert.deepEqual(await seen(), ['alone', 'near'])
  const retired = await administrator.remove(`${fields}/x_with`)
  assert.equal(retired.status, 409, retired.text)

  const back = { type: 'reference', name: 'lastVisit', label: 'Last visit', to: 'x_visit', seenWith: true }
  for (const object of ['customer', 'party']) {
    const circle = await administrator.post(`objects/${object}/fields`, back)
    assert.equal(circle.status, 422, circle.text)
    assert.deepEqual([circle.body.errors[0].field, circle.body.errors[0].code], ['seenWith', 'circle'])
  }
  const itself = await administrator.post(fields, { ...back, name: 'before', label: 'Before' })
  assert.equal(itself.body.errors?.[0]?.code, 'circle', itself.text)
  await administrator.patch(`${fields}/x_with`, { seenWith: false })
  assert.deepEqual(await seen(), ['alone', 'far', 'near'])
  await made(administrator, 'objects/customer/fields', back)
  const late = await administrator.patch(`${fields}/x_with`, { seenWith: true })
  assert.equal(late.body.errors?.[0]?.code, 'circle', late.text)
})

test('of a list one record has to be seen, and of a partner in two roles the role that it is about', async (t) => {
  const { administrator, olga, post, near, far } = await scene(t)
  await made(administrator, 'objects', { name: 'tour', label: 'Tour', plural: 'Tours' })
  const stops = { type: 'references', name: 'stops', label: 'Stops', to: 'customer', seenWith: true }
  await made(administrator, 'objects/x_tour/fields', stops)
  await made(administrator, 'grants', { post, object: 'x_tour', actions: ['read'], see: ['all'] })
  for (const [x_name, x_stops] of [
    ['both', [near, far]],
    ['far', [far]],
    ['none', []],
  ] as const)
    await made(administrator, 'x-tours', { x_name, x_stops })
  const { items } = (await olga.get('x-tours?sort=x_name')).body
  assert.deepEqual(
    items.map((one: { x_name: string; x_stops: { id: string }[] | null }) => [
      one.x_name,
      (one.x_stops ?? []).map(({ id }) => id),
    ]),
    [
      ['both', [near]],
      ['none', []],
    ],
  )

  // Seen as a customer, but as a supplier not: its freezes as a supplier are not theirs to know.
  await made(administrator, 'suppliers', { party: near })
  const effective = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  const frozen = await administrator.post(`suppliers/${near}/freeze`, { reason: 'businessRisk', effective })
  assert.equal(frozen.status, 200, frozen.text)
  const roles = async (caller: Caller) =>
    ((await about(caller, 'status-changes', near)) as readonly (Told & { role: string })[])
      .map(({ role }) => role)
      .toSorted()
  assert.deepEqual(await roles(administrator), ['customer', 'supplier'])
  assert.deepEqual(await roles(olga), ['customer'])
  await made(administrator, 'grants', { post, object: 'supplier', actions: ['read'], see: ['all'] })
  assert.deepEqual(await roles(olga), ['customer', 'supplier'])
})

test('a link is seen with both of its ends: that there is another is not told', async (t) => {
  const { administrator, post, olga, near, far } = await scene(t)
  for (const object of ['contact', 'contactLink', 'supplierLink'])
    await made(administrator, 'grants', {
      post,
      object,
      actions: ['read', 'change'],
      see: ['all'],
      change: ['all'],
    })
  const contact = (await made(administrator, 'contacts', { name: 'Anna Abejs', kind: 'person' })).id
  const supplier = (await made(administrator, 'suppliers', { name: 'Hidden Supplies' })).id
  const shown = await made(administrator, 'contact-links', { contact, customer: near, position: 'Buyer' })
  const hidden = await made(administrator, 'contact-links', { contact, customer: far, position: 'Director' })
  const served = await made(administrator, 'supplier-links', { customer: near, supplier })
  const links = await olga.get(`contact-links?where=${JSON.stringify({ contact })}&count=exact`)
  assert.deepEqual([links.body.count, links.body.items.map(({ id }: { id: string }) => id)], [1, [shown.id]])
  assert.equal((await olga.get('supplier-links?count=exact')).body.count, 0)
  for (const way of [`contact-links/${hidden.id}`, `supplier-links/${served.id}`]) {
    assert.equal((await olga.get(way)).status, 404, way)
    assert.equal((await olga.patch(way, { until: '2026-01-01' })).status, 404, way)
  }
  assert.ok(!links.text.includes('Director'))
  const both = await administrator.get(`contact-links?where=${JSON.stringify({ contact })}&count=exact`)
  assert.equal(both.body.count, 2)
})
