import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { seeded } from '../../testing/sample/random.ts'
import { deedInWords, sourceInWords } from '../../engine/audit/deed-in-words.ts'
import { allSealed } from '../../engine/seal/chain-for-test.ts'
import { caller, office } from './office.ts'

type Entry = {
  id: string
  object: string
  objectLabel: string
  details: Record<string, unknown> | null
  action: string
  reason: string | null
  record: { id: string; title: string | null } | null
  by: { id: string } | null
  changes: { field: string; before: unknown; after: unknown }[]
}

test('the log tells who did what over all objects, narrowed and page by page, and goes out as a file', async (t) => {
  const { as } = await office(t)
  const { administrator, seller } = as
  const made = await administrator.post('customers?reason=new', { name: 'Zz Logged', creditLimit: '10.00' })
  const { id } = made.body
  await administrator.patch(`customers/${id}?reason=more`, { creditLimit: '20.00' })
  const taken = await administrator.get('customers/export?format=csv')
  assert.equal(taken.status, 200, taken.text)
  const asked = async (query: string) => {
    const answer = await administrator.get(`audit/entries?${query}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body as { items: (Entry & { reason: string; title: string })[]; next: string | null }
  }
  const { items } = await asked(`record=${id}`)
  assert.deepEqual(
    items.map(({ action, reason, record }) => [action, reason, record?.title]),
    [
      ['update', 'more', 'Zz Logged'],
      ['create', 'new', 'Zz Logged'],
    ],
  )
  assert.deepEqual(
    items[0]?.changes.map(({ field, before, after }) => [field, before, after]),
    [['creditLimit', '10.00', '20.00']],
  )
  assert.equal((await asked('action=export&object=customer')).items.length, 1)
  const own = (await asked(`user=${seller.user}`)).items
  assert.ok(own.every(({ by }) => by?.id === seller.user))
  assert.ok((await asked('object=user')).items.length > 0)
  const days = `from=${new Date().toISOString().slice(0, 10)}&action=update&record=${id}`
  assert.ok((await asked(days)).items.length <= 1)
  assert.equal((await asked(`to=2020-01-01`)).items.length, 0)
  const all = (await asked('limit=1000')).items.map((one) => one.id)
  const paged: string[] = []
  for (let after: string | null = ''; after !== null && paged.length < all.length;) {
    const page: Awaited<ReturnType<typeof asked>> = await asked(`limit=97${after && `&after=${after}`}`)
    paged.push(...page.items.map((one) => one.id))
    after = page.next
  }
  assert.deepEqual(paged.slice(0, all.length), all)
  const file = await administrator.get(`audit/entries/export?record=${id}`)
  assert.equal(file.status, 200)
  assert.match(file.text, /Zz Logged/)
  assert.equal((await asked('object=auditEntry&action=export')).items.length, 1)
  assert.equal((await seller.get('audit/entries')).status, 403)
  assert.equal((await seller.get('audit/entries/export')).status, 403)
  for (const bad of ['record=x', 'after=x', 'from=soon'])
    assert.equal((await administrator.get(`audit/entries?${bad}`)).status, 422)
})

test('the log as a file says what its screen says, and what was retired is called as it was', async (t) => {
  const { as, engine } = await office(t)
  const { administrator } = as
  const send = async (asked: Promise<{ status: number; text: string; body: { id: string } }>) => {
    const { status, text, body } = await asked
    assert.ok(status < 300, text)
    return body
  }
  const field = { name: 'x_shelf', type: 'text', label: 'Place on the shelf', sensitive: true }
  await send(administrator.post('objects/customers/fields', field))
  await send(
    administrator.post('objects', { name: 'x_machine', label: 'Coffee machine', plural: 'Machines' }),
  )
  const { id } = await send(administrator.post('customers', { name: 'Zz Deeds', x_shelf: 'A1' }))
  await send(administrator.post(`customers/${id}/freeze`, { reason: 'other' }))
  await send(administrator.get(`customers/${id}?fields=x_shelf`))
  await engine.reads.flush()
  await send(administrator.remove('objects/customers/fields/x_shelf'))
  await send(
    administrator.post('objects/customers/fields/x_shelf/erase', {}, { confirmed: 'catalog.eraseField' }),
  )
  await send(administrator.remove('objects/x_machine'))
  const { items } = (await administrator.get('audit/entries?limit=200')).body as { items: Entry[] }
  const of = (action: string) => items.find((one) => one.action === action)
  assert.equal(of('retireObject')?.objectLabel, 'Coffee machine')
  assert.equal(of('eraseField')?.details?.['label'], 'Place on the shelf')
  assert.match(JSON.stringify(of('read')?.details?.['labels']), /Place on the shelf/)

  await send(administrator.patch(`users/${administrator.user}`, { language: 'lv' }))
  const file = (await administrator.get('audit/entries/export')).text
  const told = file.split(/\r?\n/).filter((line) => line.includes('Zz Deeds'))
  assert.ok(
    told.some((line) => line.includes(',Izveidots,') && line.endsWith(',create')),
    told[0],
  )
  assert.ok(
    told.some((line) => line.includes(',Iesaldēt,') && line.endsWith(',do:customer.freeze')),
    file,
  )
  assert.ok(told.some((line) => line.includes(',ar programmu,')))
})

/** The words of the screen, in each language. */
test('deeds and ways are called in the file as on the screen of the log', async (t) => {
  const { engine } = await office(t)
  const known = { model: engine.model(), actions: { all: [] } }
  for (const language of ['en', 'lv', 'ka', 'zh', 'ru'] as const) {
    const words = JSON.parse(
      await readFile(new URL(`../../web/i18n/${language}/settings.json`, import.meta.url), 'utf8'),
    ) as { logActions: Record<string, string>; logSources: Record<string, string> }
    for (const [deed, called] of Object.entries(words.logActions))
      assert.equal(deedInWords(known, deed, language), called)
    for (const [source, called] of Object.entries(words.logSources))
      assert.equal(sourceInWords(source, language), called)
  }
})

test('the log as a file holds only what may be exported', async (t) => {
  const { as } = await office(t)
  const { administrator, seller } = as
  const made = await administrator.post('customers', { name: 'Zz Taken Out', manager: seller.user })
  const { id } = made.body as { id: string }
  const where = encodeURIComponent(
    JSON.stringify({ 'post.key': 'seller', object: { in: ['customer', 'party'] } }),
  )
  const grants = (await administrator.get(`grants?where=${where}&fields=actions,post`)).body.items as {
    id: string
    actions: string[]
    post: { id: string }
  }[]
  const post = grants[0]?.post.id
  await administrator.post('grants', { post, object: 'settings', actions: ['audit'] })
  const give = async (more: readonly string[]) => {
    for (const grant of grants) {
      const actions = [...grant.actions.filter((action) => action !== 'export'), ...more]
      assert.equal((await administrator.patch(`grants/${grant.id}`, { actions })).status, 200)
    }
  }
  const file = async () => (await seller.get(`audit/entries/export?record=${id}`)).text
  await give([])
  assert.ok((await seller.get(`audit/entries?record=${id}`)).body.items.length > 0)
  assert.doesNotMatch(await file(), /Zz Taken Out/)
  await give(['export'])
  assert.match(await file(), /Zz Taken Out/)
})

/**
 * A salesperson to whom the log was opened: of random changes they see exactly those of records that they may
 * read, and of these no field that they may not see.
 */
test('the log tells from where somebody changed and took out what, until that one is erased', async (t) => {
  const { as, engine, url } = await office(t)
  const { administrator } = as
  const post = await administrator.post('posts', { name: 'Leaver' })
  assert.equal(post.status, 201, post.text)
  const given = { actions: ['read', 'create', 'export'], see: ['all'], change: ['all'] }
  await administrator.post('grants', { post: post.body.id, object: 'customer', ...given })
  const user = await administrator.post('users', {
    ...{ name: 'Lena Leaver', email: 'lena@daugava.example' },
    posts: [{ post: post.body.id }],
  })
  assert.equal(user.status, 201, user.text)
  const { key } = await engine.accounts.createKey({ user: user.body.id, name: 'test', source: 'cli' })
  const lena = caller(url, { authorization: `Bearer ${key}` })
  assert.equal((await lena.post('customers', { name: 'Zz From' })).status, 201)
  assert.equal((await lena.get('customers/export?columns=name')).status, 200)
  const told = async () => {
    const { items } = (await administrator.get(`audit/entries?user=${user.body.id}`)).body
    return (items as { action: string; from: string | null }[])
      .filter(({ action }) => action !== 'createKey')
      .map(({ action, from }) => [action, from])
  }
  const here = '127.0.0.1'
  assert.deepEqual(await told(), [
    ['export', here],
    ['create', here],
  ])
  const file = await administrator.get(`audit/entries/export?user=${user.body.id}`)
  assert.match(file.text.split('\n')[1] ?? '', /127\.0\.0\.1/)
  const held = async () => {
    const { sections } = (await administrator.get(`users/${user.body.id}/personal-data`)).body
    return sections.find(({ key }: { key: string }) => key === 'addresses')?.rows ?? []
  }
  await engine.database.query(
    sql`insert into audit_entry (change, actor, source, object, record, action, after)
        values (${newId()}::uuid, ${user.body.id}::uuid, 'web', 'customer', ${newId()}::uuid, 'read',
                '{"address": "192.0.2.7", "fields": []}')`,
  )
  const addresses = (await held()).map((row: Record<string, unknown>) => [row['Address'], row['How often']])
  assert.deepEqual(addresses, [
    ['192.0.2.7', 1],
    [here, 2],
  ])
  const [, row] = await held()
  assert.ok(row['First time'] < row['Last time'], JSON.stringify(row))
  await allSealed(engine)
  assert.equal((await administrator.patch(`users/${user.body.id}`, { active: false })).status, 200)
  const asked = { mode: 'anonymise', reason: 'Left long ago' }
  const erasure = await administrator.post(`users/${user.body.id}/erasure`, asked)
  assert.equal(erasure.status, 202, erasure.text)
  await engine.jobs.drain()
  assert.deepEqual(await told(), [
    ['read', null],
    ['export', null],
    ['create', null],
  ])
  assert.deepEqual(await held(), [])
  await allSealed(engine)
  assert.deepEqual(await engine.verify(), [])
})

test('whoever may open the log sees of it what their rights to the records show', async (t) => {
  const { engine, as } = await office(t)
  const { administrator, seller, seller2 } = as
  const posts = await administrator.get(`posts?where=${encodeURIComponent('{"name":"Salesperson"}')}`)
  const grant = { post: posts.body.items[0].id, object: 'settings', actions: ['audit'] }
  const granted = await administrator.post('grants', grant)
  assert.equal(granted.status, 201, granted.text)
  const { whole, pick, chance } = seeded(7)
  const known: string[] = []
  for (let count = 0; count < 25; count++) {
    if (known.length < 4 || chance(0.3)) {
      const manager = pick([seller.user, seller2.user])
      known.push((await administrator.post('customers', { name: `Zz ${count}`, manager })).body.id)
    } else if (chance(0.2)) {
      await administrator.remove(`customers/${pick(known)}`)
    } else {
      const manager = chance(0.3) ? { manager: pick([seller.user, seller2.user]) } : {}
      await administrator.patch(`customers/${pick(known)}`, { creditLimit: `${whole(90)}.00`, ...manager })
    }
  }
  await administrator.post('suppliers', { name: 'Zz Supplier', manager: seller2.user })
  const whole1 = await administrator.get('audit/entries?object=party&limit=1000')
  const all = (whole1.body.items as Entry[]).filter(({ record }) => known.includes(record?.id ?? ''))
  for (const who of [seller, seller2]) {
    const answer = await who.get('audit/entries?limit=1000')
    assert.equal(answer.status, 200, answer.text)
    const seen = answer.body.items as Entry[]
    const actor = await engine.access.actorFor({ user: who.user, source: 'api', request: 'test' })
    for (const entry of seen) {
      assert.ok(/^(create|update|delete|become|leave|do)/.test(entry.action), JSON.stringify(entry))
      assert.ok(entry.record, `An entry of no record is shown: ${JSON.stringify(entry)}`)
    }
    const bin = (await who.get('customers/deleted')).body.items.map((one: { id: string }) => one.id)
    for (const id of known) {
      const isReadable = bin.includes(id) || (await who.get(`customers/${id}`)).status === 200
      const expected = isReadable ? all.filter(({ record }) => record?.id === id).map((one) => one.id) : []
      const shown = seen.filter(({ record }) => record?.id === id).map((one) => one.id)
      assert.deepEqual(shown, expected, `${id}, readable ${isReadable}`)
    }
    const faces = ['party', 'customer', 'supplier', 'contact']
    for (const { changes } of seen.filter(({ object }) => object === 'party'))
      for (const { field } of changes)
        assert.ok(
          faces.some((face) => actor.access.object(face)?.see(field) !== undefined),
          field,
        )
  }
})

test('the log names an action and a reason only to whoever sees what they changed', async (t) => {
  const { as } = await office(t)
  const { administrator, collector, seller } = as
  const where = encodeURIComponent('{"key":"collector"}')
  const post = (await administrator.get(`posts?where=${where}`)).body.items[0].id
  for (const object of ['party', 'customer']) {
    const mine = encodeURIComponent(JSON.stringify({ post, object }))
    for (const { id } of (await administrator.get(`grants?where=${mine}`)).body.items)
      assert.equal((await administrator.remove(`grants/${id}`)).status, 204)
    const narrow = { post, object, actions: ['read'], see: ['name', 'city', 'addresses'] }
    assert.equal((await administrator.post('grants', narrow)).status, 201)
  }
  await administrator.post('grants', { post, object: 'settings', actions: ['audit'] })
  const { id } = (await administrator.post('customers', { name: 'Zz Hidden' })).body
  await administrator.patch(`customers/${id}?reason=moved`, { city: 'Cesis' })
  await administrator.patch(`customers/${id}?reason=in+debt`, { city: 'Valka', creditLimit: '1.00' })
  await administrator.post(`customers/${id}/handOver`, { manager: seller.user })
  const told = async (by: typeof collector) =>
    ((await by.get(`audit/entries?record=${id}`)).body.items as Entry[]).map((one) => [
      one.action,
      one.reason,
    ])
  assert.deepEqual(await told(collector), [
    ['update', null],
    ['update', 'moved'],
    ['create', null],
  ])
  assert.deepEqual(await told(administrator), [
    ['do:customer.handOver', null],
    ['update', null],
    ['update', 'in debt'],
    ['update', 'moved'],
    ['create', null],
  ])
})

test('a condition is told in words, with names, by what whoever reads may know', async (t) => {
  const { as } = await office(t)
  const { administrator, seller } = as
  const given = { user: seller.user, object: 'customer', actions: ['read'], rows: { manager: '$me' } }
  const { id } = (await administrator.post('grants', given)).body
  const rows = { any: [{ country: 'LV' }, { manager: as.clerk.user }] }
  assert.equal((await administrator.patch(`grants/${id}`, { rows })).status, 200)
  const name = (await administrator.get(`users/${as.clerk.user}`)).body.name
  const told = async (place: string, language: string) => {
    const { items } = (await administrator.get(place, { 'kontor-language': language })).body
    const changes = items[0].changes.filter(({ field }: { field: string }) => field === 'rows')
    assert.equal(changes.length, 1, JSON.stringify(items[0]))
    return changes[0]
  }
  for (const place of [`grants/${id}/history`, 'audit/entries?object=grant&limit=1']) {
    const { before, after } = await told(place, 'en')
    assert.match(before.title, /Manager.*themselves/)
    assert.ok(after.title.includes(name) && /Latvia/.test(after.title), after.title)
    assert.deepEqual([before.value, after.value], [{ manager: '$me' }, rows])
    assert.match((await told(place, 'ka')).before.title, /თავად/)
  }
  const file = await administrator.get('audit/entries/export?object=grant')
  assert.ok(file.text.includes(name) && !file.text.includes('$me'), file.text.slice(0, 600))

  const view = await seller.post('views', { name: 'Zz', object: 'customer', where: { country: 'LV' } })
  const [made] = (await seller.get(`views/${view.body.id}/history`)).body.items
  const where = made.changes.find(({ field }: { field: string }) => field === 'where')
  assert.match(where.after.title, /Latvia/)
})

test('a condition over what is hidden stays untold also where it names what is gone', async (t) => {
  const { administrator, seller } = (await office(t)).as
  const field = { name: 'x_soon', type: 'text', label: 'Soon gone' }
  assert.equal((await administrator.post('objects/customers/fields', field)).status, 201)
  const where = { all: [{ creditLimit: { above: '777.00' } }, { x_soon: 'mark' }] }
  const view = await seller.post('views', { name: 'Zz', object: 'customer', where })
  assert.equal(view.status, 201, view.text)
  const told = async (who: typeof seller) => {
    const { body, status, text } = await who.get(`views/${view.body.id}/history`)
    assert.equal(status, 200, text)
    return body.items[0].changes.find((change: { field: string }) => change.field === 'where').after
  }
  const hidden = { value: null, title: 'over fields that you may not see' }
  assert.deepEqual(await told(seller), hidden)
  assert.ok((await administrator.remove('objects/customers/fields/x_soon')).status < 300)
  const gone = 'that names what is there no longer'
  assert.deepEqual(await told(seller), { value: null, title: gone })
  assert.deepEqual(await told(administrator), { value: where, title: gone })
})

test('a person is called by name, a firm by title: in the log, in what an undo kept and in the report', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk } = as
  const inLatvian = { 'kontor-language': 'lv' }
  const asked: Record<string, string> = { person: 'Vārds, uzvārds', organization: 'Nosaukums' }
  for (const [kind, word] of Object.entries(asked)) {
    const { id } = (await clerk.post('customers', { name: 'Zz Viens', kind })).body
    const changed = await clerk.patch(`customers/${id}`, { name: 'Zz Divi', city: 'Rīga' })
    await clerk.patch(`customers/${id}`, { name: 'Zz Trīs' })
    const undone = await clerk.post(`changes/${changed.headers.get('kontor-change')}/undo`)
    const kept = await clerk.get(`changes/${undone.body.change}/kept`, inLatvian)
    const [one] = kept.body.items
    assert.deepEqual([one.label, one.reason], [word, `Kopš tā laika mainīts: ${word}.`], kept.text)
    const told = async () => {
      const { items } = (await administrator.get(`audit/entries?record=${id}`, inLatvian)).body
      const entry = (items as { changes: { field: string; label: string }[] }[]).find(({ changes }) =>
        changes.some(({ field }) => field === 'name'),
      )
      return entry?.changes.find(({ field }) => field === 'name')?.label
    }
    assert.equal(await told(), word)
    if (kind === 'person') {
      const report = await administrator.get(`customers/${id}/personal-data`, inLatvian)
      assert.ok(report.text.includes(`"${word}":"Zz Trīs"`), report.text.slice(0, 2000))
      assert.ok(!report.text.includes('"Nosaukums":"Zz'), 'nor in the history')
    }
    assert.equal((await administrator.remove(`customers/${id}`)).status, 204)
    assert.equal(await told(), word, 'also once it is gone')
  }
})
