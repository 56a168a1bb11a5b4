import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ScopeField, TypeScope } from '../type-scope.ts'
import { FormulaError } from './formula-error.ts'
import { parseFormula } from './parse-formula.ts'
import { printFormula } from './print-formula.ts'

const person: TypeScope = scope({ name: { type: { kind: 'text' } } })
const line: TypeScope = scope({
  id: { type: { kind: 'reference', to: 'line' } },
  amount: { type: { kind: 'number' } },
  kind: { type: { kind: 'text' } },
  tags: { type: { kind: 'list', of: 'text' } },
})
const order: TypeScope = scope({
  total: { type: { kind: 'number' } },
  creditLimit: { type: { kind: 'number' } },
  note: { type: { kind: 'text' } },
  due: { type: { kind: 'day' } },
  manager: { type: { kind: 'reference', to: 'user' }, rows: () => person },
  lines: { type: { kind: 'lines', of: 'line', via: 'order' }, rows: () => line },
  orders: { type: { kind: 'lines', of: 'order', via: 'order' }, rows: () => order },
  tags: { type: { kind: 'list', of: 'text' } },
  address: { type: { kind: 'opaque' } },
})

function scope(fields: Record<string, ScopeField>): TypeScope {
  return {
    field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined),
    names: () => Object.keys(fields),
  }
}

function complaint(formula: string): FormulaError {
  try {
    parseFormula(formula, order)
  } catch (error) {
    if (error instanceof FormulaError) return error
    throw error
  }
  throw new Error(`${formula} was taken.`)
}

test('what is wrong in a formula is said with its place and a hint', () => {
  const cases: readonly (readonly [formula: string, place: string, code: string, hint: RegExp])[] = [
    ['totl + 1', 'totl', 'formula.noSuchField', /Did you mean total\?/],
    ['Total + 1', 'Total', 'formula.noSuchField', /Did you mean total\?/],
    ['1 + manager.nmae', 'nmae', 'formula.noSuchField', /Did you mean manager\.name\?/],
    ['total.name', 'total.name', 'formula.noSuchField', /plain value/],
    ['SUMM(lines.amount)', 'SUMM', 'formula.noSuchFunction', /Did you mean SUM\?/],
    ['total + note', 'note', 'formula.wrongType', /VALUE turns a text into a number/],
    ['total * due', 'due', 'formula.wrongType', /YEAR, MONTH and DAY/],
    ['manager & "x"', 'manager', 'formula.wrongType', /\.name/],
    ['UPPER(address)', 'address', 'formula.wrongType', /cannot use/],
    ['IF(total > 1, "a", 5)', '5', 'formula.mixedTypes', /TEXT or VALUE/],
    ['total = "5"', '"5"', 'formula.wrongType', /cannot be compared/],
    ['manager > manager', 'manager', 'formula.noOrder', /Which comes first/],
    ['lines.amount + 1', 'lines.amount + 1', 'formula.manyValues', /SUM/],
    ['SUM(lines.amount * orders.total)', 'orders.total', 'formula.differentLists', /Total each on its own/],
    ['COUNT(lines.tags)', 'lines.tags', 'formula.listOfLists', /list in each line/],
    ['SUMIF(total, ">1")', 'total', 'formula.notAList', /lines\.amount/],
    ['ROUND(total)', 'ROUND(total)', 'formula.wrongCount', /ROUND\(number, digits\)/],
    ['IFS(total > 1, 2, 3)', 'IFS(total > 1, 2, 3)', 'formula.wrongCount', /IFS\(condition/],
    ['TEXT(total, note)', 'note', 'formula.formatNotFixed', /in quotes/],
    ['TEXT(total, "qq")', '"qq"', 'formula.unknownFormat', /#,##0\.00/],
    ['(total + 1', '(', 'formula.notClosed', /closed/],
    ['total + ', '', 'formula.unfinished', /ends too early/],
    ['total 5', '5', 'formula.unexpected', /operator or a value is missing/],
    ['ROUND(total; 2)', ';', 'formula.unexpected', /separated by ","/],
    ["'text'", "'", 'formula.unknownSign', /double quotes/],
    ['"text', '"', 'formula.textNotClosed', /closing quote/],
    ['', '', 'formula.empty', /empty/],
    ['$whoever', '$whoever', 'formula.noSuchVariable', /\$me/],
    ['total + #', '#', 'formula.unknownSign', /no meaning/],
  ]
  for (const [formula, place, code, hint] of cases) {
    const error = complaint(formula)
    assert.equal(formula.slice(error.position, error.position + error.length), place, formula)
    assert.equal(error.code, code, formula)
    assert.match(error.message, hint, formula)
  }
})

test('a hidden field cannot be told from one that does not exist', () => {
  assert.equal(
    complaint('secret + 1').message.replace('secret', ''),
    complaint('nosuch + 1').message.replace('nosuch', ''),
  )
})

test('hostile formulas get an answer at once', () => {
  const cases: readonly (readonly [formula: string, code: string])[] = [
    ['1+'.repeat(4_999) + '1', 'formula.tooLong'],
    ['('.repeat(5_000), 'formula.tooDeep'],
    ['-'.repeat(9_000) + '1', 'formula.tooDeep'],
    ['1' + '%'.repeat(9_000), 'formula.unexpected'],
    ['IF(TRUE,'.repeat(1_000), 'formula.tooDeep'],
    ['x'.repeat(10_001), 'formula.tooLong'],
    ['9'.repeat(9_999), 'formula.numberTooLong'],
    ['1e9999', 'formula.numberTooLong'],
    ['"'.repeat(9_999), 'formula.textNotClosed'],
    ['a.'.repeat(4_000) + 'b', 'formula.pathTooLong'],
    ['1^'.repeat(4_000) + '1', 'formula.tooLong'],
    [',,,,', 'formula.unexpected'],
    ['\ud800', 'formula.unknownSign'],
    ['total\0', 'formula.unknownSign'],
  ]
  const start = performance.now()
  for (const [formula, code] of cases) assert.equal(complaint(formula).code, code, formula.slice(0, 20))
  assert.ok(performance.now() - start < 2_000)
})

test('the longest chains and deepest nestings that are allowed are calculated', () => {
  parseFormula(Array.from({ length: 500 }, () => 'total').join('+'), order)
  parseFormula('ABS('.repeat(98) + 'total' + ')'.repeat(98), order)
})

test('a formula printed and read again is the same', () => {
  const formulas = [
    'total * 2 + 1',
    '(total + 1) * 2',
    'total - (total - 1)',
    '-(total + 1) ^ 2',
    '(-total)%',
    '-total%',
    '2 ^ (3 ^ 2)',
    'IF(total > 1, "a ""b""", manager.name)',
    'SUM(lines.amount * 2, total)',
    'SUMIF(lines.kind, "x", lines.amount)',
    'COUNT(lines)',
    'COUNT(orders.lines)',
    'SUM(IF(lines.amount > total, lines.amount, 0))',
    'due > "2026-01-01"',
    'IFERROR(total / 0, "")',
    'CONCAT(tags)',
    'note = ""',
    'due = ""',
    'due + 1 - due',
    'TODAY() - due',
    '$today > due',
    'NOT(total)',
    'note & total & due',
    'SWITCH(note, "a", 1, 2)',
    'TEXT(total, "0.00")',
  ]
  for (const formula of formulas) {
    const expression = parseFormula(formula, order)
    const printed = printFormula(expression)
    assert.deepEqual(parseFormula(printed, order), expression, `${formula} was printed as ${printed}`)
  }
})

test('an expression is plain JSON', () => {
  const expression = parseFormula('SUM(lines.amount) + IF(ISBLANK(due), 1, total)', order)
  assert.deepEqual(JSON.parse(JSON.stringify(expression)), expression)
})
