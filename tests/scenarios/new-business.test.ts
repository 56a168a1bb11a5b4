import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { partnerStates } from '../../modules/parties/partner-states.ts'
import { statuses } from '../../modules/parties/role-fields.ts'
import { doors, imported, kindsOf, valuesOf, type Kind } from './new-business-doors.ts'
import { holder } from './holder.ts'
import { caller, office, type Caller, type Office } from './office.ts'

/** Every status that a customer may have, and the matrix as it is declared. */
const states = statuses.map(({ value }) => value)
type Verdict = 'open' | 'warned' | 'refused'
const rule = (state: string, kind: string): Verdict => partnerStates.rules[state]?.[kind]?.begin ?? 'open'

/** What a door answers. Those that ask of many at once, or of what was, have nobody who could confirm. */
const answers: Readonly<Record<Verdict, readonly number[]>> = {
  open: [200, 201],
  warned: [409, 422],
  refused: [422],
}

async function comeInto({ engine }: Office, partner: string, state: string): Promise<void> {
  await engine.database.query(sql`update party set customer__status = ${state} where id = ${partner}::uuid`)
}

const partnerOf = async (who: Caller, name: string) =>
  (await who.post('customers', { name })).body.id as string

test('no door begins what the matrix closes, and none keeps out what it leaves open', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const kinds = await kindsOf(administrator)
  // Forms and plans are begun by actions alone: they have tests of their own below.
  assert.deepEqual(
    [...new Set(kinds.map(({ kind }) => kind)), 'form', 'planned'].toSorted(),
    partnerStates.kinds.map(({ value }) => value).toSorted(),
    'each kind of business has something in the test that is such',
  )
  const other = await partnerOf(administrator, 'Always Open')
  const wrong: string[] = []
  let cases = 0
  for (const kind of kinds) {
    const narrow = await narrowed(made, kind)
    for (const door of doors.filter(({ has }) => has(kind))) {
      const through = async (state: string) => {
        const nth = `${kind.object} ${state} ${++cases}`
        const partner = await partnerOf(administrator, nth)
        const begin = await door.prepare({ ...made, kind, partner, other, narrow, nth })
        await comeInto(made, partner, state)
        const { status, text } = await begin()
        if (!answers[rule(state, kind.kind)].includes(status))
          wrong.push(`${door.name} of ${kind.object} with one ${state}: ${status} ${text}`)
      }
      // Each has a partner of its own, so that they come at once, as they do in an office.
      await Promise.all(states.map(through))
    }
  }
  assert.deepEqual(wrong, [])
  t.diagnostic(`${cases} cases of doors, states and kinds`)
  assert.ok(cases > 600)
})

/** Somebody who holds a key that may create records of one object and do nothing else. */
async function narrowed({ engine, as, url }: Office, { object }: Kind) {
  const scope = { objects: [object, 'party', 'customer', 'contact', 'supplier'], actions: ['read', 'create'] }
  const { key } = await engine.accounts.createKey({
    ...{ user: as.administrator.user, name: `narrow ${object}`, source: 'cli', scope },
  })
  return caller(url, { authorization: `Bearer ${key}` })
}

test('a file brings in nothing that is closed, new or changed, and says so of each row', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const wrong: string[] = []
  const filed = (await kindsOf(administrator)).filter(({ isKept }) => !isKept)
  for (const kind of filed) {
    const partners = await Promise.all(
      states.map((state) => partnerOf(administrator, `Filed ${kind.object} ${state}`)),
    )
    const rows = await Promise.all(partners.map((partner, at) => valuesOf(kind, partner, `row ${at}`)))
    for (const [at, state] of states.entries()) await comeInto(made, partners[at] ?? '', state)
    for (const [at, codes] of (await imported(made, kind, rows)).entries()) {
      const state = states[at] ?? ''
      const expected = rule(state, kind.kind) === 'open' ? [] : [`closed.${kind.kind}`]
      if (JSON.stringify(codes) !== JSON.stringify(expected))
        wrong.push(`a row of ${kind.object} with one ${state}: ${codes.join()}, not ${expected.join()}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a form is asked for, and opened again, only where the matrix leaves it open', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const asked = { fields: ['phone'], email: 'ops@form.example' }
  for (const state of states) {
    const partner = await partnerOf(administrator, `Form ${state}`)
    const where = encodeURIComponent(JSON.stringify({ party: partner }))
    await administrator.post(`customers/${partner}/askData`, asked)
    const [form] = (await administrator.get(`data-requests?where=${where}`)).body.items
    const revoked = await administrator.post(`data-requests/${form.id}/revoke`)
    await comeInto(made, partner, state)
    const isOpen = rule(state, 'form') === 'open'
    const again = await administrator.post(`customers/${partner}/askData`, asked)
    assert.ok((isOpen ? [200] : [409, 422]).includes(again.status), `asked of one ${state}: ${again.text}`)
    const undone = await administrator.post(`changes/${revoked.headers.get('kontor-change')}/undo`)
    assert.equal(undone.body.kept.length, isOpen ? 0 : 1, `opened again of one ${state}: ${undone.text}`)
    if (!isOpen) assert.match(undone.body.kept[0].reason, /nothing new of the kind “Form to fill in”/)
  }
})

test('a plan to change the status is closed by no status, for it begins nothing', () => {
  assert.deepEqual(
    states.filter((state) => rule(state, 'planned') !== 'open'),
    [],
  )
})

test('merged into one that is frozen, open business goes along as it is, and nothing new is begun', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const from = await partnerOf(administrator, 'Twin Active')
  const into = await partnerOf(administrator, 'Twin Frozen')
  const contact = (await administrator.post('contacts', { name: 'Theirs' })).body.id
  const link = (await administrator.post('contact-links', { contact, customer: from })).body.id
  await comeInto(made, into, 'frozen')
  const merged = await administrator.post(`parties/${into}/merge`, { with: from })
  assert.equal(merged.status, 200, merged.text)
  assert.equal((await administrator.get(`contact-links/${link}`)).body.customer.id, into)
  assert.equal((await administrator.get(`customers/${into}`)).body.status, 'frozen')
  const again = await administrator.post('contact-links', { contact, customer: into })
  assert.equal(again.status, 422, again.text)
})

test('who may not see the status of a partner is not told it, and still begins nothing', async (t) => {
  const { as } = await office(t)
  const { administrator, seller } = as
  const made = await administrator.post('customers', { name: 'Hidden Status', manager: seller.user })
  await administrator.post(`customers/${made.body.id}/deactivate`, { reason: 'other' })
  const task = { party: made.body.id, kind: 'task', subject: 'Visit' }
  const told = await seller.post('activities', task)
  assert.equal(told.status, 422)
  assert.match(told.text, /Inactive/)
  const grants = await administrator.get(
    `grants?where=${encodeURIComponent('{"object":"customer","post.key":"seller"}')}`,
  )
  for (const { id } of grants.body.items)
    await administrator.patch(`grants/${id}`, { see: ['name', 'number', 'manager'] })
  const untold = await seller.post('activities', task)
  assert.equal(untold.status, 422)
  assert.doesNotMatch(untold.text, /Inactive/)
})

test('a partner is as open as the most open of its roles, and a reference to one role asks that one', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const id = (await administrator.post('customers', { name: 'Both Ways' })).body.id
  await administrator.post('suppliers', { party: id })
  await administrator.post(`customers/${id}/deactivate`, { reason: 'other' })
  assert.equal(
    (await administrator.post('activities', { party: id, kind: 'task', subject: 'As supplier' })).status,
    201,
  )
  const contact = (await administrator.post('contacts', { name: 'Theirs' })).body.id
  assert.equal((await administrator.post('contact-links', { contact, customer: id })).status, 422)
  assert.equal((await administrator.post('contact-links', { contact, supplier: id })).status, 201)
})

test('in which status somebody is, is told of those alone of whom one sees it', async (t) => {
  const made = await office(t)
  const { administrator: root, manager } = made.as
  const some = await holder(made, 'some', [
    { object: 'party', see: ['name'] },
    { object: 'customer', rows: { manager: '$me' }, see: ['all'] },
    { object: 'activity', actions: ['read', 'create'], see: ['all'], change: ['all'] },
  ])
  const [own, theirs] = [some.user, manager.user].map(async (one) => {
    const partner = await root.post('customers', { name: `Zz Slēgtais ${one}`, manager: one })
    await comeInto(made, partner.body.id, 'inactive')
    return partner.body.id as string
  })
  const task = async (who: Caller, party: string | undefined) =>
    (await who.post('activities', { party, kind: 'task', subject: 'Jauns' })).body.errors[0].message
  assert.match(await task(some, await own), /has the status “Inactive” as customer/)
  assert.match(
    await task(some, await theirs),
    /^Partner: nothing new of the kind “Task or visit” can be begun with this one\./,
  )
  assert.match(await task(manager, await theirs), /has the status “Inactive” as customer/)
})
