import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sql } from '#engine'
import { createServer } from '#server'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, type Office, type Reply } from './office.ts'

const email = 'karlis@daugava.example'

/** The same office as people reach it by a proxy that ends HTTPS. */
async function byHttps(t: Parameters<typeof office>[0], { engine }: Office) {
  const server = await createServer(engine, { trustProxy: 1 })
  t.after(() => server.close())
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  return (cookie?: string) =>
    caller(url, {
      'x-forwarded-proto': 'https',
      origin: url.replace('http:', 'https:'),
      ...(cookie === undefined ? {} : { cookie }),
    })
}

/** What a browser keeps of an answer: each cookie by its name, empty where it was taken back. */
function kept(answer: Reply): Map<string, { value: string; rest: string }> {
  return new Map(
    answer.headers.getSetCookie().map((one) => {
      const [pair = '', ...rest] = one.split('; ')
      const at = pair.indexOf('=')
      return [pair.slice(0, at), { value: pair.slice(at + 1), rest: rest.join('; ') }]
    }),
  )
}

test('over HTTPS, which browsers are told to keep to, cookies are bound to this host alone, and those of before open until they end', async (t) => {
  const scene = await office(t)
  const at = await byHttps(t, scene)
  const entered = await at().post('session', { email, password: samplePassword })
  assert.equal(entered.status, 201, entered.text)
  assert.equal(entered.headers.get('strict-transport-security'), 'max-age=31536000')
  assert.equal(entered.headers.get('cache-control'), 'no-store')
  const cookies = kept(entered)
  for (const name of ['session', 'device']) {
    const { value, rest } = cookies.get(`__Host-kontor_${name}`) ?? { value: '', rest: '' }
    assert.match(rest, /Path=\/(;|$)/)
    for (const word of ['Secure', 'HttpOnly', 'SameSite=Lax'])
      assert.ok(rest.includes(word), `${name}: ${rest}`)
    assert.doesNotMatch(rest, /Domain/i)
    assert.notEqual(value, '')
    assert.equal(cookies.get(`kontor_${name}`)?.value, '', 'what lay there under the old name is taken back')
  }
  const token = cookies.get('__Host-kontor_session')?.value ?? ''
  assert.equal((await at(`__Host-kontor_session=${token}`).get('me')).status, 200)
  // What a neighbour on another host of the domain can put there is not believed.
  assert.equal((await at(`kontor_session=${token}`).get('me')).status, 401)
  // Nor a session of their own that a neighbour takes the mark of, and would have somebody else work in.
  for (const bare of [token.slice('h.'.length), token.replaceAll('h.', '')])
    assert.equal((await at(`kontor_session=${bare}`).get('me')).status, 401)
  const old = { token: 'x'.repeat(43) }
  const opened = await scene.engine.accounts.signIn({
    ...{ email, password: samplePassword, address: null, agent: null },
  })
  const before = createHash('sha256').update(old.token).digest()
  await scene.engine.database.query(
    sql`update session set token_hash = ${before} where id = ${opened.id ?? ''}`,
  )
  assert.equal((await at(`kontor_session=${old.token}`).get('me')).status, 200, 'a session of before')
  const both = at(`kontor_session=${old.token}; __Host-kontor_session=nonsense`)
  assert.equal((await both.get('me')).status, 401, 'the bound one is looked at first')
  const left = await at(`__Host-kontor_session=${token}`).remove('session')
  assert.equal(kept(left).get('__Host-kontor_session')?.value, '')
  assert.equal((await at(`__Host-kontor_session=${token}`).get('me')).status, 401)
})

test('where there is no HTTPS, cookies go without the prefix, which no browser would take there', async (t) => {
  const { anyone, url } = await office(t)
  const cookies = kept(await anyone.post('session', { email, password: samplePassword }))
  assert.deepEqual([...cookies.keys()].toSorted(), ['kontor_device', 'kontor_session'])
  const { value = '', rest } = cookies.get('kontor_session') ?? {}
  assert.doesNotMatch(rest ?? '', /Secure/)
  assert.equal((await caller(url, { cookie: `kontor_session=${value}` }).get('me')).status, 200)
})
