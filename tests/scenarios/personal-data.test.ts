import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { sql, readList, writeBackup } from '#engine'
import { addDays, dayAt, newId } from '#model'
import { shiftedDatabase } from '#testing'
import { dayOfDuties } from '../../engine/personal/leapt-day.ts'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { erased, everything, known, left, secrets } from './known-person.ts'
import { office, type Office } from './office.ts'
import { restoredFrom } from './restored.ts'

test('the report holds everything about a person, as JSON and to be read, for who has the right, and is logged', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager } = made.as
  assert.equal((await manager.get(`contacts/${id}/personal-data`)).status, 403)
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.equal(report.status, 200, report.text)
  const keys = report.body.sections.map(({ key }: { key: string }) => key)
  assert.ok(!/"(number|street|email)":/.test(report.text), 'lines are told by labels')
  assert.match(report.text, /"Street":"Ozolu iela 3"/)
  assert.match(report.text, /"Kind":"Person"/, 'choices and codes are told in words')
  assert.match(report.text, /"Country":"Latvia"/)
  assert.match(report.text, /"What was done":"Created"/)
  for (const key of [
    'record.party',
    'record.contact',
    'linked.activity',
    'linked.partyFile',
    'history',
    'imports',
    'reads',
    'search',
  ])
    assert.ok(keys.includes(key), `${key} is in ${keys}`)
  for (const secret of secrets) assert.ok(report.text.includes(secret), secret)
  const page = await administrator.get(`contacts/${id}/personal-data?format=html`)
  assert.match(page.headers.get('content-type') ?? '', /html/)
  for (const secret of secrets) assert.ok(page.text.includes(secret), secret)
  const log = await administrator.get(`audit/entries?action=export&record=${id}`)
  assert.equal(log.body.items.length, 2)
  assert.equal(log.body.items[0].details.personalData, true)
})

test('to be told what is held is one right, to erase it another', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager, clerk } = made.as
  for (const [user, page] of [
    [manager.user, 'personalReport'],
    [clerk.user, 'personalData'],
  ]) {
    const given = await administrator.post('grants', { user, object: 'settings', actions: [page] })
    assert.equal(given.status, 201, given.text)
  }
  assert.equal((await manager.get(`contacts/${id}/personal-data`)).status, 200)
  assert.equal((await manager.get(`contacts/${id}/erasure?mode=erase`)).status, 403)
  assert.equal((await manager.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'x' })).status, 403)
  assert.equal((await manager.get(`contacts/${id}/erasure/mentions`)).status, 403)
  assert.equal((await clerk.get(`contacts/${id}/personal-data`)).status, 403)
  assert.equal((await clerk.get(`contacts/${id}/erasure?mode=erase`)).status, 200)
})

test('who is made anonymous leaves no value anywhere, and what names them stays', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager } = made.as
  await keptByUndo(made, id)
  await allSealed(made.engine)
  const preview = await administrator.get(`contacts/${id}/erasure?mode=anonymise`)
  assert.equal(preview.status, 200, preview.text)
  const named = preview.body.destroyed.map(({ what }: { what: string }) => what)
  for (const what of [
    'Name',
    'Notes',
    'Phones',
    'Papers',
    'Activities',
    'Values in the log',
    'Rows of imports',
  ])
    assert.ok(named.includes(what), `${what} in ${named}`)
  for (const secret of secrets) assert.ok((await everything(made)).includes(secret), secret)
  await erased(made, id, 'anonymise')
  const all = await everything(made)
  for (const secret of secrets) assert.equal(left(all, secret), undefined)
  const kept = await made.engine.database.query(sql`select from undo_kept where record = ${id}::uuid`)
  assert.equal(kept.length, 0, 'nor what an undo kept of them')
  const record = await manager.get(`contacts/${id}`)
  assert.match(record.body.name, /^Erased person /)
  assert.deepEqual([record.body.phone, record.body.phones, record.body.notes], [null, [], null])
  assert.equal(record.body.kind, 'person', 'a choice tells of nobody')
  assert.ok(record.body.number, 'so does the number')
  assert.equal((await manager.get('contacts?search=Zelma')).body.items.length, 0)
  assert.deepEqual(await made.engine.verify({ files: true }), [])
  await allSealed(made.engine)
  assert.deepEqual(await made.engine.verify({ files: true }), [])
  const again = await manager.post('contacts', { name: 'Zelma Privātā' }, { 'idempotency-key': 'zelma' })
  assert.ok([410, 422].includes(again.status), again.text)
})

/** An undo that kept something of the person, and something else for a reason that names them. */
async function keptByUndo({ as, engine }: Office, id: string): Promise<void> {
  const changed = await as.manager.patch(`contacts/${id}`, { name: 'Zelma Vidējā', city: 'Ogre' })
  assert.equal(changed.status, 200, changed.text)
  await as.administrator.patch(`contacts/${id}`, { name: 'Zelma Privātā-Kalna' })
  const undone = await as.manager.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.body.reversed, undone.body.kept.length], [1, 1], undone.text)
  await engine.database.query(
    sql`insert into undo_kept (change, nr, object, record, reason)
        select change, 2, object, ${newId()}::uuid, jsonb_build_object('en', 'Zelma Privātā-Kalna has it')
        from undo_kept`,
  )
}

test('who is erased is gone with all that went with them, and neither undo nor bin brings them back', async (t) => {
  const made = await office(t)
  const { id, file } = await known(made)
  const { administrator } = made.as
  const history = await administrator.get(`contacts/${id}/history`)
  const { change } = history.body.items[0]
  await erased(made, id, 'erase')
  const all = await everything(made)
  for (const secret of secrets) assert.equal(left(all, secret), undefined)
  assert.equal((await administrator.get(`contacts/${id}`)).status, 404)
  assert.equal((await administrator.get(`files/${file}/content`)).status, 404)
  assert.equal((await administrator.post(`contacts/${id}/restore`, {})).status, 404)
  const bin = await administrator.get('contacts/deleted')
  assert.ok(!bin.text.includes(id))
  await administrator.post(`changes/${change}/undo`)
  await made.engine.jobs.drain()
  assert.equal((await administrator.get(`contacts/${id}`)).status, 404)
  assert.deepEqual(await made.engine.verify({ files: true }), [])
})

test('a duty to keep forbids it until its day, in words; a firm is no person; the right is asked', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator, manager } = made.as
  const rule = await administrator.post('retention-rules', {
    ...{ name: 'Accounting', object: 'contact', months: 120, outcome: 'keep', where: { country: 'LV' } },
    ground: 'Accounting law: ten years',
  })
  assert.equal(rule.status, 201, rule.text)
  const preview = await administrator.get(`contacts/${id}/erasure?mode=erase`)
  const [duty] = preview.body.duties
  assert.equal(duty.ground, 'Accounting law: ten years')
  assert.equal(duty.until.slice(0, 4), String(new Date().getUTCFullYear() + 10))
  const refused = await administrator.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for' })
  assert.equal(refused.status, 409, refused.text)
  assert.match(refused.text, /must be kept until .* Accounting law/)
  await administrator.patch(`retention-rules/${rule.body.id}`, { where: { country: 'GE' } })
  assert.deepEqual((await administrator.get(`contacts/${id}/erasure?mode=erase`)).body.duties, [])
  assert.equal((await manager.get(`contacts/${id}/erasure?mode=erase`)).status, 403)
  assert.equal((await manager.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'x' })).status, 403)
  const firm = await administrator.post('customers', { name: 'SIA Firma', kind: 'organization' })
  const noPerson = await administrator.get(`customers/${firm.body.id}/personal-data`)
  assert.equal(noPerson.status, 409, noPerson.text)
  const noReason = await administrator.post(`contacts/${id}/erasure`, { mode: 'erase' })
  assert.equal(noReason.status, 422)
})

test('what a rule brings up waits for a decision, or goes by itself where that is switched on', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const { administrator } = made.as
  const other = await administrator.post('contacts', { name: 'Anna Otra', kind: 'person', country: 'EE' })
  const rules = [
    { name: 'Leads', outcome: 'review', where: { country: 'LV', name: { contains: 'Zelma' } } },
    { name: 'Estonia', outcome: 'anonymise', where: { country: 'EE' } },
  ]
  for (const rule of rules) {
    const answer = await administrator.post('retention-rules', {
      ...{ object: 'contact', months: 24, ground: 'Two years without a word', ...rule },
    })
    assert.equal(answer.status, 201, answer.text)
  }
  const { personal, jobs } = made.engine
  const soon = new Date().toISOString().slice(0, 10)
  const later = `${new Date().getUTCFullYear() + 3}-01-01`
  assert.deepEqual(await personal.evaluate(soon), { found: 0, started: 0 })
  assert.equal((await personal.evaluate(later)).found >= 2, true)
  assert.equal((await personal.evaluate(later)).found, 0, 'each once')
  await jobs.drain()
  assert.match((await administrator.get(`contacts/${other.body.id}`)).body.name, /^Erased person/)
  const waiting = await administrator.get('retention-reviews')
  assert.deepEqual(
    waiting.body.items.map((one: { record: string; ruleName: string }) => [one.record, one.ruleName]),
    [[id, 'Leads']],
  )
  const wanted = { decision: 'anonymise', records: [id], reason: 'Two years without a word' }
  assert.equal((await administrator.post('retention-reviews', wanted)).status, 202)
  await jobs.drain()
  assert.match((await administrator.get(`contacts/${id}`)).body.name, /^Erased person/)
  assert.deepEqual((await administrator.get('retention-reviews')).body.items, [])
  assert.deepEqual(await made.engine.verify(), [])
})

test('a day that leapt makes nobody anonymous by itself: people are asked, and a clock set right takes it back', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const { personal, jobs, database, options } = made.engine
  const setClock = await shiftedDatabase(t, options)
  const { id } = (await administrator.post('contacts', { name: 'Anna Otra', kind: 'person', country: 'EE' }))
    .body
  const rule = { object: 'contact', months: 24, ground: 'Two years without a word' }
  const where = { country: 'EE' }
  await administrator.post('retention-rules', { ...rule, name: 'Estonia', outcome: 'anonymise', where })
  const name = async () => (await administrator.get(`contacts/${id}`)).body.name
  const waiting = async () =>
    ((await administrator.get('retention-reviews')).body.items as { record: string; leaptFrom: string }[])
      .filter(({ record }) => record === id)
      .map(({ leaptFrom }) => leaptFrom)
  const today = new Date().toISOString().slice(0, 10)
  for (const isKnown of [false, true]) {
    if (isKnown) await personal.evaluate()
    await setClock(7_300)
    assert.equal((await personal.evaluate()).started, 0)
    assert.equal((await personal.evaluate()).started, 0, 'nor on the next night')
    await jobs.drain()
    assert.equal(await name(), 'Anna Otra')
    assert.equal((await waiting()).length, 1)
    const latest = await dayOfDuties(database, '2060-01-01')
    assert.ok(latest > today && latest < (addDays(today, 10) ?? ''), latest)
    await setClock(0)
    assert.equal((await personal.evaluate()).started, 0)
    assert.deepEqual([await waiting(), await name()], [[], 'Anna Otra'])
  }
  // The day is right, as after a long stop, and people say so by what they decide.
  await setClock(7_300)
  await personal.evaluate()
  await setClock(7_301)
  const decision = { decision: 'keep', records: [id], reason: 'She is well known' }
  assert.equal((await administrator.post('retention-reviews', decision)).status, 202)
  const other = await administrator.post('contacts', { name: 'Juri Teine', kind: 'person', country: 'EE' })
  await database.query(sql`update retention_rule set months = 0`)
  assert.equal((await personal.evaluate()).started, 1, 'who was kept stays')
  await jobs.drain()
  assert.match((await administrator.get(`contacts/${other.body.id}`)).body.name, /^Erased person/)
})

test('who is made anonymous leaves nothing in fields that were retired either', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const field = async (object: string, label: string) =>
    (await administrator.post(`objects/${object}/fields`, { type: 'text', label })).body.name as string
  const [nick, badge] = [await field('party', 'Nick'), await field('contact', 'Badge')]
  const { id } = await known(made)
  const filled = await administrator.patch(`contacts/${id}`, { [nick]: 'Zuzītis', [badge]: 'Zuze-7' })
  assert.equal(filled.status, 200, filled.text)
  const other = await administrator.post('contacts', { name: 'SIA Cits', [badge]: 'of Zelma Privātā-Kalna' })
  const places = [`objects/party/fields/${nick}`, `objects/contact/fields/${badge}`]
  for (const place of places) assert.equal((await administrator.remove(place)).status, 204)
  await erased(made, id, 'anonymise')
  const all = await everything(made)
  for (const secret of ['Zuzītis', 'Zuze-7']) assert.equal(left(all, secret), undefined)
  const waiting = (await administrator.get('person-mentions')).body.items
  assert.ok(
    waiting.some(({ record }: { record: string }) => record === other.body.id),
    'what others wrote',
  )
  for (const place of places) assert.equal((await administrator.post(`${place}/restore`)).status, 200)
  const now = (await administrator.get(`contacts/${id}`)).body
  assert.deepEqual([now[nick], now[badge]], [null, null])
  assert.deepEqual(await made.engine.verify(), [])
})

test('what a duty looks at is not changed out of its way: whoever erases says that it had been wrong', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const rule = { object: 'contact', months: 120, outcome: 'keep', ground: 'Ten years by the law' }
  const where = { country: 'LV', notes: { contains: 'signed' } }
  await known(made)
  assert.equal((await administrator.post('retention-rules', { ...rule, name: 'Deeds', where })).status, 201)
  const person = async (name: string, notes: string) =>
    (await administrator.post('contacts', { name, kind: 'person', country: 'LV', notes })).body.id
  const [signer, stranger] = [await person('Zane Pirmā', 'signed'), await person('Zane Otrā', 'called')]
  for (const id of [signer, stranger]) {
    await administrator.patch(`contacts/${id}`, { notes: 'nothing' })
    await administrator.patch(`contacts/${id}`, { city: 'Ogre', country: 'EE' })
  }
  const preview = async (id: string) => (await administrator.get(`contacts/${id}/erasure?mode=erase`)).body
  const { duties, earlier } = await preview(signer)
  assert.deepEqual(duties, [])
  const [{ changed, until, ground }] = earlier
  const today = dayAt(Date.now(), (await made.engine.settings.group()).timeZone)
  assert.deepEqual([earlier.length, changed, ground], [1, today, 'Ten years by the law'])
  assert.equal(until.slice(0, 4), String(new Date().getUTCFullYear() + 10))
  assert.deepEqual((await preview(stranger)).earlier, [])
  // Nor is a role taken away out of its way.
  const buyers = { ...rule, object: 'customer', name: 'Buyers', ground: 'Who bought' }
  assert.equal((await administrator.post('retention-rules', buyers)).status, 201)
  const buyer = await person('Zane Trešā', 'bought')
  assert.equal((await administrator.post('customers', { party: buyer })).status, 201)
  assert.equal((await preview(buyer)).duties[0].ground, 'Who bought')
  assert.equal((await administrator.remove(`customers/${buyer}`, { confirmed: 'personal.duty' })).status, 204)
  const left = await preview(buyer)
  assert.deepEqual([left.duties, left.earlier[0]?.ground], [[], 'Who bought'])
  // Nor by way of another record, into which it went.
  const [into, gone] = [await person('Zane Ceturtā', 'called'), await person('Zane Piektā', 'signed')]
  await administrator.patch(`contacts/${gone}`, { notes: 'nothing' })
  const merged = await administrator.post(`contacts/${into}/merge`, { with: gone, choices: {} })
  assert.equal(merged.status, 200, merged.text)
  assert.equal((await preview(into)).earlier[0]?.ground, 'Ten years by the law')

  // However often it was changed since.
  const often = await person('Zane Sestā', 'signed')
  for (let nr = 0; nr < 60; nr++) await administrator.patch(`contacts/${often}`, { notes: `note ${nr}` })
  assert.equal((await preview(often)).earlier[0]?.ground, 'Ten years by the law')

  const erase = (id: string, headers = {}) =>
    administrator.post(`contacts/${id}/erasure`, { mode: 'erase', reason: 'Asked for' }, headers)
  const held = await erase(signer)
  assert.deepEqual([held.status, held.body.code], [409, 'unconfirmed'], held.text)
  assert.match(held.text, /was to be kept until .* Ten years by the law/)
  assert.equal((await erase(stranger)).status, 202)
  assert.equal((await erase(signer, { confirmed: 'personal.keptBefore' })).status, 202)
  await made.engine.jobs.drain()
  for (const id of [signer, stranger]) assert.equal((await administrator.get(`contacts/${id}`)).status, 404)
})

test('people whose time is over go in one job, each found in every spelling, and whom a duty holds stays', async (t) => {
  const made = await office(t)
  const { administrator, manager, clerk } = made.as
  const ids = new Map<string, string>()
  for (const name of ['Zigurds Lapiņš', 'Tamta Gelashvili', 'Olga Kept']) {
    const added = await administrator.post('contacts', { name, kind: 'person', country: 'EE' })
    ids.set(name, added.body.id)
  }
  const firm = await manager.post('customers', {
    ...{ name: 'SIA Ozols', notes: 'Звонил Зигурдс Лапинс. გელაშვილი, თამთა paid. Olga Kept too.' },
  })
  const where = { any: [{ name: { contains: 'LAPINS ZIGURDS' } }, { city: 'Rīga' }] }
  const view = await clerk.post('views', { object: 'contact', name: 'Mine', where })
  const rules = [
    { name: 'Estonia', outcome: 'anonymise', where: { country: 'EE' }, months: 24 },
    { name: 'Books', outcome: 'keep', where: { name: 'Olga Kept' }, months: 120 },
  ]
  for (const rule of rules)
    assert.equal(
      (await administrator.post('retention-rules', { object: 'contact', ground: 'The law', ...rule })).status,
      201,
    )
  const { personal, jobs, database } = made.engine
  const later = `${new Date().getUTCFullYear() + 3}-01-01`
  assert.equal((await personal.evaluate(later)).started, 2, 'whom a duty holds is not tried each night')
  await jobs.drain()
  const [job, ...others] = await database.query<{
    state: string
    result: { erased: number; refused: object[] }
  }>(sql`select state, result from job where name = 'erase person'`)
  assert.deepEqual([others.length, job?.state, job?.result.erased], [0, 'done', 2], 'one job for all')
  const kept = ids.get('Olga Kept')
  assert.deepEqual(job?.result.refused, [])
  const waits = (await administrator.get('retention-reviews')).body.items
  assert.deepEqual(
    waits.map((one: { record: string; duties: object[] }) => [one.record, one.duties.length]),
    [[kept, 1]],
  )
  assert.equal((await administrator.get(`contacts/${kept}`)).body.name, 'Olga Kept')
  assert.match(
    (await administrator.get(`contacts/${ids.get('Tamta Gelashvili')}`)).body.name,
    /^Erased person/,
  )
  assert.deepEqual((await clerk.get(`views/${view.body.id}`)).body.where, { any: [{}, { city: 'Rīga' }] })
  const waiting = await administrator.get('person-mentions')
  assert.deepEqual(
    waiting.body.items.map((one: { record: string; field: string }) => [one.record, one.field]),
    [
      [firm.body.id, 'notes'],
      [firm.body.id, 'notes'],
    ],
    'each of them is left to be looked through',
  )
  assert.deepEqual(await made.engine.verify(), [])
})

test('a backup from before an erasure is brought to it by the list that is kept outside', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-erasures-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'office.backup')
  const { dataFolder } = made.engine.options
  await writeBackup({ database: made.engine.database, dataFolder }, file, {})
  await erased(made, id, 'anonymise')
  const list = path.join(dataFolder, 'kontor-erasures.jsonl')
  assert.ok(!(await readFile(list, 'utf8')).includes('Zelma'), 'the list tells of nobody')
  const restored = await restoredFrom(t, file, path.join(folder, 'data'))
  assert.ok((await everything({ engine: restored })).includes('Zelma'))
  const replayed = await restored.personal.replay(await readList(list))
  assert.deepEqual([replayed.done, replayed.left], [1, []])
  const all = await everything({ engine: restored })
  for (const secret of secrets) assert.equal(left(all, secret), undefined)
  assert.deepEqual(await restored.verify({ files: true }), [])
  assert.equal((await restored.personal.replay(await readList(list))).done, 0, 'each once')
})
