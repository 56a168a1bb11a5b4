import assert from 'node:assert/strict'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from '#engine'
import { erased, everything, known, left } from './known-person.ts'
import { office } from './office.ts'

test('the file of an import that cannot be taken off the disk is tried again until it is gone', async (t) => {
  const made = await office(t)
  const { engine, as } = made
  const { id } = await known(made)
  const imports = path.join(engine.options.dataFolder, 'imports')
  const [file = ''] = await readdir(imports)
  const held = path.join(imports, file)
  // A folder cannot be removed like a file.
  await rm(held)
  await mkdir(held)
  await erased(made, id, 'erase')
  const waiting = () => engine.database.query(sql`select import from erased_file`)
  assert.deepEqual(await waiting(), [{ import: file }], 'it stays written down, and the erasure is done')
  await rm(held, { recursive: true })
  await writeFile(held, 'Zelma Privātā')
  assert.ok(engine.jobs.kinds().includes('clear erased files'), 'tried by the clock')
  const other = await as.administrator.post('contacts', { name: 'Somebody Other', kind: 'person' })
  await erased(made, other.body.id, 'erase')
  assert.deepEqual([await readdir(imports), await waiting()], [[], []])
})

test('the note of a share goes with the person, and neither the log nor what is left to look through has it', async (t) => {
  const made = await office(t)
  const { engine, as } = made
  const { id } = await known(made)
  const note = 'Zelma Privātā asked for help'
  for (const state of ['ended', 'open']) {
    const shared = await as.administrator.post(`contacts/${id}/shares`, { user: as.clerk.user, note })
    assert.equal(shared.status, 201, shared.text)
    if (state === 'ended') await as.administrator.remove(`contacts/${id}/shares/${shared.body.id}`)
  }
  await erased(made, id, 'erase')
  assert.equal(left(await everything(made), 'asked for help'), undefined)
  const mentions = await engine.database.query(sql`select from person_mention where object = 'recordShare'`)
  assert.equal(mentions.length, 0)
  await engine.chain.seal()
  assert.deepEqual(await engine.verify({ files: true }), [])
})
