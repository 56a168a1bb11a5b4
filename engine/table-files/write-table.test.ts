import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXlsx } from 'hucre/xlsx'
import { csvWriter } from './csv-writer.ts'
import { guarded, unguarded } from './formula-guard.ts'
import { inspectTable } from './inspect-table.ts'
import { problemsFile } from './problems-file.ts'
import type { WrittenColumn, WrittenRow } from './table-content.ts'
import { cellsOf, fileOf, fixtureJson, rowsOf } from './table-for-test.ts'
import { xlsxWriter } from './xlsx-writer.ts'

async function bytesOf(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

async function naughtyRows(): Promise<string[][]> {
  const naughty = await fixtureJson<string[]>('blns.json')
  const own = [
    '=1+1',
    "'=1+1",
    "''=x",
    "'plain",
    '+371 26 000 000',
    '-12.00',
    "'-12.00",
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '-',
    '+',
    "'",
  ]
  return [...naughty, ...own]
    .filter((text) => !text.includes('\0'))
    .map((text, at) => [`row ${at}`, text, text])
}

const columns = [{ header: 'Key' }, { header: 'Text' }, { header: 'Again' }]

test('any text, however naughty, comes back from CSV as it was', async (t) => {
  const rows = await naughtyRows()
  for (const options of [
    {},
    { delimiter: ';', byteOrderMark: true },
    { delimiter: '\t' },
    { delimiter: '|' },
  ]) {
    const file = await fileOf(t, await bytesOf(csvWriter(columns, [rows], options)))
    const known = { delimiter: options.delimiter ?? ',', headerRow: 1 }
    assert.deepEqual(await cellsOf(file, known), rows)
  }
})

test('any text, however naughty, comes back from XLSX as it was', async (t) => {
  const rows = await naughtyRows()
  const odd = [
    ['control', '\u0001\u001f', '_x0041_'],
    ['surrogate', '\ud83d', '\ufffe'],
    ['breaks', 'a\r\nb', 'a\rb\n'],
  ]
  const file = await fileOf(t, await bytesOf(xlsxWriter(columns, [rows, odd])))
  assert.deepEqual(await cellsOf(file, { headerRow: 1 }), [...rows, ...odd])
})

test('no cell of a CSV file begins like a formula, save plain numbers', async (t) => {
  const rows = await naughtyRows()
  const text = (await bytesOf(csvWriter(columns, [rows], {}))).toString()
  const file = await fileOf(t, text)
  // Read without taking the apostrophes away: as a spreadsheet does.
  const raw = await cellsOf(await fileOf(t, text.replaceAll("'", '´')), { delimiter: ',', headerRow: 1 })
  for (const cell of raw.flat()) assert.match(cell, /^(?![=+\-@\t\r\n＝＋－＠])|^[+-]\d[\d .,]*$/)
  assert.equal((await rowsOf(file, { delimiter: ',', headerRow: 1 })).length, rows.length)
})

test('the apostrophe of the guard is taken away, and no other', () => {
  for (const text of ["'tis", "'s-Hertogenbosch", "''", "'1", '-5', '+371 2', 'a=b', ''])
    assert.equal(guarded(text), text)
  for (const text of ['=x', '-1+1', "'=x", "''-2", '@a', '+(1)']) assert.equal(guarded(text), `'${text}`)
  assert.equal(unguarded("'+37126000000"), '+37126000000')
  assert.equal(unguarded("'s-Hertogenbosch"), "'s-Hertogenbosch")
})

const partners: readonly WrittenColumn[] = [
  { header: 'Name' },
  { header: 'Limit', kind: 'number', decimals: 2 },
  { header: 'Since', kind: 'day' },
  { header: 'Changed', kind: 'instant' },
  { header: 'Discount', kind: 'percent' },
]
const partnerRows: readonly WrittenRow[] = [
  ['SIA "Šķūnis"; Rīga', '1200.50', '2026-03-31', '2026-03-31 14:05:09 UTC', '21.5 %'],
  ['შპს ვაზი', '-0.01', '1899-01-01', null, null],
  ['上海贸易', '12345678901234567.89', null, '2026-03-31 00:00:00', '0.125 %'],
]

test('numbers, days and instants are such in a spreadsheet, and come back', async (t) => {
  const bytes = await bytesOf(xlsxWriter(partners, [partnerRows], { sheet: 'Partners: [all]' }))
  const file = await fileOf(t, bytes)
  assert.deepEqual(await cellsOf(file), [
    ['SIA "Šķūnis"; Rīga', '1200.5', '2026-03-31', '2026-03-31 14:05:09', '21.5%'],
    ['შპს ვაზი', '-0.01', '1899-01-01', '', ''],
    ['上海贸易', '12345678901234567.89', '', '2026-03-31 00:00:00', '0.125%'],
  ])
  const seen = await readXlsx(bytes, { readStyles: true })
  assert.equal(seen.sheets[0]?.name, 'Partners all')
  assert.deepEqual(seen.sheets[0]?.rows[1]?.slice(0, 2), ['SIA "Šķūnis"; Rīga', 1200.5])
  assert.ok(seen.sheets[0]?.rows[1]?.[2] instanceof Date)
})

test('a table for a land of decimal commas is read with them', async (t) => {
  const file = await fileOf(
    t,
    await bytesOf(csvWriter(partners, [partnerRows], { delimiter: ';', decimal: ',' })),
  )
  const inspection = await inspectTable(file)
  assert.equal(inspection.style.decimal, ',')
  assert.deepEqual((await cellsOf(file))[0], [
    'SIA "Šķūnis"; Rīga',
    '1200,50',
    '2026-03-31',
    '2026-03-31 14:05:09 UTC',
    '21,5 %',
  ])
})

test('a workbook goes on in a second sheet where the first is full', async (t) => {
  const rows = Array.from({ length: 25 }, (_, at) => [`row ${at}`])
  const batches = [rows.slice(0, 7), [], rows.slice(7)]
  const file = await fileOf(
    t,
    await bytesOf(xlsxWriter([{ header: 'Text' }], batches, { sheet: 'Long', sheetRows: 11 })),
  )
  const { sheets } = await inspectTable(file)
  assert.deepEqual(
    sheets?.map(({ name }) => name),
    ['Long', 'Long 2', 'Long 3'],
  )
  const read: string[][] = []
  for (const { name } of sheets ?? []) read.push(...(await cellsOf(file, { sheet: name, headerRow: 1 })))
  assert.deepEqual(read, rows)
})

test('a table without rows has its headings', async (t) => {
  for (const bytes of [await bytesOf(csvWriter(partners, [])), await bytesOf(xlsxWriter(partners, []))]) {
    const inspection = await inspectTable(await fileOf(t, bytes))
    assert.deepEqual(
      inspection.columns.map(({ header }) => header),
      ['Name', 'Limit', 'Since', 'Changed', 'Discount'],
    )
    assert.equal(inspection.rowCount, 0)
  }
})

test('a text longer than a cell of XLSX holds is refused, naming row and column', async () => {
  const rows = [['short'], ['x'.repeat(40_000)]]
  await assert.rejects(bytesOf(xlsxWriter([{ header: 'Notes' }], [rows])), {
    code: 'table.cellTooLongForXlsx',
    message: /Row 2 of the column Notes has 40000 characters.*Export as CSV/,
  })
})

test('a writer asks for rows only as fast as its reader takes them', async () => {
  for (const writer of [csvWriter, xlsxWriter]) {
    let asked = 0
    let closed = false
    const endless = (function* () {
      try {
        for (;;) {
          asked += 1
          yield Array.from({ length: 1000 }, (_, at) => [`${Math.sin(asked * 1000 + at)}`])
        }
      } finally {
        closed = true
      }
    })()
    const pieces = writer([{ header: 'Text' }], endless)
    for (let piece = 0; piece < 4; piece += 1) await pieces.next()
    assert.ok(asked < 300, `${asked} batches`)
    await pieces.return(undefined)
    assert.ok(closed)
  }
})

test('refused rows go out as a file to mend, with what is wrong with each', async (t) => {
  const refused = [
    {
      cells: ['Acme', '=1'],
      problems: [
        { code: 'a', message: 'The tax number is wrong.' },
        { code: 'b', message: 'The city is missing.' },
      ],
    },
    { cells: ['Beta'], problems: [{ code: 'table.tooFewCells', message: 'Line 3 has 1 cell.' }] },
    { cells: ['a', 'b', 'c'], problems: [{ code: 'table.tooManyCells', message: 'Line 4 has 3 cells.' }] },
  ]
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await fileOf(
      t,
      await bytesOf(problemsFile(['Name', 'Limit'], [refused], { format, heading: 'Kļūda' })),
    )
    const inspection = await inspectTable(file)
    assert.deepEqual(
      inspection.columns.map(({ header }) => header),
      ['Name', 'Limit', 'Kļūda'],
    )
    assert.deepEqual(await cellsOf(file), [
      ['Acme', '=1', 'The tax number is wrong. The city is missing.'],
      ['Beta', '', 'Line 3 has 1 cell.'],
      ['a', 'b | c', 'Line 4 has 3 cells.'],
    ])
  }
})
