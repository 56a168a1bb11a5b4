import { fieldsOf, found, shown, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item } from '../shapes.ts'
import { withoutRequest } from './reading.ts'

type Entry = {
  readonly action: string
  readonly memo?: string
  readonly by: { readonly id: string; readonly title: string | null } | null
  readonly changes: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/** The history of a record tells of each change what may be seen of it now, and of others nothing. */
export async function history(scene: Scene): Promise<void> {
  await eachRecord(scene, 0.25, async (visitor, face, item) => {
    const answer = await visitor.as.get(`${face.path}/${item.id}/history?limit=500`)
    scene.tried(face.fields.length)
    if (!(await isThere(scene, visitor, face, item, answer))) return
    entriesAre(scene, visitor, face, item, answer.body.items as Entry[])
  })
}

/** The timeline of a partner joins its changes, activities and papers, each by its own rights. */
export async function timeline(scene: Scene): Promise<void> {
  const { oracle } = scene
  await eachRecord(scene, 0.2, async (visitor, face, item) => {
    if (face.base !== 'party') return
    const answer = await visitor.as.get(`${face.path}/${item.id}/timeline?limit=200`)
    scene.tried(face.fields.length + oracle.all('activity').length + oracle.all('partyFile').length)
    if (!(await isThere(scene, visitor, face, item, answer))) return
    const items = answer.body.items as { kind: string; id: string; change?: Entry }[]
    const entries = items.flatMap(({ change }) => change ?? [])
    entriesAre(scene, visitor, face, item, entries)
    memosAre(scene, visitor, item, entries)
    for (const [kind, name] of [
      ['activity', 'activity'],
      ['paper', 'partyFile'],
    ] as const) {
      const given = items.filter((one) => one.kind === kind).map(({ id }) => id)
      const knowsParty = oracle.knows(visitor.person, name, 'party')
      const expected = oracle
        .all(name)
        .filter((one) => knowsParty && oracle.readable(visitor.person, name, one))
        .filter((one) => oracle.value(visitor.person, name, one, 'party') === item.id)
      const ids = expected.map(({ id }) => id)
      scene.holds(given.toSorted(), ids.toSorted(), `${kind} of ${item.id}`, visitor)
    }
  })
}

/** The memo of a step is told to who reads it in the log of status changes, of this partner. */
function memosAre(scene: Scene, visitor: Visitor, item: Item, entries: readonly Entry[]): void {
  const { oracle } = scene
  const { person } = visitor
  const log = oracle.all('statusChange').filter((one) => oracle.readable(person, 'statusChange', one))
  const known = log
    .filter((one) => oracle.value(person, 'statusChange', one, 'party') === item.id)
    .map((one) => oracle.value(person, 'statusChange', one, 'memo'))
  for (const { memo } of entries)
    if (memo !== undefined)
      scene.holds(known.includes(memo), true, `the memo “${memo}” in the timeline of ${item.id}`, visitor)
}

function entriesAre(scene: Scene, visitor: Visitor, face: Face, item: Item, entries: readonly Entry[]): void {
  const { oracle, made } = scene
  const { person } = visitor
  const isSeen = (field: string) =>
    face.fields.some(({ name }) => name === field) && oracle.sees(person, face.name, item, field)
  const earlier = Object.entries(made.earlier.get(item.id) ?? {}).flatMap(([key, before]) => {
    const [role, field] = key.includes('.') ? key.split('.') : [face.name, key]
    return role === face.name && isSeen(field ?? '') ? [{ field, before }] : []
  })
  const update = entries.filter(({ action }) => action === 'update')
  const told = update.flatMap(({ changes }) =>
    changes.map(({ field, before }) => ({
      field,
      before: (before as { value?: unknown } | null)?.value ?? before,
    })),
  )
  const tried = told.filter(({ field }) => face.fields.some(({ name }) => name === field))
  scene.holds(tried.toSorted(byField), earlier.toSorted(byField), `what changed of ${item.id}`, visitor)
  const [creation] = entries.filter(({ action }) => action === 'create')
  for (const field of face.fields.filter(({ kind }) => !['back', 'lines', 'file'].includes(kind))) {
    const change = creation?.changes.find((one) => one.field === field.name)
    if (!isSeen(field.name)) scene.holds(change, undefined, `${field.name} of ${item.id}`, visitor)
    else if (change && ['ref', 'names'].includes(field.kind)) {
      const expected = shown(scene, visitor, face, item, field)
      scene.holds(change.after, expected, `${field.name} of ${item.id} in its history`, visitor)
    }
  }
  const names = entries.flatMap(({ action }) => /^(?:become|leave|do):([^.]+)/.exec(action)?.[1] ?? [])
  for (const role of names)
    scene.holds(
      oracle.readable(person, role, item),
      true,
      `${role} is named in the history of ${item.id}`,
      visitor,
    )
  for (const { by } of entries) {
    const user = by && oracle.item(by.id)
    if (!user) continue
    const isKnown = user.id === person.id || oracle.sees(person, 'user', user, 'name')
    scene.holds(isKnown, true, `${by.title} is named as who changed ${item.id}`, visitor)
  }
}

function byField(left: { field: string | undefined }, right: { field: string | undefined }): number {
  return (left.field ?? '') < (right.field ?? '') ? -1 : 1
}

/** A record as it was shows what it held then, cut to what may be seen of it today. */
export async function asOf(scene: Scene): Promise<void> {
  const { made, oracle } = scene
  await eachRecord(scene, 0.2, async (visitor, face, item) => {
    const answer = await visitor.as.get(`${face.path}/${item.id}?asOf=${made.between}`)
    scene.tried(face.fields.length)
    if (!(await isThere(scene, visitor, face, item, answer))) return
    const row = answer.body as Row
    const was = made.earlier.get(item.id) ?? {}
    const { hidden } = fieldsOf(scene, visitor, face)
    for (const { name } of hidden) scene.holds(name in row, false, `${name} is hidden`, visitor)
    for (const field of face.fields) {
      const { name, kind, formula } = field
      if (!(name in row) || formula || ['back', 'file', 'lines'].includes(kind)) continue
      const before = was[`${face.name}.${name}`] ?? was[name]
      const isSeen = oracle.sees(visitor.person, face.name, item, name)
      const expected =
        before === undefined ? shown(scene, visitor, face, item, field) : isSeen ? before : null
      scene.holds(found(field, row[name]), found(field, expected), `${name} of ${item.id} as it was`, visitor)
    }
  })
}

/** A list as it was shows the records that may be read today, with what they held then. */
export async function listAsOf(scene: Scene): Promise<void> {
  const { made, oracle } = scene
  for (const visitor of scene.visitors) {
    for (const face of made.world.faces.filter(({ name }) =>
      ['customer', 'party', 'x_project', 'activity', 'statusChange', 'dataRequest'].includes(name),
    )) {
      if (!oracle.mayEver(visitor.person, face.name, 'read')) continue
      const { known } = fieldsOf(scene, visitor, face)
      const plain = known.filter(({ kind, formula }) => !formula && !['back', 'lines'].includes(kind))
      const names = plain.map(({ name }) => name).join(',')
      const when = `asOf=${made.between}`
      const page = await visitor.as.get(`${face.path}?${when}&limit=200&fields=${names}`)
      const sum = await visitor.as.get(`${face.path}/summary?${when}`)
      scene.holds([page.status, sum.status], [200, 200], `${face.name} as it was ${page.text}`, visitor)
      const readable = oracle
        .all(face.name)
        .filter((item) => oracle.readable(visitor.person, face.name, item))
      const rows = page.body.items as Row[]
      const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id).toSorted()
      scene.holds(ids(rows), ids(readable), `the ${face.name} as they were`, visitor)
      scene.holds(sum.body.total.count, readable.length, `the count of ${face.name} as it was`, visitor)
      for (const row of rows) asItWas(scene, visitor, face, row, plain)
      scene.tried(oracle.all(face.name).length * face.fields.length)
    }
  }
}

function asItWas(scene: Scene, visitor: Visitor, face: Face, row: Row, fields: Face['fields']): void {
  const { made, oracle } = scene
  const item = oracle.item(row.id) as Item
  const was = made.earlier.get(item.id) ?? {}
  for (const field of fields) {
    const before = was[`${face.name}.${field.name}`] ?? was[field.name]
    const isSeen = oracle.sees(visitor.person, face.name, item, field.name)
    const now = shown(scene, visitor, face, item, field)
    const expected = found(field, before === undefined ? now : isSeen ? before : null)
    const what = `${field.name} of ${item.id} in a list as it was`
    scene.holds(found(field, row[field.name]), expected, what, visitor)
  }
}

/** For some of the records of every face, whoever may read the face at all or not. */
export async function eachRecord(
  scene: Scene,
  share: number,
  visit: (visitor: Visitor, face: Face, item: Item) => Promise<void>,
): Promise<void> {
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces) {
      const items = scene.made.world.items.filter(({ base }) => base === face.base)
      for (const item of items) if (scene.random.chance(share)) await visit(visitor, face, item)
    }
  }
}

/** Whether the record is shown; one that is hidden must answer as one that does not exist. */
export async function isThere(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  item: Item,
  answer: { status: number; text: string },
): Promise<boolean> {
  if (scene.oracle.readable(visitor.person, face.name, item)) {
    scene.holds(answer.status, 200, `${face.name} ${item.id} ${answer.text}`, visitor)
    return true
  }
  const none = await visitor.as.get(`${face.path}/01900000-0000-7000-8000-000000000000`)
  scene.holds(
    [answer.status, withoutRequest(answer.text)],
    [404, withoutRequest(none.text)],
    `the hidden ${face.name} ${item.id}`,
    visitor,
  )
  return false
}
