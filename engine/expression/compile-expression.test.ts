import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseFormula, parseWhere } from '#model'
import { statement } from '../database/sql.ts'
import { SampleSqlScope, sampleScope } from './agreement/sample-records.ts'
import { compileCondition, compileExpression } from './compile-expression.ts'

function condition(where: unknown): string {
  return shown(
    statement(compileCondition(parseWhere(where, sampleScope('party')), new SampleSqlScope('party', 't'))),
  )
}

function formula(text: string): string {
  return shown(
    statement(compileExpression(parseFormula(text, sampleScope('party')), new SampleSqlScope('party', 't'))),
  )
}

/** The statement with its values in place, and aliases without their running numbers. */
function shown({ text, values }: { text: string; values: unknown[] }): string {
  const filled = text.replaceAll(/\$(\d+)/g, (_, at: string) => JSON.stringify(values[Number(at) - 1]))
  return filled.replaceAll(/"r\d+"/g, '"r"').replaceAll(/\s+/g, ' ')
}

test('conditions leave columns bare, so that indexes serve', () => {
  const cases: readonly (readonly [where: unknown, sql: string])[] = [
    [{ city: 'Rīga' }, '"t"."city" = "Rīga"::text'],
    [{ city: { in: ['a', 'b'] } }, '"t"."city" = any(["a","b"]::text[])'],
    [{ quantity: { atLeast: 5 } }, '"t"."quantity" >= "5"::bigint'],
    [{ quantity: { atLeast: '5.5' } }, '"t"."quantity" >= "5.5"::numeric'],
    [{ due: { below: '2026-01-01' } }, '"t"."due" < "2026-01-01"::date'],
    [
      { seen: '2026-01-01' },
      '("t"."seen" >= ("2026-01-01"::date::timestamp at time zone "Europe/Riga"::text) and "t"."seen" < (("2026-01-01"::date + 1)::timestamp at time zone "Europe/Riga"::text))',
    ],
    [{ active: true }, '"t"."active" = true'],
    [{ city: null }, '"t"."city" is null'],
    [{ city: { not: 'Rīga' } }, '("t"."city" = "Rīga"::text) is not true'],
    [{ tags: 'vip' }, '"t"."tags" @> array["vip"::text]'],
    [
      { 'category.name': 'Gold' },
      'exists (select from "category" "r" where "r"."id" = "t"."category" and "r"."name" = "Gold"::text)',
    ],
  ]
  for (const [where, sql] of cases) assert.equal(condition(where), sql)
  // Letters are looked for as they stand first, which is cheap; what may fit is then folded and compared.
  const folded = condition({ name: { contains: '50%' } })
  assert.match(folded, /^\("t"\."name" collate "C" ~ /)
  assert.ok(folded.endsWith(' and kontor_fold("t"."name") like "%50\\\\%%"::text)'), folded)
})

test('formulas in which nothing can go wrong are plain SQL', () => {
  const cases: readonly (readonly [formula: string, sql: string])[] = [
    ['amount * 1.21', '(coalesce("t"."amount", 0) * "1.21"::numeric)'],
    ['ROUND(amount, 2)', 'round(coalesce("t"."amount", 0), 2)'],
    ['quantity + 1', '(coalesce("t"."quantity"::numeric, 0) + "1"::numeric)'],
    ['amount > 5', '(coalesce("t"."amount", 0) > "5"::numeric)'],
    ['YEAR(due)', 'extract(year from "t"."due")'],
    [
      'SUM(lines.amount)',
      '((select coalesce(sum("r"."amount"), 0) from "line" "r" where "r"."party" = "t"."id"))',
    ],
    [
      'amount / quantity',
      `nullif(kontor_divide(coalesce("t"."amount", 0), coalesce("t"."quantity"::numeric, 0)), 'NaN'::numeric)`,
    ],
  ]
  for (const [text, sql] of cases) assert.equal(formula(text), sql)
})

test('the statement grows with the formula, not faster', () => {
  const nested = (depth: number): string =>
    depth === 0 ? 'amount' : `IFERROR(1 / ${nested(depth - 1)}, SWITCH(amount, 1, 2, 3))`
  const once = formula(nested(10)).length
  assert.ok(formula(nested(40)).length < once * 5)
})
