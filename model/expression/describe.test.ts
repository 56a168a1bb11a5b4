import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describe } from './describe.ts'
import { parseFormula } from './formula/parse-formula.ts'
import { functions } from './formula/functions.ts'
import { englishPhrases } from './phrases.ts'
import type { ScopeField, TypeScope } from './type-scope.ts'
import { parseWhere } from './where.ts'

const line: TypeScope = scope({ amount: { type: { kind: 'number' } }, kind: { type: { kind: 'text' } } })
const order: TypeScope = scope({
  total: { type: { kind: 'number' } },
  city: { type: { kind: 'text' } },
  due: { type: { kind: 'day' } },
  manager: { type: { kind: 'reference', to: 'user' } },
  lines: { type: { kind: 'lines', of: 'line', via: 'order' }, rows: () => line },
})

function scope(fields: Record<string, ScopeField>): TypeScope {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    names: () => Object.keys(fields),
  }
}

const labels: Record<string, string> = {
  total: 'Total',
  city: 'City',
  due: 'Due day',
  manager: 'Manager',
  'lines.amount': 'Amount',
  lines: 'Lines',
  'lines.kind': 'Kind',
}
const naming = { field: (path: readonly string[]) => labels[path.join('.')] ?? path.join('.') }

test('conditions are said in words', () => {
  const cases: readonly (readonly [where: unknown, words: string])[] = [
    [{ total: { atLeast: 1000 }, city: 'Rīga' }, 'Total is at least 1000 and City is “Rīga”'],
    [{ any: [{ city: null }, { city: { not: 'Rīga' } }] }, 'City is empty or City is not “Rīga”'],
    [{ city: { in: ['Rīga', 'Tallinn'] } }, 'City is one of “Rīga”, “Tallinn”'],
    [{ due: { below: '$today' } }, 'Due day is before today'],
    [{ due: { within: '-30d' } }, 'Due day is within the last 30 days'],
    [
      { manager: '$me', not: { any: [{ total: 1 }, { total: 2 }] } },
      'Manager is me and not (Total is 1 or Total is 2)',
    ],
    [{ manager: '$myTeam' }, 'Manager is one of my team'],
    [{ not: { manager: { in: '$myReports' } } }, 'Manager is not one of my direct reports'],
    [{ lines: { some: { amount: { above: 5 } } } }, 'some of Lines fulfil: Amount is above 5'],
    [{ lines: { set: false } }, 'there are no Lines'],
    [{}, 'always'],
  ]
  for (const [where, words] of cases) assert.equal(describe(parseWhere(where, order), naming), words)
})

test('formulas are said in words', () => {
  const cases: readonly (readonly [formula: string, words: string])[] = [
    ['ROUND(total * 1.21, 2)', '(Total times 1.21) rounded to 2 decimals'],
    ['IF(due < TODAY(), "late", "")', 'if (Due day is less than today) then “late”, otherwise “”'],
    ['SUM(lines.amount)', 'the sum of Amount'],
    ['SUMIF(lines.kind, "food", lines.amount)', 'the sum of Amount where Kind is “food”'],
    ['COUNT(lines)', 'the number of Lines'],
  ]
  for (const [formula, words] of cases) assert.equal(describe(parseFormula(formula, order), naming), words)
})

test('values are shown as the reader is used to', () => {
  const shown = { ...naming, value: (value: string | boolean) => (value === '1000' ? '1 000,00' : undefined) }
  assert.equal(describe(parseWhere({ total: 1000 }, order), shown), 'Total is 1 000,00')
})

test('every function has its words', () => {
  for (const name of functions.keys()) assert.ok(Object.hasOwn(englishPhrases, name), name)
})
