import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { forecastUndo } from '../../engine/audit/forecast-undo.ts'
import { sql, type Engine } from '#engine'
import { erased, known } from './known-person.ts'
import { office, type Caller } from './office.ts'

test('what a retired object keeps is held against the log like all else', async (t) => {
  const { engine, as } = await office(t)
  const { table, desk } = await withDesk(engine, as.administrator, 'By the window')
  await retire(as.administrator)
  // One that takes its path, and begins where it had ended.
  const { path } = (
    await as.administrator.post('objects', { name: 'x_seat', label: 'Desk', plural: 'Desks' })
  ).body
  assert.equal(path, 'x-desks')
  assert.deepEqual(await engine.verify(), [])
  await engine.database.query(sql`update ${table} set x_name = 'By the door' where id = ${desk}::uuid`)
  assert.deepEqual(
    (await engine.verify()).map((finding) => finding.replace(desk, 'ID')),
    ['1 Desks: x_name is not what the log says (ID).'],
  )
})

test('where a retired object names somebody is told, left as it is, and looked through once it is back', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const { id } = await known(made)
  const { desk } = await withDesk(made.engine, administrator, 'Desk of Zelma Privātā-Kalna')
  await retire(administrator)
  const found = (await administrator.get(`contacts/${id}/erasure/mentions`)).body.items
  assert.deepEqual(found.map(told), [`Desk (retired): Name of ${desk}, nowhere`])
  const started = await administrator.post(`contacts/${id}/erasure`, {
    ...{ mode: 'anonymise', reason: 'Asked for in writing', mentions: found },
  })
  assert.equal(started.status, 202, started.text)
  await made.engine.jobs.drain()
  const left = async () => (await administrator.get('person-mentions')).body.items.map(told)
  assert.deepEqual(await left(), [`Desk (retired): Name of ${desk}, nowhere`], 'ticked or not')
  assert.deepEqual(await made.engine.verify(), [], 'the log says what stands there still')
  assert.equal((await administrator.post('objects/x_desk/restore')).status, 200)
  assert.deepEqual(await left(), [`Desk: Name of ${desk}, x-desks`])
  assert.deepEqual(await made.engine.verify(), [])
})

test('the report about somebody holds what retired objects keep of them, and lists and lines that name them', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const { id } = await known(made)
  const { desk, path } = await withDesk(made.engine, administrator, 'By the window')
  for (const [name, type] of [
    ['x_owner', 'reference'],
    ['x_guests', 'references'],
  ])
    await added(administrator, 'x_desk', {
      name,
      type,
      label: name === 'x_owner' ? 'Owner' : 'Guests',
      to: 'contact',
    })
  const at = await administrator.patch(`${path}/${desk}`, { x_owner: id })
  assert.equal(at.status, 200, at.text)
  const other = await administrator.post(path, { x_name: 'By the door', x_guests: [id] })
  assert.equal(other.status, 201, other.text)
  await added(administrator, 'tag', { name: 'x_of', type: 'reference', label: 'Of', to: 'contact' })
  const tag = await administrator.post('tags', { name: 'Of the windows', x_of: id })
  assert.equal(tag.status, 201, tag.text)
  assert.equal((await administrator.remove('objects/tag/fields/x_of')).status, 204)
  await retire(administrator)
  const report = await administrator.get(`contacts/${id}/personal-data`)
  assert.equal(report.status, 200, report.text)
  const desks = report.body.sections.find(({ key }: { key: string }) => key === 'linked.x_desk')
  assert.deepEqual(
    desks?.rows.map((row: Record<string, unknown>) => row['Name']),
    ['By the window', 'By the door'],
  )
  assert.match(report.text, /Of the windows/, 'named in a field that is retired')
})

test('whoever is no administrator hears of no retired object', async (t) => {
  const made = await office(t)
  const { id } = await known(made)
  await withDesk(made.engine, made.as.administrator, 'Desk of Zelma Privātā-Kalna')
  await retire(made.as.administrator)
  assert.equal((await erased(made, id, 'anonymise')).left, 1)
  const heard = await made.as.manager.get('person-mentions')
  assert.equal(JSON.stringify(heard.body).includes('esk'), false, heard.text)
})

async function withDesk(engine: Engine, administrator: Caller, name: string) {
  const made = await administrator.post('objects', { name: 'x_desk', label: 'Desk', plural: 'Desks' })
  assert.equal(made.status, 201, made.text)
  const { path, table } = engine.model().objects.get('x_desk')!
  const { status, body, text } = await administrator.post(path, { x_name: name })
  assert.equal(status, 201, text)
  return { path, table: { parts: [`"${table}"`], values: [] }, desk: String(body.id) }
}

async function added(administrator: Caller, object: string, field: Record<string, unknown>): Promise<void> {
  const { status, text } = await administrator.post(`objects/${object}/fields`, field)
  assert.equal(status, 201, text)
}

async function retire(administrator: Caller): Promise<void> {
  assert.equal((await administrator.remove('objects/x_desk')).status, 204)
}

type Told = { readonly label: string; readonly record: string; readonly path: string | null }

function told({ label, record, path }: Told): string {
  return `${label} of ${record}, ${path ?? 'nowhere'}`
}

test('the undo of a change, and what is foretold of it, says that its object was retired, until that is back', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root } = as
  const object = { name: 'x_desk', label: 'Desk', plural: 'Desks' }
  assert.equal((await root.post('objects', object)).status, 201)
  const field = { name: 'x_place', type: 'text', label: 'Place' }
  assert.equal((await root.post('objects/x_desk/fields', field)).status, 201)
  const { path } = (await root.get('model')).body.objects.find(
    (one: { name: string }) => one.name === 'x_desk',
  )
  const made = await root.post(path, { x_name: 'One', x_place: 'Hall' })
  assert.equal(made.status, 201, made.text)
  const changed = await root.patch(`${path}/${made.body.id}`, { x_place: 'Yard' })
  const undo = () => root.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.ok((await root.remove('objects/x_desk')).status < 300)
  const { reversed, kept } = (await undo()).body as { reversed: number; kept: { reason: string }[] }
  assert.deepEqual(
    [reversed, kept.map(({ reason }) => reason)],
    [0, ['Its object was retired since. Bring that back, then undo once more.']],
  )
  const system = await engine.access.systemActor('test')
  const change = changed.headers.get('kontor-change') ?? ''
  const foretold = await engine.records.door(system, { change: newId(), dryRun: true }, (door) =>
    forecastUndo(door, change, 1),
  )
  assert.deepEqual([foretold.reversed, foretold.keptCount, foretold.reasons[0]?.count], [0, 1, 1])
  assert.ok((await root.post('objects/x_desk/restore')).status < 300)
  assert.equal((await undo()).body.reversed, 1)
  assert.equal((await root.get(`${path}/${made.body.id}`)).body.x_place, 'Hall')
})
