import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { office, uploaded } from './office.ts'

type Fact = {
  readonly kind: string
  readonly proof: string
  readonly source: string | null
  readonly expiresAt: string | null
  readonly failure: string | null
}

test('the owner of an e-mail address confirms it by a link that opens once and tells nothing', async (t) => {
  const server = await mailServer(t)
  const { as, anyone, engine } = await office(t, { smtpUrl: server.url })
  const made = await as.manager.post('customers', { name: 'SIA Pasts', email: 'info@pasts.example' })
  const { id } = made.body
  const fact = async (): Promise<Fact> =>
    (await as.manager.get(`customers/${id}/facts`)).body.items.find((one: Fact) => one.kind === 'email')
  const ask = () => as.manager.post(`customers/${id}/facts`, { kind: 'email' })
  const token = async () => {
    assert.equal((await ask()).status, 202)
    const mail = await server.next('info@pasts.example')
    assert.doesNotMatch(`${mail.subject} ${mail.text}`, /SIA Pasts|customers/)
    return /\/confirm#([\w-]+)/.exec(mail.text ?? '')?.[1] ?? ''
  }
  const first = await token()
  assert.match((await fact()).failure ?? '', /not opened yet/)
  const second = await token()
  const old = await anyone.post('confirmations', { token: first })
  const wrong = await anyone.post('confirmations', { token: 'nothing-that-was-ever-sent' })
  assert.deepEqual([old.status, old.body.code, old.body.detail], [403, 'linkOver', wrong.body.detail])
  const confirmed = await anyone.post('confirmations', { token: second })
  assert.deepEqual([confirmed.status, confirmed.text], [204, ''])
  assert.deepEqual([(await fact()).proof, (await fact()).failure], ['proved', null])
  assert.equal((await anyone.post('confirmations', { token: second })).status, 403, 'it opens once')
  const third = await token()
  await as.manager.patch(`customers/${id}`, { email: 'other@pasts.example' })
  assert.equal((await fact()).proof, 'stale')
  assert.equal(
    (await anyone.post('confirmations', { token: third })).status,
    403,
    'it was of the address before',
  )
  const kept = JSON.stringify(
    await engine.database.query({ parts: ['select to_jsonb(c) from fact_confirmation c'], values: [] }),
  )
  for (const one of [first, second, third]) assert.ok(!kept.includes(one), 'only the hash is kept')
  const asked = await Promise.all([ask(), ask(), ask(), ask()])
  assert.ok(
    asked.some(({ status }) => status === 429),
    'a mailbox is not to be filled',
  )
})

test('whoever has seen a paper stands for it by name, until it ends or another file is in its place', async (t) => {
  const { as, url } = await office(t)
  const { id: party } = (await as.manager.post('customers', { name: 'SIA Licence' })).body
  const file = (await uploaded(as.manager, url, 'files', 'licence.txt', 'Licence')).body.id
  const given = { party, name: 'Licence', kind: 'licence', file, expires: '2999-12-31' }
  const { id } = (await as.manager.post('papers', given)).body
  const fact = async (): Promise<Fact> => (await as.manager.get(`papers/${id}/facts`)).body.items[0]
  assert.deepEqual([(await fact()).kind, (await fact()).proof], ['paper', 'unchecked'])
  const refused = await as.leader.post(`papers/${id}/facts`, { kind: 'paper' })
  assert.equal(refused.status, 403, refused.text)
  const seen = await as.manager.post(`papers/${id}/facts`, { kind: 'paper' })
  assert.equal(seen.status, 202, seen.text)
  const { proof, source, expiresAt } = await fact()
  assert.deepEqual([proof, source, expiresAt], ['proved', 'Ilze Kalniņa', '3000-01-01T00:00:00.000Z'])
  await as.manager.patch(`papers/${id}`, { name: 'The licence' })
  assert.equal((await fact()).proof, 'proved')
  const other = (await uploaded(as.manager, url, 'files', 'other.txt', 'Another')).body.id
  await as.manager.patch(`papers/${id}`, { file: other })
  assert.equal((await fact()).proof, 'stale')
  await as.manager.post(`papers/${id}/facts`, { kind: 'paper' })
  await as.manager.patch(`papers/${id}`, { expires: '2020-01-01' })
  await as.manager.post(`papers/${id}/facts`, { kind: 'paper' })
  const stale = await as.manager.get('fact-reviews?state=stale')
  assert.deepEqual(
    stale.body.items.map((one: { path: string; record: string }) => [one.path, one.record]),
    [['papers', id]],
  )
})
