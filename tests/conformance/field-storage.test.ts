import assert from 'node:assert/strict'
import test from 'node:test'
import pg from 'pg'
import { fieldTypeOf } from '#model'
import { freshDatabase } from '#testing'
import { typeParsers } from '../../engine/database/type-parsers.ts'
import { fromColumn } from '../../engine/records/stored.ts'
import { fieldExamples } from '../../model/fields/field-examples.ts'

const values = Object.entries(fieldExamples).flatMap(([type, examples]) =>
  examples.flatMap(({ field, valid }) => {
    const column = fieldTypeOf(field).column(field)
    return column === null
      ? []
      : valid.map((one) => ({ type, column, value: 'value' in one ? one.value : one.input }))
  }),
)

test('every value of every type comes back from PostgreSQL as it was', async (t) => {
  const { url } = await freshDatabase(t)
  const client = new pg.Client({ connectionString: url, types: typeParsers, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    for (const { type, column, value } of values) {
      // As the writing path puts records: a whole row as JSON, its columns typed by the statement.
      const { rows } = await client.query(`select v from json_to_record($1::json) as r(v ${column})`, [
        JSON.stringify({ v: value }),
      ])
      assert.deepEqual(fromColumn(column, rows[0].v), value, `${type}: ${JSON.stringify(value).slice(0, 80)}`)
    }
  } finally {
    await client.end()
  }
})
