import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import type { Actor, Engine, Problem } from '#engine'
import { office } from './office.ts'

const fixtures = path.join(import.meta.dirname, '../../engine/table-files/fixtures')

type Mapped = { field: string | null; certainty: string }

/** Files that nobody here made, and where the headings of each go; what is not named is left out. */
const files: readonly (readonly [file: string, sure: string])[] = [
  ['restaurantProfiles.csv', 'number name addresses.street phone city -'],
  ['taxids.tsv', 'country - number -'],
  ['lv.cp1257.csv', 'name taxId city -'],
  ['ru.win1251.csv', 'name taxId city -'],
  ['zh.gb18030.csv', 'name taxId city -'],
  ['csv-spectrum/csvs/comma_in_quotes.csv', '- - addresses.street city addresses.postalCode'],
  ['csv-spectrum/csvs/simple.csv', '- - -'],
]

test('the columns of files found in the world go where they belong, or nowhere', async (t) => {
  const { engine, admin, upload } = await office(t)
  for (const [file, expected] of files) {
    const id = await upload('customer', await readFile(path.join(fixtures, file)), path.basename(file))
    const { mapping } = (await engine.imports.get(admin, id)) as unknown as { mapping: Mapped[] }
    assert.equal(mapping.map(({ field }) => field ?? '-').join(' '), expected, file)
    const unsure = mapping.filter(({ field, certainty }) => field !== null && certainty !== 'certain')
    assert.deepEqual(unsure, [], file)
  }
})

test('what was chosen for an earlier file is not sure over cells that it cannot read', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const certainties = async (content: string) => {
    const id = await upload('customer', content)
    const { mapping } = (await engine.imports.get(admin, id)) as unknown as { mapping: Mapped[] }
    return { id, seen: mapping.map(({ field, certainty }) => `${field ?? '-'} ${certainty}`) }
  }
  const first = await certainties('Name;Sort\nSIA Alfa;person\n')
  assert.deepEqual(first.seen, ['name certain', '- none'])
  await engine.imports.change(admin, first.id, { mapping: [{ header: 'Sort', field: 'kind' }] })
  await checked(first.id)
  await ran(first.id)
  const again = await certainties('Name;Sort\nSIA Beta;organization\n')
  assert.deepEqual(again.seen, ['name certain', 'kind certain'])
  const other = await certainties('Name;Sort\nSIA Gamma;apples\nSIA Delta;pears\n')
  assert.deepEqual(other.seen, ['name certain', 'kind guess'])
})

test('what belongs to a line is imported with it, and is not proposed without it', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  const mappingOf = async (content: string) => {
    const id = await upload('customer', content)
    const { mapping } = (await engine.imports.get(admin, id)) as unknown as { mapping: Mapped[] }
    return { id, fields: mapping.map(({ field }) => field) }
  }
  const alone = await mappingOf('Name;Bank;Valid until\nSIA Alfa;Swedbank;2030-01-01\n')
  assert.deepEqual(alone.fields, ['name', null, null])
  const whole = await mappingOf('Name;Bank;IBAN\nSIA Alfa;Swedbank;LV80BANK0000435195001\n')
  assert.deepEqual(whole.fields, ['name', 'bankAccounts.bank', 'bankAccounts.account'])
  await checked(whole.id)
  const done = await ran(whole.id)
  assert.equal(done.counts?.refused, 0)
  const [customer] = await list('customer')
  const { json } = (await engine.records.get(admin, 'customer', String(customer?.['id']), {})) as {
    json: string
  }
  const [account] = (JSON.parse(json) as { bankAccounts: Record<string, unknown>[] }).bankAccounts
  assert.deepEqual([account?.['bank'], account?.['account']], ['Swedbank', 'LV80BANK0000435195001'])
})

test('what others chose for such a file names no field that one may not bring in, and no record of theirs', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const content = 'Name;Limit;Kind of trade\nSIA Alfa;100;Old\n'
  await engine.records.create(admin, 'category', { name: 'Zz Secret' })
  const first = await upload('customer', content)
  const chosen = [
    { header: 'Limit', field: 'creditLimit' },
    { header: 'Kind of trade', field: 'category', values: { Old: 'Zz Secret' } },
  ]
  await engine.imports.change(admin, first, { mapping: chosen })
  await checked(first)
  assert.equal((await ran(first)).state, 'done')
  const newcomer = await importer(engine, admin, ['name', 'category'])
  const given = { object: 'customer', name: 'theirs.csv', content: Readable.from([content]) }
  const view = await engine.imports.upload(await newcomer.actor(), given)
  assert.deepEqual(fieldsOf(view), ['name', null, 'category'])
  assert.ok(!JSON.stringify(view).includes('creditLimit') && !JSON.stringify(view).includes('Zz Secret'))
})

test('an import shows, and tells again, no field that its owner may not bring in any more', async (t) => {
  const { engine, admin } = await office(t)
  const newcomer = await importer(engine, admin, ['name', 'creditLimit'])
  const content = Readable.from(['Name;Credit limit\nSIA Alfa;100\n'])
  const given = { object: 'customer', name: 'mine.csv', content }
  const view = await engine.imports.upload(await newcomer.actor(), given)
  assert.deepEqual(fieldsOf(view), ['name', 'creditLimit'])
  await newcomer.narrow(['name'])
  const actor = await newcomer.actor()
  const told = [await engine.imports.again(actor, view), await engine.imports.get(actor, view.id)]
  assert.deepEqual(told.map(fieldsOf), [
    ['name', null],
    ['name', null],
  ])
  await assert.rejects(
    engine.imports.check(actor, view.id),
    (error: Error) => !/creditLimit/.test(error.message),
  )
})

test('a check begins only when each obligatory field of new records has a column, or a value of its own', async (t) => {
  const { engine, admin, upload, checked } = await office(t)
  const { imports } = engine
  const refused = (id: string, fields: readonly string[], message: RegExp) =>
    assert.rejects(imports.check(admin, id), (error: Problem) => {
      assert.equal(error.status, 422)
      assert.match(error.message, message)
      assert.deepEqual(
        error.details.errors?.map(({ field }) => field),
        fields,
      )
      return true
    })
  const id = await upload('customer', 'City;Limit\nRīga;100\n')
  assert.deepEqual((await imports.get(admin, id))['required'], ['name'])
  await refused(id, ['name'], /^No column goes to “Name”, which is obligatory\./)
  assert.equal((await imports.get(admin, id)).state, 'uploaded')

  await engine.catalog.setRules(admin, 'customer', [
    { require: 'country' },
    { require: 'phone' },
    { require: 'taxId', when: { city: 'Rīga' } },
    { require: 'category', before: 'activate' },
  ])
  const named = await upload('customer', 'Name;Phones: number\nSIA Alfa;+37167000001\n')
  await imports.change(admin, named, { mapping: [{ column: 1, field: 'phones.number' }] })
  await refused(named, ['country'], /Country/)
  const both = await imports.change(admin, named, { mode: 'both', key: 'name' })
  assert.deepEqual(both['required'], ['country'])
  assert.equal((await checked(named)).state, 'checked', 'rows that find their record need no more')
  await engine.catalog.setRules(admin, 'customer', [])
  await imports.change(admin, named, { mode: 'create', key: null })
  assert.equal((await checked(named)).counts?.create, 1)
})

test('a file that is no table is refused as it comes in, in the language of whoever brought it', async (t) => {
  const { engine, admin } = await office(t)
  const bring = (actor: Actor) =>
    engine.imports.upload(actor, {
      object: 'customer',
      name: 'klienti.json',
      content: Readable.from(['[{"name":"SIA Alfa"}]']),
    })
  await assert.rejects(bring(admin), {
    code: 'table.notATable',
    message:
      'The file klienti.json is a JSON document, not a table. ' +
      'Export it as CSV or XLSX where it was made, or send the records to the API.',
  })
  await assert.rejects(bring({ ...admin, language: 'ru' }), {
    message: /^Файл klienti\.json — документ JSON, а не таблица\. Выгрузите/,
  })
  assert.deepEqual((await engine.imports.list(admin)).items, [])
})

test('of 300 columns those with a field are brought in, and the others are left out', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  const others = Array.from({ length: 297 }, (_, at) => `Column ${at}`)
  const rows = ['SIA Alfa', 'SIA Beta'].map((name, at) =>
    [name, ...others.map((_, column) => `x${column}`), 'Rīga', `A-${at}`].join(';'),
  )
  const id = await upload('customer', [['Name', ...others, 'City', 'Number'].join(';'), ...rows].join('\n'))
  const { mapping } = (await engine.imports.get(admin, id)) as unknown as { mapping: Mapped[] }
  assert.equal(mapping.length, 300)
  assert.deepEqual(
    mapping.flatMap(({ field }) => field ?? []),
    ['name', 'city', 'number'],
  )
  assert.deepEqual((await checked(id)).counts?.refused, 0)
  assert.equal((await ran(id)).state, 'done')
  const made = await list('customer', { fields: ['name', 'city', 'number'], sort: 'number' })
  assert.deepEqual(
    made.map(({ name, city, number }) => [name, city, number]),
    [
      ['SIA Alfa', 'Rīga', 'A-0'],
      ['SIA Beta', 'Rīga', 'A-1'],
    ],
  )
})

function fieldsOf(view: object): (string | null)[] {
  return (view as { mapping: Mapped[] }).mapping.map(({ field }) => field)
}

/** Somebody who may import customers with these fields alone. */
async function importer(engine: Engine, admin: Actor, fields: readonly string[]) {
  const post = await engine.records.create(admin, 'post', { name: 'Importer' })
  const actions = ['read', 'create', 'import']
  await engine.records.create(admin, 'grant', {
    post: post.id,
    object: 'category',
    actions: ['read'],
    see: ['all'],
  })
  const grant = await engine.records.create(admin, 'grant', {
    post: post.id,
    object: 'customer',
    actions,
    see: ['name'],
    change: fields,
  })
  const user = await engine.records.create(admin, 'user', {
    name: 'Newcomer',
    email: 'newcomer@example.com',
    posts: [{ post: post.id }],
  })
  return {
    async actor() {
      engine.access.forget()
      return engine.access.actorFor({ user: user.id, source: 'api', request: 'test' })
    },
    narrow: (change: readonly string[]) => engine.records.update(admin, 'grant', grant.id, { change }),
  }
}
