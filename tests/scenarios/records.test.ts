import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, until, type Caller } from './office.ts'

async function customer(as: Caller, values: object = {}) {
  const made = await as.post('customers', { name: 'SIA Pērkons', country: 'LV', ...values })
  assert.equal(made.status, 201, made.text)
  return made.body
}

test('a customer is created, read, changed and deleted, each with its version', async (t) => {
  const { as } = await office(t)
  const made = await as.clerk.post('customers', {
    name: 'SIA Pērkons',
    country: 'LV',
    creditLimit: '1200',
    email: 'birojs@perkons.example',
  })
  assert.equal(made.status, 201, made.text)
  const place = `customers/${made.body.id}`
  assert.equal(made.headers.get('location'), `/api/v1/${place}`)
  assert.equal(made.body.creditLimit, '1200.00')
  const read = await as.clerk.get(place)
  const tag = read.headers.get('etag') ?? ''
  assert.match(tag, /^"\d+"$/)
  assert.equal((await as.clerk.get(place, { 'if-none-match': tag })).status, 304)
  const changed = await as.clerk.patch(place, { city: 'Cēsis' }, { 'if-match': tag })
  assert.equal(changed.status, 200, changed.text)
  assert.equal(changed.body.city, 'Cēsis')
  assert.equal(changed.body.name, 'SIA Pērkons')
  const late = await as.clerk.patch(place, { city: 'Ogre' }, { 'if-match': tag })
  assert.equal(late.status, 412)
  assert.equal(late.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  assert.equal(
    (await as.clerk.patch(place, { city: 'Ogre' })).status,
    200,
    'without If-Match only the fields named change',
  )
  assert.equal((await as.manager.remove(place)).status, 204)
  assert.equal((await as.manager.get(place)).status, 404)
})

test('a list is filtered, sorted, paged by key and counted', async (t) => {
  const { as } = await office(t)
  const seen: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const page = await as.manager.get(
      `customers?where=${encodeURIComponent('{"country":"LV"}')}&sort=name&fields=name,country&limit=7&after=${after}`,
    )
    assert.equal(page.status, 200, page.text)
    assert.ok(page.body.items.every((one: { country: string }) => one.country === 'LV'))
    seen.push(...page.body.items.map((one: { id: string }) => one.id))
    after = page.body.next
  }
  const counted = await as.manager.get(
    `customers?where=${encodeURIComponent('{"country":"LV"}')}&count=exact&limit=1`,
  )
  assert.equal(counted.body.count, seen.length)
  assert.equal(new Set(seen).size, seen.length)
  const backwards = await as.manager.get('customers?sort=-name&limit=3')
  const names = backwards.body.items.map((one: { name: string }) => one.name)
  assert.deepEqual(
    names,
    names.toSorted((left: string, right: string) => new Intl.Collator('und').compare(right, left)),
  )
})

test('a wish for a list that makes no sense is a 422 that names the parameter', async (t) => {
  const { as } = await office(t)
  const faults: Record<string, string> = {
    'where={': 'where',
    'where=%7B%22nonsense%22:1%7D': 'nonsense',
    'sort=nonsense': 'sort',
    'limit=0': 'limit',
    'limit=1001': 'limit',
    'limit=ten': 'limit',
    'after=nonsense': 'after',
    'count=all': 'count',
    'fields=nonsense': 'fields',
    'offset=5': 'offset',
    'limit=1&limit=2': 'limit',
  }
  for (const [query, field] of Object.entries(faults)) {
    const answer = await as.manager.get(`customers?${query}`)
    assert.equal(answer.status, 422, `${query}: ${answer.text}`)
    assert.ok(answer.text.includes(field), `${query}: ${answer.text}`)
    assert.ok(answer.body.code && answer.body.detail)
  }
})

test('an unknown field and a hidden one give the same answer', async (t) => {
  const { as } = await office(t)
  const hidden = await as.collector.get('users?fields=email')
  const unknown = await as.collector.get('users?fields=emial')
  assert.equal(hidden.status, 422)
  const same = (text: string) => text.replaceAll('emial', 'email').replace(/urn:request:[\w-]+/, '')
  assert.equal(same(hidden.text), same(unknown.text))
})

test('a record that one may not see answers exactly as one that does not exist, and so does a malformed id', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk, { manager: as.manager.user })
  const places = [
    `customers/${id}`,
    'customers/019a0000-0000-7000-8000-000000000000',
    'customers/nonsense',
    `customers/${id}/history`,
    'nonsense',
    'nonsense/1',
  ]
  const answers = await Promise.all(places.map((place) => as.seller.get(place)))
  for (const answer of answers) {
    assert.equal(answer.status, 404)
    assert.equal(answer.body.detail, answers[0]?.body.detail)
  }
  assert.equal((await as.seller.patch(`customers/${id}`, { city: 'Ogre' })).status, 404)
  assert.equal((await as.seller.remove(`customers/${id}`)).status, 404)
  assert.equal((await as.seller.post(`customers/${id}/deactivate`, {})).status, 404)
})

test('what may be seen but not changed is a 403', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk)
  const refused = await as.leader.patch(`customers/${id}`, { name: 'SIA Zibens' })
  assert.ok([200, 403].includes(refused.status))
  assert.equal((await as.collector.post('customers', { name: 'SIA Zibens', country: 'LV' })).status, 403)
})

test('fields at fault are named each with a sentence', async (t) => {
  const { as } = await office(t)
  const answer = await as.clerk.post('customers', {
    name: '',
    country: 'Latvia',
    creditLimit: 'many',
    nonsense: 1,
    email: 'no-at',
  })
  assert.equal(answer.status, 422, answer.text)
  const fields = answer.body.errors.map((error: { field: string }) => error.field)
  for (const field of ['creditLimit', 'nonsense', 'country'])
    assert.ok(fields.includes(field), `${field} of ${fields}`)
  for (const error of answer.body.errors) assert.match(error.message, /\.$/)
})

test('a dry run says what would be saved and saves nothing', async (t) => {
  const { as } = await office(t)
  const tried = await as.clerk.post('customers?dryRun=true', {
    name: 'SIA Mēģinājums',
    country: 'LV',
    creditLimit: '1',
  })
  assert.equal(tried.status, 200, tried.text)
  assert.deepEqual(
    [tried.body.record.name, tried.body.record.creditLimit, tried.body.errors, tried.body.facts],
    ['SIA Mēģinājums', '1.00', [], []],
  )
  assert.equal((await as.clerk.get(`customers/${tried.body.record.id}`)).status, 404)
  const wrong = await as.clerk.post('customers?dryRun=true', { name: '' })
  assert.equal(wrong.status, 200)
  assert.ok(wrong.body.errors.length > 0)
  const { id } = await customer(as.clerk)
  const change = await as.clerk.patch(`customers/${id}?dryRun=true`, { city: 'Ogre' })
  assert.equal(change.body.record.city, 'Ogre')
  const act = await as.manager.post(`customers/${id}/deactivate?dryRun=true`, { reason: 'businessRisk' })
  assert.equal(act.body.record.status, 'inactive', act.text)
  const gone = await as.manager.remove(`customers/${id}?dryRun=true`)
  assert.equal(gone.status, 200, gone.text)
  const now = await as.manager.get(`customers/${id}`)
  assert.deepEqual([now.body.status, now.body.city], ['active', null])
  assert.equal(
    (await as.clerk.post('keys?dryRun=true', { name: 'x' })).status,
    422,
    'what cannot be tried is not done',
  )
})

test('an action is refused where its condition does not hold, and done where it does', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk)
  const done = await as.manager.post(`customers/${id}/deactivate`, { reason: 'businessRisk' })
  assert.equal(done.status, 200, done.text)
  assert.equal(done.body.status, 'inactive')
  const again = await as.manager.post(`customers/${id}/deactivate`, { reason: 'businessRisk' })
  assert.equal(again.status, 409)
  assert.match(again.body.detail, /\.$/)
  assert.equal((await as.manager.post(`customers/${id}/explode`, {})).status, 404)
  assert.equal((await as.manager.post(`customers/${id}/reactivate`, { nonsense: 1 })).status, 422)
})

test('many are changed as a job after a dry run that counts them, and undone', async (t) => {
  const { as } = await office(t)
  const where = { country: 'LV' }
  const tried = await as.manager.post('customers/bulk', { where, changes: { paymentDays: 5 }, dryRun: true })
  assert.equal(tried.status, 200, tried.text)
  const begun = await as.manager.post('customers/bulk', { where, changes: { paymentDays: 5 } })
  assert.equal(begun.status, 202, begun.text)
  const job = await until(async () => {
    const now = (await as.manager.get(`jobs/${begun.body.job}`)).body
    return ['done', 'failed'].includes(now.state) ? now : null
  })
  assert.equal(job.state, 'done', JSON.stringify(job))
  assert.equal(job.label, 'Customers: Payment days')
  const count = async () =>
    (await as.manager.get(`customers?where=${encodeURIComponent('{"paymentDays":5}')}&count=exact&limit=1`))
      .body.count
  assert.ok((await count()) > 10)
  const undone = await as.manager.post(`changes/${begun.body.change}/undo`)
  assert.ok([200, 202].includes(undone.status), undone.text)
  await until(async () => (await count()) === 0)
  assert.equal((await as.clerk.get(`jobs/${begun.body.job}`)).status, 404, 'the job of another')
})

test('a change is told in the history and taken back', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk, { city: 'Rīga' })
  const changed = await as.manager.patch(`customers/${id}?reason=moved`, { city: 'Ogre' })
  const history = await as.clerk.get(`customers/${id}/history`)
  assert.equal(history.status, 200, history.text)
  const [latest] = history.body.items
  assert.equal(latest.by.id, as.manager.user)
  assert.equal(latest.reason, 'moved')
  assert.ok(
    latest.changes.some(
      (one: { field: string; before: string; after: string }) =>
        one.field === 'city' && one.before === 'Rīga' && one.after === 'Ogre',
    ),
  )
  const undone = await as.manager.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.equal(undone.body.reversed, 1, undone.text)
  assert.equal((await as.clerk.get(`customers/${id}`)).body.city, 'Rīga')
  assert.equal((await as.manager.post('changes/019a0000-0000-7000-8000-000000000000/undo')).status, 404)
})

test('a record is read as it was', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk, { city: 'Rīga' })
  const then = (await as.clerk.get(`customers/${id}/history`)).body.items[0].at
  await until(async () => Date.now() > Date.parse(then) + 5)
  const between = new Date().toISOString()
  await as.clerk.patch(`customers/${id}`, { city: 'Ogre' })
  const was = await as.clerk.get(`customers/${id}?asOf=${between}`)
  assert.equal(was.status, 200, was.text)
  assert.equal(was.body.city, 'Rīga')
})

test('a record is read as it was with its lines, those that have changed since and those that have not', async (t) => {
  const { as } = await office(t)
  const made = await as.clerk.post('customers', {
    name: 'Rindu Nams',
    phones: [{ number: '+37167000001' }],
    emails: [{ email: 'viens@rindas.example', main: true }],
  })
  const place = `customers/${made.body.id}`
  const names = 'fields=phones,emails,addresses'
  const before = (await as.clerk.get(`${place}?${names}`)).body
  const then = new Date().toISOString()
  await as.clerk.patch(place, { phones: [{ number: '+37167000002' }, { number: '+37167000003' }] })
  const was = await as.clerk.get(`${place}?asOf=${then}`)
  assert.equal(was.status, 200, was.text)
  const { phones, emails, addresses } = was.body
  assert.deepEqual({ id: made.body.id, phones, emails, addresses }, before)
  assert.equal(phones.length, 1)
  const some = await as.clerk.get(`${place}?asOf=${then}&fields=phones`)
  assert.deepEqual(Object.keys(some.body), ['id', 'phones', 'asOf'])
  assert.equal((await as.clerk.get(`${place}?asOf=${then}&fields=nope`)).status, 422)
})

test('a partner’s timeline joins activities and changes, page by page', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk)
  for (const subject of ['Call', 'Visit', 'Offer'])
    await as.clerk.post('activities', { party: id, subject, kind: 'call' })
  await as.clerk.patch(`customers/${id}`, { city: 'Ogre' })
  const all: { kind: string; at: string }[] = []
  for (let after: string | null = ''; after !== null;) {
    const page = await as.clerk.get(`customers/${id}/timeline?limit=2&after=${after}`)
    assert.equal(page.status, 200, page.text)
    all.push(...page.body.items)
    after = page.body.next
  }
  assert.equal(all.filter(({ kind }) => kind === 'activity').length, 3)
  assert.equal(all[0]?.kind, 'change')
  const instants = all.map(({ at }) => Date.parse(at))
  assert.deepEqual(
    instants,
    instants.toSorted((left, right) => right - left),
  )
})

test('the palette finds partners by the beginning of a word, each under its role', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk, { name: 'SIA Ūdensroze Zilā' })
  const found = await as.clerk.get('search?q=udensr')
  assert.equal(found.status, 200, found.text)
  const customers = found.body.sections.find((one: { key: string }) => one.key === 'customer')
  assert.ok(
    customers.hits.some((hit: { id: string; path: string }) => hit.id === id && hit.path === 'customers'),
    found.text,
  )
  const summary = await as.clerk.get('customers/summary?groupBy=country&sums=creditLimit')
  assert.equal(summary.status, 200, summary.text)
})

test('records are counted by the weeks and months in which something falls', async (t) => {
  const { as } = await office(t)
  const { id } = await customer(as.clerk, { name: 'SIA Kalendārs' })
  for (const due of ['2026-03-02', '2026-03-08', '2026-03-09', '2026-04-30']) {
    const task = { party: id, kind: 'task', subject: 'Ask', due }
    assert.equal((await as.clerk.post('activities', task)).status, 201)
  }
  const where = encodeURIComponent(JSON.stringify({ party: id }))
  const counts = async (by: string) => {
    const { body, text } = await as.clerk.get(`activities/summary?where=${where}&groupBy=${by}`)
    assert.ok(body.groups, text)
    return Object.fromEntries(
      body.groups.map((group: { values: Record<string, string>; count: number }) => [
        group.values[by],
        group.count,
      ]),
    )
  }
  assert.deepEqual(await counts('due.week'), { '2026-03-02': 2, '2026-03-09': 1, '2026-04-27': 1 })
  assert.deepEqual(await counts('due.month'), { '2026-03-01': 3, '2026-04-01': 1 })
  assert.deepEqual(Object.values(await counts('createdAt.year')), [4])
  for (const wrong of ['due.hour', 'due.week.day', 'subject.week', 'due.', 'id.constructor'])
    assert.equal((await as.clerk.get(`activities/summary?groupBy=${wrong}`)).status, 422, wrong)
})
