import assert from 'node:assert/strict'
import { sql } from '#engine'
import { until } from '../../scenarios/office.ts'
import { Oracle } from '../oracle.ts'
import { bare, isBeyondKey, isToldOfKey, keyed, whole, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item, Person } from '../shapes.ts'
import { readable } from './finding.ts'
import { eachRecord } from './back.ts'
import { signedIn } from './eyes.ts'

/** The model, the catalog and the description of the API name no field but those that may be seen or set. */
export async function described(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    const { as, person } = visitor
    const model = (await as.get('model')).body.objects as Described[]
    const listed = (await as.get('objects')).body.items as { name: string }[]
    const openapi = (await as.get('openapi.json')).body as OpenApi
    for (const face of scene.made.world.faces) {
      const here = { model, listed, openapi }
      const hasAny = oracle.hasAny(person, face.name)
      const one = await as.get(`objects/${face.name}`)
      const fields = await as.get(`objects/${face.name}/fields`)
      const rules = await as.get(`objects/${face.name}/rules`)
      const told = [one, fields, rules].map(({ status }) => status !== 404)
      if (!hasAny) scene.holds(told, [false, false, false], `${face.name} is described`, visitor)
      namesAre(scene, visitor, face, here)
      if (fields.status === 200) {
        const names = (fields.body.items as { name: string }[]).map(({ name }) => name)
        onlyKnown(scene, visitor, face, names, 'the fields')
      }
      scene.tried(face.fields.length * 3)
    }
  }
}

type Described = { readonly name: string; readonly fields: readonly { name: string }[] }
type OpenApi = {
  readonly paths: Readonly<Record<string, unknown>>
  readonly components: { readonly schemas: Readonly<Record<string, { properties?: object }>> }
}

function namesAre(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  {
    model,
    listed,
    openapi,
  }: { model: readonly Described[]; listed: readonly { name: string }[]; openapi: OpenApi },
): void {
  const hasAny = scene.oracle.hasAny(visitor.person, face.name)
  const drawn = model.find(({ name }) => name === face.name)
  if (!hasAny) {
    scene.holds(drawn, undefined, `${face.name} in the model`, visitor)
    scene.holds(
      listed.some(({ name }) => name === face.name),
      false,
      `${face.name} is listed`,
      visitor,
    )
    scene.holds(openapi.paths[`/${face.path}`], undefined, `${face.name} in the description`, visitor)
    scene.holds(openapi.components.schemas[face.name], undefined, `the schema of ${face.name}`, visitor)
    return
  }
  onlyKnown(scene, visitor, face, drawn?.fields.map(({ name }) => name) ?? [], 'the model')
  for (const schema of [face.name, `${face.name}.write`]) {
    const names = Object.keys(openapi.components.schemas[schema]?.properties ?? {})
    onlyKnown(scene, visitor, face, names, `the schema ${schema}`)
  }
}

function onlyKnown(
  scene: Scene,
  { person, as }: Visitor,
  face: Face,
  names: readonly string[],
  where: string,
): void {
  const { oracle } = scene
  const isKnown = (name: string) =>
    name === 'createdBy' ||
    oracle.knows(person, face.name, name) ||
    oracle.maySet(person, face.name, name, 'change') ||
    oracle.maySet(person, face.name, name, 'create')
  const told = face.fields.map(({ name }) => name).filter((name) => names.includes(name) && !isKnown(name))
  scene.holds(told, [], `hidden fields of ${face.name} in ${where}`, { person, as })
}

/** Who one is, with the menu: objects that may be read, each counted as its list counts. */
export async function menu(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    const me = await visitor.as.get('me')
    const entries = (me.body.menu as { items: { key: string; count?: number }[] }[]).flatMap(
      ({ items }) => items,
    )
    for (const face of scene.made.world.faces.filter(({ name }) =>
      ['customer', 'supplier', 'activity', 'x_project'].includes(name),
    )) {
      const entry = entries.find(({ key }) => key === face.name)
      const isThere = scene.oracle.mayEver(visitor.person, face.name, 'read')
      scene.holds(entry !== undefined, isThere, `${face.name} in the menu`, visitor)
      if (isThere)
        scene.holds(entry?.count, readable(scene, visitor, face).length, `${face.name} counted`, visitor)
      scene.tried(scene.oracle.all(face.name).length)
    }
  }
}

/** Whatever is done takes the sight of the record; what is opened to others takes the right to change it. */
function does(oracle: Oracle, person: Person, face: string, item: Item, action: string): boolean {
  const takes = action === 'share' ? ['read', 'change', 'share'] : ['read', action]
  return takes.every((one) => oracle.allows(person, face, item, one))
}

/** Rights explained are one's own; of a record or a field that may not be seen nothing is explained. */
export async function explained(scene: Scene): Promise<void> {
  const { oracle, root } = scene
  await eachRecord(scene, 0.16, async (visitor, face, item) => {
    const { as, person } = visitor
    const action = scene.random.pick(['read', 'change', 'delete', 'export', 'print', 'share'])
    const field = scene.random.pick(face.fields)
    const body = { object: face.name, record: item.id, action }
    const other = scene.random.pick(scene.visitors)
    if (other !== visitor) {
      const answer = await as.post('explain', { ...body, user: other.person.id })
      scene.holds(answer.status, 403, `the rights of another: ${answer.text}`, visitor)
    }
    const own = await as.post('explain', { ...body, user: person.id })
    const isClosed = isToldOfKey(scene, visitor, own, null)
    const readable = !isClosed && oracle.readable(person, face.name, item)
    scene.holds(own.status === 200, readable, `one’s own right: ${own.text}`, visitor)
    if (readable) {
      const allowed = does(oracle, whole(visitor).person, face.name, item, action)
      scene.holds(own.body.allowed, allowed, `${action} of ${item.id} explained: ${own.text}`, visitor)
    }
    const asked = await root.post('explain', { ...body, user: person.id, field: field.name })
    if (field.name !== 'createdBy' && oracle.all(face.name).includes(item)) {
      const all = whole(visitor).person
      const gives =
        action === 'change'
          ? oracle.mayChange(all, face.name, item, field.name)
          : oracle.sees(all, face.name, item, field.name)
      const allowed = does(oracle, all, face.name, item, action) && gives
      const what = `${action} of ${field.name} of ${item.id} explained: ${asked.text}`
      scene.holds(asked.body.allowed, allowed, what, visitor)
    }
    if (!oracle.knows(person, face.name, field.name) && field.name !== 'name' && field.name !== 'createdBy') {
      const ask = (name: string) =>
        as.post('explain', { object: face.name, action, user: person.id, field: name })
      const [hidden, none] = [await ask(field.name), await ask('nonsense')]
      scene.holds(bare(hidden, field.name), bare(none, 'nonsense'), `${field.name} explained`, visitor)
    }
    scene.tried(2)
  })
}

/** What belongs to others beside records: their sessions, keys, views and settings are not there. */
export async function others(scene: Scene): Promise<void> {
  const { engine, root } = scene
  const group = (await root.post('user-groups', { name: 'Tried by others' })).body.id as string
  for (const [at, owner] of scene.visitors.entries()) {
    const visitor = scene.visitors[(at + 1) % scene.visitors.length] as Visitor
    const key = await engine.accounts.createKey({
      user: owner.person.id,
      name: `key of ${at}`,
      source: 'cli',
    })
    const keysOf = async (person: Visitor['person']) =>
      (await (await signedIn(scene, person)).get('keys')).body.items as { id: string; name: string }[]
    const id = (await keysOf(owner.person)).find(({ name }) => name === `key of ${at}`)?.id
    scene.holds(typeof id, 'string', 'the keys of one’s own', owner)
    scene.holds(
      (await keysOf(visitor.person)).some((one) => one.id === id),
      false,
      'the keys of another',
      visitor,
    )
    // A key that carries less than its user is told of no keys at all.
    scene.holds((await visitor.as.get('keys')).text.includes(String(id)), false, 'keys by a key', visitor)
    const removed = await (await signedIn(scene, visitor.person)).remove(`keys/${id}`)
    scene.holds(removed.status, 404, removed.text, visitor)
    const still = await keyed(scene.url, owner.person.id, key.key).get('me')
    scene.holds(still.status, 200, 'a key that another revoked', visitor)
    const post = owner.person.held[0]?.post ?? ''
    for (const [place, body] of [
      ['grants/preview', { post, grants: [] }],
      [`users/${owner.person.id}/invitation`, {}],
      ['mail/test', { to: 'tried@mark.example' }],
      ['backups', {}],
      ['backups/trial', {}],
      ['session/providers', { label: 'Tried', issuer: 'https://tried.example', clientId: 'tried' }],
      ['retention-reviews', { decision: 'keep', reason: 'tried' }],
      ['proposals', { criterion: id, decision: 'take' }],
      ['proposals/evaluate', {}],
      [`users/${owner.person.id}/erasure`, { mode: 'anonymise', reason: 'tried' }],
      ['grants/preview', { user: owner.person.id, grants: [] }],
      [
        'rights-review',
        { rights: [{ kind: 'user', id: owner.person.id }], decision: 'withdraw', reason: 'tried' },
      ],
    ] as const) {
      const answer = await visitor.as.post(place, body)
      scene.holds([403, 404].includes(answer.status), true, `${place}: ${answer.text}`, visitor)
    }
    for (const place of [`posts/${post}`, `users/${owner.person.id}`, `user-groups/${group}`]) {
      const set = await visitor.as.put(`${place}/grants?dryRun=true`, { grants: [] })
      scene.holds([403, 404].includes(set.status), true, `the rights of ${place}: ${set.text}`, visitor)
    }
    for (const place of [
      `posts/${post}/grants`,
      `users/${owner.person.id}/grants`,
      `user-groups/${group}/grants`,
      `users/${owner.person.id}/keys`,
      `users/${owner.person.id}/invitation`,
      'mail',
      'session/providers',
      `session/providers/${post}/state`,
      'rights-review',
      'backups',
      'retention-reviews?limit=5',
      `proposals?criterion=${id}&state=open&after=${id}&limit=5`,
      `users/${owner.person.id}/personal-data?format=json`,
      `users/${owner.person.id}/erasure?mode=anonymise`,
      `users/${owner.person.id}/sessions`,
      `users/${owner.person.id}/second-factors`,
    ]) {
      const answer = await visitor.as.get(place)
      scene.holds([403, 404].includes(answer.status), true, `${place}: ${answer.text}`, visitor)
    }
    const factors = await visitor.as.remove(`users/${owner.person.id}/second-factors`)
    scene.holds([403, 404].includes(factors.status), true, factors.text, visitor)
    for (const place of ['settings', 'settings/scanner', 'audit/chain', 'users/ways-in'])
      scene.holds((await visitor.as.get(place)).status, 403, place, visitor)
    const password = await visitor.as.post(`users/${owner.person.id}/password`, {
      password: 'tried-by-another',
    })
    scene.holds([403, 404].includes(password.status), true, 'the password of another', visitor)
    const field = await visitor.as.post('objects/customer/fields', { type: 'text', label: 'Tried' })
    scene.holds(
      field.status,
      isBeyondKey(visitor, null) || scene.oracle.hasAny(visitor.person, 'customer') ? 403 : 404,
      field.text,
      visitor,
    )
    scene.tried(12)
  }
}

/** One field of each partner and of each activity; the world as it is then. */
async function changeSome({ oracle, root, made }: Scene) {
  const changed = new Map<string, string>()
  const items = made.world.items.map((item): Item => {
    if (item.base === 'activity') {
      changed.set(item.id, 'text')
      return { ...item, values: { ...item.values, text: `livetext${item.id}` } }
    }
    if (item.base !== 'party') return item
    const [role = ''] = item.roles
    const field = changed.size % 2 === 0 ? 'notes' : 'paymentDays'
    changed.set(item.id, field)
    const value = field === 'notes' ? `livenotes${item.id}` : '61'
    return { ...item, values: { ...item.values, [field === 'notes' ? field : `${role}.${field}`]: value } }
  })
  const after = new Oracle({ ...made.world, items })
  for (const [id, field] of changed) {
    const item = after.item(id) as Item
    const [role = item.base] = item.roles
    const value = after.bare(role, item, field)
    const answer = await root.patch(`${oracle.face(role).path}/${id}`, { [field]: value })
    assert.equal(answer.status, 200, answer.text)
  }
  return { changed, oracle: after }
}

type Heard = {
  readonly kind: string
  readonly id: string
  readonly faces: string[]
  readonly fields: string[]
  readonly by: string | null
}

/** What happens is told of records that may be read, by the fields that may be seen on them. */
export async function live(scene: Scene): Promise<void> {
  const { root } = scene
  const heard = new Map<Visitor, Heard[]>()
  const stop = new AbortController()
  await restIsPast(scene)
  for (const visitor of scene.visitors) heard.set(visitor, await listen(scene, visitor, stop.signal))
  const after = await changeSome(scene)
  // Of the second change of the model is told after all that was done before the first.
  for (const [at, label] of ['Plan', 'Project'].entries()) {
    assert.equal((await root.patch('objects/x_project', { label })).status, 200)
    await until(async () =>
      [...heard.values()].every((one) => one.filter(({ kind }) => kind === 'model').length > at),
    )
  }
  for (const visitor of scene.visitors) {
    for (const [id, field] of after.changed) {
      const item = after.oracle.item(id) as Item
      const faces = (item.base === 'party' ? ['party', 'customer', 'supplier'] : [item.base]).filter((face) =>
        after.oracle.readable(visitor.person, face, item),
      )
      const shownBy = field === 'paymentDays' ? faces.filter((face) => face === item.roles[0]) : faces
      const isTold = shownBy.some((face) => after.oracle.sees(visitor.person, face, item, field))
      const mine = () => (heard.get(visitor) ?? []).filter((one) => one.id === id)
      if (isTold) await until(async () => mine().length > 0)
      const told = [...new Set(mine().flatMap(({ fields }) => fields))]
      scene.holds(told, isTold ? [field] : [], `what is told of ${id}`, visitor)
      const named = [...new Set(mine().flatMap((one) => one.faces))]
      scene.holds(named.toSorted(), isTold ? faces.toSorted() : [], `faces of ${id}`, visitor)
      scene.tried(2)
    }
  }
  stop.abort()
}

/**
 * Whoever listens is told from the oldest transaction on that is still open, so that nothing is missed: as
 * long as a job of an earlier case writes, that reaches back to what was changed before it.
 */
async function restIsPast({ engine }: Scene): Promise<void> {
  const [mark] = await engine.database.query<{ id: string }>(sql`select pg_current_xact_id()::text as id`)
  await until(async () => BigInt(await engine.live.position()) > BigInt(mark?.id ?? 0))
}

async function listen({ url }: Scene, { as }: Visitor, signal: AbortSignal): Promise<Heard[]> {
  const headers = { authorization: `Bearer ${as.key}` }
  const answer = await fetch(`${url}/api/v1/events`, { headers, signal })
  const heard: Heard[] = []
  let begun = (): void => undefined
  const beginning = new Promise<void>((resolve) => (begun = resolve))
  const read = async (): Promise<void> => {
    let text = ''
    for await (const piece of answer.body ?? []) {
      text += Buffer.from(piece).toString()
      begun()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data && /^event: (record|model)$/m.test(block)) heard.push(JSON.parse(data) as Heard)
      }
    }
  }
  read().catch(() => undefined)
  await beginning
  return heard
}
