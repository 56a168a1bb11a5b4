import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, until, type Caller } from './office.ts'

test('a formula that is tried out converts by the dated rates', async (t) => {
  const { as } = await office(t)
  const rates = [
    { base: 'EUR', currency: 'USD', day: '2026-01-01', rate: '1.10' },
    { base: 'EUR', currency: 'USD', day: '2026-03-01', rate: '1.25' },
    { base: 'EUR', currency: 'GEL', day: '2026-01-01', rate: '3' },
  ]
  for (const rate of rates)
    assert.equal((await as.administrator.post('exchange-rates', rate)).status, 201, JSON.stringify(rate))
  const evaluated = evaluator(as.clerk)
  assert.deepEqual(await evaluated('CONVERT(100, "EUR", "USD", DATE(2026, 2, 1))'), '110')
  assert.deepEqual(await evaluated('CONVERT(100, "EUR", "USD", DATE(2026, 3, 1))'), '125')
  assert.deepEqual(await evaluated('CONVERT(125, "USD", "EUR", DATE(2026, 4, 1))'), '100')
  assert.deepEqual(await evaluated('ROUND(CONVERT(11, "USD", "GEL", DATE(2026, 2, 1)), 2)'), '30')
  assert.deepEqual(await evaluated('CONVERT(1, "EUR", "USD", DATE(2025, 1, 1))'), '#N/A')
  assert.deepEqual(await evaluated('CONVERT(1, "EUR", "no currency")'), '#N/A')
  // Every rate of a list is found together, and one that decides for another after it.
  assert.deepEqual(
    await evaluated('ROUND(SUM(CONVERT(lines.amount, lines.currency, "EUR", DATE(2026, 4, 1))), 2)', {
      'lines.amount': { type: 'list', of: 'money', value: ['125', '6', '7'] },
      'lines.currency': { type: 'list', of: 'text', value: ['USD', 'GEL', 'EUR'] },
    }),
    '109',
  )
  const nested = 'IF(CONVERT(1, "EUR", "USD", DATE(2026, 2, 1)) > 1.05, CONVERT(1, "EUR", "GEL"), 0)'
  assert.deepEqual(await evaluated(nested), '3')
})

test('what is wrong is said in the language of whoever asks', async (t) => {
  const { as } = await office(t)
  const lv = { 'kontor-language': 'lv' }
  const formula = await as.clerk.post('formulas/evaluate', { formula: 'ROUND(1' }, lv)
  assert.deepEqual([formula.body.code, formula.body.position], ['formula', 5])
  assert.equal(formula.body.detail, 'Šī iekava nav aizvērta. Pielieciet trūkstošo ")".')
  const where = encodeURIComponent(JSON.stringify({ hue: 'red' }))
  const list = await as.clerk.get(`customers?where=${where}`, { 'kontor-language': 'ru' })
  assert.equal(list.body.errors[0].message, 'Такого поля для фильтра нет. Проверьте имя.')
  const written = await as.clerk.post('customers', { creditLimit: 'daudz', hue: 1, taxId: 'LV1' }, lv)
  const said = new Map(
    written.body.errors.map((one: { field: string; message: string }) => [one.field, one.message]),
  )
  assert.match(String(said.get('hue')), /^Lauka “hue” šeit nav/)
  assert.match(String(said.get('creditLimit')), /^Ierakstiet|^Rakstiet/)
  assert.match(String(said.get('name')), /^Aizpildiet lauku “Nosaukums”\.$/)
})

function evaluator(by: Caller) {
  return async (formula: string, values = {}): Promise<unknown> => {
    const { status, text, body } = await by.post('formulas/evaluate', { formula, values })
    assert.equal(status, 200, text)
    return body.error ?? body.value
  }
}

test('the day of an instant is that of its reader, and nobody’s own is kept for all', async (t) => {
  const { engine, as } = await office(t)
  const root = await engine.access.systemActor('test')
  await engine.settings.set(root, 'group.timeZone', 'Europe/Riga')
  const added = await as.administrator.post('objects/activity/fields', {
    name: 'x_talkDay',
    type: 'formula',
    label: 'Day of the talk',
    gives: 'day',
    formula: 'EDATE(at, 0)',
  })
  assert.equal(added.status, 201, added.text)
  const { body } = await as.clerk.get('customers?limit=1')
  const made = await as.administrator.post('activities', {
    party: body.items[0].id,
    kind: 'call',
    subject: 'Late in the evening',
    at: '2026-03-31T21:30:00Z',
  })
  assert.equal(made.body.x_talkDay, '2026-04-01', 'in Rīga it is past midnight')
  const where = encodeURIComponent('{"x_talkDay":"2026-04-01"}')
  const counted = async () =>
    (await as.administrator.get(`activities?where=${where}&count=exact`)).body.count as number
  assert.equal(await counted(), 1)
  await engine.settings.set(root, 'group.timeZone', 'America/New_York')
  const there = await until(async () => {
    const { body: seen } = await as.administrator.get(`activities/${made.body.id}`)
    return seen.x_talkDay === '2026-03-31' && seen
  }, 20_000)
  assert.equal(there.x_talkDay, '2026-03-31', 'in New York it is the day before')
  assert.equal(await counted(), 0)
  assert.deepEqual(await engine.verify(), [])
  const described = await as.administrator.get('objects/activity/fields')
  const fields = (described.body.items ?? described.body) as { name: string; pending: boolean }[]
  assert.equal(fields.find(({ name }) => name === 'x_talkDay')?.pending, false)
})
