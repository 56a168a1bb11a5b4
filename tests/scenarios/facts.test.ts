import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Engine } from '#engine'
import { good, later, scene, type Fact } from './facts-scene.ts'
import { until } from './office.ts'

test('a tax number that its register knows is proved, by whom, since when and until when', async (t) => {
  const { sources, add, one, look, as } = await scene(t)
  sources.numbers.set(good, { name: 'LATVENERGO AS' })
  const id = await add({ name: 'AS "Latvenergo"', taxId: good })
  assert.deepEqual(
    [(await one(id, 'vies')).proof, (await one(id, 'form')).proof],
    ['unchecked', 'wellFormed'],
  )
  await look()
  const fact = await one(id, 'vies')
  assert.deepEqual(
    [fact.result, fact.proof, fact.source, fact.reference],
    ['valid', 'proved', 'VIES', 'WAPIAAAA40003032949'],
  )
  assert.ok(fact.checkedAt && fact.expiresAt && fact.checkedAt < fact.expiresAt)
  assert.deepEqual(
    sources.asked.filter((line) => line.includes('40003032949')),
    ['POST /vies/rest-api/check-vat-number {"countryCode":"LV","vatNumber":"40003032949"}'],
  )
  const marks = await as.manager.get(`customers/facts?records=${id}`)
  assert.deepEqual(
    marks.body.items.map((mark: Fact) => [mark.field, mark.proof]),
    [['taxId', 'proved']],
  )
  const log = await as.administrator.get('audit/entries?object=fact')
  assert.ok(log.body.items.length > 0, 'it stands in the log')
})

test('nobody outside is asked until somebody switches a source on; then what was there before is taken up', async (t) => {
  const { sources, add, one, look, switchOn, set } = await scene(t, [])
  sources.numbers.set(good, { name: 'Latvenergo' })
  const id = await add({ name: 'Latvenergo', taxId: good })
  await look()
  assert.deepEqual(sources.asked, [])
  await switchOn('vies')
  await look()
  assert.equal((await one(id, 'vies')).proof, 'proved')
  await set({ 'checks.vies.on': false })
  const before = sources.asked.length
  await add({ name: 'Other', taxId: 'LV40003245752' })
  await look()
  assert.equal(sources.asked.length, before)
})

test('what was being written while a source was switched on is checked too', async (t) => {
  const { engine, sources, add, one, look, switchOn } = await scene(t, [])
  sources.numbers.set(good, { name: 'Latvenergo' })
  const release = await holdCommits(engine)
  const adding = add({ name: 'Latvenergo', taxId: good })
  await until(async () => {
    const [found] = await rows(
      engine,
      `select count(*)::integer as held from pg_locks
      where locktype = 'advisory' and objid = 77 and not granted`,
    )
    return found?.['held'] === 1
  })
  await switchOn('vies')
  await look()
  await release()
  const id = await adding
  await look()
  assert.equal((await one(id, 'vies')).proof, 'proved')
})

test('a source that cannot be reached says nothing against a number, and saving never waits for it', async (t) => {
  for (const [mood, failure] of [
    ['silent', /took too long/],
    ['cut', /does not answer/],
    ['broken', /does not answer/],
    ['busy', /asked too often/],
    ['moved', /does not answer/],
    ['nonsense', /does not understand/],
    ['html', /does not understand/],
    ['endless', /does not understand/],
  ] as const) {
    // Only who is silent is waited for in vain.
    const patience = mood === 'silent' ? 1_000 : 30_000
    await t.test(mood, async (inner) => {
      const { sources, add, one, look, ...made } = await scene(inner as TestContext, ['vies'], patience)
      sources.mood = mood
      const id = await add({ name: 'Latvenergo', taxId: good })
      await look()
      const fact = await one(id, 'vies')
      assert.deepEqual([fact.result, fact.proof, fact.id], ['unknown', 'unchecked', null])
      assert.match(fact.failure ?? '', failure)
      const [source] = (await made.as.administrator.get('fact-sources')).body.items
      assert.ok(source.pausedUntil, 'it is left alone for a while')
      const asked = sources.asked.length
      await add({ name: 'Another', taxId: 'LV40003245752' })
      await look()
      assert.equal(sources.asked.length, asked, 'and so is not asked for others either')
      sources.mood = 'well'
      sources.numbers.set(good, { name: 'Latvenergo' })
      await until(async () => {
        await later(made)
        await look()
        return (await one(id, 'vies')).proof === 'proved'
      })
      assert.deepEqual([(await one(id, 'vies')).proof, (await one(id, 'vies')).failure], ['proved', null])
    })
  }
})

test('what was known before an outage stays known', async (t) => {
  const { sources, add, one, look, as } = await scene(t)
  sources.numbers.set(good, { name: 'Latvenergo' })
  const id = await add({ name: 'Latvenergo', taxId: good })
  await look()
  await sources.goAway()
  const begun = await as.manager.post(`customers/${id}/facts`, {})
  assert.equal(begun.status, 202, begun.text)
  await look()
  const fact = await one(id, 'vies')
  assert.deepEqual([fact.result, fact.proof], ['valid', 'proved'])
  assert.match(fact.failure ?? '', /does not answer/)
  await sources.comeBack()
})

test('a number that the register does not know is told, and kept as it was entered', async (t) => {
  const { add, one, look, as } = await scene(t)
  const id = await add({ name: 'SIA Nekas', taxId: good })
  await look()
  const fact = await one(id, 'vies')
  assert.deepEqual([fact.result, fact.proof], ['invalid', 'contradicted'])
  assert.match(fact.reason ?? '', /does not know this number/)
  assert.equal((await as.manager.get(`customers/${id}`)).body.taxId, good)
})

test('where a register differs, it is shown side by side, accepted field by field, and can be undone', async (t) => {
  const { sources, add, one, look, as, set, engine } = await scene(t, ['gleif', 'register'])
  await set({
    'checks.register.mapping': 'name = company.legalName\ncity = company.seat.town\nstatus = company.state',
  })
  await set({ 'checks.register.alive': 'registered, active' })
  sources.companies.set('40003032949', { name: 'Daugavas spēkstacijas, SIA', city: 'Aizkraukle' })
  const id = await add({ name: 'SIA Ventas dzirnavas', registrationNumber: '40003032949', city: 'Ventspils' })
  await look()
  for (const kind of ['gleif', 'register'] as const) {
    const fact = await one(id, kind)
    assert.deepEqual([fact.result, fact.proof], ['contradicted', 'contradicted'], kind)
    assert.deepEqual(
      fact.differences
        .toSorted((one, other) => (one.field < other.field ? 1 : -1))
        .map(({ field, ours, theirs, mayAccept }) => [field, ours, theirs, mayAccept]),
      [
        ['name', 'SIA Ventas dzirnavas', 'Daugavas spēkstacijas, SIA', true],
        ['city', 'Ventspils', 'Aizkraukle', true],
      ],
    )
  }
  const fact = await one(id, 'register')
  for (const how of ['keep', 'accept']) {
    const read = await as.collector.patch(`customers/${id}/facts/${fact.id}`, { [how]: ['city'] })
    assert.deepEqual([read.status, read.body.code], [403, 'forbidden'], 'who only reads settles nothing')
  }
  assert.equal((await one(id, 'register')).differences.length, 2)
  const settled = await as.manager.patch(`customers/${id}/facts/${fact.id}`, {
    accept: ['name'],
    keep: ['city'],
  })
  assert.equal(settled.status, 200, settled.text)
  assert.equal((await one(id, 'register')).proof, 'proved')
  const customer = (await as.manager.get(`customers/${id}`)).body
  assert.deepEqual([customer.name, customer.city], ['Daugavas spēkstacijas, SIA', 'Ventspils'])
  const [entry] = (await as.manager.get(`customers/${id}/history`)).body.items
  assert.equal(entry.by.id, as.manager.user, 'whoever accepted it wrote it')
  const undone = await as.manager.post(`changes/${settled.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.equal((await as.manager.get(`customers/${id}`)).body.name, 'SIA Ventas dzirnavas')
  assert.deepEqual(
    (await one(id, 'register')).differences.map(({ field }) => field),
    ['name'],
    'it differs again, and what was kept is not brought up',
  )
  const stray = await as.manager.patch(`customers/${id}/facts/${fact.id}`, { accept: ['creditLimit'] })
  assert.deepEqual([stray.status, stray.body.errors[0].code], [422, 'noDifference'])
  assert.deepEqual(await engine.verify(), [])
})

test('another spelling of the same name is no contradiction', async (t) => {
  const { sources, add, one, look } = await scene(t)
  sources.numbers.set(good, { name: 'SABIEDRĪBA AR IEROBEŽOTU ATBILDĪBU "RĪGAS MAIZNĪCA"' })
  const id = await add({ name: 'Rigas maiznica SIA', taxId: good })
  await look()
  assert.deepEqual([(await one(id, 'vies')).result, (await one(id, 'vies')).differences], ['valid', []])
})

test('what a register cannot look up at all is neither right nor wrong, and is told so', async (t) => {
  const { sources, add, one, look } = await scene(t)
  sources.mood = 'invalidInput'
  const id = await add({ name: 'SIA Dīvaina', taxId: good })
  await look()
  const fact = await one(id, 'vies')
  assert.deepEqual([fact.result, fact.proof, fact.failure], ['unknown', 'unchecked', null])
  assert.match(fact.reason ?? '', /cannot look up/)
})

test('a fact is stale as soon as the value that it proves is another one, and no more when it is back', async (t) => {
  const { sources, add, one, look, as } = await scene(t)
  sources.numbers.set(good, { name: 'Latvenergo' })
  sources.numbers.set('LV40003245752', { name: 'Latvenergo' })
  const id = await add({ name: 'Latvenergo', taxId: good })
  await look()
  const changed = await as.manager.patch(`customers/${id}`, { taxId: 'LV40003245752' })
  assert.equal((await one(id, 'vies')).proof, 'stale')
  const stale = async () =>
    (await as.manager.get('fact-reviews?state=stale')).body.items.filter(
      (item: { record: string }) => item.record === id,
    )
  assert.equal((await stale()).length, 1)
  await as.manager.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.equal((await one(id, 'vies')).proof, 'proved')
  assert.equal((await stale()).length, 0)
  await as.manager.patch(`customers/${id}`, { taxId: 'LV40003245752' })
  await look()
  assert.equal((await one(id, 'vies')).proof, 'proved', 'what is changed is checked again by itself')
  await as.manager.patch(`customers/${id}`, { notes: 'Nothing that any fact speaks of' })
  assert.equal((await one(id, 'vies')).proof, 'proved')
})

test('facts expire, stand on the list until they are checked again, and are so by schedule', async (t) => {
  const { sources, add, one, look, as, engine } = await scene(t)
  sources.numbers.set(good, { name: 'Latvenergo' })
  const id = await add({ name: 'Latvenergo', taxId: good })
  await look()
  await engine.database.query({
    parts: ["update fact set expires_at = now() - interval '1 day' where record = ", ''],
    values: [id],
  })
  await engine.database.query({ parts: ['delete from fact_answer'], values: [] })
  assert.equal((await one(id, 'vies')).proof, 'stale')
  const { items } = (await as.manager.get('fact-reviews?state=stale')).body
  assert.deepEqual(
    items.map((item: { record: string; path: string; title: string }) => [item.record, item.title]),
    [[id, 'Latvenergo']],
  )
  await engine.database.query({ parts: ['update fact_look set due_at = now()'], values: [] })
  await look()
  assert.equal((await one(id, 'vies')).proof, 'proved')
  assert.equal((await as.manager.get('fact-reviews?state=stale')).body.items.length, 0)
})

test('a source is asked no more often a minute than it may be, and not twice for the same', async (t) => {
  const { sources, add, look, set, one, switchOn, as } = await scene(t, [])
  await set({
    'checks.vies.perMinute': 2,
    'checks.vies.ownNetwork': true,
    'checks.vies.address': sources.addresses.vies,
  })
  sources.numbers.set(good, { name: 'Latvenergo' })
  const [first, second] = [
    await add({ name: 'Latvenergo', taxId: good }),
    await add({ name: 'Latvenergo filiāle', taxId: good }),
  ]
  await set({ 'checks.vies.on': true })
  await look()
  await look()
  assert.equal(sources.asked.length, 2, 'the others wait for the next minute')
  const [source] = (await as.administrator.get('fact-sources')).body.items
  assert.ok(source.waiting > 0)
  assert.equal(source.pausedUntil, null, 'which is no failure of the source')
  await switchOn('vies')
  await look()
  for (const id of [first, second]) assert.equal((await one(id, 'vies')).proof, 'proved')
  const same = sources.asked.filter((line) => line.includes('40003032949'))
  assert.equal(same.length, 1, 'the same number is asked once')
})

test('an address is found on the map, with what differs in its main line', async (t) => {
  const { sources, add, one, look, as } = await scene(t, ['address'])
  sources.places.set('Rīga', { lat: '56.9496', lon: '24.1052', postcode: 'LV-1050' })
  const street = { street: 'Brīvības iela 1', city: 'Rīga', postalCode: 'LV-1010', country: 'LV', main: true }
  const id = await add({ name: 'SIA Karte', addresses: [street] })
  await look()
  const fact = await one(id, 'address')
  assert.deepEqual(fact.place, { latitude: 56.9496, longitude: 24.1052 })
  assert.deepEqual(
    fact.differences.map(({ field, ours, theirs }) => [field, ours, theirs]),
    [['addresses.postalCode', 'LV-1010', 'LV-1050']],
  )
  const settled = await as.manager.patch(`customers/${id}/facts/${fact.id}`, {
    accept: ['addresses.postalCode'],
  })
  assert.equal(settled.status, 200, settled.text)
  assert.equal((await as.manager.get(`customers/${id}`)).body.addresses[0].postalCode, 'LV-1050')
  const nowhere = await add({ name: 'SIA Nekur', addresses: [{ ...street, city: 'Nekuriene' }] })
  await look()
  const unclear = await one(nowhere, 'address')
  assert.deepEqual([unclear.result, unclear.proof], ['unknown', 'unchecked'], 'no map is whole')
  assert.match(unclear.reason ?? '', /found nothing/)
  const looked = (await as.manager.get('fact-reviews?limit=200')).body.items as { record: string }[]
  assert.ok(!looked.some(({ record }) => record === nowhere), 'nothing speaks against it')
})

test('an administrator tries a source out and sees how it does; others may not', async (t) => {
  const { sources, as, set } = await scene(t, ['vies', 'gleif', 'address', 'register'])
  await set({ 'checks.register.mapping': 'name = company.legalName' })
  sources.companies.set('40003032949', { name: 'Latvenergo', city: 'Rīga' })
  for (const kind of ['vies', 'gleif', 'address', 'register']) {
    const trial = await as.administrator.post(`fact-sources/${kind}/trial`)
    assert.deepEqual([trial.status, trial.body.ok], [200, true], `${kind}: ${trial.text}`)
  }
  sources.mood = 'html'
  const bad = await as.administrator.post('fact-sources/gleif/trial')
  assert.deepEqual(
    [bad.body.ok, bad.body.said],
    [false, 'The source answered in a form that Kontor does not understand.'],
  )
  for (const who of [as.manager, as.clerk, as.seller]) {
    assert.equal((await who.get('fact-sources')).status, 403)
    assert.equal((await who.post('fact-sources/vies/trial')).status, 403)
  }
})

test('what sources said of a person goes with the person', async (t) => {
  const { sources, add, one, look, as, engine } = await scene(t)
  sources.numbers.set(good, { name: 'Zelma Pazudusī' })
  const id = await add({ name: 'Zelma Privātā', kind: 'person', taxId: good })
  await look()
  assert.equal((await one(id, 'vies')).proof, 'contradicted')
  const report = await as.administrator.get(`customers/${id}/personal-data`)
  assert.match(report.text, /Zelma Pazudusī/)
  const erasure = await as.administrator.post(`customers/${id}/erasure`, {
    mode: 'erase',
    reason: 'Asked for',
  })
  assert.equal(erasure.status, 202, erasure.text)
  await engine.jobs.drain()
  for (const table of ['fact', 'fact_answer', 'fact_look', 'audit_entry']) {
    const rows = await engine.database.query({
      parts: [`select to_jsonb(t) as row from ${table} t`],
      values: [],
    })
    assert.ok(!JSON.stringify(rows).includes('Zelma Pazudusī'), table)
  }
})

test('whether a value is well-formed is told before it is saved, and by whom it is never vouched for', async (t) => {
  const { as } = await scene(t, [])
  const values = { name: 'SIA Forma', country: 'LV', taxId: good, registrationNumber: '40003032940' }
  const tried = await as.clerk.post('customers?dryRun=true', values)
  assert.equal(tried.status, 200, tried.text)
  assert.deepEqual(
    tried.body.facts.map(({ kind, field, result, source }: Fact) => [kind, field, result, source]),
    [
      ['form', 'taxId', 'valid', null],
      ['form', 'registrationNumber', 'invalid', null],
    ],
  )
})

/** Has every new partner wait at the end of its transaction until it is let go. */
async function holdCommits(engine: Engine): Promise<() => Promise<void>> {
  await rows(
    engine,
    `create function hold() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(77); return null; end $$`,
  )
  await rows(
    engine,
    `create constraint trigger hold after insert on party
    deferrable initially deferred for each row execute function hold()`,
  )
  let release = () => {}
  const held = Promise.withResolvers<void>()
  const holding = engine.database.transaction(async (tx) => {
    await tx.query({ parts: ['select pg_advisory_xact_lock(77)'], values: [] })
    held.resolve()
    await new Promise<void>((resolve) => (release = resolve))
  })
  await held.promise
  return async () => {
    release()
    await holding
  }
}

async function rows(engine: Engine, text: string): Promise<Record<string, unknown>[]> {
  return engine.database.query({ parts: [text], values: [] })
}
