import { createHash } from 'node:crypto'
import {
  choice,
  code,
  collection,
  day,
  fieldTypeOf,
  integer,
  longText,
  money,
  newId,
  object,
  reference,
  references,
  role,
  sequenceNumber,
  tags,
  text,
  type Condition,
} from '#model'
import { grams, searchKey } from '#text'
import { freshDatabase } from '#testing'
import { accessControl } from '../../access/access-control.ts'
import type { Actor } from '../../access/actor.ts'
import { resolveModel } from '../../catalog/resolve-model.ts'
import type { ResolvedModel, ResolvedObject } from '../../catalog/resolved-model.ts'
import { openDatabase, type Database } from '../../database/database.ts'
import { id, join, raw, sql } from '../../database/sql.ts'
import { createDeclaredTables } from '../../schema/create-declared-tables.ts'
import { databaseFunctions } from '../../schema/database-functions.ts'
import { declaredSchema } from '../../schema/declared-schema.ts'
import { migrate, readMigrations } from '../../schema/migrate.ts'
import { schemaDifference } from '../../schema/schema-difference.ts'
import { systemObjects } from '../../system/system-objects.ts'
import { historyOf } from '../../audit/history.ts'
import { recordAsOf } from '../../audit/record-as-of.ts'
import { aggregateRecords, type AggregateQuery } from './aggregate.ts'
import { getRecord } from './get-record.ts'
import { actingReader } from './list-conditions.ts'
import type { ListQuery } from './list-query.ts'
import { listRecords } from './list-records.ts'

const category = object('category', {
  label: 'Category',
  plural: 'Categories',
  title: 'name',
  tree: 'parent',
  fields: {
    name: text({ label: 'Name', required: true }),
    parent: reference('category', { label: 'Parent' }),
    margin: money({ label: 'Margin' }),
  },
  lists: { all: { columns: ['name'], sort: 'name' } },
  card: [],
})

const email = object('partyEmail', {
  label: 'E-mail',
  plural: 'Party e-mails',
  title: 'address',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: reference('party', { label: 'Partner', required: true }),
    address: text({ label: 'Address' }),
    checkedBy: reference('user', { label: 'Checked by' }),
  },
  lists: {},
  card: [],
})

const visit = object('visit', {
  label: 'Visit',
  plural: 'Visits',
  title: 'subject',
  fields: {
    subject: text({ label: 'Subject' }),
    party: reference('party', { label: 'Partner' }),
    on: day({ label: 'On' }),
    owner: reference('user', { label: 'Owner' }),
  },
  lists: { all: { columns: ['subject'], sort: '-on' } },
  card: [],
})

const party = object('party', {
  label: 'Partner',
  plural: 'Parties',
  title: 'name',
  fields: {
    number: sequenceNumber({ label: 'Number', pattern: 'C-{00000}', searched: 'identifier' }),
    name: text({ label: 'Name', required: true, searched: 'name' }),
    taxId: text({ label: 'Tax number', searched: 'identifier' }),
    country: code('country', { label: 'Country' }),
    city: text({ label: 'City' }),
    tags: tags({ label: 'Tags' }),
    notes: longText({ label: 'Notes' }),
    companies: references('company', { label: 'Companies' }),
    emails: collection('partyEmail', { label: 'E-mails', via: 'party', owned: true }),
    visits: collection('visit', { label: 'Visits', via: 'party' }),
  },
  lists: { all: { columns: ['name'], sort: 'name' } },
  card: [],
})

const customer = role('customer', party, {
  label: 'Customer',
  plural: 'Customers',
  title: 'name',
  fields: {
    status: choice(
      [
        { value: 'active', label: 'Active' },
        { value: 'frozen', label: 'Frozen' },
      ],
      { label: 'Status' },
    ),
    category: reference('category', { label: 'Category' }),
    creditLimit: money({ label: 'Credit limit' }),
    paymentDays: integer({ label: 'Payment days' }),
    manager: reference('user', { label: 'Manager' }),
    since: day({ label: 'Since', indexed: true }),
  },
  lists: { all: { columns: ['name', 'city'], sort: 'name' } },
  card: [],
  indexes: [
    ['city', 'name'],
    ['manager', 'name'],
  ],
})

const supplier = role('supplier', party, {
  label: 'Supplier',
  plural: 'Suppliers',
  title: 'name',
  fields: { rating: integer({ label: 'Rating' }), manager: reference('user', { label: 'Manager' }) },
  lists: { all: { columns: ['name'], sort: 'name' } },
  card: [],
})

export const declarations = [...systemObjects, category, email, visit, party, customer, supplier]

export type TestGrant = {
  readonly object: string
  readonly actions?: readonly string[]
  readonly rows?: Condition
  readonly see?: 'all' | readonly string[]
  readonly change?: 'all' | readonly string[]
}

export type TestCompany = {
  readonly database: Database
  readonly model: ResolvedModel
  object(name: string): ResolvedObject
  /** Inserts a record as it is, past the path of writing, and gives its id. */
  put(object: string, values: Record<string, unknown>): Promise<string>
  /** A user with a post of their own that holds these grants. */
  user(name: string, grants?: readonly TestGrant[], superior?: string): Promise<string>
  actor(user: string): Promise<Actor>
  administrator(): Promise<Actor>
  /** The answers of the door, parsed. */
  list(actor: Actor, object: string, query?: ListQuery): Promise<Page>
  get(actor: Actor, object: string, record: string): Promise<Row>
  sum(actor: Actor, object: string, query: AggregateQuery): Promise<Summary>
  history(actor: Actor, object: string, record: string): Promise<HistoryItem[]>
  asOf(actor: Actor, object: string, record: string, instant: string): Promise<Row>
}

export type Row = Record<string, unknown>
export type Page = { items: Row[]; next: string | null; count?: number }
export type Summary = {
  groups: { values: Row; count: number; sums: Record<string, { sum: string }[]> }[]
  total: { count: number; sums: Record<string, { sum: string }[]> }
}
export type HistoryItem = { action: string; changes: { field: string; before: unknown; after: unknown }[] }

/** A firm of a few objects on a real PostgreSQL, with rows put in by hand. */
export async function company(
  t: { after(release: () => Promise<void>): void },
  options: { readonly readMilliseconds?: number } = {},
): Promise<TestCompany> {
  const model = resolveModel({ version: 1, declarations, extensions: [] })
  const place = await freshDatabase(t, {
    template: { name: 'reading', hash: await templateHash(model), prepare },
  })
  const database = openDatabase({ url: place.url, schema: place.schema, connections: 4, ...options })
  t.after(() => database.close())
  const access = accessControl({
    database,
    model: () => model,
    group: async () => ({ name: 'Test', language: 'en', timeZone: 'Europe/Riga' }),
  })
  const reader = (by: Actor) => actingReader(model, by)
  const object = (name: string) => model.objects.get(name)!
  const put = (name: string, values: Record<string, unknown>) => insert(database, object(name), values)
  const actor = (user: string) => access.actorFor({ user, source: 'api', request: 'test' })
  return {
    database,
    model,
    object,
    put,
    actor,
    administrator: () => access.systemActor('test'),
    async user(name, grants = [], superior) {
      const user = await put('user', {
        name,
        email: `${name.toLowerCase()}@example.com`,
        active: true,
        ...(superior && { superior }),
      })
      const post = await put('post', { name: `Post of ${name}` })
      await put('userPost', { user, post })
      for (const { object: of, actions = ['read'], rows = null, see = 'all', change = [] } of grants) {
        await put('grant', {
          post,
          object: of,
          actions,
          rows: rows && JSON.stringify(rows),
          see: [see].flat(),
          change: [change].flat(),
        })
      }
      return user
    },
    async list(by, name, query = {}) {
      return JSON.parse(await listRecords(database, reader(by), object(name), query)) as Page
    },
    async get(by, name, record) {
      const found = await getRecord(database, reader(by), object(name), record)
      return 'json' in found ? (JSON.parse(found.json) as Row) : {}
    },
    async sum(by, name, query) {
      return JSON.parse(await aggregateRecords(database, reader(by), object(name), query)) as Summary
    },
    async history(by, name, record) {
      const looking = { ...reader(by), actions: { all: [] } }
      const page = await historyOf(database, looking, object(name), record, {})
      return (JSON.parse(page) as { items: HistoryItem[] }).items
    },
    async asOf(by, name, record, instant) {
      return JSON.parse(await recordAsOf(database, reader(by), object(name), record, instant)) as Row
    },
  }
}

async function insert(
  database: Database,
  object: ResolvedObject,
  values: Record<string, unknown>,
): Promise<string> {
  const key = typeof values['id'] === 'string' ? values['id'] : newId()
  const columns: [string, unknown, string][] = Object.entries(values).flatMap(([name, value]) => {
    if (name === 'id') return []
    if (name === 'position') return [['position', value, 'integer']]
    const field = object.fields.get(name)
    if (!field?.column) throw new Error(`${object.name} has no column for ${name}.`)
    return [[field.column, value, fieldTypeOf(field.field).column(field.field) ?? 'text']]
  })
  if (object.roleColumn) columns.push([object.roleColumn, true, 'boolean'])
  if (object.searched && typeof values['name'] === 'string') {
    const search = searchKey(values['name'])
    columns.push(['search_key', search, 'text'], ['search_grams', grams(search), 'int4[]'])
  }
  await database.query(
    sql`insert into ${id(object.table)} (id, ${join(columns.map(([column]) => id(column)))})
        values (${key}, ${join(columns.map(([, value, type]) => sql`${value as string}::${raw(type)}`))})`,
  )
  return key
}

async function prepare(place: { url: string; schema: string }): Promise<void> {
  const database = openDatabase(place)
  await migrate(database, await engineMigrations())
  await createDeclaredTables(database, { objects: declarations, extensions: [] })
  await database.close()
}

/** The tables and functions of the engine beside those of the objects. */
async function engineMigrations() {
  return (await readMigrations()).filter(({ name }) => name.startsWith('engine'))
}

async function templateHash(model: ResolvedModel): Promise<string> {
  const engine = (await engineMigrations()).map(({ text }) => text)
  const shape = schemaDifference(new Map(), declaredSchema(model))
  return createHash('sha256')
    .update([...engine, ...databaseFunctions, ...shape].join())
    .digest('hex')
    .slice(0, 12)
}
