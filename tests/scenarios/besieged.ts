import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { sql } from '#engine'
import { mailServer } from '#testing'
import { office } from './office.ts'

type Values = Record<string, unknown>

/** What nobody outside may come to know, said wherever the office can say it. */
export const secret = 'KEEP-THIS-FROM-EVERYBODY'

/**
 * Two partners with a form each, of everything that can be asked, beside much that is not asked; what the
 * office holds says `secret` wherever it can.
 */
export async function besieged(t: TestContext) {
  const server = await mailServer(t)
  const place = await office(t, { smtpUrl: server.url })
  const { as, anyone, engine } = place
  await as.administrator.patch('settings', { 'intake.roles': ['supplier'] })
  for (const field of [
    { name: 'x_open', type: 'text', label: 'Open' },
    { name: 'x_hidden', type: 'text', label: 'Hidden' },
  ])
    assert.equal((await as.administrator.post('objects/supplier/fields', field)).status, 201)
  const asked = ['name', 'taxId', 'country', 'email', 'phone', 'website', 'industry', 'addresses', 'phones']
  const rules = [...asked, 'emails', 'bankAccounts', 'identifiers'].map((ask) => ({ ask }))
  assert.ok(
    (await as.administrator.put('objects/party/rules', { rules }, { confirmed: 'catalog.asksLess' })).status <
      300,
  )
  const own = {
    rules: [{ ask: 'x_open' }, { ask: 'paymentDays' }, { ask: 'paymentMethod' }, { ask: 'creditLimit' }],
  }
  assert.ok((await as.administrator.put('objects/supplier/rules', own)).status < 300)
  const partner = async (at: number) => {
    const made = await as.administrator.post('suppliers', {
      ...{ name: `SIA Ūdrs ${at}`, email: `ops${at}@udrs.example`, notes: secret, industry: secret },
      ...{ x_hidden: secret, x_open: secret, website: `https://${secret}.example` },
      addresses: [{ street: secret, country: 'LV' }],
      identifiers: [{ kind: secret, value: secret }],
      bankAccounts: [{ account: 'LV80BANK0000435195001', bank: secret, note: secret }],
    })
    assert.equal(made.status, 201, made.text)
    const id: string = made.body.id
    assert.equal((await as.clerk.post(`suppliers/${id}/askData`, { papers: ['licence'] })).status, 200)
    const mail = await server.next(`ops${at}@udrs.example`)
    const token = /\/fill#([\w-]{43})/.exec(mail.text ?? '')?.[1] ?? ''
    const where = encodeURIComponent(JSON.stringify({ party: id }))
    const request: string = (await as.clerk.get(`data-requests?where=${where}`)).body.items[0].id
    return { id, token, request }
  }
  const [mine, theirs] = [await partner(1), await partner(2)]
  /** Guessing is slowed down, which is tested elsewhere; here it would end the siege. */
  const patient = () => engine.database.query(sql`delete from rate_count`)
  const call = (name: string, body: unknown) => anyone.post(`outside/${name}`, body)
  const upload = (fields: Values, name: string, content: string | Uint8Array = '%PDF-1.4\n') => {
    const form = new FormData()
    for (const [field, value] of Object.entries(fields)) form.append(field, String(value))
    form.append('file', new Blob([content as never]), name)
    return anyone.ask('POST', 'outside/files', { raw: { body: form } })
  }
  const version = async (token = mine.token): Promise<number> => (await call('open', { token })).body.version
  const save = async (answers: unknown) =>
    call('save', { token: mine.token, version: await version(), answers })
  /** Everything of both partners, and of the other's form: what no attack may change. */
  const untouched = async () => {
    const paths = [`suppliers/${mine.id}`, `suppliers/${theirs.id}`, `data-requests/${theirs.request}`]
    const read = await Promise.all(paths.map((one) => as.administrator.get(one)))
    const counts = await engine.database.query<{ found: string }>(
      sql`select (select count(*) from party) || ' ' || (select count(*) from party_file) || ' '
            || (select count(*) from data_request) || ' ' || (select count(*) from outside_token) as found`,
    )
    return [...read.map(({ text }) => text), counts[0]?.found]
  }
  return { ...place, server, mine, theirs, patient, call, upload, version, save, untouched }
}
