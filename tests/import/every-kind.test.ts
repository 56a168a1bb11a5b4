import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { addableTypes, sql } from '#engine'
import { newId } from '#model'
import { office, type Office } from './office.ts'

type Kind = { readonly settings?: object; readonly values: readonly unknown[] }

/** Kinds of fields that a file carries; two records hold these values, a third holds nothing. */
const kinds: Readonly<Record<string, Kind>> = {
  text: { values: ['Šķūnis "Ā", 1; 2', '=1+1'] },
  longText: { values: ['first\nsecond "line"', '  - a\tb'] },
  integer: { values: [-7, 9_007_199_254_740] },
  decimal: { settings: { decimals: 6 }, values: ['-0.000001', '12345678901234567890.5'] },
  money: { values: ['1200.50', '-3.00'] },
  percent: { values: ['0.215', '1'] },
  yesNo: { values: [true, false] },
  day: { values: ['2026-03-31', '1899-12-30'] },
  instant: { values: ['2026-03-31T14:05:00.000Z', '1999-12-31T23:59:00.000Z'] },
  choice: { settings: { values: ['red', 'green, dark'] }, values: ['red', 'green, dark'] },
  choices: { settings: { values: ['a', 'b, c', 'd | e'] }, values: [['a', 'b, c'], ['d | e']] },
  tags: { values: [['vip', 'slow payer'], ['a, b']] },
  code: { settings: { list: 'country' }, values: ['LV', 'GE'] },
  reference: { settings: { to: 'category' }, values: ['Gold', 'Silver, plain'] },
  references: { settings: { to: 'category' }, values: [['Gold', 'Silver, plain'], ['Gold']] },
  email: { values: ['anna@example.com', 'o.neil+x@example.co.uk'] },
  phone: { values: ['+37167000001', '+995322123456'] },
  webAddress: { values: ['https://example.com/a?b=c,d', 'http://example.com'] },
  postalAddress: {
    values: [
      { street: 'Brīvības iela 1, dz. 2', city: 'Rīga', postalCode: 'LV-1010', country: 'LV' },
      { city: 'Tbilisi', country: 'GE' },
    ],
  },
  taxNumber: { values: ['AB-12', '000123'] },
  bankAccount: { values: ['LV80BANK0000435195001', 'DE89370400440532013000'] },
  sequenceNumber: { settings: { pattern: 'S-{000}' }, values: ['S-901', 'S-902'] },
}
/** Worked out, attached, or of other records: nothing that a cell could bring. */
const without = ['formula', 'file', 'image', 'collection']

test('every kind of field is either carried by files or known not to be', () => {
  const known = [...Object.keys(kinds), ...without].sort()
  const addable = addableTypes().map(({ name }) => name)
  assert.deepEqual(addable.sort(), known)
})

for (const format of ['csv', 'xlsx'] as const) {
  test(`every kind of field comes through a file (${format}) as it was, into another installation too`, async (t) => {
    const here = await prepared(await office(t))
    for (const at of [0, 1]) {
      const values = Object.entries(kinds).map(([kind, { values }]) => [
        fieldOf(kind),
        given(here, kind, values[at]),
      ])
      const record = { x_name: `No. ${at}`, ...Object.fromEntries(values) }
      await here.engine.records.create(here.admin, 'x_sample', record)
    }
    await here.engine.records.create(here.admin, 'x_sample', {
      x_name: 'Empty',
      [fieldOf('sequenceNumber')]: 'S-903',
    })
    const there = await prepared(await office(t))
    for (const place of [here, there]) {
      const file = await here.engine.exports.open(here.admin, { object: 'x_sample', format })
      const ran = await imported(place, await bytes(file.content), `samples.${format}`)
      const differences = await place.engine.database.query(
        sql`select before, after from audit_entry where change = ${ran.change} and action = 'update'`,
      )
      assert.deepEqual(differences, [])
      const result = ran['result'] as unknown as Record<string, number>
      const counts = [result['created'], result['changed'], result['unchanged'], result['refused']]
      assert.deepEqual(counts, place === here ? [0, 0, 3, 0] : [3, 0, 0, 0], JSON.stringify(ran))
    }
    assert.deepEqual(await contents(there), await contents(here))
  })
}

async function imported({ engine, admin }: Prepared, content: Buffer, name: string) {
  const { id } = await engine.imports.upload(admin, {
    object: 'x_sample',
    name,
    content: Readable.from([content]),
  })
  await engine.imports.change(admin, id, { mode: 'both', key: 'x_name' })
  await engine.imports.check(admin, id)
  await engine.jobs.drain()
  assert.deepEqual(await engine.imports.problemKinds(admin, id), [])
  await engine.imports.run(admin, id)
  await engine.jobs.drain()
  return engine.imports.get(admin, id)
}

function fieldOf(kind: string): string {
  return `x_${kind}`
}

type Prepared = Office & { readonly categories: ReadonlyMap<string, string> }

/** The same object with a field of each kind. */
async function prepared(place: Office): Promise<Prepared> {
  const { engine } = place
  await engine.catalog.addObject(place.admin, { label: 'Sample' })
  for (const [kind, { settings = {} }] of Object.entries(kinds)) {
    const root = await engine.access.systemActor('test')
    await engine.catalog.addField(root, 'x_sample', {
      type: kind,
      name: kind,
      label: `Own ${kind}`,
      ...settings,
    })
  }
  const admin = await engine.access.actorFor({ user: place.admin.user, source: 'api', request: newId() })
  const categories = new Map<string, string>()
  for (const name of ['Gold', 'Silver, plain'])
    categories.set(name, (await engine.records.create(admin, 'category', { name })).id)
  return { ...place, admin, categories }
}

/** References are given by id, which differs from place to place. */
function given({ categories }: Prepared, kind: string, value: unknown): unknown {
  if (kind === 'reference') return categories.get(String(value))
  if (kind === 'references') return (value as string[]).map((name) => categories.get(name))
  return value
}

/** The records without what each place says of them by itself. */
async function contents({ engine, admin }: Prepared) {
  const { items } = JSON.parse(
    await engine.records.list(admin, 'x_sample', { sort: 'x_name', limit: 10 }),
  ) as { items: Record<string, unknown>[] }
  return items.map((item) => {
    const own = Object.entries(item).filter(([name]) => name.startsWith('x_'))
    return Object.fromEntries(own.map(([name, value]) => [name, withoutIds(value)]))
  })
}

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null || !('id' in value)) return value
  return (value as { title?: unknown }).title
}

async function bytes(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
