import assert from 'node:assert/strict'
import { test } from 'node:test'
import { besieged } from './besieged.ts'

test('a paper that is empty, a program, or not what its name says is refused, and leaves nothing', async (t) => {
  const at = await besieged(t)
  const { token } = at.mine
  const before = (await at.call('open', { token })).body.files.length
  const refused: readonly [name: string, content: string | Uint8Array, code: string][] = [
    ['licence.pdf', '', 'empty'],
    ['licence.pdf', '<html><script>alert(1)</script></html>', 'otherContent'],
    ['LICENCE.PDF ', '<html></html>', 'otherContent'],
    ['photo.png', '%PDF-1.4\n', 'otherContent'],
    ['contract.docx', 'just text', 'otherContent'],
    ['licence.pdf', Uint8Array.from([0x4d, 0x5a, ...Array.from({ length: 200 }, () => 0)]), 'program'],
    [
      'licence',
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...Array.from({ length: 200 }, () => 0)]),
      'program',
    ],
    ['licence.pdf.exe', '%PDF-1.4\n', 'program'],
    ['licence.js', 'alert(1)', 'program'],
  ]
  for (const [name, content, code] of refused) {
    await at.patient()
    const sent = await at.upload({ token, kind: 'licence' }, name, content)
    assert.deepEqual([sent.status, sent.body.errors?.[0]?.code], [422, code], `${name}: ${sent.text}`)
  }
  assert.equal((await at.call('open', { token })).body.files.length, before)
  const png = Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    0,
    0,
    0,
    13,
    ...Buffer.from('IHDR'),
  ])
  const kept: readonly [name: string, content: string | Uint8Array][] = [
    ['licence.pdf', '\ufeff%PDF-1.7\n'],
    // Phones call many a picture .jpg.
    ['photo.jpg', png],
    ['notes.txt', 'just text'],
    ['without an end', '%PDF-1.4\n'],
  ]
  for (const [name, content] of kept) {
    const sent = await at.upload({ token, kind: 'licence' }, name, content)
    assert.equal(sent.status, 200, `${name}: ${sent.text}`)
  }
})
