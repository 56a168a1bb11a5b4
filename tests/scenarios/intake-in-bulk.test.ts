import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

test('many partners take a step together from the list, and those for whom it is not the next are named', async (t) => {
  const { as, engine } = await office(t)
  const set = await as.administrator.patch('settings', {
    ...{ 'intake.roles': ['supplier'], 'intake.steps': ['approve'], 'intake.numberAtEnd': true },
  })
  assert.equal(set.status, 200, set.text)
  const add = async (name: string): Promise<string> =>
    (await as.manager.post('suppliers', { name, country: 'LV' }, { confirmed: 'duplicate' })).body.id
  const names = ['Zvirbulis', 'Žagata', 'Vārna', 'Cielava']
  const ids = await Promise.all(names.map((name) => add(`SIA ${name} Kopā`)))
  for (const id of ids.slice(0, 3)) {
    const submitted = await as.manager.post(`suppliers/${id}/submit`, {})
    assert.equal(submitted.status, 200, submitted.text)
  }
  const request = { where: { id: { in: ids } }, action: 'approve', input: { memo: 'Together' } }
  const denied = await as.clerk.post('suppliers/bulk', request)
  assert.equal(denied.body.total, 0, 'who may not take the step takes it for nobody')
  const tried = await as.leader.post('suppliers/bulk', { ...request, dryRun: true })
  assert.deepEqual(
    [tried.body.tried, tried.body.refusals, tried.body.refused.length],
    [4, 1, 1],
    'a trial says on how many it was made',
  )
  const begun = await as.leader.post('suppliers/bulk', request)
  assert.equal(begun.status, 202, begun.text)
  await engine.jobs.drain()
  const found = (
    await as.manager.get(`suppliers?where=${JSON.stringify(request.where)}&fields=status,number`)
  ).body.items as { id: string; status: string; number: string | null }[]
  const of = (id: string) => found.find((one) => one.id === id)
  assert.deepEqual(
    ids.map((id) => of(id)?.status),
    ['active', 'active', 'active', 'draft'],
  )
  const numbers = ids.map((id) => of(id)?.number ?? null)
  assert.equal(numbers[3], null)
  assert.equal(new Set(numbers.slice(0, 3).filter(Boolean)).size, 3, 'each has a number of its own')
  const log = await as.manager.get(
    `status-changes?where=${JSON.stringify({ action: 'approve', memo: 'Together' })}`,
  )
  assert.equal(log.body.items.length, 3, 'each step stands in the log')
})
