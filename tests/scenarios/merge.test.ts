import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until, type Caller, type Reply } from './office.ts'

test('two records of one partner become one, with lines, roles, references and numbers, and undo parts them', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root } = as
  const kept = await made(root, 'customers', {
    name: 'SIA Bērzs',
    country: 'LV',
    city: 'Rīga',
    email: 'info@berzs.example',
    notes: 'Pays late.',
    tags: ['gold'],
    creditLimit: '500.00',
  })
  const gone = await made(root, 'suppliers', {
    name: 'Bērzs un dēli SIA',
    taxId: 'LV40003009497',
    country: 'LV',
    emails: [{ email: 'info@berzs.example', main: true }, { email: 'rekini@berzs.example' }],
    phone: '+371 67045409',
    notes: 'Delivers on Mondays.',
    tags: ['wood'],
    parent: kept.id,
  })
  const child = await made(root, 'customers', { name: 'Bērzs filiāle', parent: gone.id })
  const call = await made(root, 'activities', { subject: 'Call them', kind: 'call', party: gone.id })
  const contact = await made(root, 'contacts', { name: 'Anna Bērziņa' })
  const link = await made(root, 'contact-links', { contact: contact.id, supplier: gone.id })
  await madeFields(root)
  const order = await made(root, 'x-orders', {
    x_name: 'First',
    x_buyers: [gone.id, kept.id],
    x_row: [{ x_name: 'one', x_dealer: gone.id }],
  })
  const share = await made(root, `parties/${gone.id}/shares`, { user: as.seller.user, may: 'read' })
  const before = await both(root, kept.id, gone.id)

  const preview = await root.get(`parties/${kept.id}/merge?with=${gone.id}`)
  assert.equal(preview.status, 200, preview.text)
  assert.deepEqual(choiceOf(preview, 'name'), ['other', 'longest'])
  assert.deepEqual(choiceOf(preview, 'taxId'), ['other', 'only'])
  assert.deepEqual(choiceOf(preview, 'notes'), ['both', 'both'])
  assert.deepEqual(preview.body.roles, ['Supplier'])
  assert.equal(preview.body.total, 6)
  const mails = preview.body.lines.find(({ field }: { field: string }) => field === 'emails')
  const mailsOf = async (id: string) => (await root.get(`parties/${id}`)).body.emails as { id: string }[]
  const [own] = await mailsOf(kept.id)
  assert.deepEqual(
    (await mailsOf(gone.id)).map(({ id }) => mails.become[id]),
    [own?.id, null],
    'of each line it is told which one says it already, or that it comes along',
  )

  const merged = await root.post(`parties/${kept.id}/merge`, { with: gone.id, choices: { name: 'survivor' } })
  assert.equal(merged.status, 200, merged.text)
  const one = (await root.get(`parties/${kept.id}`)).body
  assert.equal(one.name, 'SIA Bērzs')
  assert.equal(one.taxId, 'LV40003009497')
  assert.equal(one.notes, 'Pays late.\n\nDelivers on Mondays.')
  assert.deepEqual(one.tags, ['gold', 'wood'])
  assert.deepEqual(one.roles, ['customer', 'supplier'])
  assert.deepEqual(
    one.emails.map(({ email, main }: { email: string; main: boolean }) => [email, main]),
    [
      ['info@berzs.example', true],
      ['rekini@berzs.example', false],
    ],
  )
  assert.equal(one.phones.length, 1)
  assert.equal(one.parent, null)
  assert.equal((await root.get(`customers/${child.id}`)).body.parent.id, kept.id)
  assert.equal((await root.get(`activities/${call.id}`)).body.party.id, kept.id)
  assert.equal((await root.get(`contact-links/${link.id}`)).body.supplier.id, kept.id)
  const moved = (await root.get(`x-orders/${order.id}`)).body
  assert.deepEqual(ids(moved.x_buyers), [kept.id])
  assert.equal(moved.x_row[0].x_dealer.id, kept.id)
  assert.equal((await root.get(`parties/${kept.id}/shares`)).body.items[0].id, share.id)

  for (const path of ['parties', 'suppliers']) {
    const old = await root.get(`${path}/${gone.id}`)
    assert.equal(old.status, 308)
    assert.equal(old.headers.get('location'), `/api/v1/${path}/${kept.id}`)
  }
  const byNumber = await root.post('activities', {
    subject: 'By number',
    kind: 'note',
    party: { number: gone['number'] },
  })
  assert.equal(byNumber.status, 201, byNumber.text)
  assert.equal(byNumber.body.party.id, kept.id)
  const byId = await root.post('activities', { subject: 'By id', kind: 'note', party: gone.id })
  assert.equal(byId.body.party.id, kept.id)
  for (const { body } of [byNumber, byId]) await root.remove(`activities/${body.id}`)

  const undone = await root.post(`changes/${merged.body.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(undone.body.kept, [])
  assert.deepEqual(await both(root, kept.id, gone.id), before)
  assert.equal((await root.get(`customers/${child.id}`)).body.parent.id, gone.id)
  const back = (await root.get(`x-orders/${order.id}`)).body
  assert.deepEqual(ids(back.x_buyers), [gone.id, kept.id])
  assert.equal(back.x_row[0].x_dealer.id, gone.id)
  assert.equal((await root.get(`parties/${gone.id}/shares`)).body.items[0].id, share.id)
  assert.deepEqual(await engine.verify(), [])
})

test('a merge that was undone and made again leads from the old id and number as before', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const [kept, gone] = [await customer(root, 'Alfa'), await customer(root, 'Beta')]
  const { number } = (await root.get(`customers/${gone}`)).body
  const merged = await root.post(`customers/${kept}/merge`, { with: gone })
  const undone = await root.post(`changes/${merged.body.change}/undo`)
  assert.equal((await root.get(`customers/${gone}`)).status, 200)

  const again = await root.post(`changes/${undone.body.change}/undo`)
  assert.deepEqual(again.body.kept, [])
  const old = await root.get(`customers/${gone}`)
  assert.equal(old.status, 308)
  assert.equal(old.headers.get('location'), `/api/v1/customers/${kept}`)
  const found = await root.get(`customers?search=${number}`)
  assert.deepEqual(ids(found.body.items), [kept])

  const apart = await root.post(`changes/${again.body.change}/undo`)
  assert.deepEqual(apart.body.kept, [])
  assert.equal((await root.get(`customers/${gone}`)).body.number, number)
})

test('a chain of merges leads to the last that stayed, and each is undone by itself', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const [a, b, c] = [
    await customer(root, 'Alfa'),
    await customer(root, 'Beta'),
    await customer(root, 'Gamma'),
  ]
  await root.post(`customers/${b}/merge`, { with: a })
  const second = await root.post(`customers/${c}/merge`, { with: b })
  assert.equal((await root.get(`customers/${a}`)).headers.get('location'), `/api/v1/customers/${c}`)
  await root.post(`changes/${second.body.change}/undo`)
  assert.equal((await root.get(`customers/${b}`)).status, 200)
  assert.equal((await root.get(`customers/${a}`)).headers.get('location'), `/api/v1/customers/${b}`)
})

test('search and lists find the one that stays by the number and the name of the one that went', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  const kept = await made(root, 'customers', { name: 'SIA Zilā Govs' })
  const gone = await made(root, 'customers', { name: 'Raibais Vērsis' })
  const { number } = (await root.get(`customers/${gone.id}`)).body
  const merged = await root.post(`parties/${kept.id}/merge`, { with: gone.id, choices: { name: 'survivor' } })
  assert.equal(merged.status, 200, merged.text)
  const found = async (who: Caller, query: string) =>
    (await who.get(query)).body.items.map(({ id }: { id: string }) => id)
  const where = (value: unknown) => encodeURIComponent(JSON.stringify(value))
  for (const query of [
    `customers?search=${number}`,
    `parties?search=${number.toLowerCase()}`,
    `customers?search=raibais%20versis`,
    `customers?where=${where({ number })}`,
    `customers?where=${where({ number: { in: [number, 'C-99999'] } })}`,
  ])
    assert.deepEqual(await found(root, query), [kept.id], query)
  assert.deepEqual(await found(root, `customers?where=${where({ number, name: 'Another' })}`), [])
  const call = await made(root, 'activities', { subject: 'Call them', kind: 'call', party: kept.id })
  // By its old id too, however deep it stands in the question, in sums and in files; only for who sees it.
  const byOld = where({ any: [{ party: gone.id }, { not: { subject: { set: true } } }] })
  assert.deepEqual(await found(root, `activities?where=${byOld}`), [call.id])
  assert.deepEqual(await found(root, `activities?where=${where({ party: { in: [gone.id] } })}`), [call.id])
  assert.deepEqual(await found(root, `customers?where=${where({ id: gone.id })}`), [kept.id])
  assert.deepEqual(await found(seller, `activities?where=${where({ party: gone.id })}`), [])
  const summed = await root.get(`activities/summary?where=${where({ party: gone.id })}`)
  assert.equal(summed.body.total.count, 1, summed.text)
  const file = await root.get(`activities/export?format=csv&where=${where({ party: gone.id })}`)
  assert.match(file.text, /Call them/)
  const [section] = (await root.get(`search?q=${number}`)).body.sections
  assert.equal(section.hits[0].id, kept.id)
  // Who does not see the one that stays finds nothing by what went into it.
  assert.deepEqual(await found(seller, `customers?search=${number}`), [])
  assert.deepEqual(await found(seller, `customers?where=${where({ number })}`), [])
  await root.post(`changes/${merged.body.change}/undo`)
  assert.deepEqual(await found(root, `customers?search=${number}`), [gone.id])
})

test('who may not change or see it all merges nothing, and is told why', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk, seller } = as
  const [one, two] = [await customer(root, 'Osta'), await customer(root, 'Ostas')]
  assert.equal((await seller.post(`customers/${one}/merge`, { with: two })).status, 404)
  await root.patch(`customers/${one}`, { manager: seller.user })
  await root.patch(`customers/${two}`, { manager: seller.user })
  assert.equal((await seller.post(`customers/${one}/merge`, { with: two })).status, 403)
  const user = await made(root, 'users', { name: 'Portal', email: 'portal@daugava.example', party: two })
  const refused = await clerk.post(`customers/${one}/merge`, { with: two })
  assert.equal(refused.status, 409, refused.text)
  assert.equal(refused.body.code, 'merge.closed')
  assert.equal((await root.get(`customers/${two}`)).status, 200)
  await root.patch(`users/${user.id}`, { party: null })
  assert.equal((await clerk.post(`customers/${one}/merge?dryRun=true`, { with: two })).status, 200)
  assert.equal((await clerk.post(`customers/${one}/merge`, { with: two })).status, 200)
  assert.equal((await root.post(`customers/${one}/merge`, { with: one })).status, 422)
})

test('what one may not see goes along and back unnamed, and a field that one may not see refuses the merge', async (t) => {
  const { as } = await office(t)
  const { administrator: root, clerk } = as
  const [one, two] = [await customer(root, 'Osta'), await customer(root, 'Ostas')]
  // An object of which the clerk knows nothing, and calls that they see.
  await made(root, 'objects', { name: 'claim', label: 'Claim', plural: 'Claims' })
  await made(root, 'objects/x_claim/fields', {
    type: 'reference',
    name: 'against',
    label: 'Against',
    to: 'party',
  })
  const claim = await made(root, 'x-claims', { x_name: 'Secret claim', x_against: two })
  const call = await made(root, 'activities', { subject: 'Call', kind: 'call', party: two })
  assert.equal((await clerk.get(`x-claims/${claim.id}`)).status, 404)

  const preview = await clerk.get(`customers/${one}/merge?with=${two}`)
  assert.equal(preview.status, 200, preview.text)
  assert.equal(preview.body.total, 1)
  assert.doesNotMatch(preview.text, /Claim|Against|Other records/)
  const merged = await clerk.post(`customers/${one}/merge`, { with: two })
  assert.equal(merged.status, 200, merged.text)
  assert.doesNotMatch(merged.text, /claim/i)
  const againstOf = async () => (await root.get(`x-claims/${claim.id}`)).body.x_against.id
  assert.equal(await againstOf(), one)
  const undone = await clerk.post(`changes/${merged.body.change}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  assert.doesNotMatch(undone.text, /claim/i)
  assert.equal(await againstOf(), two)
  assert.equal((await root.get(`activities/${call.id}`)).body.party.id, two)

  // Whatever the field holds, so that the refusal tells nothing.
  await made(root, 'objects/customer/fields', { type: 'text', name: 'rating', label: 'Rating' })
  const refusals: unknown[] = []
  for (const rating of [null, 'Bad payer']) {
    await root.patch(`customers/${two}`, { x_rating: rating })
    const answers = [
      await clerk.get(`customers/${one}/merge?with=${two}`),
      await clerk.post(`customers/${two}/merge`, { with: one }),
    ]
    refusals.push(answers.map(({ status, body }) => [status, body.code, body.detail]))
    assert.doesNotMatch(answers.map(({ text }) => text).join(' '), /rating|Bad payer/i)
  }
  assert.deepEqual(refusals[0], refusals[1])
  assert.match(JSON.stringify(refusals[0]), /409,"merge.hidden"/)
  assert.equal((await root.get(`customers/${two}`)).body.x_rating, 'Bad payer')
})

test('very many references are brought round by a job, whole or not at all', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root } = as
  const [one, two] = [await customer(root, 'Viens'), await customer(root, 'Divi')]
  const actor = await engine.access.actorFor({ user: root.user, source: 'api', request: 'test' })
  const calls = Array.from({ length: 620 }, (_, at) => ({
    kind: 'create' as const,
    values: { subject: `Call ${at}`, kind: 'call', party: two },
  }))
  await engine.records.many(actor, 'activity', calls, {})
  const started = await root.post(`customers/${one}/merge`, { with: two })
  assert.equal(started.status, 202, started.text)
  const job = await until(async () => {
    const { body } = await root.get(`jobs/${started.body.job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
  assert.equal(job.state, 'done', job.error)
  assert.equal(job.result.moved, 620)
  // The server was killed before it had written down that all was done.
  const lost = sql`update job set state = 'waiting', result = null where id = ${String(job.id)}::uuid`
  await engine.database.query(lost)
  const again = await until(async () => {
    const { body } = await root.get(`jobs/${started.body.job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
  assert.deepEqual([again.state, again.result], ['done', job.result], again.error)
  const counted = await root.get(
    `activities/summary?where=${encodeURIComponent(JSON.stringify({ party: one }))}`,
  )
  assert.equal(counted.body.total.count, 620, counted.text)
})

async function made(
  root: Caller,
  path: string,
  values: object,
): Promise<Record<string, string> & { id: string }> {
  const answer = await root.post(path, values, { confirmed: 'duplicate' })
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

async function customer(root: Caller, name: string): Promise<string> {
  return (await made(root, 'customers', { name })).id
}

/** An object of their own, with a list of partners, and lines that name one. */
async function madeFields(root: Caller): Promise<void> {
  await made(root, 'objects', { name: 'order', label: 'Order', plural: 'Orders' })
  await made(root, 'objects', { name: 'row', label: 'Row', plural: 'Rows', ownedBy: 'x_order' })
  await made(root, 'objects/x_order/fields', {
    type: 'references',
    name: 'buyers',
    label: 'Buyers',
    to: 'party',
  })
  await made(root, 'objects/x_row/fields', {
    type: 'reference',
    name: 'dealer',
    label: 'Dealer',
    to: 'supplier',
  })
  await made(root, 'objects/x_order/fields', {
    type: 'collection',
    name: 'row',
    label: 'Rows',
    of: 'x_row',
    via: 'x_order',
    owned: true,
  })
}

function choiceOf({ body }: Reply, key: string): unknown {
  const field = body.fields.find((one: { key: string }) => one.key === key)
  return [field.proposed, field.rule]
}

function ids(references: readonly { id: string }[]): string[] {
  return references.map(({ id }) => id)
}

/** Both as they read, but for what every write moves on. */
async function both(root: Caller, one: string, two: string): Promise<unknown> {
  const bare = async (id: string) => {
    const { body } = await root.get(`parties/${id}`)
    const { version: _v, updatedAt: _a, updatedBy: _b, createdAt: _c, ...record } = body
    return JSON.parse(JSON.stringify(record), (key, value) => {
      if (!Array.isArray(value) || key === 'companies') return value
      return value.map((line) => (typeof line === 'object' && 'main' in line ? { ...line, id: null } : line))
    })
  }
  return [await bare(one), await bare(two)]
}
