import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { asWarning, createEngine, guard, Refusal, type Actor, type AnyAction, type Engine } from '#engine'
import { begunDatabase } from '#testing'
import { modules } from '../index.ts'
import { parties } from './index.ts'

/** A later module, as sales will be: it objects to closing a partner, and tells what hangs on it. */
function sales() {
  const deactivate = (parties.actions ?? []).find(
    ({ on, name }) => on.name === 'customer' && name === 'deactivate',
  ) as AnyAction
  return {
    name: 'sales',
    objects: [],
    guards: [
      guard(
        'sales.openOrders',
        deactivate,
        async ({ record }) => {
          if (record['city'] === 'Liepāja') return new Refusal('sales.locked', 'Liepāja is being audited.')
          return record['city'] === 'Rēzekne'
            ? asWarning(new Refusal('sales.orders', 'Orders are open.'))
            : undefined
        },
        async ({ record }) => [
          {
            ...{
              key: 'sales.orders',
              label: 'Orders on paper',
              count: 3,
              becomes: 'The warehouse ends them.',
            },
            examples: [{ id: record.id, title: String(record['name']) }],
          },
        ],
      ),
    ],
  }
}

async function firm(t: TestContext): Promise<{ engine: Engine; root: Actor; reason: string }> {
  const { url, schema } = await begunDatabase(t)
  const engine = await createEngine({
    ...{ databaseUrl: url, schema, dataFolder: '/tmp', modules: [...modules, sales()] },
  })
  t.after(() => engine.close())
  const root = await engine.access.systemActor('test')
  const where = { key: 'noLongerActive' }
  const reason = JSON.parse(await engine.records.list(root, 'statusReason', { where })).items[0].id
  return { engine, root, reason }
}

test('a guard of a later module refuses, warns, and tells what of its own hangs on a partner', async (t) => {
  const { engine, root, reason } = await firm(t)
  const { records } = engine
  const made = async (city: string) =>
    (await records.create(root, 'customer', { name: `SIA ${city}`, city })).id
  const [riga, rezekne, liepaja] = [await made('Rīga'), await made('Rēzekne'), await made('Liepāja')]

  const impact = await records.impact(root, 'customer', rezekne, 'deactivate', {})
  assert.deepEqual(impact.lines, [
    {
      ...{ key: 'sales.orders', label: 'Orders on paper', count: 3, becomes: 'The warehouse ends them.' },
      examples: [{ id: rezekne, title: 'SIA Rēzekne' }],
      ...{ object: null, path: null, field: null, kind: null, open: null, more: false, outcomes: ['keep'] },
    },
  ])
  assert.deepEqual(impact.warnings, ['Orders are open.'])
  assert.deepEqual((await records.impact(root, 'customer', liepaja, 'deactivate', {})).refusals, [
    'Liepāja is being audited.',
  ])
  const freezing = await records.impact(root, 'customer', rezekne, 'freeze', {})
  assert.deepEqual([freezing.lines, freezing.warnings], [[], []], 'it stands before closing alone')

  const close = (id: string, confirmed: string[] = []) =>
    records.run(root, 'customer', id, 'deactivate', { reason }, { confirmed })
  await close(riga)
  await assert.rejects(close(liepaja), /Liepāja is being audited/)
  await assert.rejects(close(liepaja, ['sales.locked']), /Liepāja/, 'a refusal cannot be confirmed')
  await assert.rejects(close(rezekne), /Orders are open|confirm/i)
  await close(rezekne, ['sales.orders'])
})
