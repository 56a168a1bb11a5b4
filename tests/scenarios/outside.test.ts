import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sql } from '#engine'
import { mailServer } from '#testing'
import { office, type Caller, type Office } from './office.ts'

const never = 'x'.repeat(43)

/** An office with a supplier in it, whom the clerk asks for its data. */
async function asked(t: TestContext, input: object = {}) {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { as } = place
  await as.administrator.patch('settings', { 'intake.roles': ['supplier'] })
  const made = await as.clerk.post('suppliers', {
    name: 'SIA Ūdrs',
    country: 'LV',
    email: 'ops@udrs.example',
  })
  assert.equal(made.status, 201, made.text)
  const id: string = made.body.id
  const ask = await as.clerk.post(`suppliers/${id}/askData`, {
    fields: ['name', 'taxId', 'phone', 'addresses'],
    papers: ['licence'],
    language: 'lv',
    ...input,
  })
  assert.equal(ask.status, 200, ask.text)
  const token = await tokenOf(server)
  const [request] = (await as.clerk.get(`data-requests?where=${where({ party: id })}`)).body.items
  return { ...place, server, id, token, request: request.id as string }
}

const where = (condition: object) => encodeURIComponent(JSON.stringify(condition))

async function tokenOf(server: Awaited<ReturnType<typeof mailServer>>): Promise<string> {
  const mail = await server.next('ops@udrs.example')
  return /\/fill#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
}

const outside = (anyone: Office['anyone'], call: string, body: object) => anyone.post(`outside/${call}`, body)

function upload(place: Office, fields: Record<string, string>, name: string, content: string | Uint8Array) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([content as never]), name)
  return place.anyone.ask('POST', 'outside/files', { raw: { body: form } })
}

type Proposed = { name: string; ours: unknown; theirs: unknown; lines?: Record<string, unknown>[] }

const record = async (who: Caller, path: string) => (await who.get(path)).body

test('a partner fills in its form in several sittings, and what it sends is accepted field by field', async (t) => {
  const place = await asked(t)
  const { anyone, as, id, token, request, server } = place
  const first = await outside(anyone, 'open', { token })
  assert.equal(first.status, 200, first.text)
  const { addresses, ...values } = first.body.values
  assert.deepEqual(values, { name: 'SIA Ūdrs', taxId: null, phone: null })
  assert.deepEqual(
    [addresses.length, addresses[0].country, addresses[0].street],
    [1, 'LV', null],
    'what we hold stands there already',
  )
  assert.deepEqual(
    first.body.fields.map(({ name }: { name: string }) => name),
    ['name', 'taxId', 'phone', 'addresses'],
  )
  const wrong = await outside(anyone, 'save', {
    ...{ token, version: first.body.version },
    answers: { taxId: 'LV40003009498' },
  })
  assert.equal(wrong.status, 422, wrong.text)
  assert.equal(wrong.body.errors[0].field, 'taxId')
  const saved = await outside(anyone, 'save', {
    ...{ token, version: first.body.version },
    answers: {
      name: 'SIA "Ūdrs"',
      addresses: [{ ...addresses[0], street: 'Krasta iela 1', city: 'Rīga' }],
    },
  })
  assert.equal(saved.status, 200, saved.text)
  const other = await outside(anyone, 'save', { token, version: first.body.version, answers: {} })
  assert.equal(other.status, 412, 'another sitting was faster')
  const early = await outside(anyone, 'send', { token })
  assert.deepEqual([early.status, early.body.errors[0].field], [422, 'papers.licence'])
  const paper = await upload(place, { token, kind: 'licence' }, 'licence.pdf', '%PDF-1.4\n')
  assert.equal(paper.status, 200, paper.text)
  assert.equal((await record(as.clerk, `suppliers/${id}`)).name, 'SIA Ūdrs', 'nothing is changed by sending')
  assert.equal((await outside(anyone, 'send', { token })).status, 200)
  assert.equal((await outside(anyone, 'send', { token })).status, 409, 'it is handed in once')
  const answered = await record(as.clerk, `data-requests/${request}`)
  assert.deepEqual([answered.state, answered.answers], ['sent', undefined])
  const proposed = (await record(as.clerk, `data-requests/${request}/answers`)).items
  assert.deepEqual(proposed.map((one: Proposed) => [one.name, one.ours, one.theirs]).slice(0, 1), [
    ['name', 'SIA Ūdrs', 'SIA "Ūdrs"'],
  ])
  assert.deepEqual(
    proposed[1].lines.map((one: Record<string, unknown>) => one['is']),
    ['changed'],
  )
  const file = answered.files[0].file.id
  assert.equal((await as.clerk.get(`files/${file}/content`)).status, 200)
  const question = await as.clerk.post(`data-requests/${request}/question`, { text: 'Kurā stāvā?' })
  assert.equal(question.status, 200, question.text)
  const again = await tokenOf(server)
  const reopened = await outside(anyone, 'open', { token: again })
  assert.deepEqual([reopened.body.state, reopened.body.messages[0].text], ['open', 'Kurā stāvā?'])
  assert.equal(
    (await outside(anyone, 'messages', { token, text: 'Trešajā' })).status,
    200,
    'both links open it',
  )
  assert.equal((await outside(anyone, 'send', { token: again })).status, 200)
  const taken = await as.clerk.post(`data-requests/${request}/accept`, {
    fields: ['addresses'],
    papers: true,
  })
  assert.equal(taken.status, 200, taken.text)
  const supplier = await record(as.clerk, `suppliers/${id}`)
  assert.deepEqual([supplier.name, supplier.addresses[0].street], ['SIA Ūdrs', 'Krasta iela 1'])
  const papers = (await as.clerk.get(`papers?where=${where({ party: id })}`)).body.items
  assert.deepEqual(
    papers.map((one: { kind: string }) => one.kind),
    ['licence'],
  )
})

test('addresses that we hold are shown and changed, other lines stay, and accounts are shown to nobody', async (t) => {
  const place = await asked(t, { fields: ['addresses', 'bankAccounts'], papers: [] })
  const { anyone, as, id, request, server } = place
  const account = 'LV80BANK0000435195001'
  const kept = await as.manager.patch(`suppliers/${id}`, {
    addresses: [
      { street: 'Krasta iela 1', city: 'Rīga', postalCode: 'LV-1003', country: 'LV', main: true },
      { street: 'Ostas iela 9', city: 'Ventspils', country: 'LV', purpose: 'delivery' },
    ],
    bankAccounts: [{ account, main: true }],
  })
  assert.equal(kept.status, 200, kept.text)
  await as.clerk.post(`suppliers/${id}/askData`, { fields: ['addresses', 'bankAccounts'], papers: [] })
  const token = await tokenOf(server)
  const open = await outside(anyone, 'open', { token })
  assert.deepEqual(
    [
      open.body.values.addresses.map((one: Record<string, unknown>) => one['street']),
      open.body.values.bankAccounts,
    ],
    [['Krasta iela 1', 'Ostas iela 9'], []],
  )
  assert.ok(!open.text.includes(account), open.text)
  const [{ postalCode: _gone, ...line }] = open.body.values.addresses
  const answers = { addresses: [{ ...line, street: 'Krasta iela 2' }] }
  const saved = await outside(anyone, 'save', { token, version: open.body.version, answers })
  assert.equal(saved.status, 200, saved.text)
  const again = await outside(anyone, 'open', { token })
  assert.equal(again.body.values.addresses[0].street, 'Krasta iela 2', 'a later sitting goes on')
  assert.equal((await outside(anyone, 'send', { token })).status, 200)
  const [latest] = (
    await as.clerk.get(`data-requests?where=${where({ party: id, state: 'sent' })}&sort=-createdAt`)
  ).body.items
  assert.notEqual(latest.id, request)
  const taken = await as.clerk.post(`data-requests/${latest.id}/accept`, { fields: ['addresses'] })
  assert.equal(taken.status, 200, taken.text)
  const supplier = await record(as.clerk, `suppliers/${id}`)
  assert.deepEqual(
    supplier.addresses.map((one: Record<string, unknown>) => [one['street'], one['postalCode'] ?? null]),
    [
      ['Krasta iela 2', null],
      ['Ostas iela 9', null],
    ],
  )
})

test('a stranger gets nothing by a guessed, old, called-off or borrowed link', async (t) => {
  const place = await asked(t)
  const { anyone, as, engine, token, request, id } = place
  const refused = async (call: string, body: object) => {
    const answer = await outside(anyone, call, body)
    return [answer.status, answer.body.code, answer.body.detail]
  }
  const over = await refused('open', { token: never })
  assert.deepEqual(over.slice(0, 2), [403, 'linkOver'])
  assert.deepEqual(await refused('open', { token: `${token}x` }), over)
  assert.equal((await outside(anyone, 'open', { token: '' })).status, 422)
  assert.equal((await outside(anyone, 'open', { token: { like: '%' } })).status, 422)
  for (const path of [`data-requests/${request}`, `suppliers/${id}`, 'data-requests', 'files'])
    assert.equal((await anyone.get(path, { authorization: `Bearer ${token}` })).status, 401, path)
  const [kept] = await engine.database.query<{ found: string }>(
    sql`select count(*)::text as found from outside_token where encode(hash, 'escape') like ${`%${token}%`}`,
  )
  assert.equal(kept?.found, '0', 'only a hash of the secret is kept')
  await engine.database.query(
    sql`update outside_token set expires_at = now() - interval '1 second' where request = ${request}`,
  )
  assert.deepEqual(await refused('open', { token }), over, 'an old link says no more than one that never was')
  await engine.database.query(
    sql`update outside_token set expires_at = now() + interval '1 day' where request = ${request}`,
  )
  assert.equal((await as.clerk.post(`data-requests/${request}/revoke`, {})).status, 200)
  for (const [call, body] of [
    ['open', {}],
    ['save', { answers: {}, version: 1 }],
    ['send', {}],
    ['messages', { text: 'Let me in' }],
    ['files/remove', { file: id }],
  ] as const)
    assert.deepEqual(await refused(call, { token, ...body }), over, call)
  assert.equal((await upload(place, { token, kind: 'licence' }, 'a.pdf', '%PDF')).status, 403)
})

test('whoever has the link writes only what was asked, into its own form alone', async (t) => {
  const place = await asked(t)
  const { anyone, as, token, id, request } = place
  let { version } = (await outside(anyone, 'open', { token })).body
  const save = (answers: unknown) => outside(anyone, 'save', { token, version, answers })
  for (const answers of [
    { status: 'active' },
    { creditLimit: '1000000' },
    { email: 'thief@elsewhere.example' },
    { id, party: id, name: 'Another' },
    { addresses: { street: 'A' } },
    { addresses: [{ party: id, street: 'A' }] },
    { addresses: [{ line: id, street: 'A' }] },
    { addresses: [{ gone: true }] },
    { name: { $ne: null } },
    { name: 'a'.repeat(50_000) },
    { phone: 'javascript:alert(1)' },
    { constructor: 'x' },
    [],
    'name',
  ]) {
    const answer = await save(answers)
    assert.equal(answer.status, 422, `${JSON.stringify(answers).slice(0, 60)}: ${answer.text.slice(0, 200)}`)
  }
  const hostile = '<img src=x onerror=alert(1)>\u202e"\'; drop table party; -- {{7*7}}'
  const kept = await save({ name: hostile })
  assert.equal(kept.status, 200, kept.text)
  version = kept.body.version
  const [sent] = (await record(as.clerk, `data-requests/${request}/answers`)).items
  assert.equal(sent.theirs, kept.body.values.name)
  assert.equal((await record(as.clerk, `suppliers/${id}`)).name, 'SIA Ūdrs')
  assert.equal((await upload(place, { token, kind: 'passport' }, 'a.pdf', '%PDF')).status, 422)
  assert.equal((await upload(place, { token, kind: 'licence' }, '../../etc/passwd', 'root')).status, 200)
  const [file] = (await record(as.clerk, `data-requests/${request}`)).files
  assert.equal(file.name, 'passwd')
  const large = new Uint8Array(25 * 1024 * 1024 + 10)
  assert.equal((await upload(place, { token, kind: 'licence' }, 'large.bin', large)).status, 413)
  const others = await outside(anyone, 'files/remove', { token, file: id })
  assert.equal(others.status, 404)
  assert.equal((await outside(anyone, 'files/remove', { token, file: file.id })).status, 200)
  assert.equal((await outside(anyone, 'messages', { token, text: 'x'.repeat(1_001) })).status, 422)
  // Nothing of what it was sent tells of anybody else.
  const { text } = await outside(anyone, 'open', { token })
  for (const secret of [id, request, as.clerk.user, 'creditLimit', 'manager'])
    assert.equal(text.includes(secret), false, secret)
})

test('guessing is slowed down, and who does not answer is reminded a few times', async (t) => {
  const { anyone, engine, server, request } = await asked(t)
  const remind = async () => {
    await engine.database.query(
      sql`update data_request set created_at = now() - interval '9 days',
            reminded_at = reminded_at - interval '9 days' where id = ${request}`,
    )
    const actor = await engine.access.systemActor('test')
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'remind outside', {}, { actor }))
  }
  for (const _ of [1, 2, 3]) {
    await remind()
    const mail = await server.next('ops@udrs.example')
    assert.match(mail.text ?? '', /vēl gaida/)
  }
  let last = 0
  for (let guess = 0; guess < 40 && last !== 429; guess += 1)
    last = (await outside(anyone, 'open', { token: `${never}${guess}` })).status
  assert.equal(last, 429)
})

test('files that are sent all at once are no more than one after the other', async (t) => {
  const place = await asked(t)
  const { anyone, token } = place
  const send = (name: string) => upload(place, { token, kind: 'other' }, `${name}.txt`, name)
  for (let at = 0; at < 19; at++) assert.equal((await send(`file ${at}`)).status < 300, true, `file ${at}`)
  const sent = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map(send))
  for (const answer of sent) assert.ok([200, 201, 409, 412].includes(answer.status), answer.text)
  const { body } = await outside(anyone, 'open', { token })
  assert.equal(body.files.length, 20)
})
