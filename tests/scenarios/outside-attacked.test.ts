import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from '#engine'
import { seeded } from '../../testing/sample/random.ts'
import { besieged, secret } from './besieged.ts'
import type { Reply } from './office.ts'

type Values = Record<string, unknown>

const strings = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../../engine/table-files/fixtures/blns.json'), 'utf8'),
) as string[]
const seed = Number(process.env['KONTOR_FUZZ_SEED'] ?? 20_261_129)

type Siege = Awaited<ReturnType<typeof besieged>>

/** Every call that a link opens, with what it needs beside the token. */
const calls = (at: Siege): readonly [name: string, (token: unknown) => Promise<Reply>][] => [
  ['open', (token) => at.call('open', { token })],
  ['save', (token) => at.call('save', { token, version: 1, answers: { name: 'Thief' } })],
  ['send', (token) => at.call('send', { token })],
  ['messages', (token) => at.call('messages', { token, text: 'Let me in' })],
  ['files/remove', (token) => at.call('files/remove', { token, file: at.mine.id })],
  ['files', (token) => at.upload({ token: token as string, kind: 'licence' }, 'a.pdf')],
]

const told = ({ status, body, headers }: Reply) => {
  const { instance: _instance, requestId: _request, ...rest } = body as Values
  return { status, rest, type: headers.get('content-type'), cache: headers.get('cache-control') }
}

test('whatever is wrong with a link, every call gives one and the same answer', async (t) => {
  const at = await besieged(t)
  const { engine, as, mine, theirs, patient } = at
  const expired = await newLink(at)
  await engine.database.query(
    sql`update outside_token set expires_at = now() - interval '1 second'
        where request = ${mine.request} and created_at = (select max(created_at) from outside_token)`,
  )
  const over = (await at.call('open', { token: theirs.token })).status
  assert.equal(over, 200)
  assert.equal((await as.clerk.post(`data-requests/${theirs.request}/revoke`, {})).status, 200)
  const wrong = {
    guessed: 'x'.repeat(43),
    short: 'x',
    long: 'x'.repeat(900),
    padded: ` ${mine.token}`,
    lengthened: `${mine.token}A`,
    shortened: mine.token.slice(0, -1),
    'in capitals': mine.token.toUpperCase() === mine.token ? 'A'.repeat(43) : mine.token.toUpperCase(),
    expired,
    'called off': theirs.token,
    'id of the form': mine.request,
    'id of the partner': mine.id,
    'key of a user': as.administrator.key,
    '%': '%',
    "' or true --": "' or true --",
  }
  const answers = new Map<string, string>()
  for (const [name, call] of calls(at)) {
    for (const [why, token] of Object.entries(wrong)) {
      await patient()
      answers.set(`${name}, ${why}`, JSON.stringify(told(await call(token))))
    }
  }
  const distinct = Map.groupBy(answers, ([, answer]) => answer)
  assert.deepEqual([...distinct.values()].map((same) => same.map(([what]) => what)).slice(1), [])
  assert.match([...distinct.keys()][0] ?? '', /linkOver/)
})

/** Another link to the first form. */
async function newLink({ as, mine, server }: Siege): Promise<string> {
  assert.equal((await as.clerk.post(`data-requests/${mine.request}/question`, { text: '?' })).status, 200)
  const mail = await server.next('ops1@udrs.example')
  return /\/fill#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
}

test('tokens and bodies of any shape are refused in words, never by a failure', async (t) => {
  const at = await besieged(t)
  const before = await at.untouched()
  const shapes = [null, 1, true, [], {}, [at.mine.token], { token: at.mine.token }, '', '\u0000', '\ud800']
  for (const [name, call] of calls(at)) {
    if (name === 'files') continue
    for (const token of shapes) {
      await at.patient()
      const { status, text } = await call(token)
      assert.ok([403, 422].includes(status), `${name} ${JSON.stringify(token)}: ${status} ${text}`)
      assert.ok(!text.includes(secret))
    }
  }
  for (const version of [null, '1', 1.5, -1, 1e300, [1], at.mine.id]) {
    const { token } = at.mine
    const { status } = await at.call('save', { token, version, answers: { name: 'Thief' } })
    assert.ok([412, 422].includes(status), `${JSON.stringify(version)}: ${status}`)
  }
  assert.deepEqual(await at.untouched(), before)
})

const notAsked = [
  ...[
    'id',
    'party',
    'version',
    'number',
    'status',
    'roles',
    'createdBy',
    'createdAt',
    'updatedAt',
    'manager',
  ],
  ...['notes', 'tags', 'kind', 'language', 'picture', 'parent', 'payer', 'companies', 'companyTerms'],
  ...[
    'children',
    'activities',
    'statusChanges',
    'dataRequests',
    'files',
    'contacts',
    'customers',
    'customer',
  ],
  ...[
    'category',
    'importance',
    'stageDue',
    'stageSince',
    'waitsFor',
    'statusMemo',
    'lastContact',
    'x_hidden',
  ],
  ...[
    'registrationNumber',
    'city',
    'answers',
    'accepted',
    'acceptedLines',
    'state',
    'expiresAt',
    'email.party',
  ],
  ...['x_none', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'Name', 'name ', ' name', 'NAME'],
  ...['', '*', '%', 'supplier__status', 'is_customer', "name'; drop table party; --", 'a'.repeat(9_000)],
]

test('no field outside the list is written, read or told of, whatever it is called', async (t) => {
  const at = await besieged(t)
  const before = await at.untouched()
  const refusals = new Set<string>()
  for (const name of notAsked) {
    await at.patient()
    for (const value of ['x', null]) {
      const answer = await at.save({ [name]: value })
      assert.equal(answer.status, 422, `${name}: ${answer.text}`)
      const [error] = answer.body.errors
      refusals.add(
        JSON.stringify({ code: error.code, message: error.message, many: answer.body.errors.length }),
      )
    }
  }
  assert.equal(refusals.size, 1, 'whether there is such a field here, nobody is told')
  const proto = await at.anyone.ask('POST', 'outside/save', {
    raw: {
      body: `{"token":"${at.mine.token}","version":${await at.version()},"answers":{"__proto__":{"name":"x"}}}`,
      headers: { 'content-type': 'application/json' },
    },
  })
  assert.ok([400, 422].includes(proto.status), proto.text)
  const lines = [
    { party: at.theirs.id, street: 'x' },
    { id: at.theirs.id, street: 'x' },
    { main: true, street: 'x' },
    { x_hidden: 'x', street: 'x' },
    { line: 'n000000000000', street: 'x' },
    { line: at.mine.id, street: 'x' },
    { line: '0123456789abcdef', gone: true },
    { line: { $ne: null }, street: 'x' },
    { gone: true },
    ['street'],
    'street',
    7,
  ]
  for (const line of lines) {
    const answer = await at.save({ addresses: [line] })
    assert.equal(answer.status, 422, `${JSON.stringify(line)}: ${answer.text}`)
  }
  const { text, body } = await at.call('open', { token: at.mine.token })
  for (const hidden of [secret, at.mine.id, at.mine.request, at.theirs.id, 'x_hidden', 'Hidden', 'LV80BANK'])
    assert.ok(!text.includes(hidden), hidden)
  assert.ok(
    Object.values(body.values as Values)
      .flat()
      .every((one) => one === null || one === body.name),
  )
  assert.deepEqual(await at.untouched(), before)
})

test('hostile values of every kind are kept as text or refused, and stay within the form', async (t) => {
  const at = await besieged(t)
  const before = await at.untouched()
  const random = seeded(seed)
  const fields = (await at.call('open', { token: at.mine.token })).body.fields as {
    name: string
    fields?: { name: string }[]
  }[]
  const odd = [
    ...[true, false, 0, -1, 1e308, [], [[]], {}, { $gt: '' }, ['a', null], { line: 'n1' }, '1e400', 'NaN'],
    ...[
      '2026-02-31',
      '9999999999999999999999.99',
      'data:text/html,x',
      'javascript:alert(1)',
      '\u202egnp.exe',
    ],
    ...['x'.repeat(39_000), 'x'.repeat(50_000), '\ud83d', 'a\u0000b', Array.from({ length: 51 }, () => ({}))],
  ]
  let kept = 0
  for (let turn = 0; turn < 400; turn += 1) {
    if (turn % 40 === 0) await at.patient()
    const field = random.pick(fields)
    const value = random.chance(0.5) ? random.pick(strings) : random.pick(odd)
    const line = field.fields && random.chance(0.7)
    const given = line ? [{ [random.pick(field.fields ?? []).name]: value }] : value
    const answer = await at.save({ [field.name]: given })
    assert.ok([200, 400, 413, 422].includes(answer.status), `${field.name}: ${answer.status} ${answer.text}`)
    assert.ok(!answer.text.includes(secret))
    if (answer.status === 200) kept += 1
  }
  assert.ok(kept > 50, `${kept} were kept`)
  assert.deepEqual(await at.untouched(), before, 'nothing of it is anywhere but in the form')
  assert.equal((await at.as.clerk.get(`data-requests/${at.mine.request}/answers`)).status, 200)
})

test('files are those of one form, under harmless names, few and small', async (t) => {
  const at = await besieged(t)
  const { token } = at.mine
  const theirs = await at.upload({ token: at.theirs.token, kind: 'licence' }, 'theirs.pdf')
  const other = theirs.body.files[0].id as string
  const before = await at.untouched()
  const names = [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    'a\u0000.pdf',
    '\u202egnp.exe',
    '.',
    '..',
    ' ',
    'CON',
    '<b>',
  ]
  for (const name of [...names, 'n'.repeat(400), ...strings.filter((one) => one !== '').slice(0, 4)]) {
    await at.patient()
    const sent = await at.upload({ token, kind: 'other' }, name)
    assert.ok([200, 409, 422].includes(sent.status), `${JSON.stringify(name)}: ${sent.status} ${sent.text}`)
  }
  const { files } = (await at.call('open', { token })).body as { files: { id: string; name: string }[] }
  assert.ok(files.length > 5 && files.length <= 20)
  for (const { name } of files) assert.doesNotMatch(name, /[/\\\u0000\u202e]|^\.\.?$/)
  const gone = await at.call('files/remove', { token, file: at.mine.id })
  for (const file of [other, at.theirs.id, at.theirs.request, files[0]?.id.slice(1) ?? '', '', '%', '../x']) {
    const answer = await at.call('files/remove', { token, file })
    if (file !== '') assert.deepEqual(told(answer), told(gone), file)
    else assert.equal(answer.status, 422)
  }
  for (const kind of ['passport', 'contract', '__proto__', 'constructor', 'x'.repeat(500), '../x'])
    assert.equal((await at.upload({ token, kind }, 'a.pdf')).status, 422, kind)
  for (const place of [`files/${other}`, `files/${other}/content`, `files/${files[0]?.id}/content`])
    assert.equal((await at.anyone.get(place, { authorization: `Bearer ${token}` })).status, 401, place)
  // What is put in and taken out again, all day long, is kept for an undo all the same.
  const many = createHash('sha256').update(`outside files of a day ${at.mine.request}`).digest('base64url')
  await at.engine.database.query(sql`update rate_count set count = 100 where key = ${many}`)
  const [first] = files
  assert.equal((await at.call('files/remove', { token, file: first?.id })).status, 200)
  const tooMany = await at.upload({ token, kind: 'licence' }, 'again.pdf')
  assert.deepEqual([tooMany.status, tooMany.body.code], [429, 'tooManyFiles'])
  assert.deepEqual(await at.untouched(), before)
})

test('a form that was handed in is over for every call, once for all who hand it in at the same time', async (t) => {
  const at = await besieged(t)
  const { token } = at.mine
  assert.equal((await at.upload({ token, kind: 'licence' }, 'a.pdf')).status, 200)
  const version = (await at.save({ name: 'SIA Ūdrs 1', industry: 'Timber' })).body.version as number
  const sent = await Promise.all(Array.from({ length: 8 }, () => at.call('send', { token })))
  assert.equal(sent.filter(({ status }) => status === 200).length, 1)
  for (const { status, text } of sent) assert.ok([200, 409, 412].includes(status), text)
  await at.engine.jobs.drain()
  const told = at.server.mails.filter(({ subject }) => subject?.includes('SIA Ūdrs 1'))
  assert.equal(told.length, 1, 'whoever asked hears of it once')
  const answers = async () => (await at.as.administrator.get(`data-requests/${at.mine.request}/answers`)).text
  const before = [await answers(), ...(await at.untouched())]
  const [file] = (await at.call('open', { token })).body.files
  const replayed = [
    at.call('save', { token, version, answers: { industry: 'Coal' } }),
    at.call('save', { token, version: version + 1, answers: { industry: 'Coal' } }),
    at.call('messages', { token, text: 'One more thing' }),
    at.call('files/remove', { token, file: file.id }),
    at.upload({ token, kind: 'licence' }, 'b.pdf'),
    at.call('send', { token }),
  ]
  for (const answer of await Promise.all(replayed)) assert.equal(answer.status, 409, answer.text)
  assert.deepEqual([await answers(), ...(await at.untouched())], before)
  assert.equal((await at.as.clerk.post(`data-requests/${at.mine.request}/close`, {})).status, 200)
  assert.equal((await at.call('open', { token })).status, 403, 'settled, the link opens nothing')
})

test('sittings at the same time lose nothing silently: one is kept, the others are told', async (t) => {
  const at = await besieged(t)
  const version = await at.version()
  const save = (industry: string) => at.call('save', { token: at.mine.token, version, answers: { industry } })
  const sittings = await Promise.all(['Coal', 'Timber', 'Steel', 'Glass', 'Wool'].map(save))
  const kept = sittings.filter(({ status }) => status === 200)
  assert.equal(kept.length, 1)
  assert.equal(sittings.filter(({ status }) => status === 412).length, 4)
  const { body } = await at.call('open', { token: at.mine.token })
  assert.equal(body.values.industry, kept[0]?.body.values.industry)
})
