import { isKeptForGood } from '../for-good.ts'
import { cities } from '../generate.ts'
import { Oracle } from '../oracle.ts'
import { ownValues } from '../own-values.ts'
import { bare, fieldsOf, formOf, found, isToldOfKey, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Face, FieldSpec, Item, Value } from '../shapes.ts'
import { eachRecord, isThere } from './back.ts'

const nowhere = '01900000-0000-7000-8000-000000000000'
const dry = 'dryRun=true'

/** Values that fit a field, so that nothing but rights speaks against them. */
function fitting(scene: Scene, { name, kind, to = '' }: FieldSpec): Value {
  const { oracle, random } = scene
  if (kind === 'ref') return random.pick(oracle.all(to)).id
  if (kind === 'number') return String(random.whole(9))
  if (kind === 'day') return '2027-01-31'
  if (name === 'city') return random.pick(cities)
  if (name === 'country') return random.pick(['LV', 'GE'])
  if (name === 'kind') return random.pick(['note', 'call'])
  if (name === 'email') return 'tried@mark.example'
  return `tried${random.whole(1_000_000)}`
}

const settable = ({ kind, formula, name }: FieldSpec) =>
  !formula && name !== 'createdBy' && ['text', 'choice', 'number', 'day', 'ref'].includes(kind)

/** A change tried out: refused without the right to the row or the field, and answered as one may see it. */
export async function change(scene: Scene): Promise<void> {
  await eachRecord(scene, 0.12, async (visitor, face, item) => {
    const { as } = visitor
    for (const field of face.fields.filter((one) => settable(one) && scene.random.chance(0.4))) {
      const isOwn = field.to === 'user' && scene.random.chance(0.5)
      const value = isOwn ? visitor.person.id : fitting(scene, field)
      const answer = await as.patch(`${face.path}/${item.id}?${dry}`, { [field.name]: value })
      scene.tried(1)
      if (isToldOfKey(scene, visitor, answer, ['change'])) continue
      const what = `${face.name}.${field.name} of ${item.id} becomes ${JSON.stringify(value)}: ${answer.text}`
      const { status, code, after } = verdict(scene, visitor, face, item, field, value)
      // Beyond the right to a user's record it is asked what the user may do; keepers.test.ts holds that.
      if (status !== 404 && isLeftToAdministrators(face, field, answer.body)) continue
      scene.holds([answer.status, codeOf(answer.body)], [status, code], what, visitor)
      if (status === 404 || code === 'unknownField') await alike(scene, visitor, face, item, field, value)
      if (status === 200 && code === null && after && answer.body.record)
        recordIs(scene, visitor, face, answer.body.record as Row, after)
    }
  })
}

function isLeftToKeepers(body: { code?: string } | undefined): boolean {
  return body?.code === 'administratorOnly' || body?.code === 'moreRights'
}

/** Of administrators, and of who stands in for one, everything is; of others the ways in. */
function isLeftToAdministrators(
  face: Face,
  { name }: FieldSpec,
  body: { code?: string } | undefined,
): boolean {
  // Under whom a post stands says what its holders get.
  if (face.name === 'post') return name === 'superior' && codeOf(body) === 'moreRights'
  if (face.name !== 'user') return false
  const isWayIn = ['email', 'superior'].includes(name)
  return body?.code === 'administratorOnly' || (isWayIn && codeOf(body) === 'moreRights')
}

function codeOf(
  body: { errors?: { code: string }[]; warnings?: unknown[]; code?: string } | undefined,
): string | null {
  return body?.errors?.[0]?.code ?? null
}

type Verdict = { readonly status: number; readonly code: string | null; readonly after?: Oracle }

function verdict(
  { oracle }: Scene,
  { person }: Visitor,
  face: Face,
  item: Item,
  field: FieldSpec,
  value: Value,
): Verdict {
  if (!oracle.readable(person, face.name, item)) return { status: 404, code: null }
  if (!oracle.allows(person, face.name, item, 'change')) return { status: 403, code: null }
  if (face.byActions) return { status: 403, code: null }
  const maySet = oracle.maySet(person, face.name, field.name, 'change')
  if (!maySet && !oracle.knows(person, face.name, field.name)) return { status: 200, code: 'unknownField' }
  if (!maySet) return { status: 200, code: 'notAllowed' }
  if (field.kind === 'ref' && !isOffered(oracle, person, field, value))
    return { status: 200, code: 'noSuchRecord' }
  // How one comes in oneself no key changes.
  const isOwnEntry = face.name === 'user' && field.name === 'email' && item.id === person.id
  if (isOwnEntry) return { status: 200, code: 'needsPerson' }
  // What may not be changed on the record as it is says so before it is asked what would become of it.
  if (!oracle.mayChange(person, face.name, item, field.name)) return { status: 200, code: 'notAllowed' }
  const after = withValue(oracle, face, item, field, value)
  const changed = after.item(item.id) as Item
  if (!after.allows(person, face.name, changed, 'change')) return { status: 403, code: null }
  if (!after.mayChange(person, face.name, changed, field.name)) return { status: 200, code: 'notAllowed' }
  if (isKeptForGood({ oracle, person }, face, item, field, after)) return { status: 403, code: null }
  if (field.name === 'parent' && leadsBack(after, item.id)) return { status: 200, code: 'circle' }
  return { status: 200, code: null, after }
}

/** Whether somebody is their own parent, however far up. */
function leadsBack(oracle: Oracle, start: string): boolean {
  const seen = new Set<string>()
  for (let at = oracle.item(start)?.values['parent']; typeof at === 'string' && !seen.has(at);) {
    if (at === start) return true
    seen.add(at)
    at = oracle.item(at)?.values['parent']
  }
  return false
}

function isOffered(oracle: Oracle, person: Visitor['person'], { to = '' }: FieldSpec, value: Value): boolean {
  const target = typeof value === 'string' ? oracle.item(value) : undefined
  return target !== undefined && oracle.readable(person, to, target)
}

/** The world with one value changed. */
function withValue(oracle: Oracle, face: Face, item: Item, field: FieldSpec, value: Value): Oracle {
  const own = Object.hasOwn(item.values, `${face.name}.${field.name}`)
  const isOwn = own || (face.base === 'party' && !partyFields(oracle).has(field.name))
  const key = isOwn ? `${face.name}.${field.name}` : field.name
  const changed = { ...item, values: { ...item.values, [key]: value } }
  const items = oracle.world.items.map((one) => (one.id === item.id ? changed : one))
  return new Oracle({ ...oracle.world, items })
}

function partyFields(oracle: Oracle): ReadonlySet<string> {
  return new Set(oracle.face('party').fields.map(({ name }) => name))
}

/** What is hidden answers as what does not exist. */
async function alike(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  item: Item,
  field: FieldSpec,
  value: Value,
): Promise<void> {
  if (field.name === 'name') return
  const { as, person } = visitor
  const isHere = scene.oracle.readable(person, face.name, item)
  const hidden = await as.patch(`${face.path}/${item.id}?${dry}`, { [field.name]: value })
  const none = isHere
    ? await as.patch(`${face.path}/${item.id}?${dry}`, { nonsense: value })
    : await as.patch(`${face.path}/${nowhere}?${dry}`, { [field.name]: value })
  scene.holds(bare(hidden, field.name), bare(none, 'nonsense', field.name), `a hidden ${field.name}`, visitor)
}

function recordIs(scene: Scene, visitor: Visitor, face: Face, row: Row, after: Oracle): void {
  const item = after.item(row.id) as Item
  const { known, hidden } = fieldsOf(scene, visitor, face)
  for (const field of known.filter(({ name }) => name in row && name !== 'emails')) {
    const expected = formOf(after, field, after.value(visitor.person, face.name, item, field.name))
    scene.holds(found(field, row[field.name]), expected, `${face.name}.${field.name} as it would be`, visitor)
  }
  for (const { name } of hidden) scene.holds(name in row, false, `${face.name}.${name} is hidden`, visitor)
}

/** A record to be made: by the right to make one, with fields that may be set then, within its rows. */
export async function create(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces.filter(({ name }) => made.has(name))) {
      for (const field of face.fields.filter((one) => settable(one) && random.chance(0.6))) {
        const needed = Object.fromEntries(
          (made.get(face.name) ?? []).map((name) => [name, fitting(scene, oracle.field(face.name, name))]),
        )
        const values = { ...needed, [field.name]: fitting(scene, field) }
        const answer = await visitor.as.post(`${face.path}?${dry}`, values)
        scene.tried(Object.keys(values).length)
        const what = `a ${face.name} of ${JSON.stringify(values)}: ${answer.text}`
        const expected = creation(scene, visitor, face, values)
        const code = answer.body?.errors?.length ? 'errors' : null
        scene.holds([answer.status, code], expected, what, visitor)
      }
    }
  }
}

/** What a record of a face cannot be without. */
const made = new Map([
  ['party', ['name']],
  ['customer', ['name']],
  ['category', ['name']],
  ['x_project', ['x_name']],
])

function creation(
  { oracle }: Scene,
  { person }: Visitor,
  face: Face,
  values: Readonly<Record<string, Value>>,
): [number, string | null] {
  // A key that carries no creation at all is told so before anything is looked for.
  if (person.scope?.actions?.includes('create') === false) return [403, null]
  if (!oracle.hasAny(person, face.name)) return [404, null]
  if (!oracle.mayEver(person, face.name, 'create')) return [403, null]
  const names = Object.keys(values)
  if (!names.every((name) => oracle.maySet(person, face.name, name, 'create'))) return [200, 'errors']
  const refs = face.fields.filter(({ name, kind }) => kind === 'ref' && names.includes(name))
  if (!refs.every((field) => isOffered(oracle, person, field, values[field.name] ?? null)))
    return [200, 'errors']
  const item = fresh(oracle, face, { ...ownValues(oracle, person, face.name), ...values }, person.id)
  const after = new Oracle({ ...oracle.world, items: [...oracle.world.items, item] })
  if (!after.allows(person, face.name, item, 'create')) return [403, null]
  return names.every((name) => after.mayCreate(person, face.name, item, name)) ? [200, null] : [200, 'errors']
}

function fresh(oracle: Oracle, face: Face, values: Readonly<Record<string, Value>>, createdBy: string): Item {
  const own = (name: string) =>
    face.base === 'party' && !partyFields(oracle).has(name) ? `${face.name}.${name}` : name
  return {
    id: '01900000-0000-7000-8000-000000000001',
    base: face.base,
    roles: face.name === face.base ? [] : [face.name],
    createdBy,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [own(name), value])),
  }
}

/** Deleting and acting tried out: 404 for what may not be seen, 403 without the right on the row. */
export async function act(scene: Scene): Promise<void> {
  const { oracle } = scene
  await eachRecord(scene, 0.15, async (visitor, face, item) => {
    const { as, person } = visitor
    const place = `${face.path}/${item.id}`
    const tries: [string, () => ReturnType<typeof as.get>][] = [
      ['delete', () => as.remove(`${place}?${dry}`)],
    ]
    const own = ownActions.get(face.name)
    if (own) tries.push([own, () => as.post(`${place}/${own}?${dry}`)])
    if (face.name === 'customer' || face.name === 'supplier')
      tries.push(['freeze', () => as.post(`${place}/freeze?${dry}`, { reason: 'other', memo: 'tried' })])
    for (const [action, ask] of tries) {
      const answer = await ask()
      scene.tried(1)
      if (isToldOfKey(scene, visitor, answer, [action])) continue
      if (!oracle.readable(person, face.name, item)) await isThere(scene, visitor, face, item, answer)
      else {
        // Beyond the right to delete a user it is asked what the user may do; keepers.test.ts holds that.
        if (face.name === 'user' && isLeftToKeepers(answer.body)) continue
        const isByHand = action !== 'delete' || !face.byActions
        const isAllowed = oracle.allows(person, face.name, item, action) && isByHand
        const what = `to ${action} ${face.name} ${item.id}: ${answer.text}`
        scene.holds(answer.status === 403, !isAllowed, what, visitor)
      }
    }
  })
}

const ownActions = new Map([
  ['activity', 'complete'],
  ['statusChange', 'cancel'],
  ['dataRequest', 'revoke'],
])

/** What is missing before each step: told of records one reads, with the right to each step as it is. */
export async function unmet(scene: Scene): Promise<void> {
  const { oracle } = scene
  await eachRecord(scene, 0.15, async (visitor, face, item) => {
    if (face.name !== 'customer' && face.name !== 'supplier') return
    const { as, person } = visitor
    const answer = await as.get(`${face.path}/${item.id}/unmet`)
    scene.tried(1)
    if (!oracle.readable(person, face.name, item))
      return void (await isThere(scene, visitor, face, item, answer))
    type Told = { action: string; may: boolean; missing: { field: string }[] }
    for (const { action, may, missing } of answer.body.items as Told[]) {
      const what = `${action} of ${item.id}`
      scene.holds(may, oracle.allows(person, face.name, item, action), `the right to ${what}`, visitor)
      for (const { field } of missing.filter((one) => one.field !== ''))
        scene.holds(
          oracle.sees(person, face.name, item, field),
          true,
          `${field} as missing for ${what}`,
          visitor,
        )
    }
  })
}

/** What would become of what hangs on a partner: only what one sees of it is told and counted. */
export async function impact(scene: Scene): Promise<void> {
  const { oracle, made } = scene
  await eachRecord(scene, 0.15, async (visitor, face, item) => {
    if (face.name !== 'customer' && face.name !== 'supplier') return
    const { as, person } = visitor
    const answer = await as.get(`${face.path}/${item.id}/impact?action=freeze`)
    scene.tried(1)
    if (!oracle.readable(person, face.name, item))
      return void (await isThere(scene, visitor, face, item, answer))
    const isAllowed = oracle.allows(person, face.name, item, 'freeze')
    scene.holds(answer.status === 403, !isAllowed, `the impact on ${item.id}: ${answer.text}`, visitor)
    if (answer.status !== 200) return
    type Told = {
      key: string
      object: string
      count: number
      examples: { id: string; title: string | null }[]
    }
    for (const other of made.world.faces.filter(({ name, base }) => name === base)) {
      const told = (answer.body.lines as Told[]).filter(({ object }) => object === other.name)
      for (const field of other.fields.filter(
        ({ kind, to }) => kind === 'ref' && (to === face.name || to === face.base),
      )) {
        const hanging = oracle
          .all(other.name)
          .filter((one) => oracle.readable(person, other.name, one))
          // As a list says it: a reference to what one may not see in that face is as empty.
          .filter((one) => oracle.value(person, other.name, one, field.name) === item.id)
          // Only what is open hangs on it, for who may know what is open.
          .filter(({ values }) => !['cancelled', 'revoked'].includes(String(values['state'])))
          .filter(() => !other.byActions || oracle.knows(person, other.name, 'state'))
        const own = told.filter(({ key }) => key.split('.')[1] === field.name)
        const count = own.reduce((sum, line) => sum + line.count, 0)
        const what = `${count} of ${other.name}.${field.name} hang on ${item.id}`
        // What is done already is no open business, so that of activities fewer may be told.
        const fits = other.name === 'activity' ? count <= hanging.length : count === hanging.length
        scene.holds(fits, true, `${what}, not ${hanging.length}`, visitor)
        for (const { id, title } of own.flatMap(({ examples }) => examples)) {
          const example = hanging.find((one) => one.id === id)
          const sees = example && title !== null
          scene.holds(example !== undefined, true, `${what}, among them ${id}`, visitor)
          if (sees)
            scene.holds(
              oracle.sees(person, other.name, example, titleOf(other.name)),
              true,
              `${what}: ${title}`,
              visitor,
            )
        }
        scene.tried(1)
      }
    }
  })
}

const titleOf = (object: string) =>
  object === 'activity' ? 'subject' : object.startsWith('x_') ? 'x_name' : 'name'

/** What a write says of references: one that is hidden is as unknown as one that is nowhere. */
export async function errorText(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    for (const face of scene.made.world.faces) {
      const item = oracle
        .all(face.name)
        .find(
          (one) => oracle.allows(person, face.name, one, 'change') && oracle.readable(person, face.name, one),
        )
      if (!item) continue
      for (const field of face.fields.filter(({ kind }) => kind === 'ref')) {
        const to = field.to ?? ''
        const target = oracle.all(to).filter((one) => !oracle.readable(person, to, one))
        if (target.length === 0 || !oracle.maySet(person, face.name, field.name, 'change')) continue
        const hidden = random.pick(target)
        const ways = (id: string, number: string) => [id, { id }, { number }]
        const number = String(hidden.values['number'] ?? 'C-99999')
        for (const [at, value] of ways(hidden.id, number).entries()) {
          const tried = (given: unknown) =>
            as.patch(`${face.path}/${item.id}?${dry}`, { [field.name]: given })
          const [real, none] = [await tried(value), await tried(ways(nowhere, 'C-99998')[at])]
          const what = `${face.name}.${field.name} named ${JSON.stringify(value)}`
          scene.holds(bare(real, hidden.id, number), bare(none, nowhere, 'C-99998'), what, visitor)
          scene.tried(1)
        }
      }
    }
  }
}
