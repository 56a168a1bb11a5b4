import fc from 'fast-check'
import type pg from 'pg'
import { jsonRecord, type RecordView } from '#model'
import { sampleTexts } from './sample-texts.ts'
import { tables } from './sample-records.ts'

/** A party with everything behind it, as JSON and as expressions see it. */
export type SampleRecord = { readonly json: Json; readonly view: RecordView }
type Json = Readonly<Record<string, unknown>>

const partyCount = 12

/** Records filled by chance, yet the same for the same seed; many fields are empty. */
export function sampleRecords(seed: number): readonly SampleRecord[] {
  const parties = fc.sample(partyOf(), { seed, numRuns: partyCount })
  const numbered = parties.map((party, at) => withIds(party, 'party', `${at}`))
  const sorted = numbered.sort((left, right) => (String(left['id']) < String(right['id']) ? -1 : 1))
  return sorted.map((json) => ({ json, view: jsonRecord(json) }))
}

export async function insertRecords(client: pg.Client, records: readonly SampleRecord[]): Promise<void> {
  for (const { json } of records) await insert(client, 'party', json)
}

const text = fc.option(
  fc.oneof(fc.constantFrom(...sampleTexts), fc.string({ unit: 'grapheme', maxLength: 8 }).map(storable)),
)
const decimal = fc.option(
  fc.oneof(
    fc.integer({ min: -100, max: 1000 }).map(String),
    fc
      .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 99999 }))
      .map(([whole, rest]) => `${whole}.${rest}`),
    fc.constantFrom(
      '0',
      '0.00000000000000000001',
      '-0.5',
      '99999999999999999999.999',
      '1200.00',
      '2.5',
      '-3',
    ),
  ),
)
const integer = fc.option(fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constantFrom(0, 1, 9007199254740991)))
const yesNo = fc.option(fc.boolean())
const day = fc.option(
  fc.oneof(
    fc.constantFrom(
      '2024-02-29',
      '2026-03-31',
      '2025-12-31',
      '2026-01-01',
      '0001-01-01',
      '9999-12-31',
      '1900-01-01',
    ),
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10)),
  ),
)
const instant = fc.option(
  fc.oneof(
    fc.constantFrom(
      '2026-03-31T21:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2024-02-29T22:15:30.123456Z',
      '9999-12-31T23:00:00.000Z',
    ),
    fc
      .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
      .map((one) => one.toISOString()),
  ),
)

function partyOf(): fc.Arbitrary<Json> {
  const category = (parent: fc.Arbitrary<unknown>) =>
    fc.record({ name: text, rate: decimal, open: yesNo, since: day, parent })
  const article = fc.record({ name: text, price: decimal })
  const line = fc.record({
    kind: text,
    amount: decimal,
    quantity: integer,
    paid: yesNo,
    due: day,
    article: fc.option(article),
  })
  return fc.record({
    name: text,
    city: text,
    amount: decimal,
    quantity: integer,
    active: yesNo,
    due: day,
    seen: instant,
    tags: fc.option(fc.array(fc.constantFrom(...sampleTexts), { minLength: 1, maxLength: 3 })),
    address: fc.option(fc.constant({ city: 'Rīga' })),
    category: fc.option(category(fc.option(category(fc.constant(null))))),
    lines: fc.array(line, { maxLength: 4 }),
  })
}

/** PostgreSQL holds no NUL and no half of a surrogate pair; the last characters stand for errors. */
function storable(value: string): string {
  return value.toWellFormed().replaceAll(/[\0\u{10fffe}\u{10ffff}]/gu, '\ufffd')
}

let made = 0

function withIds(record: Json, table: string, path: string): Record<string, unknown> {
  made += 1
  const result: Record<string, unknown> = { id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}` }
  for (const [name, value] of Object.entries(record)) {
    const rows = tables[table]?.[name]?.rows
    if (!rows || value === null) result[name] = value
    else if (Array.isArray(value))
      result[name] = value.map((one: Json, at) => withIds(one, rows, `${path}.${at}`))
    else result[name] = withIds(value as Json, rows, `${path}.${name}`)
  }
  return result
}

async function insert(client: pg.Client, table: string, json: Json, more: Json = {}): Promise<void> {
  const columns: Record<string, unknown> = { ...more }
  for (const [name, value] of Object.entries(json)) {
    const rows = tables[table]?.[name]?.rows
    if (name === 'lines' && Array.isArray(value)) {
      for (const [position, line] of value.entries())
        await insert(client, 'line', line as Json, { party: json['id'], position })
    } else if (rows && value !== null) {
      await insert(client, rows, value as Json)
      columns[name] = (value as Json)['id']
    } else columns[name] = value
  }
  const names = Object.keys(columns)
  const marks = names.map((_, at) => `$${at + 1}`).join(', ')
  await client.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${marks})`,
    names.map((name) => columns[name]),
  )
}
