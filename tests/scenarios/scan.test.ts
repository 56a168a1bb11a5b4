import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { clamdServer, eicar } from '#testing'
import { office, type Caller } from './office.ts'

function upload(as: Caller, content: string, name: string) {
  return sent(as, 'files', {}, content, name)
}

function table(as: Caller, content: string, name: string) {
  return sent(as, 'imports', { object: 'contact' }, content, name)
}

function sent(as: Caller, place: string, fields: Record<string, string>, content: string, name: string) {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', new Blob([content]), name)
  return as.ask('POST', place, { raw: { body: form, headers: { authorization: `Bearer ${as.key}` } } })
}

test('what the scanner finds harm in is refused by name, and stands in the log', async (t) => {
  const scanner = await clamdServer(t)
  const { as } = await office(t, { clamd: scanner.address })
  const clean = await upload(as.clerk, 'a plain letter', 'letter.txt')
  assert.deepEqual([clean.status, clean.body.scan], [201, 'clean'], clean.text)
  const refused = await upload(as.clerk, `head ${eicar} tail`, 'invoice.pdf.exe')
  assert.deepEqual([refused.status, refused.body.code], [422, 'infected'])
  assert.match(refused.body.detail, /“invoice\.pdf\.exe”.*Eicar-Signature/)
  assert.equal(refused.body.errors[0].field, 'file')
  const log = (await as.administrator.get('audit/entries?action=refuseInfected')).body.items
  assert.equal(log.length, 1)
  assert.deepEqual([log[0].by.id, log[0].details.name], [as.clerk.user, 'invoice.pdf.exe'])
  assert.equal(log[0].details.finding, 'Eicar-Signature')
  const files = await as.administrator.get('files?count=exact&fields=name')
  assert.equal(files.text.includes('invoice.pdf.exe'), false)
})

test('while the scanner is away uploads are refused, or taken with a mark and scanned by a job', async (t) => {
  const scanner = await clamdServer(t)
  const { as, engine } = await office(t, { clamd: scanner.address })
  const state = async () => (await as.administrator.get('settings/scanner')).body
  assert.deepEqual(await state(), { isSetUp: true, problem: null, waiting: 0 })
  await scanner.goAway()
  assert.match((await state()).problem, /^The scanner does not answer/)
  const refused = await upload(as.clerk, 'a letter', 'letter.txt')
  assert.deepEqual([refused.status, refused.body.code], [409, 'scannerDown'])
  assert.match(refused.body.detail, /letter\.txt/)
  await as.administrator.patch('settings', { 'files.unscanned': 'later' })
  const [letter, bad] = [
    await upload(as.clerk, 'a letter', 'letter.txt'),
    await upload(as.clerk, eicar, 'bad.txt'),
  ]
  assert.deepEqual([letter.status, letter.body.scan, bad.body.scan], [201, 'waiting', 'waiting'], letter.text)
  assert.equal((await state()).waiting, 2)
  for (const file of [letter, bad]) {
    const early = await as.clerk.get(`files/${file.body.id}/content`)
    assert.deepEqual([early.status, early.body.code], [409, 'notScannedYet'], early.text)
    assert.match(early.body.detail, /opens as soon as the scanner finds it clean/)
    const asAdministrator = await as.administrator.get(`files/${file.body.id}/content`)
    assert.equal(asAdministrator.status, 409, 'nor by who may see everything')
  }
  const root = await engine.access.systemActor('test')
  const scan = async () => {
    await engine.database.transaction((tx) => engine.jobs.add(tx, 'scanFiles', {}, { actor: root }))
    await engine.jobs.drain()
  }
  await scan()
  assert.equal((await state()).waiting, 2, 'it is still away')
  await scanner.comeBack()
  await scan()
  assert.equal((await state()).waiting, 0)
  assert.equal((await as.clerk.get(`files/${letter.body.id}/content`)).status, 200)
  const harmful = await as.clerk.get(`files/${bad.body.id}/content`)
  assert.deepEqual([harmful.status, harmful.body.code], [403, 'infected'])
  assert.match(harmful.body.detail, /bad\.txt/)
  assert.deepEqual(await engine.verify(), [])
})

test('what is larger than the scanner takes is said so; without a scanner nothing is asked', async (t) => {
  const scanner = await clamdServer(t)
  scanner.mood = 'small'
  const { as } = await office(t, { clamd: scanner.address })
  await as.administrator.patch('settings', { 'files.unscanned': 'later' })
  const large = await upload(as.clerk, 'x'.repeat(100_000), 'large.txt')
  assert.deepEqual([large.status, large.body.code], [409, 'tooLargeToScan'], large.text)
  const rows = await table(as.manager, 'Name\n'.repeat(30_000), 'large.csv')
  assert.deepEqual([rows.status, rows.body.code], [409, 'tooLargeToScan'], rows.text)
  const plain = await office(t)
  const taken = await upload(plain.as.clerk, eicar, 'unseen.txt')
  assert.deepEqual([taken.status, taken.body.scan], [201, null])
  assert.equal((await plain.as.administrator.get('settings/scanner')).body.isSetUp, false)
})

test('a table to be imported is scanned as well, and has to wait where files need not', async (t) => {
  const scanner = await clamdServer(t)
  const { as, engine } = await office(t, { clamd: scanner.address })
  const clean = await table(as.manager, 'Name\nAnna\n', 'contacts.csv')
  assert.equal(clean.status, 201, clean.text)
  const bad = await table(as.manager, `Name\n${eicar}\n`, 'bad.csv')
  assert.deepEqual([bad.status, bad.body.code], [422, 'infected'], bad.text)
  const log = (await as.administrator.get('audit/entries?action=refuseInfected')).body.items
  assert.deepEqual(
    log.map((entry: { details: { name: string } }) => entry.details.name),
    ['bad.csv'],
  )
  await as.administrator.patch('settings', { 'files.unscanned': 'later' })
  await scanner.goAway()
  const unseen = await table(as.manager, 'Name\nAnna\n', 'unseen.csv')
  assert.deepEqual([unseen.status, unseen.body.code], [409, 'scannerDown'], unseen.text)
  const kept = await readdir(path.join(engine.options.dataFolder, 'imports'))
  assert.deepEqual(kept, [clean.body.id], 'nothing is left of those that were refused')
})
