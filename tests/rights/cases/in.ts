import { until } from '../../scenarios/office.ts'
import { isBeyondKey, isToldOfKey, type Scene, type Visitor } from '../scene.ts'
import type { Item } from '../shapes.ts'

type Import = {
  readonly id: string
  readonly state: string
  readonly counts: { readonly create: number; readonly update: number; readonly refused: number } | null
}

/**
 * An import finds by its key only what its reader may read, by a number that they see; a hidden partner is as
 * one that is not there, by key and by reference, and what the check tells holds nothing of it.
 */
export async function imported(scene: Scene): Promise<void> {
  const { oracle } = scene
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    const face = oracle.face('customer')
    const mayImport = oracle.mayEver(person, face.name, 'import')
    const items = oracle.all(face.name)
    const rows = items.map((item) => `${String(item.values['number'])},imported${item.id.slice(-4)}`)
    const uploaded = await upload(scene, visitor, `Number,Industry\n${rows.join('\n')}\n`)
    scene.tried(items.length)
    if (!mayImport) {
      scene.holds([403, 404].includes(uploaded.status), true, `an upload: ${uploaded.text}`, visitor)
      continue
    }
    const readable = oracle.mayEver(person, face.name, 'read')
    if (uploaded.status !== 201) {
      scene.holds(readable, false, `an upload: ${uploaded.text}`, visitor)
      continue
    }
    const place = `imports/${uploaded.body.id}`
    await notOthers(scene, visitor, place)
    const set = await as.patch(place, { mode: 'update', key: 'number', mapping: mapping })
    const maySet = (name: string) => oracle.maySet(person, face.name, name, 'change')
    if (set.status !== 200) {
      const isMapped = maySet('number') && maySet('industry')
      scene.holds(isMapped, false, `the mapping of an import: ${set.text}`, visitor)
      continue
    }
    const seen = await checked(visitor, place)
    if (!seen?.counts) continue
    const updates = items.filter((item) => mayUpdate(scene, visitor, item))
    scene.holds(seen.counts.update, updates.length, `rows of an import that change a customer`, visitor)
    const told =
      (await as.get(`${place}/problems?limit=200`)).text + (await as.get(`${place}/repeats?limit=200`)).text
    for (const item of items) {
      const isSeen = oracle.sees(person, face.name, item, 'name') || seesElsewhere(scene, visitor, item)
      if (!isSeen)
        scene.holds(told.includes(String(item.values['name'])), false, `${item.id} in an import`, visitor)
    }
  }
}

const mapping = [
  { column: 0, field: 'number' },
  { column: 1, field: 'industry' },
]

function mayUpdate({ oracle }: Scene, { person }: Visitor, item: Item): boolean {
  return (
    oracle.sees(person, 'customer', item, 'number') &&
    oracle.allows(person, 'customer', item, 'change') &&
    ['number', 'industry'].every((name) => oracle.mayChange(person, 'customer', item, name))
  )
}

function seesElsewhere({ oracle }: Scene, { person }: Visitor, item: Item): boolean {
  return ['party', 'supplier'].some((face) => oracle.sees(person, face, item, 'name'))
}

async function checked({ as }: Visitor, place: string): Promise<Import | null> {
  const started = await as.post(`${place}/check`)
  if (started.status !== 202) return null
  return until(async () => {
    const view = (await as.get(place)).body as Import
    return view.state !== 'checking' && view
  })
}

/** The imports of others are not there, nor any part of them. */
async function notOthers(scene: Scene, owner: Visitor, place: string): Promise<void> {
  for (const other of scene.visitors.filter((one) => one !== owner && scene.random.chance(0.25))) {
    for (const part of ['', '/values', '/problems', '/problems/summary', '/repeats', '/refused']) {
      const answer = await other.as.get(`${place}${part}`)
      if (isToldOfKey(scene, other, answer, ['import'])) continue
      scene.holds(answer.status, 404, `${place}${part} of another: ${answer.text}`, other)
      scene.tried(1)
    }
    if (isBeyondKey(other, ['import'])) continue
    const listed = (await other.as.get('imports')).body.items as { id: string }[]
    scene.holds(
      listed.some(({ id }) => place.endsWith(id)),
      false,
      'the imports of another',
      other,
    )
  }
}

/** Sends a file whose rows are to become records of an object. */
export async function upload({ url }: Scene, { as }: Visitor, content: string, object = 'customer') {
  const form = new FormData()
  form.append('object', object)
  form.append('file', new Blob([content], { type: 'text/csv' }), 'customers.csv')
  const headers = { authorization: `Bearer ${as.key}` }
  return as.ask('POST', `${url}/api/v1/imports`, { raw: { body: form, headers } })
}

type Similar = {
  readonly visible: readonly {
    id: string
    title: string | null
    values: object
    reasons: readonly { field: string }[]
  }[]
  readonly hidden: boolean
}

/**
 * Who is like an entry is told of those that may be seen, for reasons that lie in what is seen of them; of
 * others only that there is one.
 */
export async function duplicates(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    for (const face of ['customer', 'supplier', 'party'].map((name) => oracle.face(name))) {
      for (const item of oracle.all('party').filter(() => random.chance(0.2))) {
        for (const field of ['name', 'registrationNumber'] as const) {
          const entry = { [field]: item.values[field], country: item.values['country'] }
          const answer = await as.post(`${face.path}/similar`, entry)
          scene.tried(1)
          scene.holds(answer.status, oracle.hasAny(person, face.name) ? 200 : 404, answer.text, visitor)
          if (answer.status !== 200) continue
          const { visible, hidden } = answer.body as Similar
          for (const one of visible) likeIsSeen(scene, visitor, one)
          if (!mayEnter(scene, visitor))
            scene.holds(hidden, false, 'a hidden one is like an entry of who only reads', visitor)
        }
      }
    }
  }
}

function mayEnter({ oracle }: Scene, { person }: Visitor): boolean {
  return ['party', 'customer', 'supplier', 'contact'].some((face) =>
    ['create', 'change'].some((action) => oracle.mayEver(person, face, action)),
  )
}

function likeIsSeen(
  scene: Scene,
  visitor: Visitor,
  { id, title, values, reasons }: Similar['visible'][number],
): void {
  const { oracle } = scene
  const { person } = visitor
  const item = oracle.item(id) as Item
  const faces = ['party', 'customer', 'supplier'].filter((face) => oracle.readable(person, face, item))
  scene.holds(faces.length > 0, true, `${id} is like an entry`, visitor)
  const sees = (field: string) => faces.some((face) => oracle.sees(person, face, item, field))
  if (!sees('name')) scene.holds(title, null, `the title of ${id}`, visitor)
  for (const [name, value] of Object.entries(values)) {
    const isKnown = oracle.face('party').fields.some((field) => field.name === name)
    if (isKnown && !sees(name))
      scene.holds(
        Array.isArray(value) && value.length === 0 ? null : value,
        null,
        `${name} of ${id}, which is like an entry`,
        visitor,
      )
  }
  for (const { field } of reasons) {
    const isKnown = oracle.face('party').fields.some(({ name }) => name === field)
    if (isKnown) scene.holds(sees(field), true, `${field} of ${id} is a reason`, visitor)
  }
}
