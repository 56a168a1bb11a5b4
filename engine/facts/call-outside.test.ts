import assert from 'node:assert/strict'
import dns from 'node:dns/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { askJson } from './ask-json.ts'
import { callOutside, kindOfAddress, NotThere } from './call-outside.ts'

/** A server of our own network, that counts who comes. */
async function ownServer(t: TestContext, answer: http.RequestListener) {
  const server = http.createServer((request, response) => {
    visits.push(request.headers.host ?? '')
    answer(request, response)
  })
  const visits: string[] = []
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { visits, port, url: new URL(`http://127.0.0.1:${port}/`) }
}

const call = (ownNetwork: boolean) =>
  ({ method: 'GET', headers: {}, signal: AbortSignal.timeout(60_000), ownNetwork }) as const

test('every spelling of an address is known for what it is', () => {
  const kinds = {
    world: [
      '8.8.8.8',
      '2606:4700::1111',
      '::ffff:8.8.8.8',
      '64:ff9b::808:808',
      '2002:808:808::1',
      '172.32.0.1',
    ],
    own: [
      ...['10.1.2.3', '127.0.0.1', '127.9.9.9', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
      ...['::1', 'fd12::1', 'fc00::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a00:1', '::127.0.0.1'],
      ...['64:ff9b::10.0.0.1', '2002:7f00:1::', '0:0:0:0:0:0:0:1'],
    ],
    never: [
      ...[
        '0.0.0.0',
        '0.1.2.3',
        '169.254.169.254',
        '224.0.0.1',
        '255.255.255.255',
        '240.0.0.1',
        '192.0.0.192',
      ],
      ...[
        '::',
        'fe80::1',
        'ff02::1',
        '::ffff:169.254.169.254',
        '64:ff9b::a9fe:a9fe',
        'fd00:ec2::254',
        '2001::1',
      ],
    ],
  } as const
  for (const [kind, addresses] of Object.entries(kinds))
    for (const address of addresses) assert.equal(kindOfAddress(address), kind, address)
})

test('a server of our own network is asked only where that is meant, however its address is written', async (t) => {
  const { visits, port, url } = await ownServer(t, (_request, response) => response.end('{}'))
  const spelled = ['127.0.0.1', 'localhost', '0x7f000001', '2130706433', '127.1', '[::ffff:127.0.0.1]']
  for (const host of spelled)
    await assert.rejects(callOutside(new URL(`http://${host}:${port}/`), call(false)), NotThere, host)
  for (const host of ['169.254.169.254', '0.0.0.0', '[::]'])
    await assert.rejects(callOutside(new URL(`http://${host}:${port}/`), call(true)), NotThere, host)
  assert.deepEqual(visits, [], 'nobody came')
  const answer = await callOutside(url, call(true))
  answer.body.resume()
  assert.deepEqual([answer.status, visits.length], [200, 1])
})

test('a name that leads elsewhere the second time is asked for once, and the call stays there', async (t) => {
  const { visits, port } = await ownServer(t, (_request, response) => response.end('{}'))
  const answers = [[{ address: '127.0.0.1', family: 4 }], [{ address: '169.254.169.254', family: 4 }]]
  const asked = t.mock.method(dns, 'lookup', async () => answers.shift() ?? [])
  const url = new URL(`http://register.example:${port}/`)
  const answer = await callOutside(url, call(true))
  answer.body.resume()
  assert.deepEqual(visits, [`register.example:${port}`], 'by its name, as the server knows itself')
  assert.equal(asked.mock.callCount(), 1)
  // One bad address among good ones is enough.
  answers.unshift([
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ])
  await assert.rejects(callOutside(url, call(false)), NotThere)
})

test('a name server that does not answer is waited for no longer than the source itself', async (t) => {
  const { visits, port } = await ownServer(t, (_request, response) => response.end('{}'))
  const late = Promise.withResolvers<{ address: string; family: number }[]>()
  t.mock.method(dns, 'lookup', () => late.promise)
  const url = new URL(`http://register.example:${port}/`)
  await assert.rejects(askJson(url, { patienceMilliseconds: 20, ownNetwork: true }), { failure: 'tooSlow' })
  // What it says at last calls nobody any more, and neither does its failure bring anything down.
  late.resolve([{ address: '127.0.0.1', family: 4 }])
  await late.promise
  assert.deepEqual(visits, [])
  const broken = Promise.withResolvers<never>()
  t.mock.method(dns, 'lookup', () => broken.promise)
  await assert.rejects(askJson(url, { patienceMilliseconds: 20, ownNetwork: true }), { failure: 'tooSlow' })
  broken.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))
  await assert.rejects(askJson(url, { patienceMilliseconds: 60_000, ownNetwork: true }), {
    failure: 'noAnswer',
  })
  assert.deepEqual(visits, [])
})

test('a way on into our own network is not followed', async (t) => {
  const inner = await ownServer(t, (_request, response) => response.end('{"secret":1}'))
  const outer = await ownServer(t, (_request, response) => {
    response.writeHead(302, { location: inner.url.href }).end()
  })
  await assert.rejects(askJson(outer.url, { patienceMilliseconds: 60_000, ownNetwork: true }), {
    failure: 'noAnswer',
  })
  assert.deepEqual(inner.visits, [])
  await assert.rejects(askJson(outer.url, { patienceMilliseconds: 60_000, ownNetwork: false }), {
    failure: 'ownNetwork',
  })
})
