import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { office } from './office.ts'

type Line = Record<string, unknown>

test('people of a form are whose the partner is, whoever accepts them', async (t) => {
  const server = await mailServer(t)
  const { as, anyone } = await office(t, { smtpUrl: server.url })
  const { administrator: root, manager, seller } = as
  const [company] = (await root.get('companies?fields=name&limit=1')).body.items as Line[]
  const whose = { manager: seller.user, companies: [company?.['id']] }
  const made = await manager.post('suppliers', { name: 'SIA Ūdrs', email: 'ops@udrs.example', ...whose })
  const supplier = made.body.id as string
  const rules = [{ ask: 'contacts' }]
  const set = await root.put('objects/supplier/rules', { rules }, { confirmed: 'catalog.asksLess' })
  assert.equal(set.status, 200, set.text)
  const asked = { language: 'en', fields: ['contacts'] }
  assert.equal((await manager.post(`suppliers/${supplier}/askData`, asked)).status, 200)
  const token = /\/fill#([\w-]{43})/.exec((await server.next('ops@udrs.example')).text ?? '')?.[1] ?? ''
  const call = (name: string, body: Line = {}) => anyone.post(`outside/${name}`, { token, ...body })
  const { version } = (await call('open')).body
  const answers = { contacts: [{ name: 'Anna Ozola', email: 'anna@udrs.example' }] }
  assert.equal((await call('save', { version, answers })).status, 200)
  assert.equal((await call('send')).status, 200)
  const where = encodeURIComponent(JSON.stringify({ party: supplier }))
  const [request] = (await manager.get(`data-requests?where=${where}`)).body.items as Line[]
  const accepting = { fields: ['contacts'], papers: false }
  const taken = await manager.post(`data-requests/${request?.['id'] as string}/accept`, accepting)
  assert.equal(taken.status, 200, taken.text)
  const { body } = await seller.get('contacts?search=Anna%20Ozola&fields=name,manager')
  assert.deepEqual(
    body.items.map(({ name, manager: by }: { name: string; manager: Line }) => [name, by?.['id']]),
    [['Anna Ozola', seller.user]],
  )
  const told = (await root.get(`contacts/${body.items[0].id}?fields=companies`)).body.companies as Line[]
  assert.deepEqual(
    told.map((one) => one['id']),
    [company?.['id']],
  )
})
