import { asked, bare, fieldsOf, found, shown, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Face, Item } from '../shapes.ts'

/** Every list shows the records that may be read, and of each the fields that may be seen. */
export async function list(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces) {
      const { known } = fieldsOf(scene, visitor, face)
      const names = known.map(({ name }) => name).join(',')
      const page = await visitor.as.get(`${face.path}?${asked({ fields: names, limit: '200' })}`)
      if (!scene.oracle.mayEver(visitor.person, face.name, 'read')) {
        scene.holds(page.status, 404, face.path, visitor)
        scene.tried(1)
        continue
      }
      scene.holds(page.status, 200, `${face.path} ${page.text}`, visitor)
      rowsAre(scene, visitor, face, page.body.items as Row[])
    }
  }
}

/** Held against the rights: which rows there are, and what each field of each holds. */
function rowsAre(scene: Scene, visitor: Visitor, face: Face, rows: readonly Row[]): void {
  const { oracle } = scene
  const readable = oracle.all(face.name).filter((item) => oracle.readable(visitor.person, face.name, item))
  const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id).toSorted()
  scene.holds(ids(rows), ids(readable), `the records of ${face.name}`, visitor)
  for (const row of rows) fieldsAre(scene, visitor, face, row)
  scene.tried(oracle.all(face.name).length * face.fields.length)
}

function fieldsAre(scene: Scene, visitor: Visitor, face: Face, row: Row): void {
  const item = scene.oracle.item(row.id) as Item
  const { known, hidden } = fieldsOf(scene, visitor, face)
  for (const field of known) {
    if (!(field.name in row)) continue
    const what = `${face.name}.${field.name} of ${row.id}`
    scene.holds(found(field, row[field.name]), shown(scene, visitor, face, item, field), what, visitor)
  }
  for (const { name } of hidden) scene.holds(name in row, false, `${face.name}.${name} is hidden`, visitor)
}

/** A record by its id: whole where it may be read, else as if it were not there. */
export async function card(scene: Scene): Promise<void> {
  const { oracle } = scene
  const nowhere = '01900000-0000-7000-8000-000000000000'
  for (const visitor of scene.visitors) {
    for (const face of scene.made.world.faces) {
      const none = await visitor.as.get(`${face.path}/${nowhere}`)
      const items = scene.made.world.items.filter(({ base }) => base === face.base)
      for (const item of items.filter(() => scene.random.chance(0.3))) {
        const { known, hidden } = fieldsOf(scene, visitor, face)
        const names = known.map(({ name }) => name)
        const whole = scene.random.chance(0.5)
        const query = whole ? '' : `?${asked({ fields: names.join(',') })}`
        const answer = await visitor.as.get(`${face.path}/${item.id}${query}`)
        scene.tried(face.fields.length)
        if (!oracle.readable(visitor.person, face.name, item)) {
          scene.holds(answer.status, 404, `${face.path}/${item.id}`, visitor)
          scene.holds(withoutRequest(answer.text), withoutRequest(none.text), 'a hidden record', visitor)
          continue
        }
        scene.holds(answer.status, 200, answer.text, visitor)
        fieldsAre(scene, visitor, face, answer.body as Row)
        const secret = hidden.find((field) => field.name !== 'name')
        if (!secret) continue
        const refused = await visitor.as.get(`${face.path}/${item.id}?fields=${secret.name}`)
        const unknown = await visitor.as.get(`${face.path}/${item.id}?fields=nonsense`)
        scene.holds(
          bare(refused, secret.name),
          bare(unknown, 'nonsense'),
          `${face.name}.${secret.name} is as unknown as nonsense`,
          visitor,
        )
      }
    }
  }
}

export function withoutRequest(text: string): string {
  return text.replace(/urn:request:[0-9a-f-]+/g, '')
}
