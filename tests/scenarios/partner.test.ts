import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { caller, office, type Caller, type Office } from './office.ts'

type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }

test('somebody of a partner sees the own card and papers, and of all others nothing by any way', async (t) => {
  const firm = await office(t)
  const { administrator, seller } = firm.as
  const own = await administrator.post('customers', {
    name: 'Pats Partneris',
    taxId: 'LV40003009497',
    notes: 'iekšējapiezīme',
    tags: ['iekšējabirka'],
    creditLimit: '98765.00',
    paymentDays: 30,
    manager: seller.user,
    city: 'Cēsis',
  })
  const other = await administrator.post('customers', { name: 'Svešais Klients', city: 'Cēsis' })
  const contact = await administrator.post('contacts', { name: 'Svešais Kontakts' })
  await administrator.patch(`customers/${own.body.id}`, { parent: other.body.id, payer: other.body.id })
  const link = await administrator.post('contact-links', {
    contact: contact.body.id,
    customer: own.body.id,
    position: 'Grāmatvede',
  })
  assert.equal(link.status, 201, link.text)
  await administrator.post('contact-links', { contact: contact.body.id, customer: other.body.id })
  await administrator.post('activities', {
    party: own.body.id,
    subject: 'Iekšējā saruna',
    kind: 'note',
  })
  await administrator.patch(`customers/${own.body.id}?reason=iekšējaisiemesls`, { city: 'Valka', notes: 'x' })
  await administrator.patch(`customers/${own.body.id}?reason=pārcēlušies`, { city: 'Cēsis' })
  await administrator.post(`customers/${own.body.id}/handOver`, { manager: administrator.user })
  await administrator.post(`customers/${own.body.id}/handOver`, { manager: seller.user })
  const partner = await member(firm, own.body.id)
  const place = `customers/${own.body.id}`
  const card = (await partner.get(place)).body
  assert.deepEqual([card.name, card.paymentDays], ['Pats Partneris', 30])
  assert.equal((await partner.get('customers?count=exact')).body.count, 1)
  assert.equal((await partner.get('parties?count=exact')).body.count, 1)
  assert.deepEqual((await partner.get(`parties/${own.body.id}`)).body.roles, ['customer'])
  // Of a link with somebody whom they may not see they learn nothing, not even the position.
  assert.deepEqual((await partner.get('contact-links?count=exact')).body, { items: [], next: null, count: 0 })
  const secrets = [
    ...[
      'Svešais',
      'Grāmatvede',
      'do:customer.handOver',
      'iekšējaisiemesls',
      'iekšējapiezīme',
      'iekšējabirka',
      'Iekšējā saruna',
      '98765',
    ],
    ...[other.body.id, contact.body.id, seller.user, administrator.user],
  ]
  for (const [path, text] of await everyAnswer(partner, own.body.id))
    for (const secret of secrets) assert.ok(!text.includes(secret), `${path} tells of ${secret}`)
  assert.doesNotMatch((await partner.get(`${place}/history`)).text, /pārcēlušies/)
  for (const found of [other.body.id, contact.body.id])
    for (const face of ['customers', 'parties', 'contacts'])
      assert.equal((await partner.get(`${face}/${found}`)).status, 404)
  for (const search of ['Sve%C5%A1ais', 'Cesis', 'klient'])
    assert.ok(!(await partner.get(`search?q=${search}`)).text.includes('Svešais'))
  const group = await partner.get('customers/summary?groupBy=city')
  assert.equal(group.body.total.count, 1)
  for (const hidden of ['manager', 'notes', 'creditLimit', 'category', 'importance', 'parent'])
    assert.equal((await partner.get(`customers?where={"${hidden}":{"set":true}}`)).status, 422, hidden)
  const similar = await partner.post('customers/similar', { name: 'Svešais Klients' })
  assert.deepEqual(similar.body, { visible: [], hidden: false })
  for (const [method, path, body] of [
    ['PATCH', place, { name: 'x' }],
    ['POST', 'customers', { name: 'x' }],
    ['POST', 'customers', { party: other.body.id }],
    ['DELETE', place, undefined],
    ['POST', `${place}/shares`, { user: partner.user }],
    ['POST', 'substitutes', { substitute: seller.user, until: '2999-01-01' }],
    ['GET', 'users', undefined],
    ['GET', 'companies', undefined],
  ] as const) {
    const reply = await partner.ask(method, path, body === undefined ? {} : { body })
    assert.ok([403, 404, 422].includes(reply.status), `${method} ${path}: ${reply.status}`)
    assert.ok(!reply.text.includes('Svešais'), `${method} ${path}`)
  }
})

test('somebody of a partner hears of us as the firm, and uploads only what they may put somewhere', async (t) => {
  const firm = await office(t)
  const { administrator } = firm.as
  const { id } = (await administrator.post('customers', { name: 'Pats Partneris' })).body
  const partner = await member(firm, id)
  const root = (await administrator.get('me')).body
  const [name] = root.decides.people
  assert.equal(name, root.user.name)
  const shell = await partner.get('me')
  assert.deepEqual(shell.body.decides, { posts: shell.body.decides.posts, people: [root.group] })
  assert.ok(!shell.text.includes(name))
  const refused = await partner.get('settings/mail')
  const forbidden = await partner.get('customers/export')
  assert.ok([refused, forbidden].some(({ status }) => status === 403))
  for (const { text } of [refused, forbidden]) assert.ok(!text.includes(name), text)

  const form = new FormData()
  form.append('file', new Blob(['text']), 'a.txt')
  const uploaded = await partner.ask('POST', 'files', { raw: { body: form } })
  assert.equal(uploaded.status, 403, uploaded.text)
  assert.ok(!uploaded.text.includes(name))
})

test('somebody of a partner does not learn from the steps that could be taken where it stands with us', async (t) => {
  const firm = await office(t)
  const { manager } = firm.as
  const { id } = (await manager.post('customers', { name: 'Nezinošais' })).body
  const partner = await member(firm, id)
  const steps = async (who: Pick<Caller, 'get'>) => {
    const { status, body } = await who.get(`customers/${id}/unmet`)
    assert.equal(status, 200)
    return (body.items as { action: string }[]).map(({ action }) => action)
  }
  assert.ok((await steps(firm.as.collector)).includes('freeze'), 'who sees the status may know the steps')
  assert.deepEqual(await steps(partner), ['handOver'], 'it can be taken at any time')
  assert.equal((await manager.post(`customers/${id}/freeze`, { reason: 'businessRisk' })).status, 200)
  assert.ok((await steps(firm.as.collector)).includes('reactivate'))
  assert.deepEqual(await steps(partner), ['handOver'])
})

test('somebody of a partner is told neither why it was changed nor what is decided of it among us', async (t) => {
  const firm = await office(t)
  const { administrator, clerk, collector } = firm.as
  const { id } = (
    await administrator.post('customers', { name: 'Pats Partneris', email: 'pats@example.com' })
  ).body
  await administrator.patch(`customers/${id}?reason=iek%C5%A1%C4%93js`, { city: 'Cēsis' })
  await administrator.post(`customers/${id}/freeze`, { reason: 'businessRisk', memo: 'parādi' })
  await administrator.post(`customers/${id}/reactivate`, { reason: 'settled' })
  await administrator.post(`customers/${id}/askData`, {})
  await administrator.post('suppliers', { party: id })
  type Told = { action: string; title: string | null; reason: string | null; changes: { field: string }[] }
  const told = async (by: Caller) => (await by.get(`customers/${id}/history`)).body.items as Told[]
  const partner = await member(firm, id)
  assert.deepEqual(
    (await told(partner)).map(({ action, reason, changes }) => [
      action,
      reason,
      ...changes.map((one) => one.field),
    ]),
    [
      ['become:supplier', null],
      ['update', null, 'city', 'addresses'],
      ['create', null, 'number', 'kind', 'name', 'email', 'emails'],
    ],
  )
  const asked = (await partner.get('data-requests')).body.items
  assert.deepEqual(
    asked.map((one: { state: string }) => one.state),
    ['open'],
  )
  assert.ok(!('email' in asked[0]), 'to whom it was sent is ours to know')
  const shell = (await partner.get('me')).body
  const pages = JSON.stringify(shell.menu)
  for (const ours of ['intake', 'facts', 'duplicates']) assert.ok(!pages.includes(`"${ours}"`), ours)
  // Colleagues who may not take a step are told of it where they see what came of it.
  const titles = async (by: Caller) => (await told(by)).flatMap(({ title }) => title ?? [])
  for (const by of [collector, clerk])
    assert.deepEqual(await titles(by), ['New role: Supplier', 'Ask for data', 'Reactivate', 'Freeze'])
  assert.equal((await told(clerk)).at(-2)?.reason, 'iekšējs')
})

test('who opened a record, and to which group, is told by name to whom may read of them', async (t) => {
  const server = await mailServer(t)
  const firm = await office(t, { smtpUrl: server.url })
  const { administrator, manager } = firm.as
  const { id } = (await administrator.post('customers', { name: 'Pats Partneris' })).body
  const other = (await administrator.post('customers', { name: 'Meitas Uzņēmums' })).body.id as string
  const partner = await member(firm, id)
  const place = `customers/${other}/shares`
  const shared = await manager.post(place, { user: partner.user })
  assert.equal(shared.status, 201, shared.text)
  assert.equal((await partner.get(`customers/${other}`)).status, 200)
  const { name: ours } = (await administrator.get(`users/${manager.user}?fields=name`)).body
  const { name: firmName } = await firm.engine.settings.group()
  const mail = await server.next('parstave@example.com')
  assert.ok(!`${mail.subject} ${mail.text}`.includes(ours), mail.subject)
  assert.ok(mail.subject?.includes(firmName), mail.subject)
  const [mine] = (await partner.get('shared-with-me')).body.items
  assert.deepEqual([mine.record, mine.by], [other, null])

  // Groups are no matter of whoever shares, so they are told that there is one, and not which.
  const group = (await administrator.post('user-groups', { name: 'Slepenais projekts' })).body.id
  assert.equal((await administrator.post(place, { group })).status, 201)
  const holders = async (by: Caller) =>
    ((await by.get(place)).body.items as { holder: { kind: string; name: string | null } }[]).map(
      ({ holder }) => [holder.kind, holder.name],
    )
  assert.deepEqual(await holders(administrator), [
    ['group', 'Slepenais projekts'],
    ['user', 'Pārstāve'],
  ])
  assert.deepEqual(await holders(manager), [
    ['group', null],
    ['user', 'Pārstāve'],
  ])
})

/** A user of the partner with a key of their own. */
async function member({ as, engine, url }: Office, party: string): Promise<Caller> {
  const where = encodeURIComponent(JSON.stringify({ key: 'partner' }))
  const [post] = (await as.administrator.get(`posts?where=${where}`)).body.items
  const values = { name: 'Pārstāve', email: 'parstave@example.com', party, posts: [{ post: post.id }] }
  const made = await as.administrator.post('users', values)
  assert.equal(made.status, 201, made.text)
  const user = made.body.id as string
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  return { user, key, ...caller(url, { authorization: `Bearer ${key}` }) }
}

/** What every call that only reads answers, of those that the description of the API names to them. */
async function everyAnswer(by: Caller, record: string): Promise<[string, string][]> {
  const document = await by.get('openapi.json')
  const paths = Object.entries((document.body as Document).paths)
    .filter(([path, calls]) => 'get' in calls && !path.includes('events') && !path.includes('openapi'))
    .map(([path]) => path.replace('{id}', record))
    .filter((path) => !path.includes('{'))
  assert.ok(paths.length > 20)
  const answers: [string, string][] = [['openapi.json', document.text]]
  for (const path of paths) {
    const reply = await by.get(path.slice(1))
    assert.ok(reply.status < 500, path)
    answers.push([path, reply.text])
  }
  return answers
}
