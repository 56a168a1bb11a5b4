import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { holder } from './holder.ts'
import { caller, office, until, type Caller, type Reply } from './office.ts'

test('all partners are searched for pairs, with words for why, and what is told apart stays so', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, clerk } = as
  const a = await made(root, 'customers', {
    name: 'SIA Kaijas Ligzda',
    country: 'LV',
    taxId: 'LV40003009497',
  })
  const b = await made(root, 'suppliers', { name: 'Kaijas ligzda', country: 'LV', taxId: '40003009497' })
  const c = await made(root, 'customers', {
    name: 'Vēja Dzirnavas',
    country: 'LV',
    bankAccounts: [{ account: 'LV80BANK0000435195001' }],
    phones: [{ number: '+371 67045409' }, { number: '+371 67045410' }],
  })
  const d = await made(root, 'customers', {
    name: 'Veja dzirnavas',
    country: 'LV',
    bankAccounts: [{ account: 'LV80BANK0000435195001' }],
    phone: '+371 67045410',
  })
  assert.equal((await clerk.post('duplicates/search')).status, 403)
  await search(root)
  const pairs = await pairsOf(clerk)
  const first = pairs.find((pair) => pair.ids.includes(a))
  assert.deepEqual(first?.ids, [a, b].toSorted())
  assert.ok(first.sure)
  assert.deepEqual(first.codes.slice(0, 2), ['sameTaxId', 'sameName'])
  const second = pairs.find((pair) => pair.ids.includes(c))
  assert.deepEqual(second?.ids, [c, d].toSorted())
  assert.ok(['sameBankAccount', 'samePhone'].every((code) => second.codes.includes(code)))
  assert.deepEqual(
    (await pairsOf(clerk, '?reason=sameBankAccount')).map(({ ids }) => ids),
    [second.ids],
  )

  const told = await clerk.post('duplicates', { pairs: [[c, d]], decision: 'different' })
  assert.deepEqual([told.status, told.body], [200, { decided: 1 }], told.text)
  assert.deepEqual(await pairsOf(clerk, `?record=${c}`), [])
  assert.equal((await pairsOf(clerk, `?record=${c}&state=different`)).length, 1)
  const typed = { id: c, name: 'Veja dzirnavas', country: 'LV', phone: '+371 67045410' }
  assert.deepEqual((await clerk.post('parties/similar', typed)).body.visible, [])
  await search(root)
  assert.deepEqual(await pairsOf(clerk, `?record=${c}`), [])

  await root.post(`parties/${a}/merge`, { with: b })
  assert.deepEqual(await pairsOf(clerk, `?record=${a}`), [])
  await root.patch(`customers/${a}`, { phone: '+371 67111111' })
  const e = await made(root, 'customers', { name: 'Kaiju ligzda', country: 'LV', phone: '+371 67111111' })
  await engine.duplicates.catchUp()
  assert.deepEqual(
    (await pairsOf(clerk, `?record=${e}`)).map(({ ids }) => ids),
    [[a, e].toSorted()],
  )
})

test('after an upgrade that makes other keys all partners are looked through once, by themselves', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, clerk } = as
  const told = { name: 'SIA Klusais Ūdens', country: 'LV', phone: '+371 67045409' }
  const a = await made(root, 'customers', told)
  const b = await made(root, 'suppliers', { ...told, name: 'Klusais ūdens' })
  const searches = async () => {
    const rows = await engine.database.query(sql`select from job where name = 'find duplicates'`)
    return rows.length
  }
  await search(root)
  const before = await searches()
  await engine.duplicates.catchUp()
  assert.equal(await searches(), before)
  // As an earlier version left them.
  await engine.database.query(sql`update party set match_keys = '{1}'`)
  await engine.database.query(sql`delete from duplicate_pair`)
  await engine.database.query(sql`update duplicate_search set keys = keys - 1`)
  await engine.database.query(sql`update job set created_at = now() - interval '1 day'`)
  await engine.duplicates.catchUp()
  await engine.duplicates.catchUp()
  assert.equal(await searches(), before + 1)
  await until(async () => (await pairsOf(clerk, `?record=${a}`)).length === 1)
  assert.deepEqual((await pairsOf(clerk, `?record=${a}`))[0]?.ids, [a, b].toSorted())
  await engine.duplicates.catchUp()
  assert.equal(await searches(), before + 1)
  const { body } = await root.get('duplicates/search')
  assert.deepEqual([typeof body.since, body.maySearch, body.searching], ['string', true, null])
})

test('who was told apart of either of two that become one is told apart of that one, until they are two again', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, clerk } = as
  const told = { country: 'LV', phone: '+371 67045409' }
  const a = await made(root, 'customers', { ...told, name: 'SIA Sarkanā Bieza' })
  const b = await made(root, 'customers', { ...told, name: 'Sarkana bieza' })
  const c = await made(root, 'customers', { ...told, name: 'Sarkanā Biezpiena' })
  const d = await made(root, 'customers', { ...told, name: 'Sarkanā Bize' })
  await search(root)
  await clerk.post('duplicates', {
    pairs: [
      [b, c],
      [a, d],
    ],
    decision: 'different',
  })
  const different = async () =>
    (await pairsOf(root, `?record=${a}&state=different`))
      .map(({ ids }) => ids.find((id) => id !== a) ?? '')
      .toSorted()
  assert.deepEqual(await different(), [d])
  const merged = await root.post(`parties/${a}/merge`, { with: b })
  assert.equal(merged.status, 200, merged.text)
  assert.deepEqual(await different(), [c, d].toSorted())
  const [carried] = (await root.get(`duplicates?record=${c}&state=different`)).body.items
  assert.equal(carried.by.id, clerk.user)
  await engine.duplicates.catchUp()
  await search(root)
  assert.deepEqual(await pairsOf(root, `?record=${a}`), [])
  const undone = await root.post(`changes/${merged.body.change}/undo`)
  assert.equal(undone.status, 200, undone.text)
  assert.deepEqual(await different(), [d])
  const ofB = await pairsOf(root, `?record=${b}&state=different`)
  assert.deepEqual(
    ofB.map(({ ids }) => ids),
    [[b, c].toSorted()],
  )
})

test('pairs are shown to who sees both, for reasons that lie in what they see', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  const mine = await made(root, 'customers', {
    name: 'Osta un Mols',
    city: 'Rīga',
    taxId: 'LV40003009497',
    country: 'LV',
    manager: seller.user,
  })
  const theirs = await made(root, 'customers', {
    name: 'Osta un mols',
    taxId: 'LV40003009497',
    country: 'LV',
  })
  await search(root)
  assert.equal((await pairsOf(root, `?record=${mine}`)).length, 1)
  assert.deepEqual(await pairsOf(seller, `?record=${mine}`), [])
  assert.deepEqual(await pairsOf(seller, `?record=${theirs}`), [])
  const probe = await seller.post('duplicates', { pairs: [[mine, theirs]], decision: 'different' })
  assert.equal(probe.status, 404)
  assert.equal((await seller.post('duplicates/search')).status, 403)
})

test('while it is typed, a partner that is like another says in words what they have in common', async (t) => {
  const { as } = await office(t)
  await made(as.administrator, 'customers', { name: 'SIA Zelta Grauds', country: 'LV', city: 'Rīga' })
  const typed = { name: 'Zelta grauds', country: 'LV', city: 'Rīga' }
  const [found] = (await as.administrator.post('suppliers/similar', typed)).body.visible
  assert.deepEqual(
    found.reasons.map(({ code, message }: { code: string; message: string }) => [code, message]),
    [
      ['sameName', 'Same name'],
      ['sameCity', 'Same city'],
    ],
  )
})

test('one that is all but surely known has to be confirmed, and then is told apart for good', async (t) => {
  const { as, anyone, url } = await office(t)
  const { administrator: root, seller } = as
  const clerk = await person(anyone, url, 'janis')
  const known = { name: 'SIA Zelta Grauds', country: 'LV', taxId: 'LV40003009497' }
  const first = await made(root, 'customers', known)
  const again = { name: 'Zelta grauds', country: 'LV', taxId: '40003009497' }
  const warned = await clerk.post('customers', again)
  assert.equal(warned.status, 409, warned.text)
  assert.deepEqual(codesOf(warned), ['duplicate'])
  const tried = await clerk.post('customers?dryRun=true', again)
  assert.deepEqual(codesOf(tried), ['duplicate'])
  const similar = await clerk.post('customers/similar', again)
  assert.deepEqual(
    similar.body.visible.map(({ id, sure }: { id: string; sure: boolean }) => [id, sure]),
    [[first, true]],
  )
  const unseen = await seller.post('customers?dryRun=true', again)
  if (unseen.status === 200) assert.deepEqual(unseen.body.warnings, warned.body.warnings)
  const added = await clerk.post('customers', again, { confirmed: 'duplicate' })
  assert.equal(added.status, 201, added.text)
  assert.equal((await pairsOf(clerk, `?record=${first}&state=different`)).length, 1)
  await search(root)
  assert.deepEqual(await pairsOf(clerk, `?record=${first}`), [])
  assert.equal((await clerk.post('customers', { name: 'Zelta Grauds' })).status, 201)
  // A program that brings in the partners of another system is not stopped; it may ask beforehand.
  assert.deepEqual(codesOf(await as.clerk.post('customers?dryRun=true', again)), ['duplicate'])
  assert.equal((await as.clerk.post('customers', again)).status, 201)
})

test('a change that makes a partner like another has to be confirmed at the screen', async (t) => {
  const { as, anyone, url } = await office(t)
  const { administrator: root } = as
  const clerk = await person(anyone, url, 'janis')
  const known = { name: 'SIA Melnā Kafija', country: 'LV', taxId: 'LV40003009497', phone: '+371 67045409' }
  const first = await made(root, 'customers', known)
  const other = await made(root, 'customers', { name: 'Kafijas Nams', country: 'LV' })
  const becoming = { name: 'Melnā kafija', taxId: '40003009497' }
  const tried = await clerk.patch(`customers/${other}?dryRun=true`, becoming)
  assert.deepEqual(codesOf(tried), ['duplicate'])
  const warned = await clerk.patch(`customers/${other}`, becoming)
  assert.equal(warned.status, 409, warned.text)
  assert.match(warned.body.warnings[0].message, /So changed/)
  assert.equal((await clerk.patch(`customers/${other}`, { city: 'Ogre' })).status, 200)
  const confirmed = await clerk.patch(`customers/${other}`, becoming, { confirmed: 'duplicate' })
  assert.equal(confirmed.status, 200, confirmed.text)
  assert.equal((await pairsOf(clerk, `?record=${first}&state=different`)).length, 1)
  // What they are is settled: the next change asks no more.
  assert.equal((await clerk.patch(`customers/${other}`, { phone: '+371 67045409' })).status, 200)
  // Programs go on as they did.
  const third = await made(root, 'customers', { name: 'Cita Kafija', country: 'LV' })
  assert.equal((await as.clerk.patch(`customers/${third}`, becoming)).status, 200)
})

test('what counts is set by who keeps the duplicates, and tried on known pairs before', async (t) => {
  const place = await office(t)
  const { administrator: root, clerk } = place.as
  const a = await made(root, 'customers', { name: 'SIA Lielā Zivs', country: 'LV', phone: '+371 67045409' })
  const b = await made(root, 'customers', {
    name: 'Liels Zivju Tirgus',
    country: 'LV',
    phone: '+371 67045409',
  })
  await search(root)
  const usual = (await root.get('duplicates/rules')).body
  assert.deepEqual([usual.shown, usual.sure, usual.factors.phone], [0.5, 0.9, 1])
  assert.deepEqual(await pairsOf(root, `?record=${a}`), [])
  const looser = { factors: { phone: 2 }, shown: 0.6, sure: 0.95 }
  const tried = await root.post('duplicates/rules/preview', looser)
  assert.equal(tried.status, 200, tried.text)
  assert.ok(
    tried.body.changes.some(({ one, other }: Record<string, string>) => `${one}${other}`.includes('Zivju')),
  )
  // Whoever sees them by name alone is not told by rules of the phone that they have the same.
  const seen = ['party', 'customer'].map((object) => ({ object, see: ['name'] }))
  const page = { object: 'settings', actions: ['duplicates'] }
  const keeper = await holder(place, 'keeper', [...seen, page])
  const guessed = await keeper.post('duplicates/rules/preview', looser)
  assert.equal(guessed.status, 200, guessed.text)
  assert.doesNotMatch(guessed.text, /Zivju/)
  const judged = await root.post('duplicates/rules/trial', { records: [a, b], ...looser })
  assert.equal(judged.status, 200, judged.text)
  assert.deepEqual([judged.body.isShown, judged.body.isSure], [true, true])
  const [strongest] = judged.body.parts
  assert.deepEqual(
    [strongest.code, strongest.message, strongest.speaks, strongest.strength],
    ['samePhone', 'Same phone', 'for', 'decides'],
  )
  const usually = await root.post('duplicates/rules/trial', { records: [a, b] })
  assert.deepEqual([usually.body.isShown, usually.body.parts[0].strength], [false, 'decides'])
  assert.equal((await root.post('duplicates/rules/trial', { records: [a, a] })).status, 422)
  assert.equal((await root.post('duplicates/rules/trial', { records: [a, root.user] })).status, 404)
  assert.equal((await clerk.post('duplicates/rules/trial', { records: [a, b] })).status, 403)
  assert.equal((await clerk.put('duplicates/rules', looser)).status, 403)
  for (const wrong of [
    { factors: { phone: 9 } },
    { shown: 0.8, sure: 0.7 },
    { factors: { colour: 1 } },
    { other: 1 },
  ])
    assert.equal((await root.put('duplicates/rules', wrong)).status, 422, JSON.stringify(wrong))
  const set = await root.put('duplicates/rules', looser)
  assert.deepEqual([set.status, set.body.factors.phone, set.body.shown], [200, 2, 0.6])
  await search(root)
  assert.deepEqual(
    (await pairsOf(root, `?record=${a}`)).map(({ ids }) => ids),
    [[a, b].toSorted()],
  )
  assert.equal((await root.put('duplicates/rules', {})).body.factors.phone, 1)
  assert.deepEqual(await pairsOf(root, `?record=${a}`), [])
})

function codesOf({ body }: Reply): string[] {
  return body.warnings.map(({ code }: { code: string }) => code)
}

/** Made by its name alone, of which nobody is warned; the rest becomes known later. */
async function made(
  root: Caller,
  path: string,
  { name, ...rest }: { name: string } & Readonly<Record<string, unknown>>,
): Promise<string> {
  const answer = await root.post(path, { name })
  assert.equal(answer.status, 201, answer.text)
  const { id } = answer.body
  assert.equal((await root.patch(`${path}/${id}`, rest)).status, 200)
  return id
}

async function search(root: Caller): Promise<void> {
  const started = await root.post('duplicates/search')
  assert.equal(started.status, 202, started.text)
  const job = await until(async () => {
    const { body } = await root.get(`jobs/${started.body.job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
  assert.equal(job.state, 'done', job.error)
}

async function pairsOf(who: Pick<Caller, 'get'>, query = '') {
  const answer: Reply = await who.get(`duplicates${query}`)
  assert.equal(answer.status, 200, answer.text)
  type Pair = { one: { id: string }; other: { id: string }; sure: boolean; reasons: { code: string }[] }
  return (answer.body.items as Pair[]).map(({ one, other, sure, reasons }) => ({
    ids: [one.id, other.id].toSorted(),
    sure,
    codes: reasons.map(({ code }) => code),
  }))
}

/** Somebody at a screen, who came in by a password. */
async function person(anyone: Pick<Caller, 'post'>, url: string, mailbox: string) {
  const answer = await anyone.post('session', {
    email: `${mailbox}@daugava.example`,
    password: samplePassword,
  })
  return caller(url, { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })
}
