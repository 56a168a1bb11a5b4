import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { test } from 'node:test'
import { pino } from 'pino'
import { caller, office } from './office.ts'

const page = 'https://kontor.example/customers/01900000-0000-7000-8000-000000000000?search=Žubīte#top'

test('the policy lets no inline script and no eval run, and says where to report', async (t) => {
  const { anyone, url } = await office(t, { empty: true })
  const { headers } = await anyone.get(`${url}/healthz`)
  const policy = new Map(
    (headers.get('content-security-policy') ?? '').split('; ').map((one): [string, string[]] => {
      const [name = '', ...sources] = one.split(' ')
      return [name, sources]
    }),
  )
  assert.deepEqual(policy.get('script-src'), ["'self'"])
  assert.deepEqual(policy.get('default-src'), ["'self'"])
  assert.deepEqual(policy.get('object-src'), ["'none'"])
  assert.deepEqual(policy.get('base-uri'), ["'none'"])
  for (const [name, sources] of policy) {
    assert.equal(sources.includes("'unsafe-eval'"), false, name)
    if (name !== 'style-src') assert.equal(sources.includes("'unsafe-inline'"), false, name)
  }
  assert.deepEqual(policy.get('report-uri'), ['/api/v1/csp-reports'])
})

test('what a browser reports is logged without anything of people, and only so often', async (t) => {
  const lines: string[] = []
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      lines.push(String(piece))
      done()
    },
  })
  const { url } = await office(t, { empty: true, logger: pino({ level: 'warn' }, stream) as never })
  const report = (type: string, body: unknown, headers: Record<string, string> = { origin: url }) =>
    caller(url, {}).ask('POST', 'csp-reports', {
      raw: { body: typeof body === 'string' ? body : JSON.stringify(body) },
      headers: { 'content-type': type, ...headers },
    })
  const old = {
    'csp-report': {
      'document-uri': page,
      'effective-directive': 'script-src-elem',
      'blocked-uri': 'https://evil.example/steal?name=Žubīte',
      'script-sample': 'alert("Žubīte")',
      'line-number': 7,
    },
  }
  const body = { documentURL: page, effectiveDirective: 'script-src-elem', blockedURL: 'inline' }
  assert.equal((await report('application/csp-report', old)).status, 204)
  assert.equal((await report('application/reports+json', [{ type: 'csp-violation', body }])).status, 204)
  for (const nonsense of ['{', 'null', '[[1]]', '{"csp-report":{"effective-directive":"\\u0000x"}}'])
    assert.equal((await report('application/csp-report', nonsense)).status, 204)
  const foreign = await report('application/csp-report', old, { origin: 'https://evil.example' })
  assert.deepEqual([foreign.status, foreign.body.code], [403, 'foreignOrigin'])
  const told = lines.map((line) => (JSON.parse(line) as { csp: object }).csp)
  assert.deepEqual(told, [
    { directive: 'script-src-elem', blocked: 'https://evil.example', page: '/customers/…', line: 7 },
    { directive: 'script-src-elem', blocked: 'inline', page: '/customers/…', line: null },
  ])
  assert.doesNotMatch(lines.join(''), /ubīte|0190|search/)
  let last = 204
  for (let sent = 0; sent < 70 && last === 204; sent++)
    last = (await report('application/csp-report', 'null')).status
  assert.equal(last, 429)
})
