import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeXlsx } from 'hucre/xlsx'
import { tableText } from './in-language.ts'
import { inspectTable } from './inspect-table.ts'
import { cellsOf, fileOf, rowsOf } from './table-for-test.ts'
import type { RowProblem } from './table.ts'
import { textRows, workbookOf, zipOf, partsOf } from './xlsx/workbook-for-test.ts'

test('cells of every kind give the text that the spreadsheet shows', async (t) => {
  const formats = ['yyyy\\-mm\\-dd', 'dd.mm.yyyy hh:mm', '0.0%', '00000', 'yyyy"年"m"月"d"日"', '[h]:mm']
  const cells = [
    ['shared text', '<c r="A2" t="s"><v>1</v></c>', 'SIA "Ābele" & dēli'],
    ['formatted text', '<c r="A2" t="s"><v>2</v></c>', 'two parts'],
    ['text in the cell', '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> kept </t></is></c>', ' kept '],
    [
      'text with a line break',
      '<c r="A2" t="inlineStr"><is><t>a_x000D_&#10;b_x005F_x0041_</t></is></c>',
      'a\r\nb_x0041_',
    ],
    ['text in CDATA', '<c r="A2" t="inlineStr"><is><t><![CDATA[<b> & c]]></t></is></c>', '<b> & c'],
    ['result of a formula', '<c r="A2" t="str"><f>A1&amp;"x"</f><v>joined</v></c>', 'joined'],
    ['number of a formula', '<c r="A2"><f>0.1+0.2</f><v>0.30000000000000004</v></c>', '0.3'],
    ['whole number', '<c r="A2"><v>40003009497</v></c>', '40003009497'],
    ['long whole number', '<c r="A2"><v>1234567890123456</v></c>', '1234567890123456'],
    ['tiny number', '<c r="A2"><v>1.5E-7</v></c>', '0.00000015'],
    ['number with noise', '<c r="A2"><v>-1234.5599999999999</v></c>', '-1234.56'],
    ['yes', '<c r="A2" t="b"><v>1</v></c>', 'TRUE'],
    ['error', '<c r="A2" t="e"><v>#N/A</v></c>', '#N/A'],
    ['day', '<c r="A2" s="1"><v>46112</v></c>', '2026-03-31'],
    ['day in 1900', '<c r="A2" s="1"><v>1</v></c>', '1900-01-01'],
    ['instant', '<c r="A2" s="2"><v>46112.5868055556</v></c>', '2026-03-31 14:05:00'],
    ['percentage', '<c r="A2" s="3"><v>0.155</v></c>', '15.5%'],
    ['number with leading zeros', '<c r="A2" s="4"><v>1050</v></c>', '01050'],
    ['Chinese day', '<c r="A2" s="5"><v>46112</v></c>', '2026-03-31'],
    ['hours', '<c r="A2" s="6"><v>1.5</v></c>', '36:00:00'],
    ['ISO day', '<c r="A2" t="d"><v>2026-03-31T00:00:00Z</v></c>', '2026-03-31'],
    ['prefixed names', '<x:c r="A2"><x:v>5</x:v></x:c>', '5'],
    ['attributes in single quotes', "<c r='A2' t='str' cm='>'><v>odd</v></c>", 'odd'],
  ] as const
  const strings =
    '<si><t>head</t></si><si><t>SIA "Ābele" &amp; dēli</t></si>' +
    '<si><r><rPr><b/></rPr><t>two</t></r><r><t> parts</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh></si>'
  const xml = cells.map(([, cell], at) => `<row r="${at + 2}">${cell}</row>`).join('')
  const sheets = { Data: `<row r="1"><c r="A1" t="s"><v>0</v></c></row>${xml}` }
  const file = await fileOf(t, workbookOf({ sheets, strings, formats }))
  const read = await cellsOf(file, { headerRow: 1 })
  assert.deepEqual(
    cells.map(([what], at) => [what, read[at]?.[0]]),
    cells.map(([what, , text]) => [what, text]),
  )
})

test('days count from 1904 where the workbook says so', async (t) => {
  const sheets = { Data: '<row><c s="1"><v>0</v></c></row><row><c s="1"><v>44650</v></c></row>' }
  const file = await fileOf(t, workbookOf({ sheets, formats: ['yyyy-mm-dd'], since1904: true }))
  assert.deepEqual(await cellsOf(file, { headerRow: 0 }), [['1904-01-01'], ['2026-03-31']])
})

test('the first sheet with data is taken, another by its name; hidden ones are not offered', async (t) => {
  const sheets = {
    Empty: '',
    '-Secret': textRows([['hidden']]),
    Customers: textRows([
      ['name', 'city'],
      ['Acme', 'Rīga'],
    ]),
    Suppliers: textRows([['name'], ['Beta']]),
  }
  const file = await fileOf(t, workbookOf({ sheets }))
  const inspection = await inspectTable(file)
  assert.deepEqual(
    inspection.sheets?.map(({ name }) => name),
    ['Empty', 'Customers', 'Suppliers'],
  )
  assert.equal(inspection.options.sheet, 'Customers')
  assert.deepEqual([inspection.rowCount, inspection.exact], [1, true])
  assert.deepEqual(await cellsOf(file), [['Acme', 'Rīga']])
  assert.deepEqual(await cellsOf(file, { sheet: 'Suppliers' }), [['Beta']])
  await assert.rejects(rowsOf(file, { sheet: 'Orders' }), {
    message: /no sheet called Orders.*Customers, Suppliers/,
  })
})

test('rows keep their numbers; blank cells and rows are filled and passed over', async (t) => {
  const rows =
    '<row r="3"><c r="B3" t="str"><v>name</v></c><c r="D3" t="str"><v>city</v></c></row>' +
    '<row r="4"><c r="B4" s="1"/></row><row r="7"><c r="D7" t="str"><v>Rīga</v></c></row>' +
    '<row r="9"><c r="B9" t="str"><v>Acme</v></c><c r="F9" t="str"><v>note</v></c></row>'
  const file = await fileOf(t, workbookOf({ sheets: { Data: rows } }))
  const read = await rowsOf(file)
  assert.deepEqual(read, [
    { line: 7, cells: ['', '', '', 'Rīga', '', ''] },
    { line: 9, cells: ['', 'Acme', '', '', '', 'note'] },
  ])
  const narrow = await rowsOf(file, { columnCount: 4 })
  assert.match(narrow[1]?.problem?.message ?? '', /Row 9 has a value in column F/)
})

test('reading goes on from a given row', async (t) => {
  const rows = Array.from({ length: 50 }, (_, at) => [`row ${at}`])
  const file = await fileOf(t, workbookOf({ sheets: { Data: textRows([['heading'], ...rows]) } }))
  const read = await cellsOf(file, { headerRow: 1, skipRows: 47, batchRows: 2 })
  assert.deepEqual(read, [['row 47'], ['row 48'], ['row 49']])
})

test('a reader that stops early leaves nothing running', async (t) => {
  const rows = Array.from({ length: 5000 }, (_, at) => [`row ${at}`])
  const file = await fileOf(t, workbookOf({ sheets: { Data: textRows([['heading'], ...rows]) } }))
  const { readTable } = await import('./read-table.ts')
  for await (const batch of readTable(file, { batchRows: 10 })) {
    assert.equal(batch.rows.length, 10)
    break
  }
})

test('workbooks of another writer are read', async (t) => {
  const rows = [
    ['name', 'limit', 'since', 'active'],
    ['SIA "Šķūnis"', 1200.5, new Date(Date.UTC(2026, 2, 31)), true],
  ]
  const bytes = await writeXlsx({ sheets: [{ name: 'Customers', rows }] })
  const file = await fileOf(t, Buffer.from(bytes))
  assert.deepEqual(await cellsOf(file), [['SIA "Šķūnis"', '1200.5', '2026-03-31', 'TRUE']])
})

test('shared texts beyond what memory holds come from disk', async () => {
  const { textStore } = await import('./xlsx/text-store.ts')
  const store = textStore(1)
  const text = (at: number) => `${at} Šķūnis ${'x'.repeat((at * 37) % 900)}`
  for (let at = 0; at < 20_000; at += 1) store.add(text(at))
  assert.ok(store.bytes() > 8 << 20)
  for (const at of [0, 1, 19_999, 5000, 2500, 12_345, 19_998, 3]) assert.equal(store.get(at), text(at))
  for (let at = 0; at < 20_000; at += 1) assert.equal(store.get(at), text(at))
  store.close()
})

test('a damaged archive is told from one that is whole', async (t) => {
  const parts = partsOf({ sheets: { Data: textRows([['name'], ['Acme']]) } })
  assert.deepEqual(await cellsOf(await fileOf(t, zipOf(parts))), [['Acme']])
  const wrongSum = parts.map((part) => (part.name.includes('sheet1') ? { ...part, crc: 1 } : part))
  await assert.rejects(rowsOf(await fileOf(t, zipOf(wrongSum))), {
    code: 'table.damaged',
    message: /not whole/,
  })
})

test('a title over merged cells is no heading, and cells merged over several rows are told of', async (t) => {
  const content = workbookOf({
    sheets: {
      Data: textRows([
        ['Customers 2026', '', ''],
        ['Name', 'City', 'Category'],
        ['SIA Alfa', 'Rīga', 'Gold'],
        ['SIA Beta', 'Ogre', ''],
        ['SIA Gamma', 'Cēsis', ''],
      ]),
    },
    afterRows: '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="C3:C5"/></mergeCells>',
  })
  const { columns, rows, warnings } = await inspectTable(await fileOf(t, content, 'table.xlsx'))
  assert.deepEqual(
    columns.map(({ header }) => header),
    ['Name', 'City', 'Category'],
  )
  assert.deepEqual(rows[1]?.cells, ['SIA Beta', 'Ogre', ''])
  const [warning, ...more] = warnings as readonly RowProblem[]
  assert.match(warning?.message ?? '', /^Cells merged over several rows: 1\..* Unmerge them/)
  assert.match(tableText(warning as RowProblem, 'ru'), /^Ячеек, объединённых на несколько строк: 1\./)
  assert.deepEqual(more, [])
})
