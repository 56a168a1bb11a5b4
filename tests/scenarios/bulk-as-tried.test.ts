import assert from 'node:assert/strict'
import { test } from 'node:test'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, until } from './office.ts'

test('a change of many is tried as it is done: nobody is asked as if they changed one by hand', async (t) => {
  const scene = await office(t)
  const { administrator } = scene.as
  const entered = await scene.anyone.post('session', {
    email: 'ilze@daugava.example',
    password: samplePassword,
  })
  assert.equal(entered.status, 201, entered.text)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const ilze = caller(scene.url, { cookie })
  for (const [name, taxId] of [
    ['SIA Melnā Kafija', 'LV40003009497'],
    ['Zz kafija', undefined],
  ]) {
    const made = await administrator.post('customers', { name, country: 'LV', ...(taxId ? { taxId } : {}) })
    assert.equal(made.status, 201, made.text)
  }
  const request = { where: { name: 'Zz kafija' }, changes: { name: 'Melnā kafija', taxId: '40003009497' } }
  const tried = await ilze.post('customers/bulk', { ...request, dryRun: true })
  assert.deepEqual([tried.body.tried, tried.body.refused, tried.body.warnings], [1, [], []], tried.text)
  assert.equal(tried.body.examples[0]?.after.name, 'Melnā kafija')
  const { job } = (await ilze.post('customers/bulk', request)).body
  const done = await until(async () => {
    const { body } = await ilze.get(`jobs/${job}`)
    return body.state === 'done' && body
  })
  assert.deepEqual([done.result.changed, done.result.refused], [1, 0], JSON.stringify(done))
})
