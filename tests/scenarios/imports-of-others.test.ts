import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holder } from './holder.ts'
import { office, uploaded, until, type Caller, type Office } from './office.ts'

const file = 'Name;Phone\nZz Slepenais;+371 26000001\n'

test('who uploaded a file is told by name to whom may read of users', async (t) => {
  const place = await office(t)
  const { seller, administrator } = place.as
  const bringsIn = {
    object: 'customer',
    actions: ['read', 'create', 'import'],
    see: ['all'],
    change: ['all'],
  }
  const page = { object: 'settings', actions: ['imports'] }
  const blind = await holder(place, 'blind', [bringsIn, page])
  const seeing = await holder(place, 'seeing', [bringsIn, page, { object: 'user', see: ['name'] }])
  const { id } = (await uploaded(administrator, place.url, 'imports', 'secret.csv', file, 'customer')).body
  for (const [who, isNamed] of [
    [blind, false],
    [seeing, true],
    [administrator, true],
  ] as const) {
    const one = await who.get(`imports/${id}`)
    assert.equal(one.status, 200, one.text)
    const listed = (await who.get('imports')).body.items.find((item: { id: string }) => item.id === id)
    for (const { createdBy } of [one.body, listed])
      assert.equal(createdBy?.id ?? null, isNamed ? administrator.user : null)
  }
  assert.equal((await seller.get(`imports/${id}`)).status, 404)
  const own = (await uploaded(blind, place.url, 'imports', 'own.csv', file, 'customer')).body
  assert.equal(own.createdBy.id, blind.user)
})

test('what stands in a file is told to whoever uploaded it and to administrators', async (t) => {
  const place = await office(t)
  const { seller, administrator } = place.as
  const bringsIn = {
    object: 'customer',
    actions: ['read', 'create', 'import'],
    see: ['all'],
    change: ['all'],
  }
  const owner = await holder(place, 'owner', [bringsIn])
  const page = { object: 'settings', actions: ['imports'] }
  const other = await holder(place, 'other', [bringsIn, page])
  const table = `${file}${file.split('\n')[1]}\nZz Bez tālruņa;slepens numurs\n`
  const { id } = (await uploaded(owner, place.url, 'imports', 'secret.csv', table, 'customer')).body
  const values = { column: 1, field: 'phone', values: { 'slepens numurs': '+371 26000002' } }
  assert.equal((await owner.patch(`imports/${id}`, { mapping: [values] })).status, 200)
  assert.equal((await owner.post(`imports/${id}/check`)).status, 202)
  const checked = async () => (await owner.get(`imports/${id}`)).body.state === 'checked'
  await until(checked)
  const parts = ['values?column=0', 'problems', 'problems/summary', 'repeats', 'refused']
  for (const who of [owner, administrator]) {
    const { status, text, body } = await who.get(`imports/${id}`)
    assert.deepEqual([status, body.readsCells], [200, true])
    for (const cell of ['Zz Slepenais', 'slepens numurs']) assert.ok(text.includes(cell), text)
    for (const part of parts) assert.equal((await who.get(`imports/${id}/${part}`)).status, 200, part)
  }
  for (const view of [await other.get(`imports/${id}`), await other.get('imports')]) {
    assert.equal(view.status, 200)
    assert.ok(view.text.includes('secret.csv'), view.text)
    assert.doesNotMatch(view.text, /Slepenais|slepens|2600000|"Phone"/)
  }
  assert.deepEqual((await other.get(`imports/${id}`)).body.columns, [])
  for (const step of ['check', 'run']) {
    const refused = await other.post(`imports/${id}/${step}`, {})
    assert.deepEqual([refused.status, refused.body.code], [403, 'import.fileOfAnother'], step)
  }
  for (const part of parts) {
    const answer = await other.get(`imports/${id}/${part}`)
    assert.deepEqual([answer.status, answer.body.code], [403, 'import.fileOfAnother'], part)
    assert.equal((await seller.get(`imports/${id}/${part}`)).status, 404, part)
  }
  for (const [way, given] of [
    ['', { decision: 'skip' }],
    ['/rows', { column: 0, value: 'Zz Slepenais', to: 'Zz Cits' }],
    ['/rows/1', { skip: true }],
    ['/repeats', { only: 'record', decision: 'skip' }],
    ['/repeats/1', { decision: 'skip' }],
  ] as const)
    assert.equal((await other.patch(`imports/${id}${way}`, given)).status, 403, way)
})

test('what an administrator had checked is told to the uploader once it is checked in their own rights', async (t) => {
  const place = await office(t)
  const { administrator } = place.as
  const bringsIn = {
    object: 'customer',
    actions: ['read', 'create', 'import'],
    see: ['all'],
    change: ['all'],
  }
  const owner = await holder(place, 'owner', [bringsIn])
  const table = 'Name;Phone\nZz Bez tālruņa;nav numura\n'
  const { id } = (await uploaded(owner, place.url, 'imports', 'own.csv', table, 'customer')).body
  const parts = ['problems', 'problems/summary', 'refused']
  const check = async (who: Pick<Caller, 'get' | 'post'>) => {
    assert.equal((await who.post(`imports/${id}/check`)).status, 202)
    await until(async () => (await who.get(`imports/${id}`)).body.state === 'checked')
    return (await owner.get(`imports/${id}`)).body
  }
  const told = async (who: Pick<Caller, 'get'>) =>
    Promise.all(parts.map(async (part) => (await who.get(`imports/${id}/${part}`)).body?.code ?? null))
  const isOwn = [null, null, null]
  const isAnothers = parts.map(() => 'import.foundByAnother')
  assert.deepEqual([(await check(owner)).readsFound, await told(owner)], [true, isOwn])
  // One row that an administrator judges anew is enough.
  const [{ row }] = (await administrator.get(`imports/${id}/problems`)).body.items
  const mended = await administrator.patch(`imports/${id}/rows/${row}`, { cells: { 1: 'vēl nav' } })
  assert.equal(mended.status, 200, mended.text)
  assert.deepEqual([await told(owner), await told(administrator)], [isAnothers, isOwn])
  assert.deepEqual([(await check(owner)).readsFound, await told(owner)], [true, isOwn])
  const checked = await check(administrator)
  assert.deepEqual([checked.readsCells, checked.readsFound, await told(owner)], [true, false, isAnothers])
  assert.equal((await owner.patch(`imports/${id}/rows/${row}`, { skip: true })).status, 403)
  assert.deepEqual([(await check(owner)).readsFound, await told(owner)], [true, isOwn])
})

test('how others read a file with the same headings is offered without what stood in theirs', async (t) => {
  const place = await office(t)
  const all = { see: ['all'], change: ['all'] }
  const bringsIn = { object: 'customer', actions: ['read', 'create', 'import'], ...all }
  const owner = await holder(place, 'owner', [bringsIn])
  const other = await holder(place, 'other', [bringsIn])
  const table = 'Name;Phone;Kind\nZz Slepenais;slepens numurs;Jur.\n'
  const { id } = (await uploaded(owner, place.url, 'imports', 'own.csv', table, 'customer')).body
  const mapping = [
    { column: 1, field: 'phone', values: { 'slepens numurs': '+371 26000002' } },
    { column: 2, field: 'kind', values: { 'Jur.': 'organization' } },
  ]
  const set = await owner.patch(`imports/${id}`, { mapping })
  assert.equal(set.status, 200, set.text)
  for (const [step, state] of [
    ['check', 'checked'],
    ['run', 'done'],
  ] as const) {
    assert.equal((await owner.post(`imports/${id}/${step}`, {})).status, 202)
    await until(async () => (await owner.get(`imports/${id}`)).body.state === state)
  }
  const next = 'Name;Phone;Kind\nZz Otrs;+371 26000003;Jur.\n'
  const values = async (who: typeof owner) => {
    const { body } = await uploaded(who, place.url, 'imports', 'next.csv', next, 'customer')
    return (body.mapping as { values: object }[]).map((one) => Object.keys(one.values))
  }
  assert.deepEqual(await values(other), [[], [], ['Jur.']])
  assert.deepEqual(await values(owner), [[], ['slepens numurs'], ['Jur.']])
})

/** Somebody who brought in two customers that are theirs, of which an administrator changed both since. */
async function broughtIn(place: Office) {
  const { administrator } = place.as
  const all = { see: ['all'], change: ['all'] }
  const rows = { manager: '$me' }
  const actions = ['read', 'create', 'change', 'delete', 'import']
  const users = { object: 'user', see: ['name'] }
  const own = await holder(place, 'own', [{ object: 'customer', actions, rows, ...all }, users])
  const table = 'Name;Phone\nZz Paliek;+371 26000001\nZz Aiziet;+371 26000002\n'
  const { id } = (await uploaded(own, place.url, 'imports', 'own.csv', table, 'customer')).body
  const stands = (state: string) => async () => (await own.get(`imports/${id}`)).body.state === state
  assert.equal((await own.post(`imports/${id}/check`)).status, 202)
  await until(stands('checked'))
  assert.equal((await own.post(`imports/${id}/run`, {})).status, 202)
  await until(stands('done'))
  const { items } = (await own.get('customers?fields=id,name&sort=name')).body
  const [goes, stays] = items as { id: string; name: string }[]
  assert.deepEqual([goes?.name, stays?.name], ['Zz Aiziet', 'Zz Paliek'])
  for (const one of [goes, stays]) await administrator.patch(`customers/${one?.id}`, { city: 'Valka' })
  return { own, place: `imports/${id}`, goes: goes?.id ?? '', stays: stays?.id ?? '' }
}

type Kept = { kept: readonly { record: string; reason: string }[] }

function reasons({ kept }: Kept): ReadonlyMap<string, string> {
  return new Map(kept.map(({ record, reason }) => [record, reason]))
}

test('what an undo of an import would keep is told only of records that whoever asks still sees', async (t) => {
  const firm = await office(t)
  const { administrator, seller } = firm.as
  const { own, place, goes, stays } = await broughtIn(firm)
  // Tried out it is told anew each time, also under a key.
  const told = async (who: Pick<Caller, 'post'>) =>
    reasons((await who.post(`${place}/undo?dryRun=true`, {}, { 'idempotency-key': 'try' })).body)
  assert.match((await told(own)).get(goes) ?? '', /^Changed since by /)
  await administrator.post(`customers/${goes}/handOver`, { manager: seller.user })
  assert.equal((await own.get(`customers/${goes}`)).status, 404)
  const [mine, whole] = [await told(own), await told(administrator)]
  assert.match(whole.get(goes) ?? '', /^Changed since by /)
  assert.match(mine.get(stays) ?? '', /^Changed since by /)
  assert.equal(mine.get(goes), 'The record is gone.')
})

test('an undo of an import that is asked for again tells what it kept by the rights of now', async (t) => {
  const firm = await office(t)
  const { administrator, seller } = firm.as
  const { own, place, goes, stays } = await broughtIn(firm)
  const undo = async () => {
    const answer = await own.post(`${place}/undo`, {}, { 'idempotency-key': 'undo' })
    assert.equal(answer.status, 202, answer.text)
    return answer.body.undo as Kept & { reversed: number; keptCount: number }
  }
  assert.deepEqual([...reasons(await undo()).keys()].toSorted(), [goes, stays].toSorted())
  await administrator.post(`customers/${goes}/handOver`, { manager: seller.user })
  const again = await undo()
  assert.deepEqual([again.keptCount, [...reasons(again).keys()]], [2, [stays]])
})
