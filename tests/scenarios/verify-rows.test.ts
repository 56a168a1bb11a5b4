import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createEngine, raw, sql, type Engine } from '#engine'
import { checkAgainstLog } from '../../engine/audit/check-against-log.ts'
import { checkMoves } from '../../engine/merge/check-moves.ts'
import { checkKeptKeys } from '../../engine/search/check-kept-keys.ts'
import { office, type Caller, type Office, type Reply } from './office.ts'

test('who made or changed a record, when, and its version are held against the log', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root, clerk } = as
  const { id } = await worked(as)
  const { id: back } = await made(root, 'customers', {
    name: 'Zz Back',
    phones: [{ number: '+37167000003' }],
  })
  await root.remove(`customers/${back}`)
  assert.equal((await root.post(`customers/${back}/restore`)).status, 200)
  await done(root.patch(`customers/${back}`, { notes: 'is there again' }))
  assert.deepEqual(await engine.verify(), [])

  const of = (fields: string) => new RegExp(`${fields} (is|are) not what the log says \\(\\S+\\)`)
  const set = (values: string, table = 'party', which = `id = '${id}'`) =>
    `update ${table} set ${values} where ${which}`
  const line = `party = '${id}' and position = 0`
  await tampered(
    engine,
    [
      [set(`created_by = '${clerk.user}'`), of('createdBy')],
      [set('created_by = null'), of('createdBy')],
      [set(`created_at = created_at - interval '2 hours'`), of('createdAt')],
      [set(`created_at = created_at + interval '2 minutes'`), of('createdAt')],
      [set(`updated_by = '${root.user}', updated_at = now() + interval '1 day'`), of('updatedBy, updatedAt')],
      [set('version = version - 1'), of('version')],
      [set('version = 1', 'party', `id = '${back}'`), of('version')],
      [set(`updated_at = updated_at - interval '1 day'`, 'party', `id = '${back}'`), of('updatedAt')],
      [set('position = 7', 'party_phone', line), of('position')],
      [set(`created_by = '${clerk.user}'`, 'party_phone', line), of('createdBy')],
      [set(`created_at = '2020-01-01'`, 'party_phone', line), of('createdAt')],
      [set(`updated_by = '${root.user}'`, 'party_phone', line), of('updatedBy')],
      [set(`updated_at = '2020-01-01'`, 'party_phone', line), of('updatedAt')],
      [set('version = 9', 'party_phone', line), of('version')],
      [set('version = 5', '"grant"', 'true'), /Grants: version is not what the log says/],
    ],
    (database) => checkAgainstLog(database, engine.model()),
  )
})

test('what rights a field or an object brought along stands in the log', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const posts = (await root.get('posts?limit=50')).body.items as { id: string; key: string }[]
  const grants = posts
    .filter(({ key }) => ['seller', 'clerk'].includes(key))
    .map(({ id: post }) => ({ post, see: true, change: true }))
  assert.ok(grants.length > 0)
  await done(root.post('objects/customers/fields', { type: 'text', label: 'Opened', grants }))
  await done(root.post('objects', { name: 'x_machine', label: 'Machine', plural: 'Machines', grants }))
  assert.deepEqual(await engine.verify(), [])
})

test('what a new field holds of records that were there already is no fault', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const all: string[] = []
  for (const name of ['Kept', 'Emptied']) all.push((await made(root, 'customers', { name: `Zz ${name}` })).id)
  const [kept = '', emptied = ''] = all
  await done(root.post('objects/customers/fields', { type: 'text', label: 'Shelf', default: 'A1' }))
  await done(root.patch(`customers/${emptied}`, { x_shelf: null }))
  const { id: later } = await made(root, 'customers', { name: 'Zz Later', x_shelf: null })
  assert.equal((await root.get(`customers/${kept}`)).body.x_shelf, 'A1')
  assert.deepEqual(await engine.verify(), [])
  const set = (value: string, id: string) =>
    `update party set customer__x_shelf = ${value} where id = '${id}'`
  const finds = (id: string) => new RegExp(`customer.x_shelf is not what the log says \\(${id}\\)`)
  await tampered(
    engine,
    [
      [set('null', kept), finds(kept)],
      [set(`'A1'`, emptied), finds(emptied)],
      [set(`'A1'`, later), finds(later)],
    ],
    (database) => checkAgainstLog(database, engine.model()),
  )
})

test('a record that was made hard to find is named', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const { id } = await worked(as)
  assert.equal((await root.post('duplicates/search')).status, 202)
  await engine.jobs.drain()
  const posts = await root.get('posts?search=leader')
  assert.equal(posts.body.items.length, 1, 'what an installation began with is found too')
  await done(root.post('objects/customers/fields', { type: 'text', label: 'Nick', searched: 'name' }))
  await done(root.patch(`customers/${id}`, { x_nick: 'Black swan' }))
  await done(root.remove('objects/customers/fields/x_nick'))
  assert.deepEqual(await engine.verify(), [])
  const [kept] = await engine.database.query<{ key: string }>({
    parts: [`select search_key as key from party where id = '${id}'`],
    values: [],
  })
  assert.doesNotMatch(kept?.key ?? '', /swan/, 'nobody is found by what was retired')
  await done(root.post('objects/customers/fields/x_nick/restore'))
  assert.deepEqual(await engine.verify(), [])

  const found = new RegExp(`1 Parties: by which names they are searched is not .+ \\(${id}\\)`)
  const alike = new RegExp(`1 Parties: by what repeats of them are found is not .+ \\(${id}\\)`)
  const set = (values: string) => `update party set ${values} where id = '${id}'`
  const job = (due: string) =>
    `with later as (insert into job (id, name, payload, actor, run_at) values (gen_random_uuid(), 'finish field',
       '{"object": "customer", "search": true}', '${root.user}', ${due}))`
  await tampered(
    engine,
    [
      [set(`search_key = 'other'`), found],
      [set('search_key = null'), found],
      [set('search_grams = search_grams[2:]'), found],
      [set('search_grams = null'), found],
      [set('match_keys = match_keys[2:]'), alike],
      [set(`match_keys = '{}'`), alike],
      [set('match_keys = null'), alike],
      [`update party_phone set number = '+37167999999' where party = '${id}'`, alike],
      // A job is about to make them anew, or, put there by hand, never.
      [`${job('now()')} ${set('search_key = null')}`, /^$/],
      [`${job(`now() + interval '1 year'`)} ${set('search_key = null')}`, found],
    ],
    async (database) => {
      const party = engine.model().objects.get('party')
      assert.ok(party)
      return checkKeptKeys(database, engine.model(), party)
    },
  )
  // In another order they say the same.
  await engine.database.query({
    parts: [set('match_keys = array(select k from unnest(match_keys) k order by k)')],
    values: [],
  })
  assert.deepEqual(await engine.verify(), [])
})

test('what was retired before is looked for no more after the upgrade', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const run = (text: string) => engine.database.transaction((tx) => tx.query<{ key: string }>(raw(text)))
  await done(root.post('objects/customers/fields', { type: 'text', label: 'Nick', searched: 'name' }))
  const { id } = await made(root, 'customers', { name: 'Zz Bird', x_nick: 'Black swan' })
  const keyNow = async () => (await run(`select search_key as key from party where id = '${id}'`))[0]?.key
  const before = await keyNow()
  assert.match(before ?? '', /swan/)
  await done(root.remove('objects/customers/fields/x_nick'))
  // As former versions left it.
  await run(`update party set search_key = '${before}' where id = '${id}'`)
  assert.match((await engine.verify()).join(), /by which names they are searched is not/)
  await run(
    await readFile(new URL('../../migrations/0214-engine-searched-anew.sql', import.meta.url), 'utf8'),
  )
  assert.deepEqual(await engine.verify(), [], 'it is left to the job')
  await engine.jobs.drain()
  assert.deepEqual(await engine.verify(), [])
  assert.doesNotMatch((await keyNow()) ?? '', /swan/)
})

test('where merged records lead is held against the merges of the log', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const all: string[] = []
  for (const name of ['Kept', 'Gone', 'Parted', 'Again', 'Third'])
    all.push((await made(root, 'customers', { name: `Zz ${name}`, city: name })).id)
  const [kept = '', gone = '', parted = '', again = '', third = ''] = all
  const merge = (one: string, other: string) => done(root.post(`customers/${one}/merge`, { with: other }))
  const undo = ({ change }: { change: string }) => done(root.post(`changes/${change}/undo`))
  await merge(kept, gone)
  await undo(await merge(kept, parted))
  await undo(await undo(await merge(kept, again)))
  await merge(third, kept)
  assert.deepEqual(await engine.verify(), [])

  const astray = (id: string) => new RegExp(`they lead elsewhere than the merges in the log say \\(${id}\\)`)
  const lost = (id: string) => new RegExp(`they lead nowhere, though by the log they were merged \\(${id}\\)`)
  const names = (id: string) => new RegExp(`bore other names than lead on from them \\(${id}\\)`)
  const nameless = (id: string) => new RegExp(`are found by a name no more that they bore \\(${id}\\)`)
  await tampered(
    engine,
    [
      [`update moved_record set target = '${parted}' where id = '${gone}'`, astray(gone)],
      [`update moved_record set target = '${third}' where id = '${again}'`, astray(again)],
      [
        `insert into moved_record (id, object, target) values ('${parted}', 'party', '${kept}')`,
        astray(parted),
      ],
      [`delete from moved_record where id = '${gone}'`, lost(gone)],
      [`update moved_name set value = 'C-77' where record = '${gone}' and field = 'number'`, names(gone)],
      [`update moved_name set value = 'other' where record = '${again}' and field = '~title'`, names(again)],
      [`update moved_name set record = '${kept}' where record = '${gone}' and field = 'number'`, names(kept)],
      [`delete from moved_name where record = '${gone}' and field = 'number'`, nameless(gone)],
      [`delete from moved_name where record = '${again}' and field = '~title'`, nameless(again)],
    ],
    (database) => checkMoves(database, engine.model()),
  )
  assert.deepEqual(await engine.verify(), [])
})

test('of two that bore the same name each keeps it when the other comes back', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const all: string[] = []
  for (const name of ['One', 'Two', 'Same', 'same'])
    all.push((await made(root, 'customers', { name: `Zz ${name}` })).id)
  const [one = '', two = '', earlier = '', later = ''] = all
  await done(root.post(`customers/${one}/merge`, { with: earlier }))
  const { change } = await done(root.post(`customers/${two}/merge`, { with: later }))
  const found = async () => {
    const { items } = (await root.get(`customers?search=${encodeURIComponent('Zz Same')}`)).body
    return new Set((items as { id: string }[]).map(({ id }) => id))
  }
  assert.deepEqual(await found(), new Set([one, two]))
  assert.deepEqual(await engine.verify(), [])
  await done(root.post(`changes/${change}/undo`))
  assert.deepEqual(await found(), new Set([one, later]))
  assert.deepEqual(await engine.verify(), [])

  // As former versions left them; what is lost since the upgrade is another matter.
  await engine.database.query(sql`delete from moved_name where record = ${earlier} and field = '~title'`)
  const lost = new RegExp(`found by a name no more that they bore \\(${earlier}\\)`)
  assert.match((await checkMoves(engine.database, engine.model())).join(), lost)
  const run = (text: string) => engine.database.transaction((tx) => tx.query(raw(text)))
  await run(`insert into audit_entry (change, source, object, action)
    values (gen_random_uuid(), 'migration', 'catalog', 'knownNames')`)
  assert.deepEqual(await checkMoves(engine.database, engine.model()), [])
  // A number is missed all the same, unless another bears it.
  const number = sql`delete from moved_name where record = ${earlier} and field = 'number' returning value`
  const [gone] = await engine.database.query<{ value: string }>(number)
  assert.match((await checkMoves(engine.database, engine.model())).join(), lost)
  await run(
    `insert into moved_name (object, field, value, record) values ('party', 'number', '${gone?.value}', '${later}')`,
  )
  assert.doesNotMatch((await checkMoves(engine.database, engine.model())).join(), lost)
})

test('a long undo of an undo writes where merged records lead after they are gone', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  const [kept, gone] = [
    (await made(root, 'customers', { name: 'Zz Kept' })).id,
    (await made(root, 'customers', { name: 'Zz Gone' })).id,
  ]
  const { change } = await done(root.post(`customers/${kept}/merge`, { with: gone }))
  const { change: undo } = await done(root.post(`changes/${change}/undo`))
  const { change: again } = await done(root.post(`changes/${undo}/undo`))
  const set = (at: string) => `update moved_record set at = ${at} where id = '${gone}'`
  const then = `(select at from audit_entry where change = '${again}' and record = '${gone}' and action = 'delete')`
  const wrong = /they went at another time than the log says/
  await tampered(
    engine,
    [
      [set(`${then} + interval '10 minutes'`), /^$/],
      [set(`${then} + interval '2 hours'`), wrong],
      [set(`${then} - interval '2 hours'`), wrong],
    ],
    (database) => checkMoves(database, engine.model()),
  )
})

/** A customer that several people worked on, with lines that came, went and changed. */
async function worked({ administrator: root, clerk }: Office['as']): Promise<{ id: string }> {
  const phones = [{ number: '+37167000001' }, { number: '+37167000002' }]
  const record = await made(root, 'customers', { name: 'Zz Worked', phones })
  const { body } = await root.get(`customers/${record.id}`)
  await done(clerk.patch(`customers/${record.id}`, { notes: 'by another' }))
  const [first] = body.phones as { id: string }[]
  const changed = [{ id: first?.id, purpose: 'work' }, { number: '+37167000009' }]
  await done(clerk.patch(`customers/${record.id}`, { phones: changed }))
  return record
}

async function made(caller: Caller, path: string, values: object): Promise<{ id: string }> {
  return done(caller.post(path, values))
}

async function done(asked: Promise<Reply>) {
  const { status, text, body } = await asked
  assert.ok(status < 300, text)
  return body as { id: string; change: string }
}

type Database = Engine['database']

/** What is found after each statement, none of which stays. */
async function tampered(
  { database }: Engine,
  statements: readonly (readonly [statement: string, finds: RegExp])[],
  check: (database: Database) => Promise<string[]>,
): Promise<void> {
  for (const [statement, finds] of statements) {
    const seen = await database
      .transaction(async (tx) => {
        await tx.query({ parts: [statement], values: [] })
        const within = {
          ...database,
          query: tx.query.bind(tx),
          transaction: (work: never) => (work as Work)(tx),
        }
        throw new Seen((await check(within)).join('\n'))
      })
      .catch((error: unknown) => error)
    assert.ok(seen instanceof Seen, String(seen))
    assert.match(seen.message, finds, statement)
  }
}

type Work = (tx: unknown) => Promise<never>

/** What was found within a transaction that is rolled back. */
class Seen extends Error {}

test('a formula that is said to be worked out yet is held against its values unless a job does so', async (t) => {
  const { engine, as } = await office(t)
  const formula = {
    type: 'formula',
    name: 'late',
    label: 'Late',
    gives: 'integer',
    formula: 'paymentDays * 2',
  }
  const added = await as.administrator.post('objects/customer/fields', formula)
  assert.equal(added.status, 201, added.text)
  const [marked] = await engine.database.query<{ column: string }>(
    sql`update catalog_field set pending = true where name = 'x_late' returning column_name as column`,
  )
  await engine.database.query(sql`update party set ${raw(marked?.column ?? '')} = 7777 where is_customer`)
  const [own] = await engine.database.query<{ id: string }>(
    sql`insert into job (id, name, payload, actor, run_at)
        values (gen_random_uuid(), 'finish field', '{"object": "customer", "field": "x_late"}', ${as.administrator.user},
                now() + interval '1 minute') returning id`,
  )
  const again = await createEngine(engine.options)
  t.after(() => again.close())
  assert.deepEqual(await again.verify(), [])
  await engine.database.query(sql`delete from job where id = ${own?.id ?? null}`)
  const [finding] = await again.verify()
  assert.match(finding ?? '', /the stored value of x_late is not what its formula gives/)
})
