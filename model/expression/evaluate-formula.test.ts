import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateFormula, FormulaValueError, type FormulaValue } from './evaluate-formula.ts'

const surroundings = {
  variables: { $today: '2026-03-31' },
  timeZone: 'Europe/Riga',
  now: '2026-03-31T21:30:00Z',
  rate: (from: string, to: string, day: string) =>
    from === 'EUR' && to === 'USD' ? (day < '2026-01-01' ? '1.05' : '1.1') : undefined,
}

const values: Record<string, FormulaValue> = {
  price: { type: 'number', value: '12.50' },
  none: { type: 'number', value: null },
  name: { type: 'text', value: 'Miriam McGovern' },
  noName: { type: 'text', value: null },
  due: { type: 'day', value: '2026-01-31' },
  noDay: { type: 'day', value: null },
  paid: { type: 'boolean', value: true },
  seen: { type: 'instant', value: '2026-01-31T22:30:00Z' },
  amounts: { type: 'list', of: 'number', value: ['100', '250.5', null, '-50'] },
  kinds: { type: 'list', of: 'text', value: ['apples', 'oranges', 'Apples', null] },
  'lines.amount': { type: 'list', of: 'number', value: ['2', '3'] },
  'lines.count': { type: 'list', of: 'number', value: ['10', '20'] },
  holidays: { type: 'list', of: 'day', value: ['2012-11-22', '2012-12-04', '2013-01-21'] },
}

function calculate(formula: string): string {
  const { value, error } = evaluateFormula({ formula, values }, surroundings)
  return error ?? String(value)
}

function table(name: string, cases: readonly (readonly [formula: string, value: string])[]): void {
  test(name, () => {
    for (const [formula, value] of cases) assert.equal(calculate(formula), value, formula)
  })
}

table('operators bind as in Excel', [
  ['1 + 2 * 3', '7'],
  ['(1 + 2) * 3', '9'],
  ['-2 ^ 2', '4'],
  ['2 ^ 3 ^ 2', '64'],
  ['2 ^ -1', '0.5'],
  ['10%', '0.1'],
  ['200 * 5%', '10'],
  ['-50%', '-0.5'],
  ['10 - 2 - 3', '5'],
  ['100 / 10 / 2', '5'],
  ['1 + 1 & "a" & 2 * 2', '2a4'],
  ['1 + 1 = 2', 'true'],
  ['2 > 1 = TRUE', 'true'],
  ['=price', '12.5'],
  ['+price', '12.5'],
  ['--price', '12.5'],
  ['1e3 + .5', '1000.5'],
])

table('numbers are exact, and what cannot be exact is rounded half away from zero at 20 decimals', [
  ['0.1 + 0.2', '0.3'],
  ['1.005 * 1000', '1005'],
  ['1 / 3', '0.33333333333333333333'],
  ['2 / 3', '0.66666666666666666667'],
  ['-2 / 3', '-0.66666666666666666667'],
  ['1 / 3 * 3', '0.99999999999999999999'],
  ['0.1 ^ 25', '0.0000000000000000000000001'],
  ['12345678901234567890 * 98765432109876543210', '1219326311370217952237463801111263526900'],
  ['10 ^ 999 / 10 ^ 999', '1'],
  ['10 ^ 999 * 10', '#NUM!'],
  ['10 ^ 1000', '#NUM!'],
  ['1 / 8', '0.125'],
  ['1e-20 / 2', '0.00000000000000000001'],
  ['0.99e-20 / 2', '0'],
])

table('errors carry a code, and IFERROR catches them', [
  ['1 / 0', '#DIV/0!'],
  ['MOD(1, 0)', '#DIV/0!'],
  ['0 ^ -1', '#DIV/0!'],
  ['0 ^ 0', '#NUM!'],
  ['SQRT(-1)', '#NUM!'],
  ['VALUE("abc")', '#VALUE!'],
  ['FIND("x", name)', '#VALUE!'],
  ['IFS(1 > 2, "a")', '#N/A'],
  ['SWITCH(3, 1, "a")', '#N/A'],
  ['1 + 1 / 0', '#DIV/0!'],
  ['IFERROR(1 / 0, -1)', '-1'],
  ['IFERROR(price, -1)', '12.5'],
  ['IFERROR(1 / 0, "")', 'null'],
  ['IF(1 / 0 > 1, 1, 2)', '#DIV/0!'],
  ['IF(TRUE, 1, 1 / 0)', '1'],
  ['AND(FALSE, 1 / 0 > 1)', '#DIV/0!'],
  ['ISBLANK(1 / 0)', 'false'],
  ['COUNT(1 / 0, 1)', '1'],
  ['SUM(1 / 0, 1)', '#DIV/0!'],
  ['AVERAGE(none)', '#DIV/0!'],
  ['DATE(10000, 1, 1)', '#NUM!'],
])

table('empty is 0 in arithmetic, "" in texts, and skipped where many values are counted', [
  ['none', 'null'],
  ['none + 1', '1'],
  ['none * 5', '0'],
  ['none = 0', 'true'],
  ['noName & "x"', 'x'],
  ['noName = ""', 'true'],
  ['LEN(noName)', '0'],
  ['ISBLANK(none)', 'true'],
  ['ISBLANK(price)', 'false'],
  ['ISBLANK("")', 'false'],
  ['MIN(none, 5)', '5'],
  ['MIN(none)', '0'],
  ['COUNT(none, 1)', '1'],
  ['NOT(none)', 'true'],
  ['VALUE(noName)', '0'],
  ['YEAR(noDay)', 'null'],
  ['noDay + 1', 'null'],
  ['noDay < TODAY()', 'false'],
  ['noDay = ""', 'true'],
  ['due <> ""', 'true'],
])

table('conditions and choices', [
  ['IF(price > 10, "dear", "cheap")', 'dear'],
  ['IF(price > 100, "dear")', 'null'],
  ['IF(price, "yes", "no")', 'yes'],
  ['IFS(price > 100, "A", price > 10, "B", TRUE, "C")', 'B'],
  ['SWITCH(2, 1, "one", 2, "two", "many")', 'two'],
  ['SWITCH("B", "a", 1, "b", 2)', '2'],
  ['SWITCH(9, 1, "one", "many")', 'many'],
  ['AND(TRUE, paid)', 'true'],
  ['OR(FALSE, none)', 'false'],
  ['NOT(paid)', 'false'],
  ['paid * 5', '5'],
  ['"abc" = "ABC"', 'true'],
  ['"á" = "a"', 'false'],
  ['"a" < "B"', 'true'],
  ['"a" <> "b"', 'true'],
  ['IF(paid, due, "")', '2026-01-31'],
])

table('rounding as Excel documents it', [
  ['ROUND(2.15, 1)', '2.2'],
  ['ROUND(2.149, 1)', '2.1'],
  ['ROUND(-1.475, 2)', '-1.48'],
  ['ROUND(21.5, -1)', '20'],
  ['ROUND(626.3, -3)', '1000'],
  ['ROUND(1.98, -1)', '0'],
  ['ROUND(-50.55, -2)', '-100'],
  ['ROUND(2.5, 0)', '3'],
  ['ROUND(-2.5, 0)', '-3'],
  ['ROUNDUP(3.2, 0)', '4'],
  ['ROUNDUP(76.9, 0)', '77'],
  ['ROUNDUP(3.14159, 3)', '3.142'],
  ['ROUNDUP(-3.14159, 1)', '-3.2'],
  ['ROUNDUP(31415.92654, -2)', '31500'],
  ['ROUNDDOWN(3.2, 0)', '3'],
  ['ROUNDDOWN(76.9, 0)', '76'],
  ['ROUNDDOWN(3.14159, 3)', '3.141'],
  ['ROUNDDOWN(-3.14159, 1)', '-3.1'],
  ['ROUNDDOWN(31415.92654, -2)', '31400'],
  ['INT(8.9)', '8'],
  ['INT(-8.9)', '-9'],
  ['MOD(3, 2)', '1'],
  ['MOD(-3, 2)', '1'],
  ['MOD(3, -2)', '-1'],
  ['MOD(-3, -2)', '-1'],
  ['MOD(5.5, 2)', '1.5'],
  ['CEILING(2.5, 1)', '3'],
  ['CEILING(-2.5, -2)', '-4'],
  ['CEILING(-2.5, 2)', '-2'],
  ['CEILING(1.5, 0.1)', '1.5'],
  ['CEILING(0.234, 0.01)', '0.24'],
  ['CEILING(2.5, -2)', '#NUM!'],
  ['CEILING(2.1)', '3'],
  ['FLOOR(3.7, 2)', '2'],
  ['FLOOR(-2.5, -2)', '-2'],
  ['FLOOR(2.5, -2)', '#NUM!'],
  ['FLOOR(1.58, 0.1)', '1.5'],
  ['FLOOR(0.234, 0.01)', '0.23'],
  ['FLOOR(1, 0)', '#DIV/0!'],
])

table('powers and roots', [
  ['ABS(-2)', '2'],
  ['POWER(5, 2)', '25'],
  ['POWER(98.6, 3.2)', '2401077.22206957587697164987'],
  ['POWER(4, 5 / 4)', '5.65685424949238019521'],
  ['SQRT(16)', '4'],
  ['SQRT(2)', '1.4142135623730950488'],
  ['SQRT(0.01)', '0.1'],
  ['8 ^ (1 / 3)', '1.99999999999999999999'],
  ['(-8) ^ 3', '-512'],
  ['(-8) ^ 0.5', '#NUM!'],
  ['2 ^ 100', '1267650600228229401496703205376'],
  ['1.01 ^ 600', '391.58339699931977425767'],
  ['10 ^ -3', '0.001'],
])

table('many values', [
  ['SUM(amounts)', '300.5'],
  ['SUM(1, 2, 3)', '6'],
  ['SUM(amounts, price)', '313'],
  ['AVERAGE(amounts)', '100.16666666666666666667'],
  ['COUNT(amounts)', '3'],
  ['MIN(amounts)', '-50'],
  ['MAX(amounts)', '250.5'],
  ['MAX(3, 7, 5)', '7'],
  ['MAX(due, "2026-02-01")', '2026-02-01'],
  ['SUMIF(amounts, ">0")', '350.5'],
  ['SUMIF(amounts, ">=" & 100)', '350.5'],
  ['SUMIF(kinds, "apples", amounts)', '100'],
  ['SUMIF(kinds, "*s", amounts)', '350.5'],
  ['SUMIF(kinds, "<>apples", amounts)', '200.5'],
  ['SUMIF(kinds, "", amounts)', '-50'],
  ['COUNTIF(kinds, "apples")', '2'],
  ['COUNTIF(kinds, "o?anges")', '1'],
  ['COUNTIF(amounts, "<>100")', '3'],
  ['COUNTIF(amounts, 100)', '1'],
  ['SUM(lines.amount * lines.count)', '80'],
  ['SUM(IF(lines.amount > 2, lines.count, 0))', '20'],
  ['CONCAT(kinds, "!")', 'applesorangesApples!'],
  ['AND(amounts > 0)', 'false'],
  ['OR(amounts > 0)', 'true'],
  ['MAX(amounts) - MIN(amounts)', '300.5'],
])

table('texts, counted in code points', [
  ['LEFT("Sale Price", 4)', 'Sale'],
  ['LEFT("Sweden")', 'S'],
  ['LEFT("abc", 0)', ''],
  ['LEFT("abc", -1)', '#VALUE!'],
  ['RIGHT("Sale Price", 5)', 'Price'],
  ['RIGHT("Stock Number")', 'r'],
  ['MID("Fluid Flow", 1, 5)', 'Fluid'],
  ['MID("Fluid Flow", 7, 20)', 'Flow'],
  ['MID("Fluid Flow", 20, 5)', ''],
  ['MID("a", 0, 1)', '#VALUE!'],
  ['LEN("Rīga 𝒳")', '6'],
  ['TRIM("  First Quarter   Earnings ")', 'First Quarter Earnings'],
  ['UPPER("straße āb")', 'STRASSE ĀB'],
  ['LOWER("ΑΣ")', 'ας'],
  ['CONCAT("a", 1, TRUE)', 'a1TRUE'],
  ['"a" & 1.50 & due', 'a1.52026-01-31'],
  ['SUBSTITUTE("Sales Data", "Sales", "Cost")', 'Cost Data'],
  ['SUBSTITUTE("Quarter 1, 2008", "1", "2", 1)', 'Quarter 2, 2008'],
  ['SUBSTITUTE("Quarter 1, 2011", "1", "2", 3)', 'Quarter 1, 2012'],
  ['FIND("M", name)', '1'],
  ['FIND("m", name)', '6'],
  ['FIND("M", name, 3)', '8'],
  ['SEARCH("e", "Statements", 6)', '7'],
  ['SEARCH("margin", "Profit Margin")', '8'],
  ['SEARCH("p?o*n", "Profit Margin")', '1'],
  ['SEARCH("~?", "Why?")', '4'],
  ['SEARCH("", "abc", 2)', '2'],
  ['FIND("", "abc", 4)', '4'],
  ['VALUE("1,234.50")', '1234.5'],
  ['VALUE(" -5 ")', '-5'],
  ['VALUE("50%")', '0.5'],
  ['VALUE("1.5E3")', '1500'],
  ['VALUE("")', '#VALUE!'],
  ['VALUE("1,23")', '#VALUE!'],
])

table('texts of numbers and days', [
  ['TEXT(1234.567, "#,##0.00")', '1,234.57'],
  ['TEXT(1234.567, "$#,##0.00")', '$1,234.57'],
  ['TEXT(0.285, "0.0%")', '28.5%'],
  ['TEXT(1234, "0000000")', '0001234'],
  ['TEXT(-3.5, "0.00")', '-3.50'],
  ['TEXT(-3.5, "0.0;(0.0)")', '(3.5)'],
  ['TEXT(0, "0;-0;""none""")', 'none'],
  ['TEXT(0.5, "#.##")', '.5'],
  ['TEXT(5, "#.##")', '5.'],
  ['TEXT(2.5, "0")', '3'],
  ['TEXT(due, "dd.mm.yyyy")', '31.01.2026'],
  ['TEXT(due, "d mmmm yyyy, dddd")', '31 January 2026, Saturday'],
  ['TEXT(due, "ddd mmm yy")', 'Sat Jan 26'],
  ['TEXT(seen, "yyyy-mm-dd hh:mm")', '2026-02-01 00:30'],
  ['TEXT(seen, "h:mm AM/PM")', '12:30 AM'],
  ['TEXT("abc", "0")', 'abc'],
  ['TEXT(1.50, "General")', '1.5'],
])

table('days', [
  ['DATE(2008, 14, 2)', '2009-02-02'],
  ['DATE(2008, -3, 2)', '2007-09-02'],
  ['DATE(2008, 1, 35)', '2008-02-04'],
  ['DATE(2008, 1, -15)', '2007-12-16'],
  ['DATE(108, 1, 2)', '2008-01-02'],
  ['DATE(2008, 1, 1.9)', '2008-01-01'],
  ['DATE(-1, 1, 1)', '#NUM!'],
  ['YEAR(due)', '2026'],
  ['MONTH(due)', '1'],
  ['DAY(due)', '31'],
  ['MONTH("2026-05-06")', '5'],
  ['DAY(seen)', '1'],
  ['EDATE("2011-01-15", 1)', '2011-02-15'],
  ['EDATE("2011-01-15", -1)', '2010-12-15'],
  ['EDATE(due, 1)', '2026-02-28'],
  ['EDATE("2024-02-29", 12)', '2025-02-28'],
  ['EDATE(due, 1.9)', '2026-02-28'],
  ['EDATE(due, 100000)', '#NUM!'],
  ['EOMONTH("2011-01-01", 1)', '2011-02-28'],
  ['EOMONTH("2011-01-01", -3)', '2010-10-31'],
  ['EOMONTH("2024-01-31", 1)', '2024-02-29'],
  ['WEEKDAY("2008-02-14")', '5'],
  ['WEEKDAY("2008-02-14", 2)', '4'],
  ['WEEKDAY("2008-02-14", 3)', '3'],
  ['WEEKDAY("2026-03-29")', '1'],
  ['WEEKDAY("2026-03-29", 11)', '7'],
  ['WEEKDAY("2026-03-29", 17)', '1'],
  ['WEEKDAY(due, 4)', '#NUM!'],
  ['NETWORKDAYS("2012-10-01", "2013-03-01")', '110'],
  ['NETWORKDAYS("2012-10-01", "2013-03-01", "2012-11-22")', '109'],
  ['NETWORKDAYS("2012-10-01", "2013-03-01", holidays)', '107'],
  ['NETWORKDAYS("2013-03-01", "2012-10-01")', '-110'],
  ['NETWORKDAYS("2026-03-28", "2026-03-29")', '0'],
  ['TODAY()', '2026-03-31'],
  ['TODAY() - due', '59'],
  ['due + 30', '2026-03-02'],
  ['due - 31', '2025-12-31'],
  ['due + 0.9', '2026-01-31'],
  ['NOW()', '2026-03-31T21:30:00.000Z'],
  ['NOW() > seen', 'true'],
  ['due < "2026-02-01"', 'true'],
  ['seen > due', 'true'],
])

table('amounts in other currencies, at the rate of the day', [
  ['CONVERT(100, "EUR", "USD")', '110'],
  ['CONVERT(100, "EUR", "USD", "2025-06-01")', '105'],
  ['CONVERT(100, "EUR", "EUR")', '100'],
  ['CONVERT(100, "EUR", "GEL")', '#N/A'],
])

table('semicolons and decimal commas are understood as people type them', [
  ['ROUND(2,45; 1)', '2.5'],
  ['1,5 * price', '18.75'],
  ['IF(price > 1,5; "a;b"; "c")', 'a;b'],
  ['SUM(1,5)', '6'],
  ['MAX(1;2;3)', '3'],
])

test('values that are not what they say are named', () => {
  const cases: [string, FormulaValue][] = [
    ['x', { type: 'number', value: 'abc' }],
    ['x', { type: 'number', value: '9'.repeat(1_001) }],
    ['x', { type: 'day', value: '2026-02-30' }],
    ['x', { type: 'colour', value: 'red' }],
    ['x', { type: 'list', of: 'number', value: ['1', 'b'] }],
    ['x', 5 as never],
    ['x', { type: 'list', of: 'list', value: [] }],
  ]
  for (const [name, value] of cases) {
    assert.throws(
      () => evaluateFormula({ formula: '1', values: { [name]: value } }, surroundings),
      (error) => error instanceof FormulaValueError && error.field === 'values.x',
    )
  }
})

test('names such as __proto__ are names like others', () => {
  const odd = JSON.parse(
    '{"__proto__":{"type":"number","value":"5"},"constructor.name":{"type":"number","value":"2"}}',
  ) as Record<string, FormulaValue>
  assert.equal(
    evaluateFormula({ formula: '__proto__ * constructor.name', values: odd }, surroundings).value,
    '10',
  )
  assert.throws(() => evaluateFormula({ formula: '__proto__.toString', values: {} }, surroundings), {
    code: 'formula.noSuchField',
  })
})

test('a formula that would work for ever gives up', () => {
  const many: FormulaValue = {
    type: 'list',
    of: 'number',
    value: Array.from({ length: 20_000 }, () => '1.5'),
  }
  const formula = `SUM(${Array.from({ length: 90 }, () => 'many * many ^ 1.7').join(', ')})`
  assert.throws(() => evaluateFormula({ formula, values: { many } }, surroundings), {
    code: 'formula.tooMuchWork',
  })
})
