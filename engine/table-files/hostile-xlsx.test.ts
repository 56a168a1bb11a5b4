import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspectTable } from './inspect-table.ts'
import { fileOf, rowsOf } from './table-for-test.ts'
import { partsOf, textRows, workbookOf, zipOf } from './xlsx/workbook-for-test.ts'

const small = { Data: textRows([['name'], ['Acme']]) }
const whole = workbookOf({ sheets: small })
const replaced = (name: string, data: string | Buffer) =>
  zipOf(partsOf({ sheets: small, strings: '' }).map((part) => (part.name === name ? { name, data } : part)))

/** Cells of columns further right than a table goes. */
function wide(columns: number): string {
  return `<row>${'<c><v>1</v></c>'.repeat(columns)}</row>`
}

const refused: readonly { what: string; content: () => Buffer; code: string; says: RegExp }[] = [
  {
    what: 'a bomb of spaces',
    content: () => replaced('xl/worksheets/sheet1.xml', Buffer.alloc(300 << 20, 32)),
    code: 'table.tooLarge',
    says: /unpacks to more than it may/,
  },
  {
    what: 'a bomb of rows that lies about its size',
    content: () =>
      zipOf(
        partsOf({ sheets: { Data: wide(3).repeat(2_000_000) } }).map((part) =>
          part.name.includes('sheet1') ? { ...part, size: 1000 } : part,
        ),
      ),
    code: 'table.damaged',
    says: /longer than it says/,
  },
  {
    what: 'a bomb that says its size',
    content: () => workbookOf({ sheets: { Data: wide(100).repeat(200_000) } }),
    code: 'table.tooLarge',
    says: /unpacks/,
  },
  {
    what: '16,000 columns',
    content: () => workbookOf({ sheets: { Data: wide(16_000).repeat(100) } }),
    code: 'table.tooManyColumns',
    says: /16000 columns/,
  },
  {
    what: 'a column beyond the last',
    content: () => workbookOf({ sheets: { Data: '<row><c r="ZZZZZZ1"><v>1</v></c></row>' } }),
    code: 'table.damaged',
    says: /beyond the last column/,
  },
  {
    what: 'endless merges',
    content: () =>
      workbookOf({
        sheets: small,
        afterRows: `<mergeCells>${Array.from({ length: 200_000 }, (_, at) => `<mergeCell ref="A${at + 1}:C${at + 1}"/>`).join('')}</mergeCells>`,
      }),
    code: 'table.tooManyMerges',
    says: /Unmerge them/,
  },
  {
    what: 'a few merges of everything',
    content: () =>
      workbookOf({
        sheets: small,
        afterRows: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(20)}</mergeCells>`,
      }),
    code: 'table.tooManyMerges',
    says: /sheet Data/,
  },
  {
    what: 'entities that grow',
    content: () =>
      replaced(
        'xl/worksheets/sheet1.xml',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>',
      ),
    code: 'table.damaged',
    says: /declares entities/,
  },
  {
    what: 'entities in the list of sheets',
    content: () => replaced('xl/workbook.xml', '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
    code: 'table.damaged',
    says: /declares entities/,
  },
  {
    what: 'one text without an end',
    content: () =>
      workbookOf({ sheets: { Data: `<row><c t="str"><v>${'ab '.repeat(2_000_000)}</v></c></row>` } }),
    code: 'table.damaged',
    says: /never ends/,
  },
  {
    what: 'a shared text without an end',
    content: () =>
      workbookOf({
        sheets: { Data: '<row><c t="s"><v>0</v></c></row>' },
        strings: `<si>${`<t>${'ab '.repeat(100_000)}</t>`.repeat(20)}</si>`,
      }),
    code: 'table.tooLarge',
    says: /million characters/,
  },
  {
    what: 'a tag without an end',
    content: () => workbookOf({ sheets: { Data: `<row ${'a="1" '.repeat(1_000_000)}` } }),
    code: 'table.damaged',
    says: /never ends/,
  },
  {
    what: 'a sheet that breaks off',
    content: () => replaced('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row><c><v>1</v></c></row>'),
    code: 'table.damaged',
    says: /ends in the middle/,
  },
  {
    what: 'a file cut in half',
    content: () => whole.subarray(0, whole.length / 2),
    code: 'table.damaged',
    says: /its end is missing/,
  },
  {
    what: 'packed bytes that were changed',
    content: () => {
      const packedLater = (part: { name: string }, packed: Buffer) =>
        part.name.includes('sheet1') ? Buffer.from(packed.map((byte) => byte ^ 0x55)) : packed
      return zipOf(partsOf({ sheets: small }), { packedLater })
    },
    code: 'table.damaged',
    says: /save it again/,
  },
  {
    what: 'twenty thousand parts',
    content: () => zipOf(Array.from({ length: 20_000 }, (_, at) => ({ name: `x${at}`, data: '' }))),
    code: 'table.tooLarge',
    says: /20000 parts/,
  },
  {
    what: 'no sheets',
    content: () => replaced('xl/workbook.xml', '<workbook/>'),
    code: 'table.damaged',
    says: /no sheets/,
  },
  {
    what: 'no rows',
    content: () => workbookOf({ sheets: { Data: '' } }),
    code: 'table.noRows',
    says: /no rows/,
  },
  {
    what: 'no workbook',
    content: () => zipOf([{ name: '[Content_Types].xml', data: '' }]),
    code: 'table.damaged',
    says: /main part/,
  },
  {
    what: 'a text document',
    content: () => zipOf([{ name: 'word/document.xml', data: '' }]),
    code: 'table.notATable',
    says: /a text document/,
  },
  {
    what: 'a table of LibreOffice',
    content: () => zipOf([{ name: 'content.xml', data: '' }]),
    code: 'table.notATable',
    says: /LibreOffice/,
  },
  {
    what: 'a packed folder',
    content: () => zipOf([{ name: 'a.csv', data: 'a,b' }]),
    code: 'table.notATable',
    says: /Unpack/,
  },
]

for (const { what, content, code, says } of refused) {
  test(`a workbook with ${what} is refused within ten seconds`, async (t) => {
    const file = await fileOf(t, content(), 'table.xlsx')
    const started = process.cpuUsage()
    await assert.rejects(async () => [await inspectTable(file), await rowsOf(file)], { code, message: says })
    const { user, system } = process.cpuUsage(started)
    // The time that it took itself, not what others on the machine took meanwhile.
    assert.ok(user + system < 10_000_000)
  })
}
