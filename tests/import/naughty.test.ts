import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { office, type Office } from './office.ts'

const list = path.join(import.meta.dirname, '../../engine/table-files/fixtures/blns.json')

async function naughtyTexts(): Promise<string[]> {
  const known = JSON.parse(await readFile(list, 'utf8')) as string[]
  const own = ['\u202eevil\u202c', '\u2066a\u2069', 'ḛ̃'.repeat(40), '👩‍👩‍👧‍👦'.repeat(30)]
  // A file of text holds no NUL; that it is refused with its line is told below.
  return [...known, ...own].filter((text) => !text.includes('\0') && text.trim() !== '')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A text as it is kept: composed, on one line, without empty signs at its ends. */
const kept = (text: unknown) =>
  String(text ?? '')
    .normalize('NFC')
    .replaceAll(/[\s\p{Cf}\p{Default_Ignorable_Code_Point}]+/gu, ' ')
    .trim()

test('a file of the texts that break programs is imported, listed, exported and imported again', async (t) => {
  const here = await office(t)
  const { engine, admin, upload, checked, ran } = here
  const texts = await naughtyTexts()
  const rows = texts.map((text, at) => [`N-${at}`, text, text, text].map(quoted).join(','))
  const id = await upload('customer', ['number,name,city,notes', ...rows].join('\r\n'))
  await engine.imports.change(admin, id, { decision: 'create' })
  const seen = await checked(id)
  assert.equal(seen.counts?.rows, texts.length)
  for (const problem of await engine.imports.problemKinds(admin, id)) {
    assert.ok(['number', 'name', 'city', 'notes'].includes(problem.header ?? ''), JSON.stringify(problem))
    assert.ok(problem.message.length > 20 && problem.message.endsWith('.'), JSON.stringify(problem))
  }
  const done = await ran(id)
  const { created } = done['result'] as { created: number }
  assert.equal(created, texts.length - (seen.counts?.refused ?? 0), JSON.stringify(done['result']))
  const all = await everyCustomer(here)
  for (const customer of all) {
    const text = texts[Number(String(customer['number']).slice(2))]
    assert.deepEqual([kept(customer['name']), kept(customer['notes'])], [kept(text), kept(text)])
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await engine.exports.open(admin, { object: 'customers', format })
    const parts: Buffer[] = []
    for await (const part of file.content) parts.push(Buffer.from(part as Uint8Array))
    const again = await upload('customer', Buffer.concat(parts), `all.${format}`)
    await engine.imports.change(admin, again, { mode: 'update', key: 'number', decision: 'create' })
    await checked(again)
    assert.deepEqual(await engine.imports.problemKinds(admin, again), [], format)
    const same = await ran(again)
    const untouched = { created: 0, changed: 0, unchanged: all.length, refused: 0, skipped: 0, undecided: 0 }
    assert.deepEqual(same['result'], untouched, format)
  }
})

async function everyCustomer({ list: listed }: Office): Promise<Record<string, unknown>[]> {
  return listed('customer', { fields: ['number', 'name', 'city', 'notes'] })
}
