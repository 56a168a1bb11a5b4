import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Refusal } from '../errors.ts'
import { inLanguage, tableText } from './in-language.ts'
import { notATable } from './not-a-table.ts'
import { tableRefusals } from './table-refusals.ts'
import { tableTexts } from './table-texts.ts'

test('every refusal of a file has its words in each language, filled by what fills the English ones', () => {
  assert.deepEqual(Object.keys(tableTexts).sort(), Object.keys(tableRefusals).sort())
  const anything = new Proxy({}, { get: () => '7' })
  for (const [name, make] of Object.entries(tableRefusals)) {
    const refusal = (make as (params: object) => Refusal)(anything)
    for (const language of ['lv', 'ka', 'zh', 'ru'] as const) {
      const text = tableText({ code: refusal.code, message: refusal.message, params: anything }, language)
      assert.doesNotMatch(text, /[{}]/, name)
      assert.notEqual(text, refusal.message, name)
      if (name !== 'notATable') assert.match(text, /[.。]$/, name)
      const known = new Set(wordsIn(name))
      for (const place of tableTexts[name as 'empty'][language].match(/\{\w+\}/g) ?? [])
        assert.ok(known.has(place), `${name} ${place}`)
    }
  }
})

test('a file that cannot be read says so in the language of whoever brought it', async () => {
  const read = inLanguage('lv', async () => {
    throw tableRefusals.empty({ file: 'klienti.csv' })
  })
  const refusal = { code: 'table.empty', message: /^Datne klienti\.csv ir tukša\./ }
  await assert.rejects(read, refusal)
})

test('what a file is instead of a table, and what makes one of it, is said in the language too', () => {
  const refusal = notATable('klienti.json', 'a JSON document', 'Upload the table as XLSX or CSV.')
  assert.equal(
    tableText(refusal, 'lv'),
    'Datne klienti.json ir JSON dokuments, nevis tabula. Augšupielādējiet tabulu kā XLSX vai CSV.',
  )
  assert.match(tableText(refusal, 'zh'), /是JSON 文档，不是表格。请上传/)
})

/** The places of the English sentence. */
function wordsIn(name: string): string[] {
  const asked: string[] = []
  const noting = new Proxy({}, { get: (_, key) => (asked.push(`{${String(key)}}`), '') })
  ;(tableRefusals[name as 'empty'] as (params: object) => Refusal)(noting)
  return asked
}
