import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, until } from './office.ts'

test('an administrator sees how far the log is sealed, and nobody else', async (t) => {
  const { as, anyone, engine } = await office(t)
  engine.chain.start()
  const made = await as.clerk.post('customers', { name: 'SIA Zīmogs' })
  assert.equal(made.status, 201, made.text)
  const sealed = await until(async () => {
    const { body } = await as.administrator.get('audit/chain')
    return body.tail === 0 && body
  })
  assert.match(sealed.hash, /^[0-9a-f]{64}$/)
  assert.ok(sealed.position > 0)
  assert.match(sealed.sealedUntil, /^\d{4}-\d\d-\d\dT.+Z$/)
  assert.ok(sealed.sealedAt >= sealed.sealedUntil)
  assert.equal(sealed.tailSince, null)
  assert.equal((await as.leader.get('audit/chain')).status, 403)
  const refused = await as.clerk.get('audit/chain', { 'kontor-language': 'lv' })
  assert.match(refused.text, /drīkst redzēt tikai administrators/)
  assert.equal((await anyone.get('audit/chain')).status, 401)
  assert.deepEqual(await engine.verify(), [])
})

test('the chain goes on from request to request', async (t) => {
  const { as, engine } = await office(t)
  const heads: { position: number; hash: string }[] = []
  for (const name of ['First', 'Second', 'Third']) {
    await as.administrator.post('tags', { name })
    await until(async () => {
      await engine.chain.seal()
      return (await engine.chain.state()).tail === 0
    })
    heads.push((await as.administrator.get('audit/chain')).body)
  }
  assert.equal(new Set(heads.map((head) => head.hash)).size, 3)
  assert.ok((heads[2]?.position ?? 0) > (heads[0]?.position ?? 0))
})
