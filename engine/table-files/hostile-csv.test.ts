import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspectTable } from './inspect-table.ts'
import { fileOf, rowsOf } from './table-for-test.ts'

const long = 'x'.repeat(1_100_000)

/** Files that people take for tables, since a program of theirs wrote them. */
const kinds: readonly { what: string; content: string | Buffer; says: RegExp }[] = [
  { what: 'JSON', content: '[\n  { "name": "SIA Alfa" }\n]', says: /a JSON document, .* or send/ },
  { what: 'JSON in a line', content: '{"items":[{"name":"SIA Alfa"}]}', says: /a JSON document/ },
  { what: 'JSON with a mark', content: '\ufeff{ "a, b": 1 }', says: /a JSON document/ },
  {
    what: 'JSON in UTF-16',
    content: Buffer.from('\ufeff[{"name":"SIA Alfa"}]', 'utf16le'),
    says: /a JSON document/,
  },
  { what: 'JSON of lists', content: '[["name","city"],["SIA Alfa","Rīga"]]', says: /a JSON document/ },
  {
    what: 'JSON lines',
    content: '{"name":"SIA Alfa"}\n{"name":"SIA Beta"}\n',
    says: /a list of JSON lines/,
  },
  { what: 'YAML', content: '---\nname: SIA Alfa\ncity: Rīga\n', says: /YAML/ },
  { what: 'SQL', content: "-- dump\nINSERT INTO customers VALUES ('SIA Alfa', 'Rīga');\n", says: /SQL/ },
  { what: 'an address book', content: 'BEGIN:VCARD\nFN:SIA Alfa\nEND:VCARD\n', says: /vCard/ },
  { what: 'an e-mail', content: 'Return-Path: <a@b.lv>\nSubject: List\n\na,b\n', says: /an e-mail/ },
  { what: 'a web page with a remark', content: '<!-- 1 -->\n<table><tr><td>1', says: /web page/ },
  { what: 'XML without a head', content: '<ns:list xmlns:ns="urn:a"><a/></ns:list>', says: /XML/ },
  { what: 'a database', content: Buffer.from('SQLite format 3\0\x10\0\x01\x01\0'), says: /a database/ },
  { what: 'columns for programs', content: 'PAR1\x15\0\x15', says: /other programs/ },
  { what: 'a picture', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), says: /a picture/ },
  {
    what: 'a recording',
    content: Buffer.from('000000186674797069736f6d00000200', 'hex'),
    says: /a recording/,
  },
]

/** Tables whose first letters mean something else in other files. */
const tables: readonly string[] = [
  'BM;Name\n1;SIA Alfa\n',
  'ID;Phone\n1;67000000\n',
  '[Name];[City]\nSIA Alfa;Rīga\n',
  '"[Name]","{City}"\nSIA Alfa,Rīga\n',
  '{name},{city}\nSIA Alfa,Rīga\n',
  '<Name>;<City>\nSIA Alfa;Rīga\n',
  '---;---\nSIA Alfa;Rīga\n',
  'From;Received;MIME-Version\nRīga;Tallinn;1\n',
  'Insert into;Set\nSIA Alfa;1\n',
  'name,extra\nSIA Alfa,"{""a"":1}"\n',
]

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
  ...kinds.map(({ what, content, says }) => ({ what, content, code: 'table.notATable', says })),
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

for (const content of tables) {
  test(`a table that begins with ${content.split('\n')[0]} is one`, async (t) => {
    const { rows, columns } = await inspectTable(await fileOf(t, content))
    assert.ok(rows.length > 0 && columns.length > 1)
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
