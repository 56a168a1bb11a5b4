import { isToldOfKey, type Scene, type Visitor } from '../scene.ts'
import { sharesToday } from '../standing.ts'
import { eachRecord, isThere } from './back.ts'

const nowhere = '01900000-0000-7000-8000-000000000000'
const dry = 'dryRun=true'

/** To whom a record is open is told only to who may share it; a hidden one has no shares. */
export async function shares(scene: Scene): Promise<void> {
  const { oracle } = scene
  const own = ['party', 'customer', 'supplier', 'activity', 'x_project']
  await eachRecord(scene, 0.12, async (visitor, face, item) => {
    if (!own.includes(face.name)) return
    const { as, person } = visitor
    const place = `${face.path}/${item.id}/shares`
    const given = { user: person.id, see: ['all'], actions: ['read'] }
    const tries = [
      () => as.get(place),
      () => as.post(`${place}?${dry}`, given),
      () => as.post(place, given),
      () => as.remove(`${place}/${nowhere}`),
    ]
    for (const ask of tries) {
      const answer = await ask()
      scene.tried(1)
      if (isToldOfKey(scene, visitor, answer, ['share'])) continue
      if (oracle.readable(person, face.name, item))
        scene.holds(answer.status, 403, `the shares of ${item.id}: ${answer.text}`, visitor)
      else await isThere(scene, visitor, face, item, answer)
    }
  })
  for (const visitor of scene.visitors) await sharedWith(scene, visitor)
}

/** What was opened to one is listed for them, as long as it is, and as far as their key carries it. */
async function sharedWith(scene: Scene, visitor: Visitor): Promise<void> {
  const { oracle } = scene
  const { person, as } = visitor
  const { items } = (await as.get('shared-with-me')).body as { items: { object: string; record: string }[] }
  const listed = items.map(({ object, record }) => `${object} ${record}`)
  const open = sharesToday(oracle.world, person).flatMap(({ object, record }) => {
    const item = oracle.item(record)
    return item && oracle.readable(person, object, item) ? `${object} ${record}` : []
  })
  scene.holds(listed.toSorted(), open.toSorted(), 'what is shared with one', visitor)
  scene.tried(oracle.world.shares.length)
}
