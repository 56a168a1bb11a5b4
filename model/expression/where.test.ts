import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fulfils } from './evaluate.ts'
import { jsonRecord } from './record-view.ts'
import type { ScopeField, TypeScope } from './type-scope.ts'
import { WhereError } from './where-error.ts'
import { parseWhere } from './where.ts'

const category: TypeScope = scope({
  id: { type: { kind: 'reference', to: 'category' } },
  number: { type: { kind: 'text' } },
  name: { type: { kind: 'text' } },
})
const address: TypeScope = scope({ city: { type: { kind: 'text' } }, main: { type: { kind: 'boolean' } } })
const customer: TypeScope = scope({
  name: { type: { kind: 'text' } },
  phone: {
    type: { kind: 'text' },
    parse: (input) => ({ value: String(input).replaceAll(' ', '') }),
  },
  creditLimit: { type: { kind: 'number' } },
  blocked: { type: { kind: 'boolean' } },
  since: { type: { kind: 'day' } },
  createdAt: { type: { kind: 'instant' } },
  category: { type: { kind: 'reference', to: 'category' }, rows: () => category, tree: true },
  manager: { type: { kind: 'reference', to: 'user' } },
  tags: { type: { kind: 'list', of: 'text' } },
  addresses: { type: { kind: 'lines', of: 'address', via: 'party' }, rows: () => address },
  logo: { type: { kind: 'opaque' } },
})

function scope(fields: Record<string, ScopeField>): TypeScope {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    names: () => Object.keys(fields),
  }
}

const gold = '0198f1a0-0000-7000-8000-000000000001'
const anna = '0198f1a0-0000-7000-8000-000000000002'
const acme = jsonRecord({
  name: 'SIA Ābols',
  phone: '+37126123456',
  creditLimit: '1000.00',
  blocked: false,
  since: '2026-03-15',
  createdAt: '2026-03-15T22:30:00.000Z',
  category: { id: gold, title: 'Gold', number: 'C-1', name: 'Gold' },
  manager: { id: anna, title: 'Anna' },
  tags: ['vip', 'wholesale'],
  addresses: [
    { city: 'Rīga', main: true },
    { city: 'Tallinn', main: false },
  ],
})
const blank = jsonRecord({ name: null, tags: [], addresses: [] })
const surroundings = {
  variables: { $me: anna, $myTeam: [anna], $today: '2026-03-31' },
  timeZone: 'Europe/Riga',
  now: '2026-03-31T08:00:00Z',
  isUnder: (_: string, id: string, ancestor: string) => id === gold && ancestor !== anna,
}

function holds(where: unknown, record = acme): boolean {
  return fulfils(parseWhere(where, customer), record, surroundings)
}

test('each operator asks what it says', () => {
  const cases: readonly (readonly [where: unknown, holds: boolean])[] = [
    [{}, true],
    [{ name: 'SIA Ābols' }, true],
    [{ name: 'sia ābols' }, false],
    [{ name: { not: 'SIA Ābols' } }, false],
    [{ name: { in: ['a', 'SIA Ābols'] } }, true],
    [{ name: ['a', 'b'] }, false],
    [{ name: { notIn: ['a'] } }, true],
    [{ name: { contains: 'abol' } }, true],
    [{ name: { contains: 'ĀBOL' } }, true],
    [{ name: { startsWith: 'sia' } }, true],
    [{ name: { startsWith: 'abol' } }, false],
    [{ name: { above: 'SIA A' } }, true],
    [{ name: { below: 'SIA B' } }, true],
    [{ creditLimit: 1000 }, true],
    [{ creditLimit: '1000' }, true],
    [{ creditLimit: { above: '1000' } }, false],
    [{ creditLimit: { atLeast: '1000.00' } }, true],
    [{ creditLimit: { atLeast: 500, below: 2000 } }, true],
    [{ blocked: false }, true],
    [{ blocked: { not: true } }, true],
    [{ since: { within: '-30d' } }, true],
    [{ since: { within: '+2w' } }, false],
    [{ since: { within: '-1m' } }, true],
    [{ since: { atMost: '$today' } }, true],
    [{ createdAt: '2026-03-16' }, true],
    [{ createdAt: { below: '2026-03-16' } }, false],
    [{ createdAt: { above: '2026-03-15T22:00:00Z' } }, true],
    [{ createdAt: { within: '-15d' } }, true],
    [{ createdAt: { within: '-14d' } }, false],
    [{ category: gold }, true],
    [{ category: { id: gold } }, true],
    [{ category: { number: 'C-1' } }, true],
    [{ category: { in: [{ number: 'C-1' }] } }, true],
    [{ 'category.name': 'Gold' }, true],
    [{ category: { name: { contains: 'gol' } } }, true],
    [{ category: { under: gold } }, true],
    [{ category: { under: anna } }, false],
    [{ manager: '$me' }, true],
    [{ manager: { in: '$myTeam' } }, true],
    [{ manager: '$myTeam' }, true],
    [{ manager: { not: '$me' } }, false],
    [{ tags: 'vip' }, true],
    [{ tags: { contains: 'vip' } }, true],
    [{ tags: { in: ['x', 'vip'] } }, true],
    [{ tags: { not: 'x' } }, true],
    [{ tags: { some: { startsWith: 'whole' } } }, true],
    [{ tags: { every: 'vip' } }, false],
    [{ addresses: { some: { city: 'Rīga', main: true } } }, true],
    [{ addresses: { some: { city: 'Tallinn', main: true } } }, false],
    [{ 'addresses.city': 'Tallinn' }, true],
    [{ addresses: { none: { city: 'Oslo' } } }, true],
    [{ addresses: { every: { city: { set: true } } } }, true],
    [{ addresses: { set: true } }, true],
    [{ logo: { set: true } }, false],
    [{ phone: '+371 26 123 456' }, true],
    [{ any: [{ name: 'x' }, { blocked: false }] }, true],
    [{ all: [{ name: 'x' }, { blocked: false }] }, false],
    [{ any: [] }, false],
    [{ all: [] }, true],
    [{ not: { name: 'x' } }, true],
  ]
  for (const [where, wanted] of cases) assert.equal(holds(where), wanted, JSON.stringify(where))
})

test('a comparison with empty is false, and not makes it true', () => {
  const comparisons: readonly Record<string, unknown>[] = [
    { name: 'x' },
    { name: { contains: '' } },
    { creditLimit: { atLeast: 0 } },
    { creditLimit: { below: 1 } },
    { blocked: false },
    { since: { below: '2030-01-01' } },
    { category: gold },
    { 'category.name': 'Gold' },
    { tags: 'x' },
    { tags: { in: ['x'] } },
    { 'addresses.city': 'Rīga' },
    { createdAt: { within: '-9d' } },
    { name: { in: ['x'] } },
    { name: { set: true } },
  ]
  for (const where of comparisons) {
    assert.equal(holds(where, blank), false, JSON.stringify(where))
    assert.equal(holds({ not: where }, blank), true, JSON.stringify(where))
  }
  assert.equal(holds({ name: null }, blank), true)
  assert.equal(holds({ name: { in: [null, 'x'] } }, blank), true)
  assert.equal(holds({ name: { not: null } }, blank), false)
  assert.equal(holds({ name: { not: 'x' } }, blank), true)
  assert.equal(holds({ addresses: { every: { city: 'Rīga' } } }, blank), true)
})

function complaint(where: unknown): WhereError {
  try {
    parseWhere(where, customer)
  } catch (error) {
    if (error instanceof WhereError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(where).slice(0, 100)} was taken.`)
}

test('what cannot be asked is named with its place', () => {
  const cases: readonly (readonly [where: unknown, path: string, code: string])[] = [
    [5, '', 'where.notAnObject'],
    [[], '', 'where.notAnObject'],
    [null, '', 'where.notAnObject'],
    [{ nmae: 1 }, 'nmae', 'where.unknownField'],
    [{ 'category.secret': 1 }, 'category.secret', 'where.unknownField'],
    [{ 'name.x': 1 }, 'name.x', 'where.unknownField'],
    [{ any: [{ name: 'x' }, { bad: 1 }] }, 'any.1.bad', 'where.unknownField'],
    [{ any: {} }, 'any', 'where.notAList'],
    [{ not: 5 }, 'not', 'where.notAnObject'],
    [{ name: { like: 'x' } }, 'name', 'where.unknownOperator'],
    [{ name: { contains: 5 } }, 'name.contains', 'where.notAText'],
    [{ name: true }, 'name', 'where.wrongType'],
    [{ creditLimit: 'abc' }, 'creditLimit', 'where.wrongType'],
    [{ creditLimit: '1e5' }, 'creditLimit', 'where.wrongType'],
    [{ creditLimit: { contains: '1' } }, 'creditLimit.contains', 'where.operatorNotAllowed'],
    [{ since: '2026-02-30' }, 'since', 'where.wrongType'],
    [{ since: { within: '30 days' } }, 'since.within', 'where.notASpan'],
    [{ blocked: 'yes' }, 'blocked', 'where.wrongType'],
    [{ name: { set: 'x' } }, 'name.set', 'where.notYesNo'],
    [{ category: 'abc' }, 'category', 'where.wrongType'],
    [{ manager: { under: anna } }, 'manager.under', 'where.operatorNotAllowed'],
    [{ manager: { name: 'x' } }, 'manager', 'where.unknownOperator'],
    [{ logo: 'x' }, 'logo', 'where.operatorNotAllowed'],
    [{ name: { in: 'x' } }, 'name.in', 'where.notAList'],
    [{ creditLimit: { in: [1, 'x'] } }, 'creditLimit.in.1', 'where.wrongType'],
  ]
  for (const [where, path, code] of cases) {
    const error = complaint(where)
    assert.deepEqual([error.path, error.code], [path, code], JSON.stringify(where))
    assert.match(error.message, /\.$/)
  }
})

test('hostile conditions are refused at once', () => {
  const deep = (depth: number, inner: unknown): unknown =>
    depth === 0 ? inner : { not: deep(depth - 1, inner) }
  assert.equal(complaint(deep(5_000, {})).code, 'where.tooDeep')
  assert.equal(complaint({ any: Array.from({ length: 5_000 }, () => ({ name: 'x' })) }).code, 'where.tooLong')
  assert.equal(complaint({ name: { in: Array.from({ length: 20_000 }, () => 'x') } }).code, 'where.tooLong')
  assert.equal(complaint({ name: { contains: 'x'.repeat(5_000) } }).code, 'where.notAText')
  assert.equal(complaint({ creditLimit: '9'.repeat(5_000) }).code, 'where.wrongType')
  assert.equal(complaint(JSON.parse('{"__proto__":{"x":1}}')).code, 'where.unknownField')
  assert.equal(complaint({ [`${'category.'.repeat(5_000)}name`]: 'x' }).code, 'where.unknownField')
  assert.equal(complaint(JSON.parse('{"name":{"__proto__":"x"}}')).code, 'where.unknownOperator')
  assert.equal(complaint({ constructor: 'x' }).code, 'where.unknownField')
})
