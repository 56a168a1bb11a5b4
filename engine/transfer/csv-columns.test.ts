import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldTypeOf, type Field } from '#model'
import { freshDatabase } from '#testing'
import { fieldExamples } from '../../model/fields/field-examples.ts'
import type { ResolvedField } from '../catalog/resolved-model.ts'
import { openDatabase, type Database } from '../database/database.ts'
import { raw, sql } from '../database/sql.ts'
import type { RecordScope } from '../query/record-scope.ts'
import { plainForm } from '../query/json-form.ts'
import { guarded } from '../table-files/index.ts'
import { fixtureJson } from '../table-files/table-for-test.ts'
import { csvCell } from './csv-columns.ts'

const style = { decimal: '.', day: 'ymd', language: 'lv' } as const

/** The cell that PostgreSQL writes for a value, beside the one that the field's type writes. */
async function cells(database: Database, field: Field, value: unknown) {
  const type = fieldTypeOf(field)
  const columnType = type.column(field)
  if (columnType === null) return null
  const column = { sql: raw('r.v'), type: columnType }
  const scope = { column: () => column } as unknown as RecordScope
  const cell = csvCell(scope, { name: 'v', field, type } as ResolvedField, style)
  if (cell === null) return null
  const [row] = await database.query<{ cell: string | null; json: { v: unknown } }>(
    sql`select ${cell} as cell, json_build_object('v', ${plainForm(column)}) as json
        from json_to_record(${JSON.stringify({ v: value })}::json) as r(v ${raw(columnType)})`,
  )
  const ours = type.toText(row?.json.v as never, field, style)
  return { copied: row?.cell, written: guarded(ours) }
}

test('a cell is the same whether PostgreSQL writes it or the type of its field', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  const covered = new Set<string>()
  for (const [type, examples] of Object.entries(fieldExamples)) {
    if (['reference', 'references', 'file', 'image', 'collection'].includes(type)) continue
    for (const { field, valid } of examples) {
      for (const one of valid) {
        const value = 'value' in one ? one.value : one.input
        if (value === null) continue
        const both = await cells(database, field, value)
        if (both === null) continue
        covered.add(type)
        assert.equal(both.copied, both.written, `${type}: ${JSON.stringify(value).slice(0, 80)}`)
      }
    }
  }
  assert.ok(covered.size >= 16, `only ${[...covered].join(', ')} are copied`)
})

test('hostile texts are made harmless by both alike', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const database = openDatabase({ url, schema })
  t.after(() => database.close())
  const { field } = fieldExamples['text']?.[0] ?? {}
  assert.ok(field)
  const starts = [
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '＝',
    '＋',
    '－',
    '＠',
    "'",
    "''",
    '"',
    ',',
    'ა',
    '1',
    '+1',
    '-',
  ]
  const own = starts.flatMap((start) => starts.map((next) => `${start}${next}x`))
  const numbers = [
    '+371 26 000 000',
    '-12.00',
    "'-12.00",
    '+1\u00a0000',
    '-1\u202f000',
    '+',
    '-',
    '+a',
    '--1',
    '-1=',
  ]
  const naughty = (await fixtureJson<string[]>('blns.json')).filter(
    (text) => text !== '' && !text.includes('\0') && text.isWellFormed(),
  )
  const spaces = ['\u00a0', '\ufeff', '\u2028', '\v', ' ', '\u200b', '; ', '""'].flatMap((one) => [
    `${one}x`,
    `x${one}`,
  ])
  const { field: several } = fieldExamples['tags']?.[0] ?? {}
  assert.ok(several)
  for (const text of [...own, ...starts, ...numbers, ...naughty, ...spaces]) {
    const both = await cells(database, field, text)
    assert.equal(both?.copied, both?.written, JSON.stringify(text))
    const parts = await cells(database, several, [text, 'x', text])
    assert.equal(parts?.copied, parts?.written, `as a part: ${JSON.stringify(text)}`)
  }
})
