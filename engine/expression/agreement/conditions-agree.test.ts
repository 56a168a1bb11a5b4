import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { fulfils, parseWhere, WhereError } from '#model'
import { join, sql, statement, type Sql } from '../../database/sql.ts'
import { compileCondition, compileExpression } from '../compile-expression.ts'
import { hostileWhere } from './hostile-where.ts'
import { randomWhere } from './random-where.ts'
import { sampleDatabase, type SampleDatabase } from './sample-database.ts'
import { SampleSqlScope, sampleScope, surroundings } from './sample-records.ts'
import { sampleTexts } from './sample-texts.ts'

const runs = Number(process.env.KONTOR_AGREEMENT_RUNS ?? 60)
const seed = Number(process.env.KONTOR_AGREEMENT_SEED ?? 20260331)
const conditionsAtOnce = 40

let sample: SampleDatabase
before(async () => {
  sample = await sampleDatabase(seed)
})
after(() => sample.close())

test('PostgreSQL and JavaScript decide thousands of conditions alike', async () => {
  const many = fc.array(randomWhere(sampleTexts), {
    minLength: conditionsAtOnce,
    maxLength: conditionsAtOnce,
  })
  let held = 0
  const property = fc.asyncProperty(many, async (conditions) => {
    const scope = new SampleSqlScope('party', 't')
    const read = conditions.map((where) => ({ where, tree: parseWhere(where, sampleScope('party')) }))
    const columns = read.flatMap(({ tree }, at) => [
      sql`(${compileCondition(tree, scope)}) is true as ${name(`c${at}`)}`,
      sql`${compileExpression(tree, scope)} as ${name(`v${at}`)}`,
    ])
    const { text, values } = statement(sql`select ${join(columns)} from party t order by t.id`)
    const { rows } = await sample.client.query<Record<string, unknown>>(text, values)
    for (const [at, { where, tree }] of read.entries()) {
      for (const [row, record] of sample.records.entries()) {
        const holds = fulfils(tree, record.view, surroundings)
        if (holds) held += 1
        const found = [rows[row]?.[`c${at}`], rows[row]?.[`v${at}`]]
        assert.deepEqual(found, [holds, holds], `${JSON.stringify(where)}\n${JSON.stringify(record.json)}`)
      }
    }
  })
  await fc.assert(property, { numRuns: runs, seed })
  assert.ok(held > runs * conditionsAtOnce, `Only ${held} conditions held.`)
})

test('whatever JSON is sent as a condition, the answer is a condition that runs or a WhereError', async () => {
  let taken = 0
  const property = fc.asyncProperty(hostileWhere(sampleTexts), async (where) => {
    const tree = refusedOr(() => parseWhere(where, sampleScope('party')))
    if (!tree) return
    taken += 1
    const condition = compileCondition(tree, new SampleSqlScope('party', 't'))
    const { text, values } = statement(sql`select t.id from party t where ${condition} order by t.id`)
    const { rows } = await sample.client.query<{ id: string }>(text, values)
    const held = sample.records.filter((record) => fulfils(tree, record.view, surroundings))
    assert.deepEqual(
      rows.map((row) => row.id),
      held.map((record) => record.json['id']),
      JSON.stringify(where),
    )
  })
  await fc.assert(property, { numRuns: runs * 20, seed })
  assert.ok(taken > runs, `Only ${taken} were conditions.`)
})

function refusedOr<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof WhereError) return undefined
    throw error
  }
}

function name(text: string): Sql {
  return { parts: [text], values: [] }
}
