import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office } from './office.ts'

const file = [
  'Nosaukums;Nr.;Valsts;Pilsēta;E-pasts;Tālrunis;Kredītlimits;Statuss;Kategorija',
  'SIA Ābols;C-10001;Latvija;Rīga;info@abols.lv;+371 67 000 001;1 200,50;Aktīvs;Zelta',
  'SIA Bērzs;C-10002;LV;Jelgava;birojs@berzs.lv;67000002;;Aktīvs;Zelta',
  'Apine Anna;C-10003;Latvia;Rīga;nav;;;Neaktīvs;',
  'AS Ciedrs;C-10004;LV;Rīga;birojs@ciedrs;+371 67 000 004;500;Darbojas;',
  'AS Dadzis;C-10005;LV;Rīga;;;;Darbojas;Sudraba',
].join('\r\n')

test(
  'a file is mapped by itself, checked, mended, run and undone, and says at each step what it is ' + 'about',
  async (t) => {
    const { engine, admin, upload, checked, ran, list } = await office(t)
    const { imports } = engine
    const id = await upload('customer', file)
    const { mapping } = await imports.get(admin, id)
    const fields = (mapping as { field: string }[]).map(({ field }) => field)
    assert.deepEqual(fields, [
      'name',
      'number',
      'country',
      'city',
      'email',
      'phone',
      'creditLimit',
      'status',
      'category',
    ])
    const { label } = await imports.get({ ...admin, language: 'lv' }, id)
    assert.equal(label, 'Klienti', 'in the language of whoever looks')
    await imports.change(admin, id, {
      mapping: [{ header: 'Kategorija', field: 'category', missing: 'create' }],
    })

    const seen = await checked(id)
    assert.equal(seen.state, 'checked')
    assert.deepEqual(seen.counts, { ...seen.counts, rows: 5, create: 3, refused: 2 })
    assert.deepEqual(seen.counts?.creates, [
      { object: 'category', title: 'Zelta', rows: 2 },
      { object: 'category', title: 'Sudraba', rows: 1 },
    ])
    assert.equal((await list('customer')).length, 0, 'a check writes nothing')
    const kinds = await imports.problemKinds(admin, id)
    assert.deepEqual(
      kinds.map(({ header, code, rows }) => [header, code, rows]),
      [
        ['Statuss', 'notChoice', 2],
        ['E-pasts', 'email.invalid', 1],
      ],
    )

    const mended = await imports.mendValue(admin, id, { column: 7, value: 'Darbojas', to: 'active' })
    assert.deepEqual([mended.rows, mended.left], [2, 1])
    const row = await imports.mendRow(admin, id, 4, { cells: { 4: 'birojs@ciedrs.lv' } })
    assert.deepEqual(row.problems, [])
    assert.equal((await imports.get(admin, id)).counts?.create, 5)

    const done = await ran(id)
    assert.deepEqual(done['result'], {
      created: 5,
      changed: 0,
      unchanged: 0,
      refused: 0,
      skipped: 0,
      undecided: 0,
    })
    const customers = await list('customer', { sort: 'number' })
    assert.deepEqual(
      customers.map((one) => [one['name'], one['email'], one['creditLimit'], one['status']]),
      [
        ['SIA Ābols', 'info@abols.lv', '1200.50', 'active'],
        ['SIA Bērzs', 'birojs@berzs.lv', null, 'active'],
        ['Apine Anna', null, null, 'inactive'],
        ['AS Ciedrs', 'birojs@ciedrs.lv', '500.00', 'active'],
        ['AS Dadzis', null, null, 'active'],
      ],
    )
    assert.equal((await list('category')).length, 2)

    await engine.records.update(admin, 'customer', String(customers[0]?.['id']), { paymentDays: 30 })
    const named = { party: customers[1]?.['id'], kind: 'call', subject: 'Agreed' }
    await engine.records.create(admin, 'activity', named)
    await engine.records.remove(admin, 'customer', String(customers[4]?.['id']))
    const [category] = await list('category')
    await engine.records.update(admin, 'category', String(category?.['id']), { name: 'Renamed' })
    const preview = await imports.previewUndo(admin, id)
    assert.equal(preview.keptCount, 4)
    assert.deepEqual(
      preview.kept.map(({ title, reason }) => [title, reason.replace(/ \(.*/, '')]),
      [
        ['Renamed', 'Changed since by Anna'],
        ['SIA Ābols', 'Changed since by Anna'],
        ['SIA Bērzs', 'Other records name it by now.'],
        [null, 'The record is gone.'],
      ],
    )
    await imports.undo(admin, id)
    await engine.jobs.drain()
    const undone = await imports.get(admin, id)
    assert.equal(undone.state, 'undone')
    assert.match(JSON.stringify(undone['undo']), /Changed since by Anna/)
    assert.match(JSON.stringify(undone['undo']), /is named by/)
    assert.deepEqual(
      (await list('customer', { sort: 'name' })).map((one) => one['name']),
      ['SIA Ābols', 'SIA Bērzs'],
    )
  },
)

test('all rows with one kind of problem are left empty, left out or taken after all at once', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  const { imports } = engine
  const lines = Array.from({ length: 12 }, (_, at) => `Company ${at * 7919},none at all,C-${70_000 + at}`)
  const id = await upload('customer', `Name,E-mail,Number\n${lines.join('\n')}\n,info@example.com,C-9\n`)
  await imports.change(admin, id, {
    mapping: [{ column: 1, field: 'email' }],
    decision: 'create',
  })
  const seen = await checked(id)
  assert.deepEqual([seen.counts?.refused, seen.counts?.create], [13, 0])
  const [found] = await imports.problemKinds(admin, id)
  assert.equal(found?.header, 'E-mail')
  const emails = { column: 1, code: found.code }

  const out = await imports.mendKind(admin, id, { ...emails, do: 'skip' })
  assert.deepEqual([out.rows, out.import.counts?.skipped, out.import.counts?.refused], [12, 12, 1])
  const [kind] = await imports.problemKinds(admin, id)
  assert.deepEqual([kind?.code, kind?.rows, kind?.skipped], [found.code, 12, 12])

  const back = await imports.mendKind(admin, id, { ...emails, do: 'take' })
  assert.deepEqual([back.rows, back.import.counts?.skipped, back.import.counts?.refused], [12, 0, 13])

  const empty = await imports.mendKind(admin, id, { ...emails, do: 'empty' })
  assert.deepEqual([empty.rows, empty.left, empty.more], [12, 0, 0])
  assert.deepEqual([empty.import.counts?.create, empty.import.counts?.refused], [12, 1])
  const [name] = await imports.problemKinds(admin, id)
  const needed = await imports.mendKind(admin, id, { column: 0, code: name?.code, do: 'empty' })
  assert.deepEqual([needed.left, needed.more], [needed.rows, 0], 'a name is needed, and is asked for once')

  await assert.rejects(imports.mendKind(admin, id, { code: found.code, do: 'empty' }), { status: 422 })
  await ran(id)
  assert.deepEqual(new Set((await list('customer')).map(({ email }) => email)), new Set([null]))
})

test('a file with the headings of an earlier one is read as that one was', async (t) => {
  const { engine, admin, upload, checked, ran } = await office(t)
  const first = await upload('customer', 'Firma;Kaut kas\nSIA Ezis;+371 67 000 009\n')
  await engine.imports.change(admin, first, {
    mapping: [
      { column: 0, field: 'name' },
      { column: 1, field: 'phone' },
    ],
  })
  await checked(first)
  await ran(first)
  const second = await engine.imports.get(
    admin,
    await upload('customer', 'Firma;Kaut kas\nSIA Lapsa;+371 67 000 010\n'),
  )
  assert.deepEqual(
    (second['mapping'] as { field: string; by: string }[]).map(({ field, by }) => [field, by]),
    [
      ['name', 'saved'],
      ['phone', 'saved'],
    ],
  )
})

test(
  'records are changed by a key; what is not in the file stays, and a second time nothing ' + 'changes',
  async (t) => {
    const { engine, admin, upload, checked, ran, list } = await office(t)
    const made = await engine.records.create(admin, 'customer', {
      name: 'SIA Osis',
      number: 'C-1',
      city: 'Rīga',
      notes: 'Old friend',
      addresses: [
        { street: 'Brīvības 1', city: 'Rīga', main: true },
        { street: 'Noliktava 5', purpose: 'delivery' },
      ],
    })
    const content =
      'Number,Name,Street,Payment days\nC-1,SIA Osis,Brīvības iela 2,14\nC-2,SIA Kļava,Tērbatas ' +
      '3,30\nC-1,SIA Osis again,x,1\n'
    for (const [created, changed, unchanged] of [
      [1, 1, 0],
      [0, 0, 2],
    ]) {
      const id = await upload('customer', content)
      await engine.imports.change(admin, id, { mode: 'both', key: 'number', decision: 'create' })
      const seen = await checked(id)
      assert.equal(seen.counts?.refused, 1, 'the key that stands twice')
      const done = await ran(id)
      assert.deepEqual(done['result'], { created, changed, unchanged, refused: 1, skipped: 0, undecided: 0 })
    }
    const [osis] = await list('customer', {
      where: { number: 'C-1' },
      fields: ['name', 'notes', 'paymentDays', 'addresses'],
    })
    assert.equal(osis?.['id'], made.id)
    assert.deepEqual([osis?.['notes'], osis?.['paymentDays']], ['Old friend', 14])
    const streets = ((osis?.['addresses'] ?? []) as { street: string }[]).map(({ street }) => street)
    assert.deepEqual(streets, ['Brīvības iela 2', 'Noliktava 5'])
  },
)

test('a check finds a number that stands twice in the file, however far apart', async (t) => {
  const { engine, admin, upload, checked } = await office(t)
  const rows = Array.from({ length: 1_200 }, (_, at) => `C-${50_000 + at},Company ${at} of ${at * 7919}`)
  const id = await upload('customer', `Number,Name\n${rows.join('\n')}\nC-50003,Someone else\n`)
  const seen = await checked(id)
  assert.equal(seen.counts?.refused, 1)
  const { items } = await engine.imports.problems(admin, id, {})
  assert.deepEqual([items[0]?.row, items[0]?.problems[0]?.code], [1_201, 'import.twice'])
})

test('the refused rows come back as a file, which imports when it is mended', async (t) => {
  const { engine, admin, upload, checked, ran, list } = await office(t)
  const id = await upload(
    'customer',
    'Name,E-mail\nGood Ltd,a@example.com\nBad Ltd,nowhere\n"=cmd, Ltd",b@example\n',
  )
  await checked(id)
  await ran(id)
  const { content } = await engine.imports.refused(admin, id, 'csv')
  let text = ''
  for await (const piece of content) text += piece.toString('utf8')
  assert.match(text, /Bad Ltd,nowhere,"E-mail: /)
  assert.match(text, /"'=cmd, Ltd",b@example,/)
  const again = await upload(
    'customer',
    text.replace('nowhere', 'bad@example.com').replace('b@example,', 'b@example.com,'),
  )
  await checked(again)
  await ran(again)
  assert.deepEqual(
    (await list('customer', { sort: 'name' }))
      .map((one) => String(one['name']))
      .toSorted((left, right) => (left < right ? -1 : 1)),
    ['=cmd, Ltd', 'Bad Ltd', 'Good Ltd'],
  )
})

test('who has no right to import is told so, and sees nobody else’s imports', async (t) => {
  const { engine, upload, colleague } = await office(t)
  const id = await upload('customer', 'Name\nSIA Zīle\n')
  const seller = await colleague('seller')
  await assert.rejects(engine.imports.get(seller, id), { status: 404 })
  await assert.rejects(engine.imports.fields(seller, 'customer'), { status: 403 })
  await assert.rejects(engine.exports.open(seller, { object: 'customer', format: 'csv' }), { status: 403 })
})
