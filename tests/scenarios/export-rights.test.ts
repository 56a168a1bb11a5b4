import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('a file holds the rows and fields that its reader sees, however it is written', async (t) => {
  const { as } = await office(t)
  const where = encodeURIComponent('{"object":"customer","post.key":"seller"}')
  const [grant] = (await as.administrator.get(`grants?where=${where}&fields=actions,see`)).body.items
  const shown = ['name', 'number', 'city', 'phones', 'manager']
  const given = await as.administrator.patch(`grants/${grant.id}`, {
    actions: [...grant.actions, 'export'],
    see: shown,
  })
  assert.equal(given.status, 200, given.text)
  const own = (await as.seller.get('customers?count=exact&limit=1')).body.count
  const all = (await as.manager.get('customers?count=exact&limit=1')).body.count
  assert.ok(own > 0 && own < all)
  // The first is written by PostgreSQL, the second by the types of the fields: phones are lines.
  for (const columns of ['name,number,city', 'name,number,phones']) {
    const file = await as.seller.get(`customers/export?format=csv&columns=${columns}`)
    assert.equal(file.status, 200, file.text)
    assert.equal(file.text.trimEnd().split('\n').length - 1, own, columns)
    const hidden = await as.seller.get(`customers/export?format=csv&columns=${columns},creditLimit`)
    const none = await as.seller.get(`customers/export?format=csv&columns=${columns},noSuchField`)
    assert.deepEqual([hidden.status, none.status], [422, 422])
    assert.equal(
      hidden.text.replaceAll('creditLimit', 'X').length,
      none.text.replaceAll('noSuchField', 'X').length,
    )
    for (const sort of ['creditLimit', '-creditLimit'])
      assert.equal(
        (await as.seller.get(`customers/export?format=csv&columns=${columns}&sort=${sort}`)).status,
        422,
      )
  }
})

test('a file is prepared in the language that was asked for, and not where something is misspelled', async (t) => {
  const { administrator } = (await office(t)).as
  const asked = { object: 'customer', columns: ['name', 'city'], where: { name: 'nobody' } }
  const made = await administrator.post('exports', { ...asked, language: 'lv', delimiter: ';' })
  const file = await administrator.get(String(made.body.url).slice(8))
  assert.equal(file.text.replace('\ufeff', '').trim(), 'Nosaukums;Pilsēta')
  // Without its condition a file would hold everybody.
  for (const stray of ['were', 'filter']) {
    const { status, body } = await administrator.post('exports', { object: 'customer', [stray]: asked.where })
    assert.deepEqual([status, body.errors?.[0]?.field], [422, stray])
  }
})

test('the history of a record goes out as a file by the right to export, cut to what one may see', async (t) => {
  const { as } = await office(t)
  const made = await as.manager.post('customers', {
    name: '=Vēsture',
    city: 'Cēsis',
    creditLimit: '77777.00',
  })
  const place = `customers/${made.body.id}`
  await as.manager.patch(`${place}?reason=moved`, { city: 'Rīga', creditLimit: '88888.00' })
  const file = await as.manager.get(`${place}/history/export`)
  assert.equal(file.status, 200, file.text)
  assert.match(file.headers.get('content-type') ?? '', /^text\/csv/)
  assert.match(file.text, /^\ufeff?When,Who,Through,What,Why,Field,Before,After\n/)
  assert.match(file.text, /,update,moved,City,Cēsis,Rīga\n/)
  assert.match(file.text, /Credit limit,77777.00,88888.00\n/)
  assert.match(file.text, /Name,,'=Vēsture\n/)
  const latvian = await as.manager.get(`${place}/history/export`, { 'kontor-language': 'lv' })
  assert.match(latvian.text, /^\ufeff?Kad,Kas/)
  const where = encodeURIComponent('{"object":"customer","post.key":"seller"}')
  const [grant] = (await as.administrator.get(`grants?where=${where}&fields=actions`)).body.items
  const own = { rows: { id: made.body.id }, see: ['name', 'city'] }
  const grants = `grants/${grant.id}`
  const without = await as.administrator.patch(grants, { ...own, actions: ['read'] })
  assert.equal(without.status, 200, without.text)
  assert.equal((await as.seller.get(`${place}/history/export`)).status, 403)
  await as.administrator.patch(grants, { ...own, actions: ['read', 'export'] })
  const cut = await as.seller.get(`${place}/history/export`)
  assert.equal(cut.status, 200, cut.text)
  assert.match(cut.text, /Cēsis,Rīga/)
  assert.doesNotMatch(cut.text, /77777|88888|Credit/)
  const [other] = (await as.manager.get('customers?limit=2&fields=id')).body.items.filter(
    ({ id }: { id: string }) => id !== made.body.id,
  )
  assert.equal((await as.seller.get(`customers/${other.id}/history/export`)).status, 404)
})
