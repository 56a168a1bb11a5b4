import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caller, office, type Caller, type Reply } from './office.ts'

const far = '2999-12-31'

test('somebody who goes away names a substitute, who then does their work under their own name', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, collector } = as
  const customer = await administrator.post('customers', { name: 'Aizvietojamā', manager: seller.user })
  assert.equal((await collector.patch(`customers/${customer.body.id}`, { notes: 'x' })).status, 403)
  for (const [wrong, field] of [
    [{ substitute: seller.user, until: far }, 'substitute'],
    [{ substitute: collector.user, until: '2020-01-01' }, 'until'],
    [{ substitute: collector.user }, 'until'],
  ] as const) {
    const refused = await seller.post('substitutes', wrong)
    assert.equal(refused.status, 422, refused.text)
    assert.ok(
      refused.body.errors.some((one: { field: string }) => one.field === field),
      refused.text,
    )
  }
  const forOther = await seller.post('substitutes', {
    user: administrator.user,
    substitute: seller.user,
    until: far,
  })
  assert.equal(forOther.body.errors?.[0].field, 'user', 'nobody makes themselves the substitute of another')
  const named = await seller.post('substitutes', { substitute: collector.user, until: far })
  assert.equal(named.status, 201, named.text)
  const me = (await collector.get('me')).body
  assert.deepEqual(me.standsInFor, [{ user: seller.user, name: named.body.user.title }])
  const place = `customers/${customer.body.id}`
  assert.equal((await collector.patch(place, { notes: 'Piezvanīju' })).status, 200)
  const [entry] = (await administrator.get(`${place}/history`)).body.items
  assert.equal(entry.by.id, collector.user)
  assert.deepEqual(
    entry.standingInFor.map(({ id }: { id: string }) => id),
    [seller.user],
  )
  const asked = { user: collector.user, object: 'customer', record: customer.body.id, action: 'change' }
  const why = (await administrator.post('explain', asked)).body
  assert.equal(why.allowed, true)
  assert.ok(why.grants.some((one: { for: { id: string } | null }) => one.for?.id === seller.user))
  assert.equal((await seller.remove(`substitutes/${named.body.id}`)).status, 204)
  assert.equal((await collector.patch(place, { notes: 'y' })).status, 403)
})

test('a record is named by its number only where that is seen of it', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  const made = async (place: string, body: object): Promise<{ id: string; number: string }> => {
    const answer = await administrator.post(place, body, { confirmed: 'duplicate' })
    assert.equal(answer.status, 201, answer.text)
    return answer.body
  }
  const near = await made('customers', { name: 'Zz Tuvais', city: 'Ogre' })
  const distant = await made('customers', { name: 'Zz Tālais', city: 'Cēsis' })
  const { id: user } = await made('users', { name: 'Olga Ogre', email: 'olga@daugava.example' })
  const whole = { actions: ['read', 'create'], see: ['all'], change: ['all'] }
  for (const grant of [
    { object: 'party', actions: ['read'], see: ['city'] },
    { object: 'party', actions: ['read'], rows: { city: 'Ogre' }, see: ['number', 'name'] },
    { object: 'activity', ...whole },
  ])
    await made('grants', { user, ...grant })
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const olga = caller(url, { authorization: `Bearer ${key}` })
  const naming = async (party: unknown) => {
    const { status, body } = await olga.post('activities?dryRun=true', { subject: 'x', party })
    assert.equal(status, 200)
    return body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`)
  }
  for (const party of [{ number: near.number }, near.id, distant.id])
    assert.deepEqual(await naming(party), [], JSON.stringify(party))
  for (const party of [{ number: distant.number }, { number: 'C-99999' }])
    assert.deepEqual(await naming(party), ['party noSuchRecord'], JSON.stringify(party))
})

test('what stands under what in a tree is asked by who sees what each stands under', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  const made = async (place: string, body: object): Promise<string> => {
    const answer = await administrator.post(place, body)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id
  }
  const top = await made('categories', { name: 'Zz Top' })
  const open = await made('categories', { name: 'Zz Open', parent: top })
  const closed = await made('categories', { name: 'Zz Closed', parent: top })
  const user = await made('users', { name: 'Olga Ogre', email: 'olga@daugava.example' })
  const rights = { user, object: 'category', actions: ['read'] }
  await made('grants', { ...rights, see: ['name'] })
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const olga = caller(url, { authorization: `Bearer ${key}` })
  const under = async () => {
    const where = encodeURIComponent(JSON.stringify({ id: { under: top } }))
    const { status, body } = await olga.get(`categories?where=${where}&sort=name`)
    return status === 200 ? body.items.map(({ id }: { id: string }) => id) : status
  }
  assert.equal(await under(), 422)
  await made('grants', { ...rights, rows: { name: { not: 'Zz Closed' } }, see: ['parent'] })
  assert.deepEqual(await under(), [open, top])
  await made('grants', { ...rights, see: ['parent'] })
  assert.deepEqual(await under(), [closed, open, top])
})

test('a field is changed where it may be changed as the record stands, not only as it would', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator, manager } = as
  const made = async (place: string, body: object): Promise<string> => {
    const answer = await administrator.post(place, body, { confirmed: 'duplicate' })
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id
  }
  const user = await made('users', { name: 'Olga Ogre', email: 'olga@daugava.example' })
  const rights = { user, actions: ['read', 'change', 'create'], see: ['all'] }
  await made('grants', { ...rights, object: 'user' })
  await made('grants', { ...rights, object: 'customer', change: ['city'] })
  await made('grants', { ...rights, object: 'customer', rows: { manager: '$me' }, change: ['all'] })
  await made('grants', { ...rights, object: 'supplier', rows: { manager: '$me' }, change: ['all'] })
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const olga = caller(url, { authorization: `Bearer ${key}` })
  const place = `customers/${await made('customers', { name: 'Zz Svešais', manager: manager.user })}`
  const refused = async (changes: object, ...fields: string[]) => {
    const { status, body } = await olga.patch(`${place}?dryRun=true`, changes)
    const named = body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`)
    assert.deepEqual([status, named.toSorted()], [200, fields.map((one) => `${one} notAllowed`)])
  }
  await refused({ creditLimit: '9.00' }, 'creditLimit')
  await refused({ manager: user, creditLimit: '9.00' }, 'creditLimit', 'manager')
  await refused({ manager: user }, 'manager')
  assert.equal((await olga.patch(place, { city: 'Ogre' })).status, 200)
  // Nor by another role of it, which would be theirs as soon as it is there.
  const party = place.split('/')[1]
  const role = await olga.post('suppliers', { party, manager: user, name: 'Zz Savējais' })
  assert.match(role.text, /You may not change/)
  assert.equal((await olga.post('suppliers', { party, manager: user })).body.code, 'opensMore')
  assert.equal((await administrator.get(place)).body.name, 'Zz Svešais')
  assert.equal((await administrator.patch(place, { manager: user })).status, 200)
  assert.equal((await olga.patch(place, { creditLimit: '9.00', name: 'Zz Savējais' })).status, 200)
})

test('rights are given to a group and to a single person, and what has no holder is refused', async (t) => {
  const { as } = await office(t)
  const { administrator, collector } = as
  const group = await administrator.post('user-groups', {
    name: 'Noliktava',
    members: [{ user: collector.user }],
  })
  assert.equal(group.status, 201, group.text)
  const grant = { object: 'tag', actions: ['read', 'create'], see: ['all'], change: ['all'] }
  for (const holders of [{}, { group: group.body.id, user: collector.user }])
    assert.equal((await administrator.post('grants', { ...grant, ...holders })).status, 422)
  assert.equal((await collector.post('tags', { name: 'Steidzami' })).status, 403)
  assert.equal((await administrator.post('grants', { ...grant, group: group.body.id })).status, 201)
  assert.equal((await collector.post('tags', { name: 'Steidzami' })).status, 201)
  assert.equal((await administrator.patch(`user-groups/${group.body.id}`, { members: [] })).status, 200)
  assert.equal((await collector.post('tags', { name: 'Vēlāk' })).status, 403)
  for (const place of ['grants', 'grants?dryRun=true']) {
    const over = await administrator.post(place, { ...grant, user: collector.user, until: '2020-01-01' })
    const told = over.body.errors.map(({ field, code }: Record<string, string>) => `${field} ${code}`)
    assert.deepEqual(told, ['until passed'], 'what is over already opens nothing')
  }
  const own = { ...grant, user: collector.user, until: far }
  const held = await administrator.post('grants', own)
  assert.equal(held.status, 201, held.text)
  assert.equal((await collector.post('tags', { name: 'Vēlāk' })).status, 201)
  const place = `grants/${held.body.id}`
  const ended = await administrator.patch(place, { until: '2020-01-01' })
  assert.equal(ended.status, 200, 'what holds may be ended by a day that is over')
  assert.equal((await collector.post('tags', { name: 'Pārāk vēlu' })).status, 403)
  const gone = await administrator.remove(place)
  const back = await administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
  assert.deepEqual([back.body.reversed, back.body.kept], [1, []], 'and comes back as it was')
})

test('a page of the settings opens the calls behind it, and no way to make oneself an administrator', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk, seller } = as
  const calls: readonly [page: string, (by: Caller) => Promise<Reply>][] = [
    ['group', (by) => by.get('settings')],
    ['group', (by) => by.patch('settings', { 'group.name': 'Cits' })],
    ['audit', (by) => by.get('audit/chain')],
    ['objects', (by) => by.post('objects/tag/fields?dryRun=true', { type: 'text', label: 'Hint' })],
    ['obligatory', (by) => by.put('objects/tag/rules', { rules: [] })],
    ['users', (by) => by.get(`users/${seller.user}/sessions`)],
    ['users', (by) => by.patch(`users/${seller.user}`, { language: 'ka' })],
  ]
  for (const [page, call] of calls) assert.ok((await call(clerk)).status >= 403, `${page} is closed`)
  const pages = [...new Set(calls.map(([page]) => page))]
  const given = { object: 'settings', actions: pages, user: clerk.user }
  assert.equal((await administrator.post('grants', given)).status, 201)
  for (const [page, call] of calls) {
    const reply = await call(clerk)
    assert.ok(reply.status < 300, `${page} is open: ${reply.text}`)
  }
  assert.deepEqual((await clerk.get('me')).body.pages.toSorted(), pages.toSorted())
  const where = encodeURIComponent(JSON.stringify({ administrator: true }))
  const post = (await administrator.get(`posts?where=${where}`)).body.items[0].id
  const refused = [
    clerk.patch(`users/${clerk.user}`, { posts: [{ post }] }),
    clerk.patch(`users/${administrator.user}`, { email: 'cits@example.com' }),
    clerk.post(`users/${administrator.user}/password`, { password: 'vairāki vārdi pēc kārtas' }),
    clerk.post('substitutes', { user: administrator.user, substitute: clerk.user, until: far }),
    clerk.post('grants', { object: 'customer', actions: ['delete'], user: clerk.user }),
    clerk.patch(`posts/${post}`, { administrator: false }),
  ]
  for (const reply of await Promise.all(refused))
    assert.ok([403, 404, 422].includes(reply.status), reply.text)
})

test('the menu shows what a grant of it names', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk } = as
  const keys = async () =>
    (await clerk.get('me')).body.menu.flatMap(({ items }: { items: { key: string }[] }) =>
      items.map(({ key }) => key),
    )
  assert.ok((await keys()).includes('supplier'))
  const [post] = (await clerk.get('me')).body.posts
  const entries = { post: post.id, object: 'menu', actions: ['customer', 'activity'] }
  assert.equal((await administrator.post('grants', entries)).status, 201)
  assert.deepEqual((await keys()).toSorted(), ['activity', 'customer'])
})

test('paper is a right of its own: asked to be printed, a list holds what may be printed', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk, leader } = as
  const made = await administrator.post('customers', { name: 'Drukājamais', city: 'Ludza' })
  const where = encodeURIComponent(JSON.stringify({ name: 'Drukājamais' }))
  const print = async (by: Caller) => by.get(`customers?purpose=print&count=exact&where=${where}`)
  assert.equal((await print(clerk)).body.count, 1)
  const one = encodeURIComponent(JSON.stringify({ id: made.body.id }))
  assert.equal((await clerk.get(`customers?purpose=print&where=${one}&fields=id`)).body.items.length, 1)
  const entries = (await administrator.get('audit/entries?object=customer&action=print')).body.items
  const noted = entries.map(({ by, record }: { by: { id: string }; record: { id: string } | null }) => [
    by.id,
    record?.id ?? null,
  ])
  assert.deepEqual(noted, [
    [clerk.user, made.body.id],
    [clerk.user, null],
  ])
  const own = encodeURIComponent(JSON.stringify({ object: 'customer', 'post.key': 'clerk' }))
  const [grant] = (await administrator.get(`grants?where=${own}&fields=actions,post`)).body.items
  const without = grant.actions.filter((action: string) => action !== 'print')
  assert.equal((await administrator.patch(`grants/${grant.id}`, { actions: without })).status, 200)
  const refused = await print(clerk)
  assert.equal(refused.status, 403, refused.text)
  assert.equal((await clerk.get(`customers/${made.body.id}`)).status, 200)
  const some = { object: 'customer', post: grant.post.id, actions: ['print'], rows: { city: 'Cēsis' } }
  assert.equal((await administrator.post('grants', some)).status, 201)
  const rest = await print(clerk)
  assert.deepEqual([rest.body.count, rest.body.items.length], [0, 0])
  const still = (await administrator.get('audit/entries?object=customer&action=print')).body.items
  assert.equal(still.length, 2, 'what was refused or was nothing is not noted')
  assert.equal((await print(leader)).body.count, 1)
  assert.equal((await clerk.get('customers?purpose=nonsense')).status, 422)
})

test('the inspector says labels and titles in the language of who asks, and never ids or names of the program', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const made = async (place: string, values: object): Promise<string> => {
    const answer = await administrator.post(place, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const category = await made('categories', { name: 'Zelta' })
  const record = await made('customers', {
    name: 'Akme',
    country: 'LV',
    category,
    emails: [{ email: 'a@akme.example' }],
  })
  const post = await made('posts', { name: 'Skatītājs' })
  const user = await made('users', { name: 'Ada', email: 'ada@inspected.example', posts: [{ post }] })
  const gone = await made('categories', { name: 'Pazudis' })
  const grants = [
    { id: record },
    { category: { in: [category, gone] }, 'category.name': { startsWith: 'Z' } },
    { country: 'LV', status: { not: 'frozen' }, creditLimit: { below: '1000.50' } },
    {
      manager: '$me',
      any: [{ createdAt: { within: '-30d' } }, { emails: { some: { purpose: 'invoices' } } }],
    },
    { supplier: { 'category.name': 'Zelta' }, tags: { contains: 'vip' } },
  ]
  const object = 'customer'
  for (const rows of grants)
    await made('grants', { post, object, actions: ['read', 'freeze'], rows, see: ['all'] })
  assert.equal((await administrator.remove(`categories/${gone}`)).status, 204)
  const ask = async (language: string, action: string): Promise<string[]> => {
    const asked = { user, object, record, action }
    assert.equal((await administrator.patch(`users/${administrator.user}`, { language })).status, 200)
    const answer = await administrator.post('explain', asked)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.grants.map((one: { because: string }) => one.because)
  }
  const english = await ask('en', 'read')
  for (const part of [
    'Customer is “Akme”',
    'Category is one of “Zelta”, a record that is gone and Category › Name starts with “Z”',
    'Status is not “Frozen” and Country is Latvia and Credit limit is below 1000.5.',
    '(Created is within the last 30 days or some of E-mails fulfil: E-mails › Purpose is “Invoices”) and Manager is “Ada”',
    'Tags has “vip” and Supplier › Category › Name is “Zelta”',
  ])
    assert.ok(
      english.some((one) => one.includes(part)),
      `${part} in\n${english.join('\n')}`,
    )
  assert.match(
    (await ask('en', 'delete'))[0] ?? '',
    /^“delete” is not among what it may do \(see, Freeze\)\./,
  )
  for (const language of ['en', 'lv', 'ka', 'zh', 'ru'])
    for (const action of ['read', 'reactivate', 'share'])
      for (const said of await ask(language, action)) {
        assert.doesNotMatch(
          said,
          /[0-9a-f]{8}-[0-9a-f]{4}|\bid\b|creditLimit|createdAt|freeze|reactivate|\$me|-30d|undefined/,
          said,
        )
        if (language !== 'en') assert.doesNotMatch(said, /\b(is|of|and|within|contains|has)\b/, said)
      }
})

test('the inspector judges by all rights together, as the doors do', async (t) => {
  const { as } = await office(t)
  const { administrator, seller, clerk } = as
  const give = async (by: Caller, grant: object) => {
    const answer = await administrator.post('grants', { object: 'customer', user: by.user, ...grant })
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id as string
  }
  const explain = async (by: Caller, question: object) => {
    const answer = await administrator.post('explain', { user: by.user, object: 'customer', ...question })
    assert.equal(answer.status, 200, answer.text)
    return answer.body as { allowed: boolean; because: string; grants: { grant: string; because: string }[] }
  }
  const exported = { action: 'export', field: 'name' }
  assert.equal((await explain(seller, exported)).allowed, false)
  await give(seller, { actions: ['export'], see: [] })
  const file = await seller.get('customers/export?format=csv&columns=name')
  assert.equal(file.status, 200, file.text)
  const told = await explain(seller, exported)
  assert.equal(told.allowed, true, told.because)
  assert.match(told.because, /The field “Name” is seen by another right\./)
  assert.match(told.because, /It lets the field “Name” be seen\./, 'and which that is')

  const post = await administrator.post('posts', { name: 'Drukātājs' })
  const values = { name: 'Eva', email: 'eva@judged.example', posts: [{ post: post.body.id }] }
  const eva = { ...seller, user: (await administrator.post('users', values)).body.id as string }
  await give(eva, {
    actions: ['read', 'print', 'export', 'create', 'change'],
    see: ['name'],
    change: ['name'],
  })
  const words = { read: 'see', print: 'see', export: 'see', create: 'change', change: 'change' }
  for (const [action, word] of Object.entries(words)) {
    const { allowed, because } = await explain(eva, { action, field: 'creditLimit' })
    assert.equal(allowed, false)
    assert.ok(because.includes(`the field “Credit limit” is not among those it may ${word}.`), because)
  }
  const shares = await give(seller, { actions: ['share'], see: [] })
  const foreign = (await administrator.get('customers?limit=100')).body.items.map(
    ({ id }: { id: string }) => id,
  )
  const mine = (await seller.get('customers?limit=100')).body.items.map(({ id }: { id: string }) => id)
  const other = foreign.find((id: string) => !mine.includes(id))
  assert.ok(other, 'there is a customer of others')
  const seen = await explain(seller, { action: 'share', record: other })
  assert.equal(seen.allowed, false)
  assert.match(
    seen.grants.find((one) => one.grant === shares)?.because ?? '',
    /only with a record that is seen/,
  )
  assert.equal((await explain(seller, { action: 'share', record: mine[0] })).allowed, true)
  await give(seller, { actions: ['read'], see: ['name'] })
  const opened = await explain(seller, { action: 'share', record: other })
  assert.equal(opened.allowed, false, 'what one may not change one does not open')
  assert.match(opened.because, /only who may change a record/)
  const share = await seller.post(`customers/${other}/shares`, { user: clerk.user, may: 'read', until: far })
  assert.equal(share.status, 403, share.text)
})
