import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

const list = path.join(import.meta.dirname, '../../engine/table-files/fixtures/blns.json')
const naughty: readonly string[] = [
  ...(JSON.parse(readFileSync(list, 'utf8')) as string[]),
  ...['a\0b', '\0', '\ud800', 'x\udfff', '\udc00\ud800', '\u202eevil\u202c', '\u2066a\u2069', '\ufeffname'],
  ...[
    'N'.repeat(5000),
    'ḛ̃'.repeat(2500),
    '👩‍👩‍👧‍👦'.repeat(500),
    ' '.repeat(5000),
    '\u200b'.repeat(5000),
    'x\n'.repeat(2500),
  ],
]

/** Each field of a customer that takes text of any kind; of lines the fields of one line. */
const everywhere = (text: string) => ({
  ...Object.fromEntries(
    ['name', 'registrationNumber', 'industry', 'notes', 'email', 'phone', 'website', 'taxId'].map((field) => [
      field,
      text,
    ]),
  ),
  tags: [text],
  addresses: [{ street: text, city: text, region: text, postalCode: text }],
  identifiers: [{ kind: text, value: text }],
  bankAccounts: [{ account: text, bank: text, note: text }],
})

type Fault = { field: string; code: string; message: string }

/** What is left of a customer when what was found fault with is taken out. */
function without(given: Record<string, unknown>, faults: readonly Fault[]): Record<string, unknown> {
  const named = faults.map(({ field }) => field.split(/[.[]/)[0] ?? '')
  const rest = Object.entries(given).filter(([field]) => !named.includes(field))
  return { ...Object.fromEntries(rest), ...(named.includes('name') ? { name: 'Mended' } : {}) }
}

/** A text as it is kept: composed, on one line where the field has one, without empty signs at its ends. */
const kept = (text: unknown) =>
  String(text ?? '')
    .normalize('NFC')
    .replaceAll(/[\s\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .trim()

async function faultsOf(as: Caller, given: Record<string, unknown>): Promise<Fault[]> {
  const answer = await as.post('customers', given, { confirmed: 'duplicate' })
  assert.ok(answer.status === 201 || answer.status === 422, `${answer.status} ${answer.text}`)
  return answer.status === 422 ? (answer.body.errors as Fault[]) : []
}

test('any text in any field is kept as it is, or refused by the field and the remedy', async (t) => {
  const { as } = await office(t)
  for (const text of naughty) {
    const shown = JSON.stringify(text.slice(0, 60))
    const given: Record<string, unknown> = everywhere(text)
    const faults = await faultsOf(as.manager, given)
    for (const { field, code, message } of faults) {
      assert.notEqual(field, '', shown)
      assert.ok(
        message.includes(' ') && message.endsWith('.') && code !== '',
        `${shown}: ${field}: ${message}`,
      )
    }
    const mended = without(given, faults)
    const made = await as.manager.post('customers', mended, { confirmed: 'duplicate' })
    assert.equal(made.status, 201, `${shown}: ${made.text}`)
    const back = await as.manager.get(`customers/${made.body.id}`)
    assert.equal(back.status, 200, shown)
    for (const field of ['name', 'registrationNumber', 'industry', 'notes'])
      if (field in mended) assert.equal(kept(back.body[field]), kept(mended[field]), `${shown}: ${field}`)
    if ('addresses' in mended && kept(text) !== '')
      assert.equal(kept(back.body.addresses[0]?.street), kept(text), shown)
    // An address holds no more than some thousand signs, and no halves of them.
    const asked = text.slice(0, 400).toWellFormed()
    for (const where of [{ name: asked }, { notes: { contains: asked } }, { tags: { has: asked } }]) {
      const found = await as.manager.get(
        `customers?limit=1&where=${encodeURIComponent(JSON.stringify(where))}`,
      )
      assert.ok([200, 422].includes(found.status), `${shown}: ${found.status} ${found.text}`)
    }
    const searched = await as.manager.get(`customers?limit=1&search=${encodeURIComponent(asked)}`)
    assert.ok([200, 422].includes(searched.status), `${shown}: ${searched.status} ${searched.text}`)
  }
  const all = await as.manager.get('customers?limit=200&sort=-createdAt&count=exact')
  assert.equal(all.status, 200)
  assert.equal(all.body.items.length, 200)
})

/** A file as it arrives at the door, with what is said to it. */
async function sent(as: Caller, content: string | Buffer, name = 'file.csv') {
  const form = new FormData()
  form.set('object', 'customers')
  form.set('file', new Blob([content]), name)
  const answer = await as.ask('POST', 'imports', { raw: { body: form } })
  return { answer, message: String(answer.body?.errors?.[0]?.message ?? answer.body?.detail ?? '') }
}

const wide = (columns: number) => {
  const heads = Array.from({ length: columns }, (_, at) => (at === 7 ? 'Name' : `Column ${at}`))
  return [heads, heads.map((_, at) => `cell ${at}`)].map((cells) => cells.join(',')).join('\n')
}

test('files with more than a table holds are refused with a sentence, others are taken', async (t) => {
  const { as } = await office(t)
  const broad = await sent(as.manager, wide(300))
  assert.equal(broad.answer.status, 201, broad.answer.text)
  assert.equal(broad.answer.body.mapping[7].field, 'name')
  const refused: readonly (readonly [content: string | Buffer, says: RegExp])[] = [
    [wide(16_000), /16000 columns.*\./],
    ['name,city\nA,B\nC,\0\n', /Line 3.*NUL.*\./],
    ['', /empty/],
    [Buffer.from([0xff, 0xfe, 0x00]), /\./],
  ]
  for (const [content, says] of refused) {
    const { answer, message } = await sent(as.manager, content)
    assert.ok([409, 422].includes(answer.status), answer.text)
    assert.match(message, says)
  }
  // A half of a sign cannot be written as UTF-8; what stands in its place is a sign like any other.
  const halves = await sent(as.manager, Buffer.from('name,city\nA\xed\xa0\x80,\u202eB\n', 'latin1'))
  assert.ok([201, 422].includes(halves.answer.status), halves.answer.text)
})
