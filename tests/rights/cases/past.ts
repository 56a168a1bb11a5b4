import assert from 'node:assert/strict'
import type { Reply } from '../../scenarios/office.ts'
import { cities } from '../generate.ts'
import { Oracle } from '../oracle.ts'
import { asked, bare, fieldsOf, isBeyondKey, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item, Line, Value, Where } from '../shapes.ts'
import { eachRecord, isThere } from './back.ts'
import { idsOf, readable } from './finding.ts'
import { tableOf, withoutExport } from './out.ts'
import { withoutRequest } from './reading.ts'

const nowhere = '01900000-0000-7000-8000-000000000000'

/** What was otherwise of a record at two instants: what changed and may be seen, and nothing else. */
export async function difference(scene: Scene): Promise<void> {
  const { made, oracle } = scene
  await eachRecord(scene, 0.15, async (visitor, face, item) => {
    const answer = await visitor.as.get(`${face.path}/${item.id}/difference?from=${made.between}`)
    scene.tried(face.fields.length)
    if (!(await isThere(scene, visitor, face, item, answer))) return
    const changes = answer.body.changes as { field: string; before: unknown }[]
    const stored = new Set(face.fields.filter((one) => !one.formula).map(({ name }) => name))
    const told = changes
      .filter(({ field }) => field !== 'createdBy' && stored.has(field))
      .map(({ field, before }) => ({ field, before }))
    const expected = changedOf(scene, face, item).filter(({ field }) =>
      oracle.sees(visitor.person, face.name, item, field),
    )
    scene.holds(
      told.toSorted(byField),
      expected.toSorted(byField),
      `what was otherwise of ${item.id}`,
      visitor,
    )
    const { hidden } = fieldsOf(scene, visitor, face)
    const leaked = hidden.filter(({ name }) => changes.some(({ field }) => field === name))
    scene.holds(leaked, [], `hidden fields of ${item.id} that were otherwise`, visitor)
  })
}

/** What was changed of a record after the instant between, as a face shows it. */
function changedOf({ made }: Scene, face: Face, item: Item): { field: string; before: unknown }[] {
  return Object.entries(made.earlier.get(item.id) ?? {}).flatMap(([key, before]) => {
    const [role, field = ''] = key.includes('.') ? key.split('.') : [face.name, key]
    return role === face.name && face.fields.some(({ name }) => name === field) ? [{ field, before }] : []
  })
}

function byField(left: { field: string }, right: { field: string }): number {
  return left.field < right.field ? -1 : 1
}

/** Which records of a list were otherwise: those that may be read, by fields that are shown on all. */
export async function listDifference(scene: Scene): Promise<void> {
  const { made, oracle } = scene
  const names = ['party', 'customer', 'supplier', 'statusChange', 'dataRequest', 'x_project']
  const faces = names.map((name) => oracle.face(name))
  for (const visitor of scene.visitors) {
    for (const face of faces) {
      const { person } = visitor
      const answer = await visitor.as.get(`${face.path}/difference?from=${made.between}&limit=1000`)
      scene.tried(oracle.all(face.name).length)
      const isGiven = oracle.mayEver(person, face.name, 'read')
      scene.holds(answer.status, isGiven ? 200 : 404, `${face.name} otherwise: ${answer.text}`, visitor)
      if (!isGiven) continue
      const items = answer.body.items as { id: string; title: string | null; fields: string[] }[]
      const told = items.map(({ id, title, fields }) => ({ id, title, fields: fields.toSorted() }))
      const expected = readable(scene, visitor, face).flatMap((item) => {
        const fields = changedOf(scene, face, item)
          .map(({ field }) => field)
          .filter((field) => oracle.isShownThroughout(person, face.name, field))
        const title = titleFor(scene, visitor, face, item)
        return fields.length === 0 ? [] : [{ id: item.id, title, fields: fields.toSorted() }]
      })
      scene.holds(told.toSorted(byId), expected.toSorted(byId), `which ${face.name} were otherwise`, visitor)
      scene.holds(answer.body.counts.changed, expected.length, `how many ${face.name} were`, visitor)
      await narrowedDifference(scene, visitor, face, idsOf(expected))
    }
  }
}

/** The same of a narrowed list: by what may be seen alone; a hidden field is as unknown as nonsense. */
async function narrowedDifference(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  changed: readonly string[],
): Promise<void> {
  const { made, oracle, random } = scene
  const name = face.base === 'party' ? 'city' : face.byActions ? 'role' : 'x_code'
  const values = oracle.all(face.name).map((item) => oracle.bare(face.name, item, name))
  const where = { [name]: { in: values.filter(() => random.chance(0.4)) } }
  const ask = (condition: Where) =>
    visitor.as.get(
      `${face.path}/difference?${asked({ from: made.between, limit: '1000', where: condition })}`,
    )
  const answer = await ask(where)
  scene.tried(1)
  if (!oracle.understands(visitor.person, face.name, where)) {
    const nonsense = await ask({ nonsense: { in: [] } })
    scene.holds(bare(answer, name), bare(nonsense, 'nonsense'), `otherwise by the hidden ${name}`, visitor)
    return
  }
  const fits = (id: string) =>
    oracle.holds(where, face.name, oracle.item(id) as Item, visitor.person, visitor.person)
  const what = `which ${face.name} were otherwise where ${JSON.stringify(where)}: ${answer.text}`
  scene.holds(idsOf(answer.body.items as Row[]), changed.filter(fits), what, visitor)
}

/** A file of a list as it was: by the right to export, of each record what may be seen of it today. */
export async function fileAsOf(scene: Scene): Promise<void> {
  const { made, oracle, random } = scene
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    const names = ['customer', 'party', 'statusChange', 'dataRequest', 'activity', 'x_project']
    for (const face of names.map((name) => oracle.face(name))) {
      const { known } = fieldsOf(scene, visitor, face)
      const columns = known.filter(({ kind, name }) => kind === 'text' && name !== 'name')
      const format = random.pick(['csv', 'csv', 'xlsx'])
      const told = columns.map(({ name }) => name).join(',')
      const query = asked({ format, columns: told, asOf: made.between, language: 'en' })
      const answer = await as.raw(`${face.path}/export?${query}`)
      scene.tried(oracle.all(face.name).length)
      const isReader = oracle.mayEver(person, face.name, 'read')
      const may = oracle.mayEver(person, face.name, 'export')
      const status = withoutExport(visitor) ?? (!isReader ? 404 : may ? 200 : 403)
      scene.holds(answer.status, status, `${face.name} as they were as a file`, visitor)
      if (status !== 200 || columns.length < 2) continue
      const rows = await tableOf(answer.content, format)
      const expected = oracle
        .all(face.name)
        .filter((item) => oracle.readable(person, face.name, item))
        .filter((item) => oracle.allows(person, face.name, item, 'export'))
        .map((item) =>
          columns.map(({ name }) => {
            const was = oracle.sees(person, face.name, item, name) ? made.earlier.get(item.id)?.[name] : null
            return String(was ?? oracle.value(person, face.name, item, name) ?? '')
          }),
        )
        .filter((row) => row.some((cell) => cell !== ''))
      const lines = rows.map((row) => columns.map((_, at) => row[at] ?? '').join('|'))
      const texts = expected.map((row) => row.join('|'))
      scene.holds(lines.toSorted(), texts.toSorted(), `the ${format} of ${face.name} as they were`, visitor)
    }
  }
}

function byId(left: { id: string }, right: { id: string }): number {
  return left.id < right.id ? -1 : 1
}

function titleFor({ oracle }: Scene, { person }: Visitor, face: Face, item: Item): string | null {
  return oracle.sees(person, face.name, item, face.title) ? oracle.title(item.id, face.name) : null
}

/** What was deleted is listed and comes back for those only who might have read it as it went. */
export async function bin(scene: Scene): Promise<void> {
  const { made, oracle, root } = scene
  const ends: Item[] = [await category(scene, 'cat03'), await category(scene, 'cat13')]
  const gone: Item[] = []
  for (let at = 0; at < 12; at += 1) gone.push(await deleted(scene, at, ends))
  for (const { id } of ends) assert.equal((await root.remove(`categories/${id}`)).status, 204)
  const then = new Oracle({ ...made.world, items: [...made.world.items, ...gone, ...ends] })
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    for (const face of ['party', 'customer', 'supplier'].map((name) => oracle.face(name))) {
      const answer = await as.get(`${face.path}/deleted?limit=500`)
      scene.tried(gone.length)
      const isGiven = oracle.mayEver(person, face.name, 'read')
      scene.holds(answer.status, isGiven ? 200 : 404, `the bin of ${face.name}: ${answer.text}`, visitor)
      if (isGiven) binIs(scene, visitor, face, { gone, world: then, items: answer.body.items as Binned[] })
      for (const item of gone) {
        const alone = await as.get(`${face.path}/deleted?record=${item.id}`)
        const isKnown = isGiven && then.readable(person, face.name, item)
        const what = `the deletion of one ${face.name}: ${alone.text}`
        scene.holds(alone.status, isGiven ? 200 : 404, what, visitor)
        if (isGiven) scene.holds(idsOf(alone.body.items as Row[]), isKnown ? [item.id] : [], what, visitor)
        await comesBack(scene, visitor, face, item, then)
      }
    }
  }
  const all = await root.get('customers/deleted?limit=500')
  assert.deepEqual(idsOf(all.body.items as Row[]), idsOf(gone))
}

type Binned = { readonly id: string; readonly title: string | null; readonly by: { id: string } | null }

async function category({ root, oracle, random }: Scene, name: string): Promise<Item> {
  const parent = random.pick(oracle.all('category')).id
  const answer = await root.post('categories', { name, parent })
  assert.equal(answer.status, 201, answer.text)
  return { id: answer.body.id, base: 'category', roles: [], createdBy: root.user, values: { name, parent } }
}

/** A customer that was made and deleted again, with its lines; perhaps of a category that went as well. */
async function deleted(
  { random, oracle, made, root }: Scene,
  at: number,
  ends: readonly Item[],
): Promise<Item> {
  const emails = ['general', 'invoices']
    .slice(0, random.whole(3))
    .map((purpose): Line => ({ email: `${purpose}${at}@gone.example`, purpose }))
  const values: Record<string, Value> = {
    name: `gone${at}z`,
    city: random.pick(cities),
    country: random.pick(['LV', 'GE']),
    notes: `gonenotes${at}z`,
    creditLimit: `${7_000 + at}.00`,
    category: random.pick([...oracle.all('category'), ...ends, ...ends]).id,
    manager: random.pick(made.world.people).id,
    emails,
  }
  const answer = await root.post('customers', values)
  assert.equal(answer.status, 201, answer.text)
  const { id, number, paymentDays } = answer.body as { id: string; number: string; paymentDays: unknown }
  assert.ok((await root.remove(`customers/${id}`)).status < 300)
  const { creditLimit = null, category = null, manager = null, ...common } = values
  const days = typeof paymentDays === 'number' ? { 'customer.paymentDays': String(paymentDays) } : {}
  const own = {
    'customer.creditLimit': creditLimit,
    'customer.category': category,
    'customer.manager': manager,
  }
  const all = { ...common, number, ...own, ...days }
  return { id, base: 'party', roles: ['customer'], createdBy: root.user, values: all }
}

function binIs(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  { gone, world, items }: { gone: readonly Item[]; world: Oracle; items: readonly Binned[] },
): void {
  const { person } = visitor
  const expected = gone
    .filter((item) => world.readable(person, face.name, item))
    .map((item) => ({ id: item.id, title: titleFor({ ...scene, oracle: world }, visitor, face, item) }))
  const told = items.map(({ id, title }) => ({ id, title }))
  scene.holds(told.toSorted(byId), expected.toSorted(byId), `the bin of ${face.name}`, visitor)
  for (const { by } of items) namedRightly(scene, visitor, by, 'who deleted')
}

/** Whoever did something is named to those who may know of them. */
export function namedRightly(
  { oracle, holds }: Scene,
  visitor: Visitor,
  by: { readonly id: string } | null,
  what: string,
): void {
  const user = by && oracle.item(by.id)
  if (!user) return
  const isKnown = user.id === visitor.person.id || oracle.sees(visitor.person, 'user', user, 'name')
  holds(isKnown, true, `${user.id} is named as ${what}`, visitor)
}

async function comesBack(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  item: Item,
  then: Oracle,
): Promise<void> {
  const { person, as } = visitor
  const tried = (id: string): Promise<Reply> => as.post(`${face.path}/${id}/restore?dryRun=true`, {})
  const answer = await tried(item.id)
  scene.tried(1)
  if (!then.readable(person, face.name, item)) {
    const none = await tried(nowhere)
    const [here, there] = [withoutRequest(answer.text), withoutRequest(none.text)]
    const status = isBeyondKey(visitor, ['create', 'change']) ? 403 : 404
    scene.holds([answer.status, here], [status, there], `${item.id} that is gone and hidden`, visitor)
    return
  }
  const isRefused = !then.mayEver(person, 'customer', 'create')
  const right = isRefused ? answer.status === 403 : [200, 403, 422].includes(answer.status)
  scene.holds(right, true, `${item.id} comes back: ${answer.text}`, visitor)
  const record = answer.status === 200 ? (answer.body.record as Row | null | undefined) : null
  const { hidden } = fieldsOf(scene, visitor, face)
  const told = record ? hidden.filter(({ name }) => name in record) : []
  scene.holds(told, [], `hidden fields of ${item.id} as it would come back`, visitor)
}
