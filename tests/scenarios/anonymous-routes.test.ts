import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { caller, office, type Reply } from './office.ts'

type Limited = {
  /** What a stranger sends who guesses; a fresh one each time, so that only the network is counted. */
  readonly body: (turn: number) => unknown
  /** More than this lets no network through, or tells it to wait, within ten minutes. */
  readonly most: number
}

const secret = (turn: number) => `guess-${turn}-${'x'.repeat(40)}`
const outside = (more: object = {}) => ({
  body: (turn: number) => ({ token: secret(turn), ...more }),
  most: 31,
})

/**
 * Every route that asks for nobody in particular, and what keeps a stranger from working it all day. A route
 * that is new fails the test until it stands here with its limit.
 */
const anonymous: Readonly<Record<string, Limited>> = {
  'GET /openapi.json': { body: () => undefined, most: 60 },
  'GET /setup': { body: () => undefined, most: 600 },
  'GET /session/ways': { body: () => undefined, most: 600 },
  'POST /session': {
    body: (turn) => ({ email: `nobody${turn % 3}@daugava.example`, password: 'guessed once more' }),
    most: 40,
  },
  'POST /session/second': { body: () => ({ code: '123456' }), most: 600 },
  'POST /session/passkey': { body: () => ({ passkey: {} }), most: 600 },
  'POST /session/passkey/ask': { body: () => ({}), most: 600 },
  'POST /session/openid': { body: () => ({ provider: '01900000-0000-7000-8000-000000000000' }), most: 600 },
  'POST /session/openid/finish': {
    body: () => ({ provider: '01900000-0000-7000-8000-000000000000', query: '?code=x&state=y' }),
    most: 600,
  },
  'POST /setup': {
    body: (turn) => ({
      token: secret(turn),
      name: 'Eve',
      email: 'eve@x.example',
      password: 'long enough for all',
    }),
    most: 60,
  },
  'POST /password/reset': { body: (turn) => ({ email: `eve${turn}@x.example` }), most: 10 },
  'POST /links/open': { body: (turn) => ({ token: secret(turn) }), most: 60 },
  'POST /links/use': { body: (turn) => ({ token: secret(turn), password: 'long enough for all' }), most: 60 },
  'POST /confirmations': { body: (turn) => ({ token: secret(turn) }), most: 30 },
  'POST /csp-reports': { body: () => ({}), most: 60 },
  'POST /outside/open': outside(),
  'POST /outside/save': outside({ answers: {}, version: 1 }),
  'POST /outside/send': outside({}),
  'POST /outside/messages': outside({ text: 'Labdien' }),
  'POST /outside/files': { body: (turn) => formOf({ token: secret(turn), kind: 'other' }), most: 31 },
  'POST /outside/files/remove': outside({ file: '01900000-0000-7000-8000-000000000000' }),
}

type Described = { paths: Record<string, Record<string, { security?: unknown[] }>> }

test('every route for nobody in particular is slowed by network', async (t) => {
  const mails = await mailServer(t)
  const { as, url, engine } = await office(t, { smtpUrl: mails.url })
  const { paths } = (await as.administrator.get('openapi.json')).body as Described
  const open = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { security }]) =>
      security?.length === 0 ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  )
  assert.deepEqual(open.toSorted(), Object.keys(anonymous).toSorted())
  for (const [route, how] of Object.entries(anonymous)) {
    const [method = '', place = ''] = route.split(' ')
    await forgetAll(engine)
    const stranger = caller(url, {})
    const ask = (turn: number) => {
      const body = how.body(turn)
      const sent = body instanceof FormData ? { raw: { body } } : { body }
      return stranger.ask(method, place.slice(1), sent)
    }
    const told = await untilSlowed(ask, how.most + 1)
    assert.ok(told, `${route}: not slowed after ${how.most} requests`)
    assert.equal(told.status, 429)
    assert.ok(Number(told.headers.get('retry-after')) > 0, `${route} says when to come again`)
    assert.doesNotMatch(told.text, /daugava/, route)
  }
})

test('programs with keys that open nothing are slowed by network, and people there are led to sign in', async (t) => {
  const { as, url } = await office(t)
  const withKey = (key: string) => caller(url, { authorization: `Bearer ${key}` }).get('customers')
  const ask = (turn: number) => withKey(turn % 2 === 0 ? `kontor_${secret(turn)}` : 'nonsense')
  const withEnded = () => caller(url, { cookie: `kontor_session=h.${secret(0)}` }).get('me')
  for (const asked of [ask(0), ask(1), withEnded()]) assert.equal((await asked).status, 401)
  const told = await untilSlowed(ask, 600)
  assert.ok(told, 'not slowed')
  assert.ok(Number(told.headers.get('retry-after')) > 0)
  for (const turn of [0, 1]) assert.equal((await ask(turn)).status, 429)
  const ended = await withEnded()
  assert.deepEqual([ended.status, ended.body.code], [401, 'notSignedIn'], 'the page leads to signing in')
  assert.equal((await as.clerk.get('customers?limit=1')).status, 200)
  assert.equal((await caller(url, {}).get('customers')).status, 401)
  assert.equal(await untilSlowed(withEnded, 608), null, 'sessions that have ended make nobody wait')
})

test('nobody who is not known has a long body read, and who was signed in is led to sign in', async (t) => {
  const { as, url } = await office(t)
  const long = { body: { name: 'SIA', notes: 'x'.repeat(100_000) } }
  const stranger = caller(url, {})
  const ended = caller(url, { cookie: `kontor_session=h.${secret(0)}` })
  const guess = caller(url, { authorization: `Bearer kontor_${secret(0)}` })
  // In pieces, with no word of how long it is.
  const pieces = () => new Blob(['{"email":"', 'x'.repeat(100_000), '"}']).stream()
  const streamed = {
    body: pieces(),
    duplex: 'half' as const,
    headers: { 'content-type': 'application/json' },
  }
  for (const [name, answer, status, code] of [
    ['to sign in', stranger.ask('POST', 'session', long), 413, 'tooLarge'],
    ['in pieces', stranger.ask('POST', 'session', { raw: streamed }), 413, 'tooLarge'],
    [
      'to a form',
      stranger.ask('POST', 'outside/save', { body: { token: 'x'.repeat(600_000) } }),
      413,
      'tooLarge',
    ],
    ['a form as people fill it in', stranger.ask('POST', 'outside/save', long), 422, 'fields'],
    ['to what is closed', stranger.ask('POST', 'customers', long), 401, 'notSignedIn'],
    ['in a session that has ended', ended.ask('POST', 'customers', long), 401, 'notSignedIn'],
    ['by a key that opens nothing', guess.ask('POST', 'customers', long), 401, 'notSignedIn'],
    [
      'by who is known, who hears what is wrong in it',
      as.clerk.ask('POST', 'customers', long),
      422,
      'fields',
    ],
  ] as const) {
    const told = await answer
    assert.deepEqual([name, told.status, told.body?.code], [name, status, code], told.text.slice(0, 300))
  }
})

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob(['text']), 'a.txt')
  return form
}

const atOnce = 8

/** The answer that says to wait, or null. */
async function untilSlowed(ask: (turn: number) => Promise<Reply>, most: number): Promise<Reply | null> {
  for (let turn = 0; turn < most; turn += atOnce) {
    const turns = Array.from({ length: Math.min(atOnce, most - turn) }, (_, at) => turn + at)
    const answers = await Promise.all(turns.map(ask))
    for (const answer of answers) assert.ok(answer.status < 500, answer.text)
    const told = answers.find(({ status }) => status === 429)
    if (told) return told
  }
  return null
}

/** Another network, as it were. */
async function forgetAll({ database }: Awaited<ReturnType<typeof office>>['engine']): Promise<void> {
  for (const table of ['rate_count', 'sign_in_failure'])
    await database.query({ parts: [`delete from ${table}`], values: [] })
}
