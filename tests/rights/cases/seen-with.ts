import assert from 'node:assert/strict'
import { until } from '../../scenarios/office.ts'
import { day } from '../entitle.ts'
import { cities } from '../generate.ts'
import { Oracle } from '../oracle.ts'
import { asked, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Item, Value } from '../shapes.ts'
import { upload } from './in.ts'
import { idsOf, readable } from './finding.ts'

/**
 * What is seen with its partner stays so where many are changed or brought in at once, where the partner is
 * merged into another, and where it plays a role no longer.
 */
export async function seenWith(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    await bulk(scene, visitor)
    await brought(scene, visitor)
  }
  await merged(scene)
  await withoutRole(scene)
}

/** A bulk change reaches the activities of partners that are seen, and no others. */
async function bulk(scene: Scene, visitor: Visitor): Promise<void> {
  const { oracle, root } = scene
  const { person, as } = visitor
  const face = oracle.face('activity')
  const started = await as.post('activities/bulk', { where: {}, changes: { text: 'bulkmark' } })
  scene.tried(oracle.all(face.name).length)
  if (started.status === 202)
    await until(async () => (await as.get(`jobs/${started.body.job}`)).body.state === 'done')
  const expected = oracle.mayEver(person, face.name, 'read')
    ? readable(scene, visitor, face).filter(
        (item) =>
          oracle.allows(person, face.name, item, 'change') &&
          oracle.mayChange(person, face.name, item, 'text'),
      )
    : []
  const query = asked({ where: { text: 'bulkmark' }, fields: 'id', limit: '200' })
  const found = (await root.get(`activities?${query}`)).body.items as Row[]
  scene.holds(idsOf(found), idsOf(expected), `the activities of a bulk change: ${started.text}`, visitor)
  if (found.length > 0) assert.equal((await root.post(`changes/${started.body.change}/undo`)).status, 200)
}

/** An import brings activities in with partners that are seen, and tells nothing of others. */
async function brought(scene: Scene, visitor: Visitor): Promise<void> {
  const { oracle } = scene
  const { person, as } = visitor
  const parties = oracle.all('party')
  const rows = parties.map(({ id, values }) => `brought${id.slice(-4)},note,${String(values['number'])}`)
  const file = `Subject,Kind,Partner\n${rows.join('\n')}\n`
  const uploaded = await upload(scene, visitor, file, 'activity')
  scene.tried(parties.length)
  if (uploaded.status !== 201) return
  const place = `imports/${uploaded.body.id}`
  const fields = ['subject', 'kind', 'party']
  const mapping = fields.map((field, column) => ({ column, field }))
  if ((await as.patch(place, { mode: 'create', mapping })).status !== 200) return
  if ((await as.post(`${place}/check`)).status !== 202) return
  const view = await until(async () => {
    const { body } = await as.get(place)
    return body.state !== 'checking' && body
  })
  const faces = ['party', 'customer', 'supplier']
  const seen = parties.filter((item) => faces.some((face) => oracle.readable(person, face, item)))
  const created = Number(view.counts?.create ?? 0)
  scene.holds(created <= seen.length, true, `${created} activities of ${seen.length} partners`, visitor)
  const told = (await as.get(`${place}/problems?limit=200`)).text
  for (const item of parties.filter((one) => faces.every((face) => !oracle.sees(person, face, one, 'name'))))
    scene.holds(told.includes(String(item.values['name'])), false, `${item.id} in an import`, visitor)
}

/** Activities go with their partner into another, and back when that is taken back. */
async function merged(scene: Scene): Promise<void> {
  const { root, made, random } = scene
  for (let at = 0; at < 4; at += 1) {
    const [stays, goes] = await twins(scene, at)
    const named = [await activityOf(scene, stays, at), await activityOf(scene, goes, at + 10)]
    const owned = random.chance(0.5) ? stays : goes
    const [survivor, other] = owned === stays ? [stays, goes] : [goes, stays]
    const answer = await root.post(`parties/${survivor.id}/merge`, { with: other.id })
    assert.equal(answer.status, 200, answer.text)
    const moved = named.map((one) => ({ ...one, values: { ...one.values, party: survivor.id } }))
    await areSeen(scene, worldWith(made.world, [survivor, ...moved]), moved, 'of merged partners')
    assert.equal((await root.post(`changes/${answer.body.change}/undo`)).status, 200)
    await areSeen(scene, worldWith(made.world, [stays, goes, ...named]), named, 'of partners apart again')
  }
}

function worldWith(world: Scene['made']['world'], items: readonly Item[]): Oracle {
  return new Oracle({ ...world, items: [...world.items, ...items] })
}

/** Two customers alike in all but their names. */
async function twins(scene: Scene, at: number): Promise<[Item, Item]> {
  const { random, oracle, made } = scene
  const values = {
    city: random.pick(cities),
    country: random.pick(['LV', 'GE']),
    industry: `twinindustry${at}`,
    creditLimit: `${random.whole(9_000)}.00`,
    category: random.pick(oracle.all('category')).id,
    manager: random.pick(made.world.people).id,
  }
  const one = await partner(scene, { ...values, name: `twin${at}a` })
  return [one, await partner(scene, { ...values, name: `twin${at}b` })]
}

async function partner({ root }: Scene, values: Readonly<Record<string, Value>>): Promise<Item> {
  const answer = await root.post('customers', values)
  assert.equal(answer.status, 201, answer.text)
  const { id, number, paymentDays } = answer.body as { id: string; number: string; paymentDays: unknown }
  const { creditLimit = null, category = null, manager = null, ...common } = values
  const days = typeof paymentDays === 'number' ? { 'customer.paymentDays': String(paymentDays) } : {}
  const own = {
    'customer.creditLimit': creditLimit,
    'customer.category': category,
    'customer.manager': manager,
  }
  const all = { ...common, number, emails: [], companies: [], ...own, ...days }
  return { id, base: 'party', roles: ['customer'], createdBy: root.user, values: all }
}

async function activityOf({ root, made, random }: Scene, { id }: Item, at: number): Promise<Item> {
  const values = { subject: `twinsubject${at}`, text: `twintext${at}`, kind: 'note', party: id, due: null }
  const all = { ...values, owner: random.pick(made.world.people).id }
  const { due: _none, ...sent } = all
  const answer = await root.post('activities', sent)
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.body.id, base: 'activity', roles: [], createdBy: root.user, values: all }
}

/** What was done with a partner as a customer is seen no more by whom the customer let see it. */
async function withoutRole(scene: Scene): Promise<void> {
  const { root, made } = scene
  const [one] = await twins(scene, 20)
  const supplier = { party: one.id, creditLimit: '10.00', manager: made.world.people[0]!.id }
  assert.equal((await root.post('suppliers', supplier)).status, 201)
  const reason = (await root.get('status-reasons?limit=1')).body.items[0].id as string
  for (const role of ['customers', 'suppliers']) {
    const frozen = await root.post(`${role}/${one.id}/freeze`, {
      reason,
      memo: 'rolememo',
      effective: day(40),
    })
    assert.equal(frozen.status, 200, frozen.text)
  }
  const rows = (await root.get(`status-changes?${asked({ where: { party: one.id }, limit: '10' })}`)).body
    .items as Row[]
  const steps = rows.map((row): Item => {
    const values = Object.fromEntries(
      scene.oracle.face('statusChange').fields.map(({ name }) => [name, row[name] as Value]),
    )
    return {
      id: row.id,
      base: 'statusChange',
      roles: [],
      createdBy: root.user,
      values: { ...values, party: one.id },
    }
  })
  assert.equal(steps.length, 2)
  assert.equal((await root.remove(`customers/${one.id}`)).status, 204)
  const { number, name, city, country, industry, emails, companies } = one.values
  const values = {
    ...{ number, name, city, country, industry, emails, companies },
    ...{ 'supplier.creditLimit': '10.00', 'supplier.manager': supplier.manager },
  } as Item['values']
  const left: Item = { ...one, roles: ['supplier'], values }
  await areSeen(scene, worldWith(made.world, [left, ...steps]), steps, 'of a role that ended')
}

/** Each of the records is there for those alone who see it. */
async function areSeen(scene: Scene, oracle: Oracle, items: readonly Item[], what: string): Promise<void> {
  const { base } = items[0]!
  const { path } = oracle.face(base)
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    if (!oracle.mayEver(person, base, 'read')) continue
    const seen = items.filter((item) => oracle.readable(person, base, item))
    const where = { id: { in: items.map(({ id }) => id) } }
    const list = await as.get(`${path}?${asked({ where, fields: 'id', limit: '10' })}`)
    scene.tried(items.length)
    scene.holds(
      idsOf((list.body.items ?? []) as Row[]),
      idsOf(seen),
      `${path} ${what}: ${list.text}`,
      visitor,
    )
    for (const item of items) {
      const status = seen.includes(item) ? 200 : 404
      scene.holds((await as.get(`${path}/${item.id}`)).status, status, `${item.id} ${what}`, visitor)
    }
  }
}
