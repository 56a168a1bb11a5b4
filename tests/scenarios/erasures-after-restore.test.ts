import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { readList, readMigrations, sql, type Engine } from '#engine'
import { newId } from '#model'
import { keepList } from '../../engine/personal/erasure-list.ts'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { everything, erased, left } from './known-person.ts'
import { office, type Office } from './office.ts'
import { backedUp, restoredFrom } from './restored.ts'

test('who went into another after the backup, and who was in its bin, is erased again in a restored copy', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const five = await contact(made, 'Zelma Piektā', { notes: 'zelma-secret-five' })
  const six = await contact(made, 'Zelma Sestā', { notes: 'zelma-secret-six' })
  const seven = await contact(made, 'Gone Septītā', { notes: 'secret-seven' })
  const call = { party: five, kind: 'call', subject: 'secret-call', text: 'secret-call-text' }
  const activity = await administrator.post('activities', call)
  assert.equal(activity.status, 201, activity.text)
  assert.equal((await administrator.remove(`contacts/${seven}`)).status, 204)
  const folder = await scratch(t)
  const backup = await backedUp(made, folder)

  const merged = await administrator.post(`contacts/${six}/merge`, { with: five })
  assert.equal(merged.status, 200, merged.text)
  assert.equal((await administrator.remove(`activities/${activity.body.id}`)).status, 204)
  await erased(made, six, 'erase')
  assert.equal((await administrator.post(`contacts/${seven}/restore`, {})).status, 200)
  await erased(made, seven, 'erase')
  const after = await contact(made, 'Newer Astotā', {})
  await erased(made, after, 'erase')

  const list = path.join(made.engine.options.dataFolder, 'kontor-erasures.jsonl')
  const text = await readFile(list, 'utf8')
  assert.ok(text.includes(five) && text.includes(activity.body.id), 'what went into whom is in the list')
  assert.ok(!/Zelma|secret/.test(text), 'by number alone')
  const restored = await restoredFrom(t, backup, path.join(folder, 'data'))
  assert.ok((await everything({ engine: restored })).includes('zelma-secret-five'))
  const replayed = await restored.personal.replay(await readList(list))
  assert.deepEqual([replayed.done, replayed.later, replayed.left], [2, [after], []])
  await nothingOf(restored, ['Zelma', 'zelma-secret', 'Septītā', 'secret-seven', 'secret-call'])
  const gone = await restored.personal.gone([five, six, seven])
  assert.deepEqual(gone.toSorted(), [five, six, seven].toSorted(), 'browsers let go of all of them')
})

test('what stands against one holds up no other, is made anonymous in its place, and may be done again', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const eight = await contact(made, 'Otto Payer', {})
  const nine = await person(made, 'Nina Paid')
  const paid = await administrator.patch(`customers/${nine}`, { payer: eight })
  assert.equal(paid.status, 200, paid.text)
  const other = await contact(made, 'Olga Later', { notes: 'olga-secret' })
  const folder = await scratch(t)
  const backup = await backedUp(made, folder)
  assert.equal((await administrator.patch(`customers/${nine}`, { payer: null })).status, 200)
  await erased(made, eight, 'erase')
  await erased(made, other, 'erase')
  const list = await readList(path.join(made.engine.options.dataFolder, 'kontor-erasures.jsonl'))
  const stranger = { ...list[0], id: newId(), record: '01900000-0000-7000-8000-000000000001' }
  const restored = await restoredFrom(t, backup, path.join(folder, 'data'))

  const replayed = await restored.personal.replay([...list, stranger as (typeof list)[number]])
  assert.deepEqual([replayed.done, replayed.anonymised, replayed.left], [2, [eight], []])
  assert.deepEqual(replayed.unknown, [stranger.record], 'of another office, and said so')
  await nothingOf(restored, ['Otto Payer', 'Olga', 'olga-secret'])
  assert.ok((await everything({ engine: restored })).includes('Nina Paid'))

  const anew = await restored.personal.replay(list)
  assert.deepEqual([anew.done, anew.left], [0, []])
})

test('a list of before is written again with who had gone into whom', async (t) => {
  const made = await office(t)
  const { engine, as } = made
  const [one, two] = [await contact(made, 'Zelma Piektā', {}), await contact(made, 'Zelma Sestā', {})]
  assert.equal((await as.administrator.post(`contacts/${two}/merge`, { with: one })).status, 200)
  await erased(made, two, 'erase')
  await engine.database.query(sql`update person_erasure set former = '[]'`)
  const migration = (await readMigrations()).find(({ name }) => name === 'engine-relisted-erasures')
  await engine.database.query({ parts: [migration?.text ?? ''], values: [] })
  await erased(made, await contact(made, 'Somebody Other', {}), 'erase')
  const list = await readList(path.join(engine.options.dataFolder, 'kontor-erasures.jsonl'))
  const last = list.findLast(({ record }) => record === two)
  assert.deepEqual([last?.former, list.length], [[one], 3])
})

test('the list of a restored place, and one that was lost, hold everybody who was erased before', async (t) => {
  const made = await office(t)
  const ids = [await contact(made, 'Zelma Piektā', {}), await contact(made, 'Zelma Sestā', {})]
  for (const id of ids) await erased(made, id, 'erase')
  const folder = await scratch(t)
  const backup = await backedUp(made, folder)
  await rm(path.join(made.engine.options.dataFolder, 'kontor-erasures.jsonl'))
  for (const engine of [await restoredFrom(t, backup, path.join(folder, 'data')), made.engine]) {
    const { database, options } = engine
    const list = path.join(options.dataFolder, 'kontor-erasures.jsonl')
    await keepList(database, options.dataFolder)
    const listed = (await readList(list)).map(({ record }) => record)
    assert.deepEqual(listed, ids)
    await keepList(database, options.dataFolder)
    assert.equal((await readList(list)).length, ids.length, 'each once')
  }
})

async function contact({ as }: Office, name: string, values: object): Promise<string> {
  const added = await as.administrator.post('contacts', { name, kind: 'person', country: 'LV', ...values })
  assert.equal(added.status, 201, added.text)
  return added.body.id
}

async function person({ as }: Office, name: string): Promise<string> {
  const added = await as.administrator.post('customers', { name, kind: 'person', country: 'LV' })
  assert.equal(added.status, 201, added.text)
  return added.body.id
}

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-replay-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function nothingOf(engine: Engine, secrets: readonly string[]): Promise<void> {
  const all = await everything({ engine })
  for (const secret of secrets) assert.equal(left(all, secret), undefined)
  await allSealed(engine)
  assert.deepEqual(await engine.verify({ files: true }), [])
  assert.equal((await engine.database.query(sql`select from erased_file`)).length, 0)
}
