import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { holder } from './holder.ts'
import { office } from './office.ts'

/** Who replaces the rules knows that partners are asked for less. */
const less = { confirmed: 'catalog.asksLess' }

test('a form shows of what we hold no more than whoever sent it sees', async (t) => {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { as, anyone } = place
  const { administrator: root } = as
  const rules = ['name', 'website', 'industry', 'addresses'].map((ask) => ({ ask, shown: true }))
  const set = await root.put('objects/party/rules', { rules }, less)
  assert.ok(set.status < 300, set.text)
  const made = await root.post('customers', {
    ...{ name: 'SIA Kaija', country: 'LV', website: 'https://kaija.example', industry: 'Fishing' },
    addresses: [{ street: 'Ostas iela 1', city: 'Rīga', country: 'LV' }],
  })
  assert.equal(made.status, 201, made.text)
  const { id } = made.body
  const grants = [
    { object: 'customer', actions: ['read', 'askData'], see: ['name', 'status', 'email'] },
    { object: 'party', see: ['name'] },
    { object: 'dataRequest', see: ['all'] },
    { object: 'customer', rows: { city: 'Rīga' }, see: ['industry'] },
    { object: 'customer', rows: { city: 'Liepāja' }, see: ['website'] },
  ]
  const sender = await holder(place, 'sender', grants)
  const opened = async (email: string) => {
    const mail = await server.next(email)
    const token = /\/fill#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
    const read = () => anyone.post('outside/open', { token })
    return { token, read }
  }
  const theirs = { email: 'sender@elsewhere.example' }
  assert.equal((await sender.post(`customers/${id}/askData`, theirs)).status, 200)
  const { token, read } = await opened(theirs.email)
  const first = await read()
  assert.equal(first.status, 200, first.text)
  const { values, fields, version } = first.body
  const names = fields.map(({ name }: { name: string }) => name)
  assert.deepEqual(names.toSorted(), ['addresses', 'industry', 'name', 'website'])
  assert.deepEqual(values, { name: 'SIA Kaija', industry: 'Fishing', website: null, addresses: [] })
  // What they answer is theirs to see again, though nothing of ours stood there.
  const answers = { website: 'https://gull.example' }
  const saved = await anyone.post('outside/save', { token, version, answers })
  assert.equal(saved.status, 200, saved.text)
  assert.equal(saved.body.values.website, answers.website)
  assert.doesNotMatch(saved.text, /Ostas|kaija\.example/)

  const all = { email: 'whole@elsewhere.example' }
  assert.equal((await root.post(`customers/${id}/askData`, all)).status, 200)
  const whole = (await (await opened(all.email)).read()).body
  assert.deepEqual(
    [whole.values.website, whole.values.addresses[0].street],
    ['https://kaija.example', 'Ostas iela 1'],
  )

  assert.equal((await root.patch(`users/${sender.user}`, { active: false })).status, 200)
  const after = await read()
  assert.deepEqual([after.status, after.body.values.name, after.body.values.industry], [200, null, null])
})

test('a form calls the partner by its name where its sender sees that, in the mail and on its head', async (t) => {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { administrator: root } = place.as
  const asks = { object: 'customer', actions: ['read', 'askData'] }
  const { id } = (await root.post('customers', { name: 'SIA Kaija', email: 'office@kaija.example' })).body
  assert.ok((await root.put('objects/party/rules', { rules: [{ ask: 'website' }] }, less)).status < 300)
  const blind = await holder(place, 'blind', [{ ...asks, see: ['status'] }])
  const seeing = await holder(place, 'seeing', [{ ...asks, see: ['status', 'name'] }])
  for (const [who, email, name] of [
    [blind, 'blind@elsewhere.example', 'blind@elsewhere.example'],
    [seeing, 'seeing@elsewhere.example', 'SIA Kaija'],
  ] as const) {
    const asked = await who.post(`customers/${id}/askData`, { email })
    assert.equal(asked.status, 200, asked.text)
    const { text = '' } = await server.next(email)
    assert.ok(text.includes(`the data of ${name} `), text)
    const token = /\/fill#([\w-]{43})/.exec(text)?.[1] ?? ''
    const form = await place.anyone.post('outside/open', { token })
    assert.deepEqual([form.status, form.body.name], [200, name], form.text)
    assert.equal(form.text.includes('SIA Kaija'), name === 'SIA Kaija')
  }
})

test('that a form came back is told by mail to whoever sent it, while they still see it', async (t) => {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { administrator: root } = place.as
  const rules = [{ ask: 'website' }]
  assert.ok((await root.put('objects/party/rules', { rules }, less)).status < 300)
  const mine = { manager: '$me' }
  const sender = await holder(place, 'sender', [
    { object: 'customer', actions: ['read', 'askData'], see: ['all'], rows: mine },
    { object: 'dataRequest', see: ['all'] },
  ])
  const answered = async (name: string, loses: boolean) => {
    const made = await root.post('customers', { name, manager: sender.user })
    const email = `${name.toLowerCase()}@kaija.example`
    assert.equal((await sender.post(`customers/${made.body.id}/askData`, { email })).status, 200)
    const token = /\/fill#([\w-]{43})/.exec((await server.next(email)).text ?? '')?.[1] ?? ''
    if (loses) await root.patch(`customers/${made.body.id}`, { manager: root.user })
    assert.equal((await place.anyone.post('outside/send', { token })).status, 200)
    await place.engine.jobs.drain()
  }
  await answered('Hidden', true)
  await answered('Shown', false)
  const mail = await server.next('sender@osta.lv')
  assert.match(String(mail.subject), /Shown/, 'of the other nothing was said')
})
