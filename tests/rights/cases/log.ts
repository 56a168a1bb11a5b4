import assert from 'node:assert/strict'
import { heldToday } from '../standing.ts'
import { plays } from '../oracle.ts'
import type { Scene, Visitor } from '../scene.ts'
import type { Face, Item } from '../shapes.ts'
import { tableOf } from './out.ts'
import { namedRightly } from './past.ts'

type Entry = {
  readonly id: string
  readonly by: { readonly id: string } | null
  readonly at: string
  readonly change: string
  readonly source: string
  readonly request: string | null
  readonly object: string
  readonly record: { readonly id: string; readonly title: string | null } | null
  readonly action: string
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/**
 * The log, for whom its page is open: of records that may be read, in the faces in which they may, with the
 * fields that may be seen; as a file, what of it may be exported; and narrowed by anything.
 */
export async function log(scene: Scene): Promise<void> {
  const { made, root } = scene
  for (const visitor of scene.visitors) {
    const [held] = heldToday(made.world, visitor.person)
    if (!held) {
      scene.holds((await visitor.as.get('audit/entries')).status, 403, 'the log without a post', visitor)
      scene.tried(1)
      continue
    }
    scene.holds((await visitor.as.get('audit/entries')).status, 403, 'the log that is closed', visitor)
    const grant = await root.post('grants', { post: held.post, object: 'settings', actions: ['audit'] })
    assert.equal(grant.status, 201, grant.text)
    try {
      // What a key carries of its owner's rights is never a page of the settings.
      if (visitor.person.scope === null) await logIs(scene, visitor)
      else scene.holds((await visitor.as.get('audit/entries')).status, 403, 'the log by such a key', visitor)
    } finally {
      assert.ok((await root.remove(`grants/${grant.body.id}`)).status < 300)
    }
    scene.tried(made.world.items.length)
  }
}

async function logIs(scene: Scene, visitor: Visitor): Promise<void> {
  const { made } = scene
  const entries = await wholeLog(scene, visitor)
  for (const entry of entries) entryIs(scene, visitor, entry)
  const created = entries.filter(({ action, record }) => action === 'create' && record)
  const told = new Set(created.map(({ record }) => record?.id))
  const seen = made.world.items.filter((item) => facesOf(scene, visitor, item).length > 0)
  const missing = seen.filter(({ id, base }) => base !== 'user' && !told.has(id)).map(({ id }) => id)
  scene.holds(missing, [], 'records that the log leaves out', visitor)
  await narrowed(scene, visitor, entries)
  const file = await visitor.as.raw('audit/entries/export')
  const rows = await tableOf(file.content, 'csv')
  const bounds = entries.map((entry) => rowsOf(scene, visitor, entry))
  const [least, most] = [0, 1].map((at) => bounds.reduce((sum, bound) => sum + (bound[at] ?? 0), 0))
  const isWithin = rows.length >= (least ?? 0) && rows.length <= (most ?? 0)
  scene.holds(isWithin, true, `${rows.length} rows of the log as a file, of ${least} to ${most}`, visitor)
}

/** How many rows of a file an entry makes, at least and at most: it tells what may be taken out. */
function rowsOf(scene: Scene, visitor: Visitor, { record, changes }: Entry): readonly [number, number] {
  const item = scene.oracle.item(record?.id ?? '')
  const faces = item ? facesOf(scene, visitor, item) : []
  const taken = faces.filter((face) => item && scene.oracle.allows(visitor.person, face.name, item, 'export'))
  const whole = Math.max(1, changes.length)
  if (taken.length === 0) return [0, 0]
  return [taken.length === faces.length ? whole : 0, whole]
}

async function wholeLog(scene: Scene, visitor: Visitor, query = ''): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let after: string | null = ''; after !== null;) {
    const next: string = after === '' ? '' : `&after=${after}`
    const page = await visitor.as.get(`audit/entries?limit=200${next}${query}`)
    scene.holds(page.status, 200, `the log ${query} ${page.text}`, visitor)
    entries.push(...(page.body.items as Entry[]))
    after = page.body.next as string | null
  }
  return entries
}

/** The faces in which somebody may read a record. */
function facesOf({ made, oracle }: Scene, { person }: Visitor, item: Item): readonly Face[] {
  return made.world.faces.filter(
    (face) => plays(item, face.base, face.name) && oracle.readable(person, face.name, item),
  )
}

function entryIs(scene: Scene, visitor: Visitor, entry: Entry): void {
  const { oracle } = scene
  const { person } = visitor
  const what = `entry ${entry.id} (${entry.action} of ${entry.object} ${entry.record?.id})`
  const item = oracle.item(entry.record?.id ?? '')
  scene.holds(item !== undefined, true, `${what} of nothing that is known`, visitor)
  if (!item) return
  const faces = facesOf(scene, visitor, item)
  scene.holds(faces.length > 0, true, `${what} of a record that may not be read`, visitor)
  const titled = faces.filter((face) => oracle.sees(person, face.name, item, face.title))
  const title = titled[0] ? oracle.title(item.id, titled[0].name) : null
  scene.holds(entry.record?.title, title, `the title in ${what}`, visitor)
  const role = /^(?:become|leave|do):([^.]+)/.exec(entry.action)?.[1]
  if (role !== undefined) {
    const isSeen = faces.some((face) => face.name === role)
    scene.holds(isSeen, true, `the role in ${what}`, visitor)
  }
  namedRightly(scene, visitor, entry.by, `who did ${what}`)
  for (const { field, before, after } of entry.changes) {
    const having = faces.filter((face) => face.fields.some(({ name }) => name === field))
    const isKnown = scene.made.world.faces.some(
      (face) => face.base === item.base && face.fields.some(({ name }) => name === field),
    )
    if (!isKnown) continue
    const isSeen = having.some((face) => oracle.sees(person, face.name, item, field))
    scene.holds(isSeen, true, `${field} in ${what}`, visitor)
    const spec = having[0] && oracle.field(having[0].name, field)
    for (const name of spec?.of ? ([before, after].flat() as (string | null)[]) : []) {
      const isNamed = name === null || spec?.of?.some((face) => oracle.knows(person, face, name))
      scene.holds(isNamed, true, `the name ${name} by ${field} in ${what}`, visitor)
    }
    const to = spec?.to
    if (to === undefined) continue
    for (const one of [before, after].flat() as ({ id?: string } | null)[]) {
      const target = oracle.item(one?.id ?? '')
      const isShown = !target || oracle.sees(person, to, target, oracle.face(to).title)
      scene.holds(isShown, true, `${target?.id} named by ${field} in ${what}`, visitor)
    }
  }
}

/** Asking for less gives of the whole what fits, and of what is hidden nothing. */
async function narrowed(scene: Scene, visitor: Visitor, entries: readonly Entry[]): Promise<void> {
  const { made, oracle, random } = scene
  // What one person did comes by when, and two entries of one moment may be numbered the other way round.
  const ids = (some: readonly Entry[]) => some.map(({ id }) => id).toSorted()
  const ask = async (query: string, fits: (entry: Entry) => boolean): Promise<void> => {
    const found = await wholeLog(scene, visitor, `&${query}`)
    scene.holds(ids(found), ids(entries.filter(fits)), `the log with ${query}`, visitor)
    scene.tried(1)
  }
  const item = random.pick(made.world.items)
  await ask(`record=${item.id}`, ({ record }) => record?.id === item.id)
  const someone = random.pick(oracle.all('user'))
  await ask(`user=${someone.id}`, ({ by }) => by?.id === someone.id)
  await ask(`user=${scene.root.user}`, ({ by }) => by?.id === scene.root.user)
  await ask(`object=${item.base}`, ({ object }) => object === item.base)
  await ask('action=update', ({ action }) => action === 'update')
  await ask('source=api', ({ source }) => source === 'api')
  const [one] = entries
  if (!one) return
  await ask(`change=${one.change}`, ({ change }) => change === one.change)
  if (one.request) await ask(`request=${one.request}`, ({ request }) => request === one.request)
  await ask(`from=${made.between}&to=${new Date().toISOString()}`, ({ at }) => at >= made.between)
}
