import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailServer } from '#testing'
import { office } from './office.ts'

type Line = Record<string, unknown>
type Field = { readonly name: string; readonly label: string; readonly fields?: readonly Field[] }

test('the name of a person is called so: in the form, in what it says, and in the history', async (t) => {
  const server = await mailServer(t)
  const { as, anyone } = await office(t, { smtpUrl: server.url })
  const supplier = await as.manager.post('suppliers', { name: 'SIA Ūdrs', email: 'ops@udrs.example' })
  const rules = [{ ask: 'contacts' }]
  const set = await as.administrator.put(
    'objects/supplier/rules',
    { rules },
    { confirmed: 'catalog.asksLess' },
  )
  assert.ok(set.status < 300, set.text)
  const asked = { language: 'en', fields: ['contacts'] }
  assert.equal((await as.manager.post(`suppliers/${supplier.body.id}/askData`, asked)).status, 200)
  const token = /\/fill#([\w-]{43})/.exec((await server.next('ops@udrs.example')).text ?? '')?.[1] ?? ''
  const call = (name: string, body: Line, headers = {}) =>
    anyone.post(`outside/${name}`, { token, ...body }, headers)
  const lv = { 'kontor-language': 'lv' }
  const [contacts] = (await call('open', {}, lv)).body.fields as Field[]
  assert.deepEqual(contacts?.fields?.find(({ name }) => name === 'name')?.label, 'Vārds, uzvārds')
  const { version } = (await call('open', {})).body
  const unnamed = { version, answers: { contacts: [{ email: 'anna@udrs.example' }] } }
  const told = await call('save', unnamed, lv)
  assert.equal(told.body.errors[0].message, 'Aizpildiet lauku “Vārds, uzvārds”.', told.text)
  const made = await as.manager.post('contacts', { name: 'Anna Ozola' })
  const nameless = await as.manager.post('contacts', { city: 'Rīga' }, lv)
  assert.equal(nameless.body.errors[0].message, 'Aizpildiet lauku “Vārds, uzvārds”.', nameless.text)
  const firm = await as.manager.post('suppliers', { city: 'Rīga' }, lv)
  assert.equal(firm.body.errors[0].message, 'Aizpildiet lauku “Nosaukums”.', firm.text)
  await as.manager.patch(`contacts/${made.body.id}`, { name: 'Anna Liepa' })
  const customer = (await as.manager.post('customers', { name: 'Juris Priede', kind: 'person' })).body.id
  for (const place of [`contacts/${made.body.id}`, `customers/${customer}`]) {
    const { items } = (await as.manager.get(`${place}/history`, lv)).body
    const labels = items.flatMap(({ changes }: { changes: Line[] }) =>
      changes.flatMap((one) => (one['field'] === 'name' ? [one['label']] : [])),
    )
    assert.deepEqual([...new Set(labels)], ['Vārds, uzvārds'], place)
  }
})
