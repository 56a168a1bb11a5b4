import { newId } from '#model'
import { sql } from '#engine'
import { isBeyondKey, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item } from '../shapes.ts'

const theirs = { name: 'Zzyx Qwfp', city: 'Vvrkk' }
const nowhere = '01900000-0000-7000-8000-000000000000'

type Told = { kind: string; field: string; proof: string; differences: { field: string; theirs: string }[] }
type Mark = { record: string; field: string; proof: string; path?: string; title?: string | null }

/**
 * A fact is seen by who sees the record and the field that it proves, and of what a source says otherwise
 * only the fields that they see: on the card, as a mark in a list, and in the review.
 */
export async function facts(scene: Scene): Promise<void> {
  const partners = scene.oracle.all('party').filter(() => scene.random.chance(0.5))
  for (const partner of partners) await prove(scene, partner)
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces.filter(({ base }) => base === 'party')) {
      for (const item of partners) await onCard(scene, visitor, face, item)
      await inList(scene, visitor, face, partners)
    }
    await inReview(scene, visitor, partners)
  }
}

/** Of each partner a register says another name and another town. */
async function prove({ engine }: Scene, { id: record }: Item): Promise<void> {
  const [known] = await engine.database.query<{ asked: object }>(
    sql`select json_build_object('registrationNumber', registration_number, 'country', country) as asked
        from party where id = ${record}::uuid`,
  )
  const asked = JSON.stringify(known?.asked)
  const answer = JSON.stringify({ result: 'valid', says: theirs, differs: ['name', 'city'] })
  const fact = newId()
  await engine.database.query(
    sql`insert into fact (id, object, record, kind, field, result, source, checked_at, expires_at, asked, answer)
        values (${fact}, 'party', ${record}, 'register', 'registrationNumber', 'contradicted', 'Register', now(),
                now() + interval '1 year', ${asked}::jsonb, ${answer}::jsonb)`,
  )
  await engine.database.query(
    sql`insert into fact_look (kind, record, line, fact, asked)
        values ('register', ${record}, ${record}, ${fact}, ${asked}::jsonb)`,
  )
}

/** The fields in which the register differs, as far as somebody may know of them. */
function differing({ oracle }: Scene, { person }: Visitor, face: Face, item: Item): string[] {
  return (['name', 'city'] as const).filter(
    (field) =>
      oracle.sees(person, face.name, item, field) && oracle.value('rights', face.name, item, field) !== null,
  )
}

async function onCard(scene: Scene, visitor: Visitor, face: Face, item: Item): Promise<void> {
  const { oracle } = scene
  const answer = await visitor.as.get(`${face.path}/${item.id}/facts`)
  scene.tried(3)
  if (!oracle.readable(visitor.person, face.name, item)) {
    const none = await visitor.as.get(`${face.path}/${nowhere}/facts`)
    scene.holds([answer.status, none.status], [404, 404], `facts of ${face.path}/${item.id}`, visitor)
    const asked = await visitor.as.post(`${face.path}/${item.id}/facts`, {})
    const status = isBeyondKey(visitor, ['change']) ? 403 : 404
    scene.holds(asked.status, status, `a check of ${face.path}/${item.id}`, visitor)
    return
  }
  scene.holds(answer.status, 200, answer.text, visitor)
  await mayAsk(scene, visitor, face, item)
  const told = (answer.body.items as Told[]).filter(({ kind }) => kind === 'register')
  const sees = oracle.sees(visitor.person, face.name, item, 'registrationNumber')
  scene.holds(told.length, sees ? 1 : 0, `the fact about ${face.path}/${item.id}`, visitor)
  const fields = told[0]?.differences.map(({ field }) => field).toSorted() ?? []
  const expected = sees ? differing(scene, visitor, face, item).toSorted() : []
  scene.holds(fields, expected, `what differs in ${face.path}/${item.id}`, visitor)
  await settles(scene, visitor, face, item, expected)
  for (const field of ['name', 'city'] as const)
    scene.holds(answer.text.includes(theirs[field]), expected.includes(field), `their ${field}`, visitor)
}

/** Whoever may change the record may have it checked; there is nothing here that could be asked. */
async function mayAsk({ oracle, ...scene }: Scene, visitor: Visitor, face: Face, item: Item): Promise<void> {
  const asked = await visitor.as.post(`${face.path}/${item.id}/facts`, {})
  const may = oracle.allows(visitor.person, face.name, item, 'change')
  scene.holds(asked.status, may ? 409 : 403, `a check of ${face.path}/${item.id}: ${asked.text}`, visitor)
}

/**
 * What is not told to differ can neither be taken over nor kept, nor a fact that is not seen be settled; and
 * nothing by who may not change the record.
 */
async function settles(
  scene: Scene,
  visitor: Visitor,
  face: Face,
  item: Item,
  told: readonly string[],
): Promise<void> {
  const [row] = await scene.engine.database.query<{ id: string }>(
    sql`select id from fact where record = ${item.id} and kind = 'register'`,
  )
  const { oracle } = scene
  const sees = oracle.sees(visitor.person, face.name, item, 'registrationNumber')
  const may = oracle.allows(visitor.person, face.name, item, 'change')
  for (const field of (['name', 'city'] as const).filter((one) => !told.includes(one))) {
    const place = `${face.path}/${item.id}/facts/${row?.id}`
    const answer = await visitor.as.patch(place, { accept: [field] })
    scene.tried(1)
    const isHidden = !sees && !isBeyondKey(visitor, ['change'])
    const status = isHidden ? 404 : may ? 422 : 403
    scene.holds(answer.status, status, `${place} settles ${field}: ${answer.text}`, visitor)
  }
}

async function inList(scene: Scene, visitor: Visitor, face: Face, partners: readonly Item[]): Promise<void> {
  const { oracle } = scene
  const records = partners.map(({ id }) => id).slice(0, 100)
  const answer = await visitor.as.get(`${face.path}/facts?records=${records.join(',')}`)
  scene.tried(records.length)
  if (!oracle.hasAny(visitor.person, face.name)) {
    scene.holds(answer.status, 404, `${face.path}/facts`, visitor)
    return
  }
  scene.holds(answer.status, 200, answer.text, visitor)
  const expected = partners
    .filter(({ id }) => records.includes(id))
    .filter((item) => oracle.sees(visitor.person, face.name, item, 'registrationNumber'))
    .map((item) => `${item.id} ${proofFor(scene, visitor, face, item)}`)
  const found = (answer.body.items as Mark[]).map(({ record, proof }) => `${record} ${proof}`)
  scene.holds(found.toSorted(), expected.toSorted(), `marks of ${face.path}`, visitor)
}

/** That a field differs which they do not see, they are not told. */
function proofFor({ oracle }: Scene, { person }: Visitor, face: Face, item: Item): string {
  const isTold = (['name', 'city'] as const).some((field) => oracle.sees(person, face.name, item, field))
  return isTold ? 'contradicted' : 'proved'
}

async function inReview(scene: Scene, visitor: Visitor, partners: readonly Item[]): Promise<void> {
  const { oracle } = scene
  const faces = scene.made.world.faces.filter(({ base }) => base === 'party')
  const answer = await visitor.as.get('fact-reviews?limit=200')
  scene.tried(partners.length)
  scene.holds(answer.status, 200, answer.text, visitor)
  const open = partners.filter((item) =>
    faces.some(
      (face) =>
        oracle.sees(visitor.person, face.name, item, 'registrationNumber') &&
        proofFor(scene, visitor, face, item) === 'contradicted',
    ),
  )
  const items = answer.body.items as Mark[]
  const found = items.map(({ record }) => record).toSorted()
  scene.holds(found, open.map(({ id }) => id).toSorted(), 'the review', visitor)
  for (const { record, path, title } of items) {
    const face = faces.find((one) => one.path === path) as Face
    const item = oracle.item(record) as Item
    const shown = oracle.sees(visitor.person, face.name, item, 'name')
      ? oracle.title(record, face.name)
      : null
    scene.holds(title, shown, `what ${path}/${record} is called in the review`, visitor)
  }
}
