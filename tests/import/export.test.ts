import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Office } from './office.ts'

test(
  'what was exported imports again to the same: nothing changes in place, and all of it arrives ' +
    'elsewhere',
  async (t) => {
    const here = await office(t)
    await fill(here)
    for (const format of ['csv', 'xlsx'] as const) {
      const file = await exported(here, format)
      const same = await imported(here, file, `customers.${format}`)
      assert.deepEqual(
        same['result'],
        { created: 0, changed: 0, unchanged: 3, refused: 0, skipped: 0, undecided: 0 },
        format,
      )
    }
    const there = await office(t)
    await there.engine.records.create(there.admin, 'category', { name: 'Gold' })
    const arrived = await imported(there, await exported(here, 'csv'), 'customers.csv')
    assert.equal((arrived['result'] as { created: number }).created, 3, JSON.stringify(arrived['result']))
    assert.deepEqual(await contents(there), await contents(here))
  },
)

test(
  'an export holds what the list shows: its rows, its order, its columns, in the reader’s ' + 'language',
  async (t) => {
    const here = await office(t)
    await fill(here)
    const file = await here.engine.exports.open(here.admin, {
      object: 'customers',
      format: 'csv',
      where: { city: 'Rīga' },
      sort: '-name',
      columns: ['name', 'status'],
      language: 'lv',
    })
    const text = (await bytes(file.content)).toString('utf8')
    assert.equal(
      text,
      '\ufeffNosaukums,Statuss\nZeta SIA,Aktīvs\n\'=HYPERLINK("x"),Aktīvs\n'.replace(
        `'=HYPERLINK("x")`,
        `"'=HYPERLINK(""x"")"`,
      ),
    )
    await assert.rejects(
      here.engine.exports.open(here.admin, { object: 'customers', format: 'csv', columns: ['nothing'] }),
      { status: 422 },
    )
  },
)

async function fill({ engine, admin }: Office): Promise<void> {
  await engine.records.create(admin, 'category', { name: 'Gold' })
  const head = await engine.records.create(admin, 'customer', {
    number: 'C-7',
    name: 'Zeta SIA',
    city: 'Rīga',
    country: 'LV',
    taxId: '40003032949',
    kind: 'organization',
    category: { lookup: { field: null, value: 'Gold' } },
    tags: ['vip', 'old; new'],
    creditLimit: '1200.50',
    creditCurrency: 'EUR',
    paymentDays: 30,
    notes: 'First line\nsecond "line", and more',
    phones: [
      { number: '+37167000001', main: true },
      { number: '+37126000002', purpose: 'mobile', note: 'evenings; weekends' },
    ],
    emails: [
      { email: 'a@zeta.lv', main: true },
      { email: 'b@zeta.lv', purpose: 'invoices' },
    ],
    addresses: [
      { street: 'Brīvības 1', city: 'Rīga', country: 'LV', main: true },
      { street: 'Ganību 2 | 3', purpose: 'delivery' },
    ],
  })
  await engine.records.create(admin, 'customer', {
    number: 'C-8',
    name: '=HYPERLINK("x")',
    city: 'Rīga',
    payer: head.id,
  })
  await engine.records.create(admin, 'customer', {
    number: '00009',
    name: 'შპს თბილისი',
    city: 'თბილისი',
    country: 'GE',
    status: 'frozen',
    paymentDays: 0,
  })
}

async function exported({ engine, admin }: Office, format: 'csv' | 'xlsx'): Promise<Buffer> {
  return bytes((await engine.exports.open(admin, { object: 'customer', format })).content)
}

async function imported({ engine, admin, upload, checked, ran }: Office, file: Buffer, name: string) {
  const id = await upload('customer', file, name)
  await engine.imports.change(admin, id, { mode: 'both', key: 'number', decision: 'create' })
  const seen = await checked(id)
  assert.deepEqual(await engine.imports.problemKinds(admin, id), [], seen.state)
  return ran(id)
}

async function contents({ list }: Office): Promise<unknown> {
  const fields = [
    'number',
    'name',
    'kind',
    'city',
    'country',
    'taxId',
    'tags',
    'creditLimit',
    'creditCurrency',
    'paymentDays',
    'notes',
    'status',
    'email',
    'phone',
    'phones',
    'emails',
    'addresses',
  ]
  const rows = await list('customer', { fields, sort: 'number' })
  return JSON.parse(
    JSON.stringify(rows, (key, value: unknown) => (key === 'id' ? undefined : value)),
  ) as unknown
}

async function bytes(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}
