import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { eraseValues } from '../../engine/seal/erase-values.ts'
import { besieged } from './besieged.ts'
import { erased, everything, known, left } from './known-person.ts'
import { office, until, uploaded, type Caller } from './office.ts'

async function made(who: Caller, place: string, values: Readonly<Record<string, unknown>>) {
  const answer = await who.post(place, values)
  assert.equal(answer.status, 201, answer.text)
  return answer.body
}

test('what somebody sent by a form goes with them, also what they took back, and nothing says how it was called', async (t) => {
  const place = await besieged(t)
  const { as, mine, engine } = place
  const who = await as.administrator.patch(`suppliers/${mine.id}`, { kind: 'person', taxId: null })
  assert.equal(who.status, 200, who.text)
  const send = async (name: string) => {
    const sent = await place.upload({ token: mine.token, kind: 'licence' }, name)
    assert.equal(sent.status, 200, sent.text)
    return sent.body.files.at(-1)
  }
  const back = await send('scan 778801.pdf')
  assert.equal((await place.call('files/remove', { token: mine.token, file: back.id })).status, 200)
  await send('scan 778802.pdf')
  assert.match(await everything(place), /778801[^]*778802/)
  const mode = { mode: 'erase', reason: 'Asked for in writing' }
  const { job } = (await as.administrator.post(`suppliers/${mine.id}/erasure`, mode)).body
  await engine.jobs.drain()
  assert.equal((await as.administrator.get(`jobs/${job}`)).body.result?.files, 2)
  assert.equal(left(await everything(place), 'scan 7788'), undefined)
  assert.deepEqual(await engine.verify({ files: true }), [])
})

test('files that lines of somebody name, or once named, go with them, and what another names stays', async (t) => {
  const place = await office(t)
  const { as, url, engine } = place
  const { administrator: root } = as
  const { id } = await known(place)
  const { name: scan } = await made(root, 'objects/partyPhone/fields', { type: 'file', label: 'Scan' })
  const file = async (name: string) => (await uploaded(root, url, 'files', name, name)).body.id
  const all = [await file('former 7701.txt'), await file('now 7702.txt'), await file('of both 7703.txt')]
  const phones = (at: number) => [{ number: '+37129777888', [scan]: all[at] }]
  for (const values of [{ phones: phones(0) }, { phones: phones(1), picture: null }]) {
    const changed = await root.patch(`contacts/${id}`, values)
    assert.equal(changed.status, 200, changed.text)
  }
  await made(root, 'papers', { party: id, name: 'Both', file: all[2], kind: 'contract' })
  const other = await made(root, 'contacts', { name: 'Somebody Other' })
  await made(root, 'papers', { party: other.id, name: 'Both', file: all[2], kind: 'contract' })
  await erased(place, id, 'anonymise')
  const text = await everything(place)
  assert.deepEqual([left(text, 'former 7701'), left(text, 'now 7702')], [undefined, undefined])
  assert.equal((await root.get(`files/${all[2]}/content`)).text, 'of both 7703.txt')
  assert.deepEqual(await engine.verify({ files: true }), [])
})

test('texts in retired fields of lines go with whose they are, and are looked through in those of others', async (t) => {
  const place = await office(t)
  const { as, engine } = place
  const { administrator: root } = as
  const { id } = await known(place)
  const { name: desk } = await made(root, 'objects/partyPhone/fields', { type: 'text', label: 'Desk' })
  const { name: memo } = await made(root, 'objects/companyTerms/fields', { type: 'text', label: 'Memo' })
  const [company] = (await root.get('companies')).body.items
  const companyTerms = [{ company: company.id, [memo]: 'pays by the hand of a cousin' }]
  await made(root, 'customers', { party: id })
  assert.equal((await root.patch(`customers/${id}`, { companyTerms })).status, 200)
  const phones = [{ number: '+37167000001', [desk]: 'Zelma Privātā-Kalna sits here' }]
  const other = await made(root, 'contacts', { name: 'Somebody Other', phones })
  for (const field of [`partyPhone/fields/${desk}`, `companyTerms/fields/${memo}`])
    assert.equal((await root.remove(`objects/${field}`)).status, 204)
  const mentions = (await root.get(`contacts/${id}/erasure/mentions`)).body.items
  const places = mentions.map(({ record, field }: Record<string, unknown>) => [record, field])
  assert.deepEqual(places, [[other.id, 'phones']])
  const mode = { mode: 'anonymise', reason: 'Asked for in writing', mentions }
  assert.equal((await root.post(`contacts/${id}/erasure`, mode)).status, 202)
  await engine.jobs.drain()
  const text = await everything(place)
  assert.deepEqual([left(text, 'a cousin'), left(text, 'Zelma')], [undefined, undefined])
  assert.deepEqual(await engine.verify(), [])
  assert.equal((await root.post(`objects/partyPhone/fields/${desk}/restore`)).status, 200)
  const [line] = (await root.get(`contacts/${other.id}`)).body.phones
  assert.match(line[desk], /^Erased person \w+ sits here$/)
  assert.deepEqual(await engine.verify(), [])
})

test('a file that stays is looked through like any record of others, and what is left of its name is told', async (t) => {
  const place = await office(t)
  const { as, url, engine } = place
  const { administrator: root } = as
  const { id } = await known(place)
  const other = await made(root, 'contacts', { name: 'Somebody Other' })
  const shared = async (name: string): Promise<string> => {
    const file = (await uploaded(root, url, 'files', name, name)).body.id
    for (const party of [id, other.id])
      await made(root, 'papers', { party, name: 'Both', file, kind: 'contract' })
    return file
  }
  const [taken, stays] = [await shared('Zelma Privātā 7711.txt'), await shared('Zelma Privātā 7712.txt')]
  const mentions = (await root.get(`contacts/${id}/erasure/mentions`)).body.items
  const placeOf = ({ object, record, field }: Record<string, unknown>) => [object, record, field]
  assert.deepEqual(mentions.map(placeOf), [
    ['file', taken, 'name'],
    ['file', stays, 'name'],
  ])
  const chosen = mentions.filter(({ record }: Record<string, unknown>) => record === taken)
  const mode = { mode: 'erase', reason: 'Asked for in writing', mentions: chosen }
  const { job } = (await root.post(`contacts/${id}/erasure`, mode)).body
  await engine.jobs.drain()
  const { blanked, left: rest } = (await root.get(`jobs/${job}`)).body.result
  assert.deepEqual([blanked, rest], [1, 1])
  assert.equal(left(await everything(place), 'Zelma Privātā 7711'), undefined)
  assert.match((await root.get(`files/${taken}`)).body.name, /^Erased person \w+ 7711.txt$/)
  const told = await engine.database.query(sql`select object, record, field from person_mention`)
  assert.deepEqual(told.map(placeOf), [['file', stays, 'name']])
  assert.deepEqual(await engine.verify({ files: true }), [])
})

test('what somebody held in a field that was added with a value and retired goes with an entry of its own', async (t) => {
  const place = await office(t)
  const { as, engine } = place
  const { administrator: root } = as
  const { id } = await known(place)
  const field = async (object: string, label: string): Promise<string> =>
    (await made(root, `objects/${object}/fields`, { type: 'text', label, default: 'A' })).name
  const [shelf, memo] = [await field('party', 'Shelf'), await field('activity', 'Memo')]
  const emptied = await field('party', 'Emptied')
  assert.equal((await root.patch(`contacts/${id}`, { [emptied]: null })).status, 200)
  const retired = [`objects/party/fields/${shelf}`, `objects/activity/fields/${memo}`]
  for (const one of retired) assert.equal((await root.remove(one)).status, 204)
  await until(async () => {
    await engine.chain.seal()
    return (await engine.chain.state()).tail === 0
  })
  await erased(place, id, 'anonymise')
  assert.deepEqual(await engine.verify(), [])
  for (const one of retired) assert.equal((await root.post(`${one}/restore`)).status, 200)
  const now = (await root.get(`contacts/${id}`)).body
  assert.deepEqual([now[shelf], now[emptied]], [null, null])
  assert.deepEqual(await engine.verify(), [])

  // Older versions told of it nowhere.
  const actor = await engine.access.systemActor('test')
  await engine.database.transaction((tx) =>
    eraseValues(tx, {
      ...{ actor, change: newId(), reason: 'As older versions wrote it' },
      set: sql`after = e.after - ${[shelf, memo, emptied]}::text[]`,
      where: sql`e.record is not null and e.after ?| ${[shelf, memo, emptied]}::text[]`,
    }),
  )
  assert.equal((await engine.verify()).length, 2, 'this version would have told of it')
  await engine.database.query(
    sql`insert into audit_entry (change, source, object, action)
        values (gen_random_uuid(), 'migration', 'catalog', 'knownLines')`,
  )
  assert.deepEqual(await engine.verify(), [])
})
