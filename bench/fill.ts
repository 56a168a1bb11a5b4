import { once } from 'node:events'
import pg from 'pg'
import { newId } from '#model'
import { id, join, sql, type Engine } from '#engine'
import { matchKeys } from '../engine/match/match-keys.ts'
import { searchColumns } from '../engine/records/write/search-columns.ts'
import { sampleParty, type SampleParty } from '../testing/sample/sample-party.ts'

/**
 * Fills the table of parties with generated customers by COPY, as a reference for size only: main lines and
 * audit are left out. One in a hundred is looked after by `manager`, the others by nobody. What others than
 * the sample's are to be there is given by `of`, and `letter` begins their numbers.
 */
export async function fillParties(
  engine: Engine,
  rows: {
    from: number
    until: number
    manager: string
    letter?: string
    of?: (number: number) => SampleParty
  },
): Promise<void> {
  const model = engine.model()
  const customer = model.objects.get('customer')
  if (!customer) throw new Error('There are no customers in the model.')
  await engine.database.transaction(
    async (tx) => {
      const columns = ['id', ...names]
      const into = tx.copyIn(
        sql`copy ${id(customer.table)} (${join(columns.map((name) => id(name)))}) from stdin`,
      )
      for (let number = rows.from; number < rows.until; number++) {
        if (!into.write(line(engine, number, rows))) await once(into, 'drain')
      }
      into.end()
      await once(into, 'finish')
    },
    { statementMilliseconds: 0 },
  )
  await analyze(engine)
}

const names = [
  'number',
  'kind',
  'name',
  'tax_id',
  'country',
  'city',
  'email',
  'phone',
  'tags',
  'is_customer',
  'customer__status',
  'customer__credit_limit',
  'customer__payment_days',
  'customer__importance',
  'customer__manager',
  'search_key',
  'search_grams',
  'match_keys',
] as const

function line(
  engine: Engine,
  number: number,
  { manager, letter = 'B', of = sampleParty }: Parameters<typeof fillParties>[1],
): string {
  const party = of(number)
  const serial = numberOf(letter, number)
  const customer = engine.model().objects.get('customer')
  const search =
    customer &&
    searchColumns(engine.model(), customer, { number: serial, name: party.name, taxId: party.taxId })
  const values = [
    newId(),
    serial,
    party.kind,
    party.name,
    party.taxId,
    party.country,
    party.city || null,
    party.email || null,
    party.phone || null,
    array(party.tags),
    't',
    'active',
    party.creditLimit,
    String(party.paymentDays),
    party.importance,
    number % 100 === 0 ? manager : null,
    search?.search_key ?? null,
    array(search?.search_grams ?? null),
    array(customer ? matchKeys(engine.model(), customer, { ...party }) : null),
  ]
  return `${values.map(escaped).join('\t')}\n`
}

/** What a party that was filled in is numbered. */
export function numberOf(letter: string, number: number): string {
  return `${letter}-${String(number).padStart(8, '0')}`
}

function array(items: readonly (string | number)[] | null): string | null {
  if (items === null || items.length === 0) return null
  return `{${items.map((item) => (typeof item === 'number' ? String(item) : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

function escaped(value: string | null): string {
  return value === null
    ? '\\N'
    : value.replace(/[\\\t\n\r]/g, (sign) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[sign]}`)
}

/** Statistics and the visibility map as autovacuum would make them in time. */
async function analyze(engine: Engine): Promise<void> {
  const client = new pg.Client({
    connectionString: engine.database.url,
    options: `-c search_path=${engine.database.schema}`,
  })
  await client.connect()
  await client.query('vacuum analyze party')
  await client.end()
}
