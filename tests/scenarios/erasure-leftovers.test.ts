import assert from 'node:assert/strict'
import { appendFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { readList, sql } from '#engine'
import { newId } from '#model'
import { eraseValues } from '../../engine/seal/erase-values.ts'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
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
  await allSealed(engine)
  assert.deepEqual(await engine.verify({ files: true }), [])
})

test('a line of the list that was cut off is written again, and until then it is named with the remedy', async (t) => {
  const made = await office(t)
  const { engine, as } = made
  const list = path.join(engine.options.dataFolder, 'kontor-erasures.jsonl')
  const ids: string[] = []
  const erase = async (name: string) => {
    const { id } = (await as.administrator.post('contacts', { name, kind: 'person' })).body
    ids.push(id)
    await erased(made, id, 'erase')
  }
  await erase('Anna Pirmā')
  await erase('Anna Otra')
  // The power went while the second line was written: it is not known to be on the list.
  await engine.database.query(
    sql`update person_erasure set listed = false where record = ${ids[1] ?? ''}::uuid`,
  )
  const { length } = await readFile(list)
  await truncate(list, length - 30)
  const [found = ''] = await engine.verify()
  assert.match(found, /^Line 2 of .+ was cut off while it was written, .+ within ten minutes; .+ by hand\.$/)
  assert.ok(found.includes(`the record ${ids[1]}`))
  await assert.rejects(readList(list), /was cut off/)
  await erase('Anna Trešā')
  assert.deepEqual(await engine.verify(), [])
  assert.deepEqual(
    (await readList(list)).map(({ record }) => record),
    ids,
  )
  // Before, the next line ran into the one that was cut off.
  const [first = '', torn = '', second = '', third = ''] = (await readFile(list, 'utf8')).split('\n')
  await writeFile(list, `${first}\n${torn}${second}\n${third}\n`)
  assert.equal((await readList(list)).length, 3)
  await appendFile(list, 'something else\n')
  await assert.rejects(readList(list), /Line 4 of .+ is no erasure/)
})

test('a list of erasures that cannot be read is named with the remedy beside whatever else was found', async (t) => {
  const { engine } = await office(t)
  const list = path.join(engine.options.dataFolder, 'kontor-erasures.jsonl')
  await mkdir(list)
  await engine.database.query(sql`insert into catalog_rule (object, rules) values ('customer', '[]')`)
  const [planted = '', unread = '', ...more] = await engine.verify()
  assert.match(planted, /rules of customer stands in the catalog/)
  assert.ok(unread.startsWith(`The list of erasures ${list} cannot be read (EISDIR`), unread)
  assert.match(unread, /move it away, and put the file back from its copy, then check again\.$/)
  assert.deepEqual(more, [])
})

test('the model that tells of somebody is left to be looked through, and stays what the log says', async (t) => {
  const made = await office(t)
  const { engine, as } = made
  const { administrator } = as
  const whom = 'Visvaldis Zvirgzdiņš'
  const { id } = (await administrator.post('contacts', { name: whom, kind: 'person' })).body
  const fields = [
    { name: 'x_note', type: 'text', label: `Note for ${whom}` },
    { name: 'x_agent', type: 'choice', label: 'Agent', values: [{ value: 'v', label: whom }] },
  ]
  for (const field of fields)
    assert.equal((await administrator.post('objects/customers/fields', field)).status, 201)
  await administrator.post('objects', { name: 'x_desk', label: `Desk of ${whom}`, plural: 'Desks' })
  await administrator.patch('objects/customers/fields/name', { help: `As ${whom} writes it` })
  await administrator.patch('objects/suppliers/fields/paymentDays', { help: `As ${whom} said` })
  await administrator.patch('objects/suppliers/fields/paymentDays', { help: 'As agreed' })
  await allSealed(engine)
  const preview = (await administrator.get(`contacts/${id}/erasure?mode=erase`)).body
  const kept = preview.kept.map(({ what }: { what: string }) => what)
  assert.deepEqual(
    kept.filter((what: string) => what.startsWith('Objects and fields: ')).toSorted(),
    labelsLeft(whom),
    'it is told before what stays',
  )
  assert.equal((await erased(made, id, 'erase')).left, 4)
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
  const { items } = (await administrator.get('person-mentions')).body
  const places = items.map(({ label }: { label: string }) => label)
  assert.deepEqual(places.toSorted(), labelsLeft(whom))
  const pages = items.map(({ path: to, settings }: Record<string, string | null>) => to ?? settings)
  assert.deepEqual(pages.toSorted(), ['customer', 'customer', 'party', 'x_desk'], 'each says where it stands')
  for (const { object, record, field } of items)
    assert.equal((await administrator.post('person-mentions', { object, record, field })).status, 200)
  assert.equal(left(await everything(made), `As ${whom} said`), undefined, 'what stands no more goes')

  // Before, the log lost these words while the model kept them.
  const actor = await engine.access.systemActor('test')
  await engine.database.transaction((tx) =>
    eraseValues(tx, {
      ...{ actor, change: newId(), reason: 'Asked for in writing' },
      set: sql`after = replace(e.after::text, ${whom}, 'Erased person 0a1b2c3d')::jsonb`,
      where: sql`e.record is null and e.after::text like ${`%${whom}%`}`,
    }),
  )
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
  await engine.database.query(
    sql`update catalog_field set declaration = jsonb_set(declaration::jsonb, '{sensitive}', 'true')::json
        where name = 'x_note'`,
  )
  assert.deepEqual(await engine.verify(), [
    'The model: the field customer.x_note is not what the log says: sensitive.',
  ])
})

function labelsLeft(whom: string): string[] {
  return [
    `Objects and fields: Customer: Agent`,
    `Objects and fields: Customer: Note for ${whom}`,
    `Objects and fields: Desk of ${whom}`,
    `Objects and fields: Partner: Name`,
  ]
}
