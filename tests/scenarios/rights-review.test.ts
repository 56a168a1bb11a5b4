import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

type Unused = {
  readonly kind: string
  readonly id: string
  readonly what: string
  readonly lastUsed: string | null
}

test('rights that nobody used for long are listed, until they are used, confirmed or taken away', async (t) => {
  const { as, engine } = await office(t)
  const { administrator, clerk, collector } = as
  const query = (text: string) => engine.database.query({ parts: [text], values: [] })
  const review = async (): Promise<Unused[]> => (await administrator.get('rights-review')).body.items
  assert.equal((await clerk.get('rights-review')).status, 403)
  assert.equal((await administrator.get('rights-review?days=0')).status, 422)
  const grant = async (object: string, actions: string[]) =>
    (await administrator.post('grants', { object, actions, user: collector.user })).body.id as string
  const [used, tried, confirmed] = [
    await grant('tag', ['read']),
    await grant('category', ['create']),
    await grant('supplierLink', ['read']),
  ]
  assert.deepEqual(await review(), [], 'what is new is not unused')
  await query(`update "grant" set created_at = now() - interval '200 days'`)
  await query(`update user_post set created_at = now() - interval '200 days'`)
  const of = async (id: string) => (await review()).find((one) => one.id === id)
  for (const id of [used, tried, confirmed]) assert.ok(await of(id))
  const held = async () => (await review()).filter(({ kind }) => kind === 'post').length
  const before = await held()
  assert.ok(before > 3)
  assert.equal((await collector.get('tags')).status, 200)
  assert.equal((await collector.post('categories', {})).status, 422)
  const today = new Date().toISOString().slice(0, 10)
  assert.equal((await administrator.patch(`grants/${confirmed}`, { confirmedOn: today })).status, 200)
  assert.equal(await of(used), undefined, 'it was used')
  assert.equal((await of(tried))?.lastUsed, null, 'what was refused is no use')
  assert.equal(await of(confirmed), undefined, 'somebody said that it is needed')
  assert.equal(await held(), before - 1, 'with a grant of it a post is used')
  await query(`update right_use set last_on = last_on - 100`)
  assert.match((await of(used))?.lastUsed ?? '', /^\d{4}-\d\d-\d\d$/)
  assert.equal((await administrator.remove(`grants/${tried}`)).status, 204)
  assert.equal(await of(tried), undefined)
})
