import { until } from '../../scenarios/office.ts'
import { isBeyondKey, isToldOfKey, type Scene, type Visitor } from '../scene.ts'
import type { Item } from '../shapes.ts'

type Side = { readonly id: string; readonly title: string | null; readonly values: Record<string, unknown> }
type Pair = { readonly one: Side; readonly other: Side; readonly reasons: readonly { field: string }[] }

const faces = ['party', 'customer', 'supplier'] as const

/**
 * Of pairs that may be one, only those are shown of which both may be seen, with what is seen of them, for
 * reasons that lie in it; of a pair with a hidden one nothing can be decided, as of one that is not there.
 */
export async function pairs(scene: Scene): Promise<void> {
  const { root, oracle, random } = scene
  const started = await root.post('duplicates/search')
  await until(async () => (await root.get(`jobs/${started.body.job}`)).body.state === 'done')
  const all = (await root.get('duplicates?limit=200')).body.items as Pair[]
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    const answer = await as.get('duplicates?limit=200')
    if (isToldOfKey(scene, visitor, answer, ['read'])) continue
    scene.holds(answer.status, 200, answer.text, visitor)
    const shown = answer.body.items as Pair[]
    scene.tried(all.length)
    for (const pair of shown) for (const side of [pair.one, pair.other]) isSeen(scene, visitor, side, pair)
    for (const pair of all.filter(() => random.chance(0.2))) {
      const sides = [pair.one.id, pair.other.id]
      const visible = sides.every((id) => isVisible(scene, visitor, oracle.item(id)))
      const asked = await as.get(`duplicates?record=${pair.one.id}&reason=similarName&least=60&state=open`)
      scene.holds(asked.status, 200, asked.text, visitor)
      const told = await as.post('duplicates', { pairs: [sides], decision: 'open' })
      if (isToldOfKey(scene, visitor, told, ['change'])) continue
      if (!visible) scene.holds(told.status, 404, `a hidden pair: ${told.text}`, visitor)
      else {
        const mayChange = sides.some((id) =>
          faces.some((face) => oracle.allows(person, face, oracle.item(id) as Item, 'change')),
        )
        scene.holds(told.status, mayChange ? 200 : 403, `a pair: ${told.text}`, visitor)
      }
    }
    const search = await as.post('duplicates/search')
    scene.holds(search.status, 403, search.text, visitor)
    for (const answered of [
      await as.get('duplicates/rules'),
      await as.put('duplicates/rules', {}),
      await as.post('duplicates/rules/preview', {}),
      await as.post('duplicates/rules/trial', { records: [all[0]?.one.id, all[0]?.other.id] }),
    ])
      scene.holds(answered.status, 403, answered.text, visitor)
    const state = await as.get('duplicates/search')
    if (isBeyondKey(visitor, null)) scene.holds(state.status, 403, state.text, visitor)
    else scene.holds(state.body.maySearch, false, state.text, visitor)
  }
}

function isVisible({ oracle }: Scene, { person }: Visitor, item: Item | undefined): boolean {
  return item !== undefined && faces.some((face) => oracle.readable(person, face, item))
}

function isSeen(scene: Scene, visitor: Visitor, side: Side, pair: Pair): void {
  const { oracle } = scene
  const item = oracle.item(side.id)
  scene.holds(isVisible(scene, visitor, item), true, `${side.id} in a pair`, visitor)
  if (!item) return
  const isKnown = (name: string) => oracle.face('party').fields.some((field) => field.name === name)
  const sees = (name: string) => faces.some((face) => oracle.sees(visitor.person, face, item, name))
  if (!sees('name')) scene.holds(side.title, null, `the title of ${side.id}`, visitor)
  for (const [name, value] of Object.entries(side.values))
    if (isKnown(name) && !sees(name))
      scene.holds(
        Array.isArray(value) && value.length === 0 ? null : value,
        null,
        `${name} of ${side.id}`,
        visitor,
      )
  for (const { field } of pair.reasons)
    if (isKnown(field)) scene.holds(sees(field), true, `${field} of ${side.id} is a reason`, visitor)
}
