import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { seeded } from '../../testing/sample/random.ts'
import { holder, made } from './holder.ts'
import { office, type Caller } from './office.ts'

const seed = Number(process.env['KONTOR_UNDO_SEED'] ?? 20261130)
const turns = Number(process.env['KONTOR_UNDO_TURNS'] ?? 4)
const cities = ['Ogre', 'Valka', 'Cēsis']
const fields = ['name', 'city', 'industry', 'paymentDays', 'importance'] as const
const whole = { see: ['all'], change: ['all'], actions: ['read', 'create', 'change', 'delete'] }

/**
 * One change of many does everything to records at once; then the rights of whoever made it are drawn anew.
 * What the forecast counts is what the undo takes back.
 */
test(`the forecast of an undo is what it does, by whatever rights (seed ${seed})`, async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const { records, access, jobs } = place.engine
  await jobs.stop()
  const { pick, chance } = seeded(seed)
  const who = await holder(place, 'drawn', [])
  const program = await access.systemActor('test')
  const some = (count: number, values: (nr: number) => object) =>
    Array.from({ length: count }, (_, nr) => ({
      kind: 'create' as const,
      values: { country: 'LV', city: pick(cities), paymentDays: pick([10, 20]), ...values(nr) },
    }))
  let differed = 0
  for (let turn = 0; turn < turns; turn += 1) {
    const customer = await grantsOf(root, who.held, [
      { object: 'customer', ...whole, actions: [...whole.actions, 'freeze'] },
      { object: 'supplier', ...whole },
      { object: 'statusReason', see: ['all'] },
    ])
    assert.ok(customer > 0)
    const old = await records.many(
      program,
      'customer',
      some(460, (nr) => ({ name: `Zz ${turn} ${nr}` })),
      {},
    )
    const parts = (from: number, to: number) => old.slice(from, to).map(({ id }) => id)
    for (const id of parts(400, 460)) await root.post('suppliers', { party: id })
    const actor = await access.actorFor({ user: who.user, source: 'api', request: 'r' })
    const change = newId()
    const drawn = () => ({
      ...(chance(0.5) ? { city: pick(cities) } : {}),
      ...(chance(0.5) ? { industry: pick(['wood', 'iron']) } : {}),
      ...(chance(0.5) ? { paymentDays: pick([10, 20, 30]) } : {}),
      name: `Yy ${turn}`,
    })
    const updates = parts(0, 330).map((id) => ({ kind: 'update' as const, id, values: drawn() }))
    const roles = parts(330, 360).map((id) => ({
      kind: 'adopt' as const,
      id,
      values: chance(0.5) ? { industry: 'stone' } : {},
    }))
    const outcomes = [
      ...(await records.many(actor, 'customer', updates, { change })),
      ...(await records.many(actor, 'supplier', roles, { change })),
      ...(await records.many(
        actor,
        'customer',
        some(110, (nr) => ({ name: `Xx ${turn} ${nr}` })),
        { change },
      )),
    ]
    assert.deepEqual(
      outcomes.flatMap(({ problem, errors }) => [...(problem ? [problem.code] : []), ...errors]),
      [],
    )
    for (const id of parts(360, 380))
      await records.run(actor, 'customer', id, 'freeze', { reason: 'businessRisk' }, { change })
    // Some play one role and go, others two of which one ends.
    await records.removeMany(actor, 'customer', parts(380, 430), { change })
    for (const id of parts(0, 20)) await root.patch(`customers/${id}`, { city: 'Rīga' })
    const draw = () => {
      const rows = pick([
        null,
        null,
        { city: pick(cities) },
        { paymentDays: pick([10, 20]) },
        { status: 'active' },
      ])
      const own = fields.filter(() => chance(0.7))
      const actions = ['create', 'change', 'delete', 'freeze'].filter(() => chance(0.7))
      const change_ = chance(0.4) ? ['all'] : own
      return { actions: ['read', ...actions], rows, see: ['all'], change: change_ }
    }
    const supplier = draw()
    const without = ({ rows, ...one }: ReturnType<typeof draw>) => ({
      ...one,
      rows: rows && 'status' in rows ? null : rows,
      actions: one.actions.filter((action) => action !== 'freeze'),
    })
    const grants = [
      { object: 'customer', ...draw() },
      ...(chance(0.3) ? [{ object: 'customer', ...draw() }] : []),
      ...(chance(0.7) ? [{ object: 'supplier', ...supplier, actions: without(supplier).actions }] : []),
      ...(chance(0.3) ? [{ object: 'party', ...withoutDays(without(draw())) }] : []),
      { object: 'statusReason', see: ['all'] },
    ]
    await grantsOf(root, who.held, grants)
    const dry = await who.post(`changes/${change}/undo?dryRun=true`)
    assert.equal(dry.status, 200, dry.text)
    const { body: begun, status } = await who.post(`changes/${change}/undo`)
    assert.equal(status, 202)
    await jobs.drain()
    const { result, state } = (await who.get(`jobs/${begun.job}`)).body
    assert.equal(state, 'done')
    const what = JSON.stringify({ turn, grants, forecast: dry.body, result: { ...result, kept: undefined } })
    assert.equal(dry.body.reversed, result.reversed, what)
    if (result.reversed > 0 && dry.body.keptCount > 0) differed += 1
    // The undo of the undo is foretold as well.
    await grantsOf(
      root,
      who.held,
      grants.map(({ object, see }) => ({ object, see, actions: ['read', 'change'], change: ['all'] })),
    )
    const again = await who.post(`changes/${begun.change}/undo?dryRun=true`)
    if (again.status !== 200 || again.body.total <= 500) continue
    const redone = await who.post(`changes/${begun.change}/undo`)
    await jobs.drain()
    const { job } = redone.body
    const redo = job === undefined ? redone.body : (await who.get(`jobs/${job}`)).body.result
    assert.equal(again.body.reversed, redo.reversed, `again: ${what} ${JSON.stringify(again.body)}`)
  }
  assert.ok(differed > turns / 3, 'the rights kept too little')
  assert.deepEqual(await place.engine.verify(), [])
})

function withoutDays<G extends { rows: object | null; change: readonly string[] }>(grant: G) {
  const rows = grant.rows && 'paymentDays' in grant.rows ? null : grant.rows
  return {
    ...grant,
    rows,
    change: grant.change.filter((name) => !['paymentDays', 'importance'].includes(name)),
  }
}

/** Gives a post these rights in place of all that it has. */
async function grantsOf(root: Caller, post: string, grants: readonly object[]): Promise<number> {
  const where = encodeURIComponent(JSON.stringify({ post }))
  for (const { id } of (await root.get(`grants?where=${where}&fields=id`)).body.items)
    assert.equal((await root.remove(`grants/${id}`)).status, 204)
  for (const grant of grants) await made(root, 'grants', { actions: ['read'], ...grant, post })
  return grants.length
}
