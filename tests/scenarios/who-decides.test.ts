import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

test('who may not do something hears by which post they work, and who decides on rights', async (t) => {
  const { as, anyone } = await office(t)
  const { decides } = (await as.seller.get('me')).body
  assert.deepEqual(decides.posts, ['Salesperson'])
  assert.equal(decides.people.length, 1, 'the only administrator')
  const [administrator] = decides.people
  const refused = [
    await as.seller.get('settings/mail'),
    await as.seller.get('customers/export?format=csv'),
    await as.seller.get('health'),
  ].filter(({ status }) => status === 403)
  assert.ok(refused.length > 0)
  const told = ` Your post: Salesperson. Who decides on rights: ${administrator}.`
  for (const { body } of refused) assert.ok(body.detail.endsWith(told), body.detail)
  const latvian = await as.seller.get('customers/export?format=csv', { 'kontor-language': 'lv' })
  assert.ok(
    latvian.body.detail.endsWith(`Jūsu amats: Salesperson. Par tiesībām lemj: ${administrator}.`),
    latvian.body.detail,
  )
  const stranger = await anyone.get('customers')
  assert.equal(stranger.status, 401)
  assert.ok(!stranger.text.includes(administrator), 'strangers hear no names')

  const where = encodeURIComponent(JSON.stringify({ name: administrator }))
  const [{ id }] = (await as.administrator.get(`users?where=${where}&fields=id`)).body.items
  const renamed = await as.administrator.patch(`users/${id}`, { name: 'Zz Decides' })
  assert.equal(renamed.status, 200, renamed.text)
  assert.deepEqual((await as.seller.get('me')).body.decides.people, ['Zz Decides'])
})

test('who works with partners and may not freeze them sees that others may; a partner itself sees nothing', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, manager, seller } = as
  const customers = async (who: Pick<Caller, 'get'>) =>
    (await who.get('model')).body.objects.find(({ name }: { name: string }) => name === 'customer')
  const names = (actions: { name: string }[]) => actions.map(({ name }) => name)
  const sold = await customers(seller)
  assert.deepEqual(names(sold.withheld), ['freeze', 'deactivate', 'reactivate'])
  assert.ok(!names(sold.actions).includes('freeze'))
  assert.deepEqual((await customers(manager)).withheld, [])

  const party = (await administrator.post('customers', { name: 'Own Card SIA' })).body.id
  const posts = await administrator.get('posts?where={"key":"partner"}')
  const user = await administrator.post('users', {
    ...{ name: 'Somebody of theirs', email: 'own@card.example', party },
    posts: [{ post: posts.body.items[0].id }],
  })
  const { key } = await engine.accounts.createKey({ user: user.body.id, name: 'test', source: 'cli' })
  const theirs = await customers({
    get: (place) => administrator.get(place, { authorization: `Bearer ${key}` }),
  })
  assert.deepEqual(theirs.withheld, [])
})
