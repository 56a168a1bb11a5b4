import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { Decimal } from 'decimal.js'
import { createEngine } from '#engine'
import { createServer, openLog } from '#server'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { mailServer } from '#testing'
import { caller, office, until, uploaded, type Office } from './office.ts'

type Line = Readonly<Record<string, unknown>> & { readonly msg: string }

/** The office once more, at a door that logs everything into memory, with every statement taken for slow. */
async function logged(t: TestContext, { engine: { options } }: Office, more: { smtpUrl?: string } = {}) {
  let text = ''
  const to = new Writable({
    write(piece: Buffer, _encoding, done) {
      text += piece.toString()
      done()
    },
  })
  const log = openLog(to)
  log.level = 'trace'
  const engine = await createEngine({
    ...{ ...options, ...more },
    slowMilliseconds: 0.000_1,
    onSlow: ({ fingerprint, text: statement }, milliseconds, of) =>
      log.warn({ ...of, fingerprint, statement, milliseconds }, 'slow statement'),
    log: (said, error) => log.error({ err: error }, said),
  })
  const server = await createServer(engine, { logger: log })
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  t.after(async () => {
    await server.close()
    await engine.close()
  })
  const lines = () =>
    text
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line)
  return { url, engine, text: () => text, lines }
}

test('each request is one line: which, whose, by which route, how it went; and nothing of anybody’s', async (t) => {
  const scene = await office(t)
  const { url, text, lines } = await logged(t, scene)
  const clerk = caller(url, { authorization: `Bearer ${scene.as.clerk.key}` })
  const anyone = caller(url, {})
  const made = await clerk.post('customers', {
    name: 'SIA Slepenais Nosaukums',
    country: 'LV',
    email: 'slepens@slepeni.example',
    notes: 'Slepena piezīme',
  })
  assert.equal(made.status, 201, made.text)
  const id: string = made.body.id
  const where = encodeURIComponent(JSON.stringify({ name: { contains: 'Slepenais' } }))
  await clerk.get(`customers?where=${where}&sort=name`)
  await clerk.get('search?q=Slepenais')
  await clerk.get(`customers/${id}`)
  await clerk.patch(`customers/${id}`, { phone: '+371 29 12 34 56' })
  await clerk.patch(`customers/${id}`, { paymentDays: 'Slepenais skaitlis' })
  await clerk.get('customers/export?format=csv&search=Slepenais')
  const manager = caller(url, { authorization: `Bearer ${scene.as.manager.key}` })
  await manager.get('customers/export?format=csv&search=Slepenais&columns=name,email')
  await manager.get('customers/export?format=xlsx&search=Slepenais&columns=name,email')
  await anyone.post('session', { email: 'janis@daugava.example', password: 'Slepena-parole-1' })
  const entered = await anyone.post('session', { email: 'janis@daugava.example', password: samplePassword })
  assert.equal(entered.status, 201, entered.text)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  await caller(url, { cookie }).get('me')
  await anyone.get('no-such-thing/Slepenais?token=slepens')
  await uploaded({ ...scene.as.clerk, ...clerk }, url, 'files', 'Slepenais.txt', 'Slepens')

  await until(async () => lines().some(({ route, status }) => route === '/api/v1/me' && status === 200))
  const requests = lines().filter(({ msg }) => msg === 'request')
  const read = requests.find(({ method, route }) => method === 'GET' && route === '/api/v1/:objects/:id')
  assert.deepEqual(
    [read?.['user'], read?.['status'], typeof read?.['milliseconds'], String(read?.['request']).length],
    [scene.as.clerk.user, 200, 'number', 36],
  )
  assert.equal(new Set(requests.map(({ request }) => request)).size, requests.length)
  const slow = lines().filter(({ msg }) => msg === 'slow statement')
  const asking = new Set(slow.flatMap(({ request }) => (typeof request === 'string' ? [request] : [])))
  const routes = requests.filter(({ request }) => asking.has(String(request))).map((one) => one['route'])
  for (const route of ['/api/v1/:objects', '/api/v1/:objects/:id', '/api/v1/session', '/api/v1/files'])
    assert.ok(routes.includes(route), `a slow statement says that it was asked for ${route}`)
  const inserts = slow.filter(({ statement }) => /\binsert into "?(party|file)\b/.test(String(statement)))
  assert.deepEqual([inserts.length > 1, inserts.every(({ request }) => request !== undefined)], [true, true])
  const secrets = [
    /slepen/i,
    /daugava\.example/,
    /J\u0101nis|Ozoli\u0146/,
    /2912|29 12/,
    /kontor_[A-Za-z0-9]/,
  ]
  for (const secret of [...secrets, cookie.split('=')[1] ?? '', scene.as.clerk.key, samplePassword]) {
    const found = text().search(secret)
    assert.equal(found, -1, `${secret} is in the log: ${text().slice(found - 200, found + 100)}`)
  }
})

test('neither tables nor jobs nor mails nor an erasure leave a name in the log', async (t) => {
  const scene = await office(t)
  await scene.engine.jobs.stop()
  const post = await mailServer(t)
  const { url, text, lines, engine } = await logged(t, scene, { smtpUrl: post.url })
  await engine.jobs.start({ byClock: false })
  const at = (key: string) => caller(url, { authorization: `Bearer ${key}` })
  const manager = { ...scene.as.manager, ...at(scene.as.manager.key) }
  const administrator = at(scene.as.administrator.key)

  post.refuse(450)
  const invited = { name: 'Slepena Lietotāja', email: 'slepena@slepeni.example' }
  const user = (await administrator.post('users', invited)).body.id
  await administrator.post(`users/${user}/invitation`, { how: 'mail' })
  await until(async () => lines().some(({ msg }) => msg.includes('send mail failed')))

  const table =
    'Name,Country,Email,Payment days\nSlepenā Anna,LV,slepena,Slepens\nSlepens Jānis,XX,s@slepeni.example,9\n'
  const made = (await uploaded(manager, url, 'imports', 'Slepenie.csv', table, 'contact')).body.id
  for (const step of ['check', 'run']) {
    const { body } = await manager.post(`imports/${made}/${step}`)
    if (body.job) await until(async () => isOver((await manager.get(`jobs/${body.job}`)).body.state))
  }
  const person = { name: 'Slepena Persona', country: 'LV', kind: 'person', email: 'p@slepeni.example' }
  const { id } = (await manager.post('contacts', person)).body
  const wish = { mode: 'erase', reason: 'Slepeni lūdza' }
  const erased = await administrator.post(`contacts/${id}/erasure`, wish)
  assert.equal(erased.status, 202, erased.text)
  await until(async () => isOver((await administrator.get(`jobs/${erased.body.job}`)).body.state))

  const jobs = new Set(lines().flatMap(({ msg, job }) => (msg === 'slow statement' ? [job] : [])))
  assert.ok(jobs.has(erased.body.job), 'a slow statement of a job names it')
  for (const secret of [/slepen/i, /daugava\.example/]) {
    const found = text().search(secret)
    assert.equal(found, -1, `${secret} is in the log: ${text().slice(found - 300, found + 100)}`)
  }
})

const isOver = (state: string) => ['done', 'failed', 'cancelled'].includes(state)

test('what other systems and parsers say is logged without what they quote', () => {
  let told = ''
  const log = openLog({ write: (line: string) => void (told += line) })
  const parse = (text: string) => JSON.parse(text) as unknown
  const broken = ['Slepenais Jānis', '{"name": "Slepenais", }', '{"a":"Slepenais","b":x}', '["Slepenais\n"x]']
  for (const fail of broken.map((text) => () => parse(text)))
    assert.throws(fail, (error) => {
      log.error({ err: error }, 'bug')
      return true
    })
  for (const message of [
    'recipient rejected: 450 <slepens@slepeni.example>: not now',
    'no such user slepens@slepeni.example',
    'the file “Slepenais.csv” has gone',
    'call +371 2912 3456 failed',
  ])
    log.error({ err: new Error(message) }, 'bug')
  for (const fail of [
    () => new Intl.DateTimeFormat('en', { timeZone: 'Slepenais' }),
    () => new RegExp(['(', 'Slepenais'].join('')),
    () => BigInt('Slepenais'),
    () => new Decimal('Slepenais'),
  ])
    assert.throws(fail, (error) => {
      log.error({ err: error }, 'bug')
      return true
    })
  const away = 'all recipients were rejected: 450 Slepenais Janis is away'
  log.error({ err: Object.assign(new Error(away), { responseCode: 450, code: 'EENVELOPE' }) }, 'bug')
  assert.match(told, /is not valid JSON/)
  assert.match(told, /recipient rejected: 450 \?/)
  assert.match(told, /all recipients were rejected: 450"/)
  assert.doesNotMatch(told, /slepen|2912/i)
})

test('a mistake in the program is logged without what PostgreSQL quotes of the values', async (t) => {
  const { engine } = await office(t, { empty: true })
  let told = ''
  const log = openLog({ write: (line: string) => void (told += line) })
  const query = (text: string, ...values: string[]) =>
    engine.database.query({ parts: text.split('?'), values }).catch((error: unknown) => {
      log.error({ err: error }, 'bug')
    })
  await query('select ?::integer', 'Slepenais')
  await query(`create temporary table secret (name text primary key)`)
  await query(`insert into currency (id, code) values (gen_random_uuid(), 'SLP'), (gen_random_uuid(), 'SLP')`)
  await query('select no_such_function()')
  assert.match(told, /PostgreSQL refused a value/)
  assert.match(told, /no_such_function/)
  assert.doesNotMatch(told, /Slepen|SLP/)
})
