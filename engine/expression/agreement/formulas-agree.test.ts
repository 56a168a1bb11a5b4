import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { evaluate, FormulaError, parseFormula, type Expression } from '#model'
import { join, sql, statement, type Sql } from '../../database/sql.ts'
import { compileExpression } from '../compile-expression.ts'
import { randomFormula } from './random-formula.ts'
import { sampleDatabase, type SampleDatabase } from './sample-database.ts'
import { SampleSqlScope, sampleScope, surroundings } from './sample-records.ts'
import { sampleTexts } from './sample-texts.ts'

const runs = Number(process.env.KONTOR_AGREEMENT_RUNS ?? 60)
const seed = Number(process.env.KONTOR_AGREEMENT_SEED ?? 20260331)
const formulasAtOnce = 40

let sample: SampleDatabase
before(async () => {
  sample = await sampleDatabase(seed)
})
after(() => sample.close())

test('PostgreSQL and JavaScript calculate thousands of formulas alike', async () => {
  const formulas = fc.array(randomFormula(sampleTexts), {
    minLength: formulasAtOnce,
    maxLength: formulasAtOnce,
  })
  let read = 0
  const property = fc.asyncProperty(formulas, async (many) => {
    const trees = many.flatMap((formula) => readFormula(formula) ?? [])
    read += trees.length
    await agree(trees)
  })
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: false })
  assert.ok(read > (runs * formulasAtOnce) / 2, `Only ${read} formulas could be read.`)
})

type Read = { readonly formula: string; readonly tree: Expression }

/** Some random formulas mix lists that do not belong together; those are not formulas. */
function readFormula(formula: string): Read | undefined {
  try {
    return { formula, tree: parseFormula(formula, sampleScope('party')) }
  } catch (error) {
    if (error instanceof FormulaError) return undefined
    throw error
  }
}

async function agree(formulas: readonly Read[]): Promise<void> {
  const rows = await calculated(formulas)
  for (const [at, { formula, tree }] of formulas.entries()) {
    for (const [row, record] of sample.records.entries()) {
      const { value, error } = evaluate(tree, record.view, surroundings)
      const found = { value: rows[row]?.[`v${at}`] ?? null, isBlank: rows[row]?.[`b${at}`] }
      const wanted = { value: value === null ? null : String(value), isBlank: value === null && !error }
      assert.deepEqual(found, wanted, `${formula}\n${JSON.stringify(record.json)}\n${error ?? ''}`)
    }
  }
}

async function calculated(formulas: readonly Read[]): Promise<readonly Record<string, unknown>[]> {
  try {
    return await query(formulas)
  } catch (error) {
    // To name the one formula that PostgreSQL refuses.
    for (const one of formulas) {
      await query([one]).catch((cause: unknown) => {
        throw new Error(`PostgreSQL refuses ${one.formula}`, { cause })
      })
    }
    throw error
  }
}

async function query(formulas: readonly Read[]): Promise<readonly Record<string, unknown>[]> {
  const scope = new SampleSqlScope('party', 't')
  const columns = formulas.flatMap(({ tree }, at) => {
    const blank: Expression = { is: 'call', name: 'ISBLANK', args: [tree], type: { kind: 'boolean' } }
    return [
      sql`${shown(compileExpression(tree, scope), tree.type.kind)} as ${name(`v${at}`)}`,
      sql`${compileExpression(blank, scope)} as ${name(`b${at}`)}`,
    ]
  })
  const { text, values } = statement(sql`select ${join(columns)} from party t order by t.id`)
  return (await sample.client.query<Record<string, unknown>>(text, values)).rows
}

function shown(piece: Sql, kind: string): Sql {
  if (kind === 'number') return sql`trim_scale(${piece})::text`
  return kind === 'instant' ? sql`kontor_text(${piece})` : sql`(${piece})::text`
}

function name(text: string): Sql {
  return { parts: [text], values: [] }
}
