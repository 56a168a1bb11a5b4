import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

test('a merge that a hidden field refuses names whom to ask, as far as one may know them', async (t) => {
  const { administrator, clerk, manager } = (await office(t)).as
  const made = async (path: string, values: object) => {
    const answer = await administrator.post(path, values)
    assert.equal(answer.status, 201, answer.text)
    return answer.body
  }
  const nameOf = async ({ user }: Caller) => (await administrator.get(`users/${user}`)).body.name as string
  const grantsOf = async (object: string, post: string) => {
    const where = encodeURIComponent(JSON.stringify({ object, 'post.key': post }))
    return (await administrator.get(`grants?where=${where}`)).body.items as { id: string; see: string[] }[]
  }
  const one = (await made('customers', { name: 'Akmens Tilts' })).id as string
  const two = (await made('customers', { name: 'Akmens Tilti' })).id as string
  await made('objects/customer/fields', { type: 'text', name: 'rating', label: 'Rating' })
  const asked = async () => {
    const preview = await clerk.get(`customers/${one}/merge?with=${two}`)
    const merged = await clerk.post(`customers/${two}/merge`, { with: one })
    assert.deepEqual([preview.status, preview.body.code], [409, 'merge.hidden'], preview.text)
    assert.equal(merged.body.detail, preview.body.detail)
    assert.doesNotMatch(preview.text, /rating/i)
    return preview.body.detail as string
  }
  const [head, keeper] = [await nameOf(administrator), await nameOf(manager)]
  assert.match(await asked(), new RegExp(`Ask who sees both whole: .*${head}`))
  await administrator.patch(`customers/${one}`, { manager: manager.user })
  assert.match(await asked(), new RegExp(head), 'who looks after it does not see it whole either')
  for (const { id, see } of await grantsOf('customer', 'manager'))
    await administrator.patch(`grants/${id}`, { see: [...see, 'x_rating'] })
  assert.match(await asked(), new RegExp(`Ask who sees both whole: ${keeper}\\.$`))
  for (const { id } of await grantsOf('user', 'clerk')) await administrator.remove(`grants/${id}`)
  for (const { id } of await grantsOf('user', 'everyone')) await administrator.remove(`grants/${id}`)
  assert.match(await asked(), /Ask an administrator\.$/, 'who may not see colleagues is told of none')
})
