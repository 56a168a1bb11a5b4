import assert from 'node:assert/strict'
import { test } from 'node:test'
import { made } from './holder.ts'
import { office } from './office.ts'

test('a salesperson changes no account and no terms of their partners, in whatever role they come to them', async (t) => {
  const { administrator: root, seller } = (await office(t)).as
  const record = await made(root, 'customers', { name: 'SIA Konts', manager: seller.user })
  const company = (await root.get('companies?limit=1')).body.items[0].id
  const closed = {
    bankAccounts: [{ account: 'LV80BANK0000435195001' }],
    companyTerms: [{ company, creditLimit: '1000000' }],
    identifiers: [{ kind: 'Register', value: '1' }],
    payer: null,
    companies: [company],
  }
  const refused = async (path: string) => {
    for (const [field, value] of Object.entries(closed)) {
      const answer = await seller.patch(`${path}/${record}`, { [field]: value })
      assert.deepEqual(
        [answer.status, answer.body.errors?.[0]?.code],
        [403, 'notAllowed'],
        `${path} ${field}`,
      )
    }
    const open = await seller.patch(`${path}/${record}`, { city: 'Ogre', phone: '+371 26000001' })
    assert.equal(open.status, 200, open.text)
  }
  for (const path of ['customers', 'parties']) await refused(path)
  // A contact of their own it may become, which opens nothing more.
  const contact = await seller.post('contacts', { party: record, manager: seller.user, position: 'Boss' })
  assert.equal(contact.status, 201, contact.text)
  await refused('contacts')
})
