import assert from 'node:assert/strict'
import { until } from '../../scenarios/office.ts'
import { keyed, type Keyed, type Scene } from '../scene.ts'
import type { Grant } from '../shapes.ts'

type Body = Readonly<Record<string, unknown>>

/** Somebody new with one post whose grants change while they work. */
type Newcomer = {
  readonly as: Keyed
  /** Gives these grants in the place of those before, and waits until they hold. */
  grant(grants: readonly Partial<Grant>[]): Promise<void>
}

const all: Partial<Grant> = { actions: ['read', 'create', 'change', 'delete'], see: ['all'], change: ['all'] }
const user: Partial<Grant> = { object: 'user', actions: ['read'], see: ['name'] }
const category: Partial<Grant> = { object: 'category', actions: ['read'], see: ['name'] }

/** An answer that is given again is cut to the rights of now, and is the same as long as these are. */
export async function replay(scene: Scene): Promise<void> {
  const { oracle, random, root } = scene
  const newcomer = await newcomerOf(scene, 'replay')
  const names = oracle.face('customer').fields.map(({ name }) => name)
  const own = names.filter((name) => !['createdBy', 'activities', 'x_room', 'number'].includes(name))
  for (let turn = 0; turn < 8; turn += 1) {
    await newcomer.grant([
      { ...all, object: 'customer', see: ['all', ...own], change: ['all', ...own] },
      user,
      category,
    ])
    const values = {
      name: `again${turn}`,
      city: random.pick(['Riga', 'Ogre']),
      industry: `industryagain${turn}`,
      notes: `notesagain${turn}`,
      creditLimit: '77.00',
      manager: random.pick(scene.made.world.people).id,
      category: random.pick(oracle.all('category')).id,
      emails: [{ email: `again${turn}@mark.example` }],
    }
    const headers = { 'idempotency-key': `key${turn}` }
    const first = await newcomer.as.post('customers', values, headers)
    assert.equal(first.status, 201, first.text)
    const same = await newcomer.as.post('customers', values, headers)
    assert.deepEqual(same.body, first.body, 'the same request gets the same answer')
    const place = `customers/${first.body.id}`
    for (const grants of narrower(scene, own)) {
      await newcomer.grant(grants)
      const now = await newcomer.as.get(place)
      const again = await newcomer.as.post('customers', values, headers)
      scene.tried(Object.keys(values).length)
      const what = `${JSON.stringify(grants)}\n${again.text}`
      if (now.status !== 200) {
        assert.deepEqual([again.status, 'industry' in (again.body as Body)], [404, false], what)
        continue
      }
      assert.equal(again.status, 201, what)
      for (const [name, value] of Object.entries(again.body as Body))
        assert.deepEqual(value, (now.body as Body)[name], `${name}: ${what}`)
    }
    const gone = await root.remove(place)
    assert.equal(gone.status, 204, gone.text)
  }
}

/** The same with less: fewer fields, fields on other rows only, other rows, nobody who is named. */
function narrower({ random }: Scene, own: readonly string[]): readonly (readonly Partial<Grant>[])[] {
  const some = own.filter(() => random.chance(0.5))
  const customer = { ...all, object: 'customer' }
  return [
    [{ ...customer, see: some }, user, category],
    [{ ...customer, see: ['name'] }, { ...customer, rows: { city: 'Riga' }, see: [...own] }, user, category],
    [{ ...customer, rows: { city: 'Riga' }, see: [...own] }, user],
    [
      { ...customer, see: [...own] },
      { ...user, rows: { id: '$me' } },
    ],
    [{ ...customer, actions: ['create'], see: [...own] }],
  ]
}

/** What was undone, and why something was kept, is told of what may be seen by then. */
export async function undo(scene: Scene): Promise<void> {
  const { oracle, root, random } = scene
  const newcomer = await newcomerOf(scene, 'undo')
  const own = oracle.face('x_project').fields.map(({ name }) => name)
  const project = { ...all, object: 'x_project', see: ['all', ...own], change: ['all', ...own] }
  const customer = { ...all, object: 'customer', see: ['name'] }
  const after: readonly Partial<Grant>[][] = [
    [{ ...project }],
    [{ ...project }, { ...customer, rows: { city: 'nowhere' } }],
    [{ ...project, see: ['x_name'], change: ['x_name'] }],
    [{ ...project, rows: { x_name: 'nobody' } }],
    [
      { ...project, see: ['x_name'] },
      { ...project, rows: { x_memo: 'nothing' } },
    ],
    [],
  ]
  for (const [turn, grants] of after.entries()) {
    await newcomer.grant([project, customer])
    const item = random.pick(oracle.all('x_project').filter(({ values }) => values['x_customer'] !== null))
    const changed = await newcomer.as.patch(`x-projects/${item.id}`, {
      x_memo: `undomark${turn}`,
      x_code: `undocode${turn}`,
    })
    assert.equal(changed.status, 200, changed.text)
    const change = changed.headers.get('kontor-change') ?? ''
    await root.patch(`x-projects/${item.id}`, { x_memo: `latermark${turn}` })
    await newcomer.grant(grants)
    const dry = await newcomer.as.post(`changes/${change}/undo?dryRun=true`)
    const undone = await newcomer.as.post(`changes/${change}/undo`)
    for (const { status, text } of [dry, undone]) {
      scene.tried(2)
      assert.ok(status < 500, text)
      for (const secret of ['latermark', 'Memo', 'x_memo', 'Root', String(item.values['x_name'])])
        assert.ok(!text.includes(secret), `${secret} in ${text} with ${JSON.stringify(grants)}`)
    }
    const back = { x_memo: item.values['x_memo'], x_code: item.values['x_code'] }
    assert.equal((await root.patch(`x-projects/${item.id}`, back)).status, 200)
  }
  await rolesBack(scene, newcomer)
}

/**
 * The end of a role is taken back by who ended it, and shows what it showed them; once others did anything
 * else to the partner, it shows no more than they see of it without.
 */
async function rolesBack(scene: Scene, newcomer: Newcomer): Promise<void> {
  const { root } = scene
  const { as, grant } = newcomer
  const mine = { ...all, object: 'customer', rows: { manager: '$me' } }
  const besides: readonly (readonly Partial<Grant>[])[] = [
    [],
    [{ object: 'supplier', actions: ['read'], see: ['name'] }],
    [{ object: 'supplier', actions: ['read'], rows: { city: 'Riga' }, see: ['all'] }],
    [{ object: 'party', actions: ['read'], see: ['name', 'industry'] }],
    [{ ...all, object: 'party' }],
  ]
  for (const [turn, beside] of besides.entries()) {
    await grant([mine, user, ...beside])
    const values = { name: `ended${turn}`, city: 'Riga', industry: 'endedindustry', notes: 'endednotes' }
    const { id } = (await root.post('customers', { ...values, manager: as.user })).body
    assert.equal((await root.post('suppliers', { party: id })).status, 201)
    const seen = async () => {
      const faces = ['customers', 'suppliers', 'parties'].map((path) => as.get(`${path}/${id}`))
      const bodies = (await Promise.all(faces)).map(({ body }) => body as Body)
      return Object.keys(values).filter((name) => bodies.some((body) => (body[name] ?? null) !== null))
    }
    const ended = async () => {
      const gone = await as.remove(`customers/${id}`)
      assert.equal(gone.status, 204, gone.text)
      return `changes/${gone.headers.get('kontor-change')}/undo`
    }
    const what = JSON.stringify(beside)
    const before = await seen()
    const slip = await as.post(await ended())
    assert.deepEqual([slip.body.reversed, slip.body.kept], [1, []], what)
    assert.deepEqual(await seen(), before, what)
    const undo = await ended()
    assert.equal((await root.patch(`suppliers/${id}`, { notes: 'endedlater' })).status, 200)
    const without = await seen()
    const { body, text } = await as.post(undo)
    scene.tried(3 * before.length)
    const isHeld = beside.some(({ change = [] }) => change.includes('all'))
    assert.deepEqual([body.reversed, await seen()], [isHeld ? 1 : 0, without], text)
    assert.equal((await root.remove(`suppliers/${id}`)).status, 204)
    const rest = (await root.remove(`customers/${id}`)).status
    assert.equal(rest, isHeld ? 204 : 404)
  }
}

/** What an undo left is told later to who did it, of what they may see by then, and to nobody else. */
export async function keptByUndo(scene: Scene): Promise<void> {
  const { oracle, root, random } = scene
  const newcomer = await newcomerOf(scene, 'kept')
  const own = oracle.face('x_project').fields.map(({ name }) => name)
  const project = { ...all, object: 'x_project', see: ['all', ...own], change: ['all', ...own] }
  const customer = { ...all, object: 'customer', see: ['name'] }
  await newcomer.grant([project, customer])
  const item = random.pick(oracle.all('x_project').filter(({ values }) => values['x_customer'] !== null))
  const place = `x-projects/${item.id}`
  const changed = await newcomer.as.patch(place, { x_memo: 'keptmark', x_code: 'keptcode' })
  assert.equal(changed.status, 200, changed.text)
  await root.patch(place, { x_memo: 'latermark' })
  const undone = await newcomer.as.post(`changes/${changed.headers.get('kontor-change')}/undo`)
  assert.deepEqual([undone.status, undone.body.reversed], [200, 1], undone.text)
  const kept = `changes/${undone.body.change}/kept`
  for (const visitor of scene.visitors) {
    scene.holds((await visitor.as.get(kept)).status, 404, 'what the undo of somebody else kept', visitor)
    scene.tried(1)
  }
  assert.deepEqual((await root.get(kept)).body.items[0].field, 'x_memo')
  for (const grants of [
    [project],
    [project, customer],
    [{ ...project, see: ['x_name'], change: ['x_name'] }, customer],
    [{ ...project, see: ['x_memo'] }, customer],
    [{ ...project, see: ['x_name'] }, { ...project, rows: { x_memo: 'nothing' } }, customer],
    [{ ...project, rows: { x_name: 'nobody' } }, customer],
    [project, { ...customer, rows: { city: 'nowhere' } }],
    [],
  ] as readonly Partial<Grant>[][]) {
    await newcomer.grant(grants)
    const now = await newcomer.as.get(place)
    const { status, body, text } = await newcomer.as.get(kept)
    const what = `${JSON.stringify(grants)}\n${text}`
    scene.tried(3)
    assert.equal(status, 200, what)
    assert.equal(body.count, now.status === 200 ? 1 : 0, what)
    const [told] = body.items
    if (now.status !== 200) continue
    const { x_name: name = null, ...seen } = now.body as Body
    assert.deepEqual([told.record.id, told.record.title], [item.id, name], what)
    const isSeen = seen['x_memo'] === 'latermark'
    assert.deepEqual([told.field, told.label !== null], [isSeen ? 'x_memo' : null, isSeen], what)
    assert.ok(!/keptmark|latermark/.test(text), what)
    assert.ok(isSeen || !/Memo/.test(text), what)
  }
  const back = { x_memo: item.values['x_memo'], x_code: item.values['x_code'] }
  assert.equal((await root.patch(place, back)).status, 200)
}

async function newcomerOf(scene: Scene, name: string): Promise<Newcomer> {
  const { root, engine, url } = scene
  const post = await root.post('posts', { name: `post of ${name}` })
  const made = await root.post('users', {
    name,
    email: `${name}@mark.example`,
    posts: [{ post: post.body.id }],
  })
  const { key } = await engine.accounts.createKey({ user: made.body.id, name: 'test', source: 'cli' })
  const as = keyed(url, made.body.id, key)
  let held: string[] = []
  return {
    as,
    async grant(grants) {
      for (const id of held) assert.equal((await root.remove(`grants/${id}`)).status, 204)
      held = []
      for (const grant of grants) {
        const given = await root.post('grants', { post: post.body.id, ...grant })
        assert.equal(given.status, 201, given.text)
        held.push(given.body.id)
      }
      // They hold once this process has heard of the last of them: of a mark that only it gives.
      const mark = await root.post('grants', {
        post: post.body.id,
        object: 'currency',
        actions: ['read'],
        see: ['code'],
      })
      await until(async () => (await as.get('currencies')).status === 200)
      await root.remove(`grants/${mark.body.id}`)
      await until(async () => (await as.get('currencies')).status === 404)
    },
  }
}
