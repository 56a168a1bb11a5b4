import type { Random } from '../testing/sample/random.ts'

type Schema = { readonly [key: string]: ReturnType<typeof JSON.parse> }
type Document = {
  readonly paths: Record<string, Record<string, Schema>>
  readonly components: Record<string, Record<string, Schema>>
}

export type FuzzOperation = { readonly path: string; readonly method: string; readonly operation: Schema }

export type Fuzz = {
  readonly random: Random
  readonly strings: readonly string[]
  readonly document: Document
  /** Records that exist, by the path of their object. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  readonly operations: readonly FuzzOperation[]
}

export type FuzzRequest = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Buffer
}

export function operationsOf(document: Document): FuzzOperation[] {
  return Object.entries(document.paths).flatMap(([path, calls]) =>
    Object.entries(calls).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
}

/**
 * What must stay as it is for the rest of the run to mean something: the users, their rights, the catalog,
 * the sessions.
 */
const kept = /^\/(users|posts|grants|objects|settings|companies|session|password|keys|setup|sessions)/

/**
 * The next request: each operation in turn, filled with what fits, what nearly fits and what does not fit at
 * all.
 */
export function fuzzRequest(fuzz: Fuzz, turn: number, keys: readonly (string | null)[]): FuzzRequest {
  const { random, operations } = fuzz
  const { path, method, operation } = operations[turn % operations.length] as FuzzOperation
  const isKept = method !== 'GET' && kept.test(path)
  // Whoever may do everything tries such things out only; the others are refused.
  const key = isKept ? random.pick(keys.slice(2)) : random.pick(keys)
  const parameters = ((operation['parameters'] ?? []) as Schema[]).map((one) => resolve(fuzz, one))
  const query = queryOf(
    fuzz,
    parameters.filter((one) => one['in'] === 'query'),
  )
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => pathValue(fuzz, path, name, parameters))
  const headers: Record<string, string> = {
    ...(key === null ? {} : { authorization: `Bearer ${random.chance(0.02) ? 'nonsense' : key}` }),
    ...headersOf(
      fuzz,
      parameters.filter((one) => one['in'] === 'header'),
    ),
  }
  const full = `/api/v1${place}${query}`
  if (method === 'GET' || !operation['requestBody']) return { method, path: full, headers }
  const body = bodyOf(fuzz, operation['requestBody']['content'])
  return {
    method,
    path: full,
    headers: { ...headers, 'content-type': body.type, 'content-length': String(body.content.length) },
    body: body.content,
  }
}

function pathValue(fuzz: Fuzz, path: string, name: string, parameters: readonly Schema[]): string {
  const { random } = fuzz
  const known = fuzz.ids.get(path.slice(0, path.indexOf('/{'))) ?? []
  if (name === 'id' && known.length > 0 && random.chance(0.7)) return random.pick(known)
  const schema = parameters.find((one) => one['name'] === name && one['in'] === 'path')?.['schema'] as
    | Schema
    | undefined
  if (schema?.['enum'] && random.chance(0.8)) return random.pick(schema['enum'] as string[])
  if (random.chance(0.1))
    return random.pick([
      '%',
      '%zz',
      '%E0%A4%A',
      '..',
      '%2e%2e%2f',
      '%00',
      'a'.repeat(600),
      '__proto__',
      'constructor',
      '-1',
      '0',
      '%F0%9F%98%80',
    ])
  if (random.chance(0.3))
    return random.pick(['customer', 'customers', 'party', 'x_nothing', 'name', 'createdAt'])
  if (random.chance(0.5)) return uuid(random)
  return encodeURIComponent(random.pick(fuzz.strings).toWellFormed().slice(0, 200)) || '-'
}

function queryOf(fuzz: Fuzz, parameters: readonly Schema[]): string {
  const { random } = fuzz
  const parts = parameters
    .filter(() => random.chance(0.4))
    .map((one) => `${one['name']}=${queryValue(fuzz, one)}`)
  if (random.chance(0.03)) parts.push('nonsense=1')
  if (random.chance(0.02))
    parts.push(random.pick(['%', '&&&=', '__proto__=1', 'limit=1&limit=2', 'where[a]=1', '=', '%00=%00']))
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

const wheres = (fuzz: Fuzz): unknown => {
  const { random } = fuzz
  const field = random.pick([
    'name',
    'city',
    'country',
    'creditLimit',
    'createdAt',
    'tags',
    'category',
    'manager.name',
    'emails',
    'id',
    'kind',
    'nonsense',
    '__proto__',
    'status',
    'addresses',
  ])
  const operator = random.pick([
    'in',
    'not',
    'above',
    'atLeast',
    'contains',
    'startsWith',
    'set',
    'under',
    'some',
    'none',
    'every',
    'within',
    'nonsense',
    'notIn',
    'below',
  ])
  const nested = random.chance(0.15) ? wheres(fuzz) : jsonValue(fuzz, 2)
  return random.pick([
    { [field]: nested },
    { [field]: { [operator]: nested } },
    { any: [nested, { [field]: 'x' }] },
    { not: { [field]: nested } },
    nested,
    { all: nested },
  ])
}

function queryValue(fuzz: Fuzz, parameter: Schema): string {
  const { random } = fuzz
  const name = String(parameter['name'])
  if (name === 'where' && random.chance(0.85))
    return encodeURIComponent(JSON.stringify(wheres(fuzz)).toWellFormed())
  if (
    (name === 'sort' || name === 'fields' || name === 'columns' || name === 'groupBy' || name === 'sums') &&
    random.chance(0.7)
  ) {
    return random.pick([
      'name',
      '-createdAt',
      'city,name',
      'creditLimit',
      'tags',
      'emails',
      'nonsense',
      '-',
      ',',
      'category.name',
      'id',
      'roles',
      'addresses',
      'updatedBy',
      '-name,-name',
    ])
  }
  const schema = (parameter['schema'] ?? {}) as Schema
  if (random.chance(0.5))
    return encodeURIComponent(String(scalarOf(fuzz, schema)).toWellFormed().slice(0, 2_000))
  if (random.chance(0.05)) return random.pick(['%', '%zz', '%00', '%ff%fe'])
  return encodeURIComponent(random.pick(fuzz.strings).toWellFormed())
}

function headersOf(fuzz: Fuzz, parameters: readonly Schema[]): Record<string, string> {
  const { random } = fuzz
  const headers: Record<string, string> = {}
  for (const { name } of parameters) {
    if (!random.chance(0.15)) continue
    headers[name as string] = random.pick([
      '"1"',
      '"999999999999"',
      'W/"2"',
      '*',
      'nonsense',
      'x'.repeat(300),
      'a,b,c',
      `${random.whole(50)}`,
      '"',
      'bytes=0-',
    ])
  }
  if (random.chance(0.02))
    headers['range'] = random.pick(['bytes=0-1', 'bytes=5-1', 'bytes=-', 'bytes=999999-'])
  if (random.chance(0.02)) headers['kontor-language'] = random.pick(['lv', 'xx', 'zh'])
  return headers
}

function bodyOf(fuzz: Fuzz, content: Record<string, { schema: Schema }>): { type: string; content: Buffer } {
  const { random } = fuzz
  if (content['multipart/form-data']) return multipart(fuzz)
  const schema = content['application/json']?.schema ?? {}
  const type = 'application/json'
  if (random.chance(0.02))
    return {
      type: random.pick([
        'text/plain',
        'application/xml',
        'nonsense',
        'application/json; charset=utf-16',
        'multipart/form-data',
      ]),
      content: Buffer.from('{"a":1}'),
    }
  if (random.chance(0.06)) {
    const broken = [
      '{',
      '[[',
      'null',
      '1e999',
      '"',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
      '['.repeat(20_000),
      '{"a":'.repeat(5_000),
      '\uFEFF{}',
      '{"name":"\\ud800"}',
      '[1,2',
      'undefined',
      '',
      '{"name":1e400}',
    ]
    return { type, content: Buffer.from(random.pick(broken)) }
  }
  if (random.chance(0.01))
    return { type, content: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }
  if (random.chance(0.001)) return { type, content: Buffer.from(`{"name":"${'x'.repeat(5_300_000)}"}`) }
  return { type, content: Buffer.from(JSON.stringify(valueOf(fuzz, schema, 0) ?? null)) }
}

function multipart({ random, strings }: Fuzz): { type: string; content: Buffer } {
  const edge = 'edge-of-parts'
  const name = random
    .pick(['a.csv', 'b.xlsx', '../../x', 'ā.txt', '', '"', ...strings.slice(0, 50)])
    .replace(/["\r\n]/g, '_')
  const content = random.pick([
    'name;country\nSIA A;LV\n',
    'PK\u0003\u0004nonsense',
    '',
    'a,b,c\n"',
    ...strings.slice(0, 50),
  ])
  const object = random.pick(['customer', 'suppliers', 'nonsense', 'user', ''])
  const parts = [
    `--${edge}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n`,
    `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n`,
    `--${edge}--\r\n`,
  ]
  const text = random.chance(0.1)
    ? parts.slice(0, random.whole(3)).join('')
    : random.chance(0.1)
      ? parts.toReversed().join('')
      : parts.join('')
  return {
    type: `multipart/form-data; boundary=${random.chance(0.95) ? edge : 'other'}`,
    content: Buffer.from(text),
  }
}

/** A value for a schema: mostly one that fits, so that the request gets far, else anything. */
function valueOf(fuzz: Fuzz, given: Schema, depth: number): unknown {
  const { random } = fuzz
  if (random.chance(0.12)) return jsonValue(fuzz, 0)
  const schema = resolve(fuzz, given)
  if (schema['anyOf']) return valueOf(fuzz, random.pick(schema['anyOf'] as Schema[]), depth)
  const type = random.pick([schema['type'] ?? 'object'].flat() as string[])
  if (type === 'object' && depth < 4) {
    const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>)
    const few = Math.min(1, 6 / Math.max(1, properties.length))
    const required = (schema['required'] ?? []) as string[]
    const entries = properties
      .filter(([name]) =>
        required.includes(name) || name === 'name' ? random.chance(0.95) : random.chance(few),
      )
      .map(([name, one]) => [name, valueOf(fuzz, one, depth + 1)] as [string, unknown])
    if (schema['additionalProperties'] === true || random.chance(0.03))
      entries.push([
        random.pick(['name', 'city', 'nonsense', 'value', 'key', 'columns', 'mapping', 'label']),
        jsonValue(fuzz, 1),
      ])
    return Object.fromEntries(entries)
  }
  if (type === 'array')
    return Array.from({ length: random.whole(3) }, () =>
      valueOf(fuzz, (schema['items'] ?? {}) as Schema, depth + 1),
    )
  return scalarOf(fuzz, { ...schema, type })
}

function scalarOf(fuzz: Fuzz, schema: Schema): unknown {
  const { random } = fuzz
  if (schema['enum']) return random.pick(schema['enum'] as unknown[])
  const type = [schema['type']].flat()[0]
  if (type === 'integer' || type === 'number')
    return random.pick([0, 1, -1, 50, 1000, 2 ** 31, 2 ** 53, 1e308, 0.1])
  if (type === 'boolean') return random.pick(['true', 'false', true, false])
  if (type === 'null') return null
  if (schema['format'] === 'uuid')
    return random.chance(0.7) ? random.pick([...fuzz.ids.values()].flat()) : uuid(random)
  if (schema['format'] === 'date')
    return random.pick(['2026-03-31', '2026-02-30', '0000-00-00', '99999-01-01', '-infinity'])
  if (schema['format'] === 'date-time')
    return random.pick([
      '2026-03-31T12:00:00Z',
      '2026-03-31',
      '294277-01-01T00:00:00Z',
      'now',
      '1800-01-01T00:00:00+25:00',
    ])
  if (schema['pattern'])
    return random.pick([
      '1200.00',
      '-0.005',
      '99999999999999999999999999',
      '1e5',
      'NaN',
      'Infinity',
      '0.'.padEnd(400, '1'),
    ])
  return random.pick([
    random.pick(fuzz.strings),
    'SIA Bērzs',
    'LV',
    '+37129123456',
    'a@b.example',
    'EUR',
    'x'.repeat(random.whole(5) * 1_000),
  ])
}

function jsonValue(fuzz: Fuzz, depth: number): unknown {
  const { random } = fuzz
  const kind = random.whole(depth > 3 ? 6 : 9)
  if (kind === 0) return null
  if (kind === 1) return random.pick([0, -1, 1.5, 1e21, 2 ** 63, Number.MAX_SAFE_INTEGER, -0])
  if (kind === 2) return random.chance(0.5)
  if (kind < 6) return random.pick(fuzz.strings)
  if (kind === 6) return Array.from({ length: random.whole(4) }, () => jsonValue(fuzz, depth + 1))
  if (kind === 7)
    return {
      [random.pick(['id', 'title', 'number', 'toString', 'a', '$me', 'in', 'not'])]: jsonValue(
        fuzz,
        depth + 1,
      ),
    }
  return random.pick([
    '$me',
    '$today',
    '$nonsense',
    '\u0000',
    '\uD800',
    '9'.repeat(500),
    '../..',
    "'; drop table party; --",
  ])
}

function resolve({ document }: Fuzz, schema: Schema): Schema {
  const place = schema['$ref'] as string | undefined
  if (place === undefined) return schema
  const [, , kind = '', name = ''] = place.split('/')
  return (document.components[kind]?.[name] ?? {}) as Schema
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 31 }, () => random.whole(16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`
}
