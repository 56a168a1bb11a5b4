import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { inspectTable } from './inspect-table.ts'
import { cellsOf, fileOf, fixture, fixtureJson, rowsOf } from './table-for-test.ts'

test('every file of csv-spectrum reads as the JSON beside it says', async () => {
  for (const name of await readdir(new URL('./fixtures/csv-spectrum/csvs', import.meta.url))) {
    const file = fixture(`csv-spectrum/csvs/${name}`)
    const json = await fixtureJson<object | object[]>(`csv-spectrum/json/${name.replace('.csv', '.json')}`)
    const { columns } = await inspectTable(file)
    const rows = (await cellsOf(file)).map((cells) =>
      Object.fromEntries(columns.map((c, at) => [c.header, cells[at]])),
    )
    // The JSON of one of them names another telephone number than its CSV.
    const expected: unknown = JSON.parse(JSON.stringify([json].flat()).replace('1234567890', '2095257564'))
    assert.deepEqual(rows, expected, name)
  }
})

for (const name of ['lv.cp1257', 'ru.win1251', 'zh.gb18030']) {
  test(`${name}.csv is understood without being told anything`, async () => {
    const known = await fixtureJson<{ header: string[]; rows: string[][]; delimiter: string }>(`${name}.json`)
    const inspection = await inspectTable(fixture(`${name}.csv`))
    assert.deepEqual(
      inspection.columns.map((column) => column.header),
      known.header,
    )
    assert.equal(inspection.options.delimiter, known.delimiter)
    assert.equal(inspection.rowCount, known.rows.length)
    assert.equal(inspection.style.decimal, name.startsWith('zh') ? '.' : ',')
    assert.deepEqual(await cellsOf(fixture(`${name}.csv`)), known.rows)
  })
}

test('tables with bars and tabs are understood', async () => {
  const restaurants = await cellsOf(fixture('restaurantProfiles.csv'))
  assert.equal(restaurants.length, 864)
  assert.deepEqual(restaurants[2], [
    '2',
    "art's delicatessen",
    '12224 ventura blvd.',
    '818/762-1221',
    'studio city',
    'american',
  ])
  const numbers = await cellsOf(fixture('taxids.tsv'))
  assert.equal(numbers.length, 613)
  assert.deepEqual(numbers[0], ['AD', 'vat', 'AD00000000', '0'])
})

test('UTF-16, byte order marks and old Mac line ends are read', async (t) => {
  const text = 'name;city\r\nSIA "Ābele";Rīga\r\nშპს ვაზი;თბილისი\r\n'
  const rows = [
    ['SIA "Ābele"', 'Rīga'],
    ['შპს ვაზი', 'თბილისი'],
  ]
  for (const encoding of ['utf-16le', 'utf-16be', 'utf-8']) {
    for (const addBOM of [true, false]) {
      const file = await fileOf(t, iconv.encode(text, encoding, { addBOM }))
      assert.deepEqual(await cellsOf(file), rows, `${encoding} ${addBOM}`)
    }
  }
  assert.deepEqual(await cellsOf(await fileOf(t, text.replaceAll('\r\n', '\r'))), rows)
})

test('titles above the table, blank rows and the first line of Excel are passed over', async (t) => {
  const file = await fileOf(
    t,
    'sep=;\nCustomers of Alfa;;\n\nName;City;Limit\nAcme;Rīga;1,50\n;;\nBeta;Cēsis;2,00\n',
  )
  const inspection = await inspectTable(file)
  assert.deepEqual(
    inspection.columns.map((column) => column.header),
    ['Name', 'City', 'Limit'],
  )
  assert.deepEqual(await rowsOf(file), [
    { line: 5, cells: ['Acme', 'Rīga', '1,50'] },
    { line: 7, cells: ['Beta', 'Cēsis', '2,00'] },
  ])
})

test('a table without headings keeps its first row', async (t) => {
  const inspection = await inspectTable(await fileOf(t, '1;Acme;Rīga\n2;Beta;Cēsis\n'))
  assert.equal(inspection.options.headerRow, 0)
  assert.deepEqual(
    inspection.columns.map((column) => column.header),
    ['Column A', 'Column B', 'Column C'],
  )
  assert.equal(inspection.rowCount, 2)
})

test('quotation marks that people write carelessly still give what they meant', async (t) => {
  const file = await fileOf(t, 'name,city\n"Firma "X" SIA",Rīga\n"Big" Joe,Cēsis\n5" pipe,Ogre\n "a, b" ,x\n')
  assert.deepEqual(await cellsOf(file), [
    ['Firma "X" SIA', 'Rīga'],
    ['Big Joe', 'Cēsis'],
    ['5" pipe', 'Ogre'],
    ['a, b', 'x'],
  ])
})

test('a row that is not as wide as the table is named with its line and what to do', async (t) => {
  const file = await fileOf(t, 'a,b,c\n1,2,3\n"x\ny",2\n1,2,3,4\n1,2,3,,\n')
  const rows = await rowsOf(file)
  assert.deepEqual(
    rows.map((row) => [row.line, row.problem?.code]),
    [
      [2, undefined],
      [3, 'table.tooFewCells'],
      [5, 'table.tooManyCells'],
      [6, undefined],
    ],
  )
  assert.match(rows[1]?.problem?.message ?? '', /Line 3 has 2 cells where the table has 3 columns/)
  const filled = await rowsOf(file, { shortRows: 'fill' })
  assert.deepEqual(filled[1], { line: 3, cells: ['x\ny', '2', ''] })
})

test('reading goes on from a given row, in batches of the given size', async (t) => {
  const text = `n\n${Array.from({ length: 10 }, (_, at) => `row ${at}`).join('\n')}\n`
  const file = await fileOf(t, text)
  assert.deepEqual(
    (await rowsOf(file, { skipRows: 8, batchRows: 1 })).map((row) => row.cells[0]),
    ['row 8', 'row 9'],
  )
})

test('what is corrected by hand is obeyed', async (t) => {
  const file = await fileOf(t, iconv.encode('name,city\nŠķūnis,Rīga\n', 'windows-1257'))
  const options = { encoding: 'windows-1252', delimiter: ';', headerRow: 0, quote: '' } as const
  assert.deepEqual(await cellsOf(file, options), [['name,city'], ['Ðíûnis,Rîga']])
})

test('a file cut at any place into pieces gives the same rows', async () => {
  const { csvParser } = await import('./csv-parser.ts')
  const text = 'a,"b ""q"" ",c\r\n"x\r\ny",,"" \r\n"Firma "X" SIA",2,3\r\n"Big" Joe,,"z"'
  const dialect = { delimiter: ',', quote: '"', newline: '\n' } as const
  const whole = csvParser(dialect).push(text, true)
  assert.equal(whole.length, 4)
  for (let at = 0; at <= text.length; at += 1) {
    for (let to = at; to <= text.length; to += 3) {
      const parser = csvParser(dialect)
      const pieces = [
        parser.push(text.slice(0, at)),
        parser.push(text.slice(at, to)),
        parser.push(text.slice(to), true),
      ]
      assert.deepEqual(pieces.flat(), whole, `cut at ${at} and ${to}`)
    }
  }
})
