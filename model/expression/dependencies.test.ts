import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dependencies, isVolatile, usesRates } from './dependencies.ts'
import { parseFormula } from './formula/parse-formula.ts'
import type { ScopeField, TypeScope } from './type-scope.ts'
import { parseWhere } from './where.ts'

const line: TypeScope = scope({
  amount: { type: { kind: 'number' } },
  article: { type: { kind: 'reference', to: 'article' }, rows: () => article },
})
const article: TypeScope = scope({ price: { type: { kind: 'number' } } })
const order: TypeScope = scope({
  total: { type: { kind: 'number' } },
  due: { type: { kind: 'day' } },
  sent: { type: { kind: 'instant' } },
  customer: { type: { kind: 'reference', to: 'order' }, rows: () => order },
  lines: { type: { kind: 'lines', of: 'line', via: 'order' }, rows: () => line },
  tags: { type: { kind: 'list', of: 'text' } },
})

function scope(fields: Record<string, ScopeField>): TypeScope {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    names: () => Object.keys(fields),
  }
}

function paths(formula: string): string[] {
  return dependencies(parseFormula(formula, order))
    .map((path) => path.join('.'))
    .sort()
}

test('a formula depends on each field that it reads, through references and lines', () => {
  assert.deepEqual(paths('total + customer.total'), ['customer.total', 'total'])
  assert.deepEqual(paths('SUM(lines.amount * lines.article.price * total)'), [
    'lines.amount',
    'lines.article.price',
    'lines.id',
    'total',
  ])
  assert.deepEqual(paths('COUNT(lines)'), ['lines.id'])
  assert.deepEqual(paths('SUM(customer.lines.amount)'), ['customer.lines.amount', 'customer.lines.id'])
  assert.deepEqual(paths('COUNTIF(tags, "x")'), ['tags'])
})

test('a condition depends on the fields that it asks about', () => {
  const where = { 'customer.total': 1, lines: { some: { amount: 2 } }, tags: 'x' }
  const found = dependencies(parseWhere(where, order))
    .map((path) => path.join('.'))
    .sort()
  assert.deepEqual(found, ['customer.total', 'lines.amount', 'lines.id', 'tags'])
})

test('on which day an instant falls depends on where its reader is', () => {
  const volatile = (formula: string) => isVolatile(parseFormula(formula, order))
  for (const formula of [
    'YEAR(sent)',
    'EDATE(sent, 1)',
    'sent > due',
    'TEXT(sent, "hh:mm")',
    'IF(total > 1, due, sent)',
  ])
    assert.equal(volatile(formula), true, formula)
  for (const formula of [
    'YEAR(due)',
    'IF(ISBLANK(sent), "", sent)',
    'TEXT(due, "yyyy")',
    'sent & ""',
    'MAX(sent)',
  ])
    assert.equal(volatile(formula), false, formula)
})

test('what asks for today or now changes by itself', () => {
  const volatile = (formula: string) => isVolatile(parseFormula(formula, order))
  assert.equal(volatile('TODAY() - due'), true)
  assert.equal(volatile('IF(total > 1, due, $today)'), true)
  assert.equal(volatile('CONVERT(total, "EUR", "USD")'), true)
  assert.equal(volatile('CONVERT(total, "EUR", "USD", due)'), false)
  assert.equal(volatile('total & "TODAY()"'), false)
  assert.equal(usesRates(parseFormula('CONVERT(total, "EUR", "USD", due)', order)), true)
})
