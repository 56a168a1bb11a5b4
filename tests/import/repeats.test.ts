import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { office } from './office.ts'

const fixtures = path.join(import.meta.dirname, 'fixtures')
const profiles = path.join(import.meta.dirname, '../../engine/table-files/fixtures/restaurantProfiles.csv')

test('restaurants that two guides list are found as repeats, and few others', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const id = await upload('customer', await readFile(profiles), 'restaurants.csv')
  const columns = [
    ['name', 'name'],
    ['addr', 'addresses.street'],
    ['phone', 'phone'],
    ['city', 'city'],
    ['id', null],
    ['type', null],
  ]
  await engine.imports.change(admin, id, { mapping: columns.map(([header, field]) => ({ header, field })) })
  await checked(id)
  const found = new Set<string>()
  for (let after: string | null = '0'; after !== null;) {
    const page = await engine.imports.repeats(admin, id, { after, limit: 500 })
    for (const { row, other } of page.items)
      found.add([row - 1, (other?.row ?? 0) - 1].sort((a, b) => a - b).join('|'))
    after = page.next
  }
  const pairs = (await readFile(path.join(fixtures, 'restaurant-duplicates.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/)
  const right = pairs.filter((pair) =>
    found.has(
      pair
        .split('|')
        .map(Number)
        .sort((a, b) => a - b)
        .join('|'),
    ),
  ).length
  t.diagnostic(`${right} of ${pairs.length} pairs found, ${found.size - right} others`)
  assert.ok(right >= pairs.length * 0.9, `only ${right} of ${pairs.length} pairs were found`)
  assert.ok(found.size - right <= pairs.length * 0.2, `${found.size - right} pairs were found that are none`)

  await engine.imports.decideAll(admin, id, { decision: 'skip' })
  const done = await ran(id)
  assert.equal((done['result'] as { skipped: number }).skipped, found.size)
})

test(
  'a row that repeats a partner waits for a decision: skip, update, make anew, or give the role ' + 'too',
  async (t) => {
    const { engine, admin, upload, checked, ran, list } = await office(t)
    const make = (object: string, name: string, email: string) =>
      engine.records.create(admin, object, { name, email, city: 'Rīga', country: 'LV' })
    await make('customer', 'SIA Baltijas Saldējums', 'info@saldejums.lv')
    const supplier = await make('supplier', 'SIA Ziemeļu Koks', 'info@ziemelukoks.lv')
    const lines = [
      'Name;E-mail;City;Payment days',
      'Baltijas Saldējums SIA;info@saldejums.lv;Rīga;10',
      'Ziemeļu koks;info@ziemelukoks.lv;Rīga;20',
      'SIA Dienvidu Vējš;;Liepāja;30',
    ]
    const id = await upload('customer', lines.join('\n'))
    const seen = await checked(id)
    assert.deepEqual([seen.counts?.undecided, seen.counts?.create], [2, 1])
    const { items } = await engine.imports.repeats(admin, id, {})
    assert.deepEqual(
      items.map(({ record }) => record?.title),
      ['SIA Baltijas Saldējums', 'SIA Ziemeļu Koks'],
    )
    assert.ok(
      items[0]?.reasons.some(({ message }) => message === 'Same e-mail'),
      JSON.stringify(items[0]?.reasons),
    )
    await engine.imports.decide(admin, id, 1, 'update')
    await engine.imports.decide(admin, id, 2, 'role')
    const done = await ran(id)
    assert.deepEqual(done['result'], {
      created: 1,
      changed: 2,
      unchanged: 0,
      refused: 0,
      skipped: 0,
      undecided: 0,
    })
    const customers = await list('customer', { sort: 'paymentDays' })
    assert.deepEqual(
      customers.map((one) => [one['name'], one['paymentDays']]),
      [
        ['Baltijas Saldējums SIA', 10],
        ['SIA Ziemeļu Koks', 20],
        ['SIA Dienvidu Vējš', 30],
      ],
    )
    assert.equal(customers[1]?.['id'], supplier.id)
  },
)

test(
  'who types a partner that is known is told which one, and of one they may not see only that there is ' +
    'one',
  async (t) => {
    const { engine, admin, colleague } = await office(t)
    await engine.records.create(admin, 'customer', {
      name: 'SIA Gaismas Nams',
      email: 'info@gaismasnams.lv',
      country: 'LV',
    })
    const entry = { name: 'Gaismas nams', email: 'info@gaismasnams.lv', country: 'LV' }
    const known = await engine.duplicates.similar(admin, 'customer', entry)
    assert.deepEqual(
      known.visible.map(({ title, roles }) => [title, roles]),
      [['SIA Gaismas Nams', ['customer']]],
    )
    const seller = await colleague('seller')
    assert.deepEqual(await engine.duplicates.similar(seller, 'customer', entry), {
      visible: [],
      hidden: true,
    })
    assert.deepEqual(
      await engine.duplicates.similar(admin, 'customer', { name: 'Something else entirely' }),
      {
        visible: [],
        hidden: false,
      },
    )
  },
)

test(
  'two rows of a file that are one partner become one, both, or the first alone; the first left out, the ' +
    'second stands for both',
  async (t) => {
    const { engine, admin, upload, checked, ran, list } = await office(t)
    const lines = [
      'Name;E-mail;City;Payment days;Notes',
      'SIA Baltijas Saldējums;info@saldejums.lv;Rīga;10;',
      'SIA Ziemeļu Koks;info@ziemelukoks.lv;Ogre;20;',
      'SIA Dienvidu Vējš;info@vejs.lv;Liepāja;30;',
      'SIA Rīta Rasa;info@rasa.lv;Cēsis;40;',
      'Baltijas Saldējums;info@saldejums.lv;;99;Pays by the 10th',
      'Ziemeļu Koks;info@ziemelukoks.lv;Ogre;21;',
      'Dienvidu Vējš;info@vejs.lv;Liepāja;31;',
      'Rīta Rasa;info@rasa.lv;Cēsis;41;',
      'Baltijas Saldejums SIA;info@saldejums.lv;;98;Another word',
    ]
    const id = await upload('customer', lines.join('\n'))
    const seen = await checked(id)
    assert.equal(seen.counts?.undecided, 5, JSON.stringify(seen.counts))
    const { items } = await engine.imports.repeats(admin, id, {})
    assert.deepEqual(
      items.map(({ row, choices }) => [row, choices.toSorted()]),
      [5, 6, 7, 8, 9].map((row) => [row, ['create', 'join', 'skip']]),
    )
    for (const [row, decision] of [
      [5, 'join'],
      [6, 'create'],
      [7, 'skip'],
      [8, 'join'],
      [9, 'join'],
    ] as const)
      await engine.imports.decide(admin, id, row, decision)
    await engine.imports.mendRow(admin, id, 4, { skip: true })
    const decided = await engine.imports.get(admin, id)
    assert.deepEqual(
      [decided.counts?.create, decided.counts?.join, decided.counts?.skipped, decided.counts?.undecided],
      [4, 3, 2, 0],
    )
    const done = await ran(id)
    assert.deepEqual(done['result'], {
      created: 5,
      changed: 1,
      unchanged: 1,
      refused: 0,
      skipped: 2,
      undecided: 0,
    })
    const customers = await list('customer', { sort: 'paymentDays' })
    assert.deepEqual(
      customers.map((one) => [one['name'], one['city'], one['paymentDays'], one['notes']]),
      [
        ['SIA Baltijas Saldējums', 'Rīga', 10, 'Pays by the 10th'],
        ['SIA Ziemeļu Koks', 'Ogre', 20, null],
        ['Ziemeļu Koks', 'Ogre', 21, null],
        ['SIA Dienvidu Vējš', 'Liepāja', 30, null],
        ['Rīta Rasa', 'Cēsis', 41, null],
      ],
    )
  },
)

test('what an importer told apart is no repeat any more, in the next file nor anywhere', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  const known = { name: 'SIA Baltijas Saldējums', email: 'info@saldejums.lv', city: 'Rīga' }
  const old = await engine.records.create(admin, 'customer', { ...known, country: 'LV' })
  const lines = [
    'Number;Name;E-mail;City',
    'C-90001;Baltijas Saldējums SIA;info@saldejums.lv;Rīga',
    'C-90002;SIA Ziemeļu Koks;info@ziemelukoks.lv;Ogre',
    'C-90003;Ziemeļu Koks;info@ziemelukoks.lv;Ogre',
  ]
  const first = await upload('customer', lines.join('\n'))
  assert.equal((await checked(first)).counts?.undecided, 2)
  await engine.imports.decideAll(admin, first, { decision: 'create' })
  assert.equal(((await ran(first))['result'] as { created: number }).created, 3)
  const pairs = await engine.duplicates.list(admin, 'party', { state: 'different' })
  const told = pairs.items.map(({ one, other }) =>
    [String(one.title), String(other.title)].toSorted((left, right) => left.localeCompare(right)).join(' / '),
  )
  assert.deepEqual(
    told.toSorted((left, right) => left.localeCompare(right)),
    ['Baltijas Saldējums SIA / SIA Baltijas Saldējums', 'SIA Ziemeļu Koks / Ziemeļu Koks'],
  )
  // By its key a row is the record that it became, which is another than those it looks like.
  const again = await upload('customer', lines.join('\n'))
  await engine.imports.change(admin, again, { mode: 'both', key: 'number' })
  assert.equal((await checked(again)).counts?.undecided, 0)
  // Without a key too the row is not taken for the one that it was told apart from.
  const [made] = (await list('customer')).filter(({ number }) => number === 'C-90001')
  await engine.records.remove(admin, 'customer', String(made?.['id']))
  const third = await upload('customer', ['Name;E-mail;City', lines[1]?.slice(8)].join('\n'))
  assert.equal((await checked(third)).counts?.undecided, 0)
  const { items } = await engine.imports.repeats(admin, third, {})
  assert.deepEqual(
    items.filter(({ record }) => record?.id === old.id),
    [],
  )
})

test('of two rows that link the same two, the first comes in and the second is refused as elsewhere', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  await engine.records.create(admin, 'customer', { name: 'SIA Ūdrs' })
  await engine.records.create(admin, 'contact', { name: 'Anna Bērza' })
  await engine.records.create(admin, 'contact', { name: 'Jānis Ozols' })
  const lines = [
    'Contact;Customer;Position',
    'Anna Bērza;SIA Ūdrs;Buyer',
    'Anna Bērza;SIA Ūdrs;Director',
    'Jānis Ozols;SIA Ūdrs;Driver',
  ]
  const id = await upload('contactLink', lines.join('\n'), 'links.csv')
  await checked(id)
  const before = await engine.imports.problems(admin, id, {})
  assert.deepEqual(
    before.items.map(({ row }) => row),
    [2],
    'the check says so as well',
  )
  const result = (await ran(id))['result'] as { created: number; refused: number }
  assert.deepEqual([result.created, result.refused], [2, 1])
  const links = await list('contactLink', { sort: 'position' })
  assert.deepEqual(
    links.map((one) => one['position']),
    ['Buyer', 'Driver'],
  )
})
