import assert from 'node:assert/strict'
import type { Scene } from '../scene.ts'
import type { Item, Value } from '../shapes.ts'

const called = 'Zelma Mentioned'

type Told = { record: string; field: string | null; title: string | null; text: string | null }

/** Who may erase people is told where others wrote of them only where they read without that right, too. */
export async function mentions(scene: Scene): Promise<void> {
  const { oracle, root } = scene
  const made = await root.post('contacts', { name: called, kind: 'person' })
  assert.equal(made.status, 201, made.text)
  const texts = [
    ['party', 'parties', 'notes'],
    ['activity', 'activities', 'text'],
  ] as const
  const written: { readonly face: string; readonly field: string; readonly item: Item }[] = []
  for (const [face, path, field] of texts)
    for (const item of oracle.all(face).slice(0, 40)) {
      const text = `wrote of ${called} here`
      const answer = await root.patch(`${path}/${item.id}`, { [field]: text })
      if (answer.status !== 200) continue
      ;(item.values as Record<string, Value>)[field] = text
      written.push({ face, field, item })
    }
  assert.ok(written.length > 40, `${written.length} texts`)
  const place = `contacts/${made.body.id}/erasure/mentions`
  // Before anybody has the right: who stands in for one who has it has it too.
  for (const visitor of scene.visitors)
    scene.holds((await visitor.as.get(place)).status === 200, false, 'mentions without the right', visitor)
  for (const visitor of scene.visitors.filter(({ person }) => person.scope === null)) {
    const { as, person } = visitor
    for (const [where, body] of [
      ['grants', { user: person.id, object: 'settings', actions: ['personalData'] }],
      [`contacts/${made.body.id}/shares`, { user: person.id, may: 'read' }],
    ] as const) {
      const given = await root.post(where, body)
      assert.equal(given.status, 201, given.text)
    }
    const answer = await as.get(place)
    scene.holds(answer.status, 200, answer.text, visitor)
    const items = answer.body.items as Told[]
    for (const { face, field, item } of written) {
      const told = items.find((one) => one.record === item.id && one.field === field)
      // What stands in the base is read through each of its roles, too.
      const through = facesOf(face).find(
        (one) => oracle.readable(person, one, item) && oracle.sees(person, one, item, field),
      )
      const isTold = through !== undefined
      const { title } = oracle.face(through ?? face)
      const isNamed =
        through !== undefined &&
        oracle.sees(person, through, item, title) &&
        oracle.value('rights', through, item, title) !== null
      scene.holds(
        [told !== undefined, (told?.text ?? null) !== null, (told?.title ?? null) !== null],
        [isTold, isTold, isNamed],
        `${face}.${field} of ${item.id} ${JSON.stringify(told)}`,
        visitor,
      )
      scene.tried(2)
    }
  }
}

function facesOf(face: string): string[] {
  return face === 'party' ? ['party', 'customer', 'supplier'] : [face]
}
