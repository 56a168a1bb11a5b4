import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspectTable } from './inspect-table.ts'
import { fileOf, rowsOf } from './table-for-test.ts'

const long = 'x'.repeat(1_100_000)

const refused: readonly { what: string; content: string | Buffer; code: string; says: RegExp }[] = [
  { what: 'nothing', content: '', code: 'table.empty', says: /is empty/ },
  { what: 'blank lines', content: '\n\n;;\n', code: 'table.noRows', says: /no rows/ },
  {
    what: 'a NUL character',
    content: 'a,b\n1,2\n3,\0\n',
    code: 'table.nul',
    says: /Line 3 .* save the file again/,
  },
  {
    what: 'a huge cell',
    content: `a,b\n1,2\n3,${long}\n`,
    code: 'table.cellTooLong',
    says: /line 3 .*1000000/,
  },
  {
    what: 'a huge line',
    content: `a,b\n1,2\n${`${long},`.repeat(5)}`,
    code: 'table.rowTooLong',
    says: /Line 3/,
  },
  {
    what: 'a line without an end',
    content: `a;b\n${'word '.repeat(1_000_000)}`,
    code: 'table.cellTooLong',
    says: /line 2/,
  },
  {
    what: '16,000 columns',
    content: `${Array.from({ length: 16_000 }, (_, at) => `c${at}`).join(',')}\n1\n`,
    code: 'table.tooManyColumns',
    says: /Line 1 has 16000 columns/,
  },
  {
    what: 'a mark never closed',
    content: 'a,b\n1,2\n"x,3\n4,5\n',
    code: 'table.unclosedQuote',
    says: /line 3 is never/,
  },
  { what: 'a PDF', content: '%PDF-1.7 …', code: 'table.notATable', says: /a PDF document/ },
  {
    what: 'a web page called .xls',
    content: '<html><table><tr><td>1',
    code: 'table.notATable',
    says: /web page/,
  },
  {
    what: 'a packed file',
    content: Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), deflateSync('x')]),
    code: 'table.notATable',
    says: /Unpack/,
  },
  {
    what: 'a workbook of Excel 97',
    content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')]),
    code: 'table.notATable',
    says: /before 2007.*save it as XLSX/,
  },
  {
    what: 'a workbook with a password',
    content: Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    code: 'table.notATable',
    says: /without a password/,
  },
]

for (const { what, content, code, says } of refused) {
  test(`${what} is refused at once with a sentence that helps`, async (t) => {
    const file = await fileOf(t, content)
    await assert.rejects(async () => [await inspectTable(file), await rowsOf(file)], { code, message: says })
  })
}

test('a file that is not there any more is refused', async () => {
  await assert.rejects(inspectTable({ path: '/nowhere/at/all.csv', name: 'all.csv' }), {
    code: 'table.missing',
  })
})

test('a mark closed too late marks the rows that it swallowed', async (t) => {
  const file = await fileOf(t, 'a,b,c\n1,"x,2\n3,"y",4\n5,6,7\n')
  const rows = await rowsOf(file)
  assert.equal(rows[0]?.problem?.code, 'table.strayQuote')
  assert.match(rows[0]?.problem?.message ?? '', /line 2/)
  assert.deepEqual(rows.at(-1), { line: 4, cells: ['5', '6', '7'] })
})

const tedious: readonly { what: string; line: string }[] = [
  { what: 'marks that close nothing', line: `"${'a"b'.repeat(1_000_000)}",x` },
  { what: 'marks after delimiters', line: `"x\n${',"x'.repeat(1_000_000)}"` },
  { what: 'double marks', line: `"${'""'.repeat(1_500_000)}"` },
  { what: 'cells behind a quoted one', line: `"a",${'b,'.repeat(1_000_000)}` },
  { what: 'spaces', line: `"a" ${' '.repeat(3_000_000)}` },
  { what: 'short quoted lines', line: '"a"\n'.repeat(700_000) },
  { what: 'returns', line: '\r'.repeat(3_000_000) },
  { what: 'delimiters', line: ';'.repeat(3_000_000) },
]

for (const { what, line } of tedious) {
  test(`a file full of ${what} is read or refused in a moment`, async (t) => {
    const file = await fileOf(t, `a,b\n1,2\n${line}\n`)
    const started = process.cpuUsage()
    const reading = async () => [await inspectTable(file), await rowsOf(file)]
    await reading().catch((error: { code?: string }) => assert.match(String(error.code), /^table\./))
    const { user, system } = process.cpuUsage(started)
    // The time that it took itself, not what others on the machine took meanwhile.
    assert.ok(user + system < 8_000_000)
  })
}
