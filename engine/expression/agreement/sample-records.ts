import type { ColumnType, ScopeField, TypeScope, ValueType } from '#model'
import { id, raw, sql, type Sql } from '../../database/sql.ts'
import type { SqlColumn, SqlRows, SqlScope } from '../sql-scope.ts'

/** A small world of records, known to JavaScript and to PostgreSQL alike. */
type SampleField = { readonly type: ValueType; readonly column: ColumnType; readonly rows?: string }
type SampleTable = Readonly<Record<string, SampleField>>

const text: SampleField = { type: { kind: 'text' }, column: 'text' }
const decimal: SampleField = { type: { kind: 'number' }, column: 'numeric' }
const integer: SampleField = { type: { kind: 'number' }, column: 'bigint' }
const yesNo: SampleField = { type: { kind: 'boolean' }, column: 'boolean' }
const day: SampleField = { type: { kind: 'day' }, column: 'date' }

export const tables: Readonly<Record<string, SampleTable>> = {
  party: {
    id: { type: { kind: 'reference', to: 'party' }, column: 'uuid' },
    name: text,
    city: text,
    amount: decimal,
    quantity: integer,
    active: yesNo,
    due: day,
    seen: { type: { kind: 'instant' }, column: 'timestamptz' },
    tags: { type: { kind: 'list', of: 'text' }, column: 'text[]' },
    address: { type: { kind: 'opaque' }, column: 'jsonb' },
    category: { type: { kind: 'reference', to: 'category' }, column: 'uuid', rows: 'category' },
    lines: { type: { kind: 'lines', of: 'line', via: 'party' }, column: 'uuid', rows: 'line' },
  },
  category: {
    id: { type: { kind: 'reference', to: 'category' }, column: 'uuid' },
    name: text,
    rate: decimal,
    open: yesNo,
    since: day,
    parent: { type: { kind: 'reference', to: 'category' }, column: 'uuid', rows: 'category' },
  },
  line: {
    id: { type: { kind: 'reference', to: 'line' }, column: 'uuid' },
    kind: text,
    amount: decimal,
    quantity: integer,
    paid: yesNo,
    due: day,
    article: { type: { kind: 'reference', to: 'article' }, column: 'uuid', rows: 'article' },
  },
  article: {
    id: { type: { kind: 'reference', to: 'article' }, column: 'uuid' },
    name: text,
    price: decimal,
  },
}

export function sampleScope(table: string): TypeScope {
  const fields = tables[table] ?? {}
  return {
    field: (name) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      if (!field) return undefined
      const { rows } = field
      const scope: ScopeField = { type: field.type, tree: field.rows === 'category' }
      return rows ? { ...scope, rows: () => sampleScope(rows) } : scope
    },
    names: () => Object.keys(fields),
  }
}

export const surroundings = {
  variables: { $today: '2026-03-31', $me: null },
  timeZone: 'Europe/Riga',
  now: '2026-03-31T21:30:00.123456Z',
  rate: (from: string, to: string, on: string) =>
    rates.find((one) => one.from === from && one.to === to && one.day <= on)?.rate,
}
const rates = [
  { from: 'EUR', to: 'USD', day: '2026-01-01', rate: '1.0875' },
  { from: 'EUR', to: 'USD', day: '2000-01-01', rate: '0.9' },
  { from: 'GEL', to: 'EUR', day: '1900-01-01', rate: '0.3333333333' },
]

/** The row of a sample table as SQL. */
export class SampleSqlScope implements SqlScope {
  readonly timeZone = sql`${surroundings.timeZone}::text`
  readonly now = sql`${surroundings.now}::timestamptz`
  readonly #table: string
  readonly #alias: string
  static #next = 0

  constructor(table: string, alias: string) {
    this.#table = table
    this.#alias = alias
  }

  column(name: string): SqlColumn {
    return { sql: id(this.#alias, name), type: tables[this.#table]?.[name]?.column ?? 'text' }
  }

  rows(name: string): SqlRows {
    const to = tables[this.#table]?.[name]?.rows ?? ''
    const alias = `r${++SampleSqlScope.#next}`
    const from = sql`${id(to)} ${id(alias)}`
    const scope = new SampleSqlScope(to, alias)
    if (name === 'lines') {
      return {
        from,
        on: sql`${id(alias, 'party')} = ${id(this.#alias, 'id')}`,
        scope,
        order: id(alias, 'position'),
      }
    }
    return { from, on: sql`${id(alias, 'id')} = ${id(this.#alias, name)}`, scope }
  }

  under(name: string, ancestor: Sql): Sql {
    return sql`${id(this.#alias, name)} = ${ancestor}`
  }

  variable(name: string): Sql {
    if (name === '$today') return sql`${surroundings.variables.$today}::date`
    return raw(name === '$me' || name === '$myParty' ? 'null::uuid' : 'null::uuid[]')
  }

  rate(from: Sql, to: Sql, on: Sql): Sql {
    return sql`(select rate from rate where source = ${from} and target = ${to} and day <= ${on} order by day desc limit 1)`
  }
}

export const sampleTables = `
create table category (id uuid primary key, name text, rate numeric, open boolean, since date, parent uuid);
create table article (id uuid primary key, name text, price numeric);
create table party (id uuid primary key, name text, city text, amount numeric, quantity bigint, active boolean,
  due date, seen timestamptz, tags text[], address jsonb, category uuid);
create table line (id uuid primary key, party uuid, position integer, kind text, amount numeric, quantity bigint,
  paid boolean, due date, article uuid);
create table rate (source text, target text, day date, rate numeric);
${rates.map(({ from, to, day, rate }) => `insert into rate values ('${from}', '${to}', '${day}', ${rate});`).join('\n')}`
