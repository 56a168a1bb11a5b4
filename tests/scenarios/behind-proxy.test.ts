import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServer, type TrustedProxies } from '#server'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, type Office } from './office.ts'

const email = 'karlis@daugava.example'
const real = '203.0.113.9'

async function behind(t: Parameters<typeof office>[0], { engine }: Office, trustProxy: TrustedProxies) {
  const server = await createServer(engine, { trustProxy })
  t.after(() => server.close())
  return server.listen({ port: 0, host: '127.0.0.1' })
}

test('what a client writes of itself before its proxy does is not believed', async (t) => {
  const scene = await office(t)
  const trusted: readonly TrustedProxies[] = [1, ['127.0.0.1'], ['loopback']]
  for (const proxies of trusted) {
    const url = await behind(t, scene, proxies)
    // The first entry is the client's own; the last one is added by the proxy, which has seen who it is.
    const own = caller(url, { 'x-forwarded-for': `198.51.100.1, ${real}` })
    const entered = await own.post('session', { email, password: samplePassword })
    assert.equal(entered.status, 201, entered.text)
    const cookie = entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { items } = (await own.get('sessions', { cookie })).body
    const current = items.find(({ current: isThis }: { current: boolean }) => isThis)
    assert.equal(current.address, real, JSON.stringify(proxies))
  }
})

test('two proxies are two entries, and who is not named is no proxy', async (t) => {
  const scene = await office(t)
  const addressOf = async (proxies: TrustedProxies, forwarded: string): Promise<string> => {
    const own = caller(await behind(t, scene, proxies), { 'x-forwarded-for': forwarded })
    const entered = await own.post('session', { email, password: samplePassword })
    const cookie = entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { items } = (await own.get('sessions', { cookie })).body
    return items.find(({ current }: { current: boolean }) => current).address
  }
  assert.equal(await addressOf(2, `198.51.100.1, ${real}, 10.0.0.5`), real)
  assert.equal(await addressOf(['127.0.0.1', '10.0.0.0/8'], `198.51.100.1, ${real}, 10.0.0.5`), real)
  assert.equal(await addressOf(['10.0.0.0/8'], real), '127.0.0.1')
})

test('nobody guesses on by another address in front of their own', async (t) => {
  const url = await behind(t, await office(t), 1)
  const ask = (turn: number) =>
    caller(url, { 'x-forwarded-for': `198.51.100.${turn}, ${real}` }).post('links/open', {
      token: `guess-${turn}-${'x'.repeat(40)}`,
    })
  const told: number[] = []
  for (let turn = 0; turn < 61; turn++) told.push((await ask(turn)).status)
  assert.ok(told.includes(429), told.join(' '))
})
