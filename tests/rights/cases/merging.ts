import { bare, isBeyondKey, type Scene, type Visitor } from '../scene.ts'
import type { Item } from '../shapes.ts'

const roles = ['customer', 'supplier'] as const
const nowhere = '01900000-0000-7000-8000-000000000000'

/**
 * Two records are laid side by side and made one only for who sees both whole, may change the one and delete
 * the other; a hidden one answers as one that is not there. Of three it is asked of each that goes.
 */
export async function merging(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  const items = oracle.all('party')
  for (const visitor of scene.visitors) {
    const { person, as } = visitor
    for (const one of items.filter(() => random.chance(0.3))) {
      const other = random.pick(items.filter((item) => item !== one))
      const preview = await as.get(`parties/${one.id}/merge?with=${other.id}`)
      const tried = await as.post(`parties/${one.id}/merge?dryRun=true`, { with: other.id })
      scene.tried(2)
      const isSeen =
        oracle.hasAny(person, 'party') && isVisible(scene, visitor, one) && isVisible(scene, visitor, other)
      const unseen = unseenStatus(visitor)
      for (const answer of [preview, tried]) {
        if (!isSeen)
          scene.holds(answer.status, unseen, `a merge with what is hidden: ${answer.text}`, visitor)
        if (answer.status === 200)
          scene.holds(
            mayMerge(scene, visitor, one, other),
            true,
            `${one.id} and ${other.id}: ${answer.text}`,
            visitor,
          )
        else {
          namesNothing(scene, visitor, [one, other], answer.text)
          if (answer.body?.code === 'merge.hidden') namesColleagues(scene, visitor, answer.text)
        }
      }
      await ofThree(scene, visitor, items, [one, other])
      if (!isSeen && isVisible(scene, visitor, one)) {
        const nobody = await as.get(`parties/${one.id}/merge?with=${nowhere}`)
        scene.holds(bare(preview, other.id), bare(nobody, nowhere), 'a hidden one beside none', visitor)
      }
    }
  }
}

/** Three become one for who may have either of the two go into the one that stays, and for nobody else. */
async function ofThree(
  scene: Scene,
  visitor: Visitor,
  items: readonly Item[],
  [one, other]: readonly [Item, Item],
): Promise<void> {
  const { oracle, random } = scene
  const { person, as } = visitor
  const last = random.pick(items.filter((item) => item !== one && item !== other))
  const preview = await as.get(`parties/${one.id}/merge?others=${other.id},${last.id}`)
  const tried = await as.post(`parties/${one.id}/merge?dryRun=true`, { others: [other.id, last.id] })
  scene.tried(2)
  const all = [one, other, last]
  const isSeen = oracle.hasAny(person, 'party') && all.every((item) => isVisible(scene, visitor, item))
  const may = [other, last].every((item) => mayMerge(scene, visitor, one, item))
  for (const answer of [preview, tried]) {
    if (!isSeen)
      scene.holds(answer.status, unseenStatus(visitor), `three with what is hidden: ${answer.text}`, visitor)
    if (answer.status === 200)
      scene.holds(may, true, `${all.map(({ id }) => id).join()}: ${answer.text}`, visitor)
    else {
      namesNothing(scene, visitor, all, answer.text)
      if (answer.body?.code === 'merge.hidden') namesColleagues(scene, visitor, answer.text)
    }
  }
}

/** A key that carries no change is told that first, whatever it asks for. */
function unseenStatus(visitor: Visitor): number {
  return isBeyondKey(visitor, ['change']) ? 403 : 404
}

function facesOf(item: Item): readonly string[] {
  return ['party', ...roles.filter((role) => item.roles.includes(role))]
}

function isVisible({ oracle }: Scene, { person }: Visitor, item: Item): boolean {
  return facesOf(item).some((face) => oracle.readable(person, face, item))
}

function mayMerge(scene: Scene, visitor: Visitor, one: Item, other: Item): boolean {
  const { oracle } = scene
  const { person } = visitor
  const may = (item: Item, action: string) =>
    facesOf(item).filter((face) => oracle.allows(person, face, item, action))
  const deletes = may(other, 'delete')
  const removes =
    deletes.includes('party') || roles.every((role) => !other.roles.includes(role) || deletes.includes(role))
  return (
    may(one, 'change').length > 0 &&
    removes &&
    seesWhole(scene, visitor, one) &&
    seesWhole(scene, visitor, other)
  )
}

function seesWhole({ oracle }: Scene, { person }: Visitor, item: Item): boolean {
  const faces = facesOf(item)
  return faces.every((face) =>
    oracle
      .face(face)
      .fields.filter(({ kind, formula, name }) => kind !== 'back' && !formula && name !== 'createdBy')
      .every(({ name }) => {
        const isOfRole = !oracle.face('party').fields.some((field) => field.name === name)
        const by = isOfRole ? [face] : faces
        return by.some((one) => oracle.sees(person, one, item, name))
      }),
  )
}

function namesNothing(scene: Scene, visitor: Visitor, items: readonly Item[], text: string): void {
  for (const item of items) {
    const sees = facesOf(item).some((face) => scene.oracle.sees(visitor.person, face, item, 'name'))
    if (!sees)
      scene.holds(text.includes(String(item.values['name'])), false, `${item.id} in ${text}`, visitor)
  }
}

/** Whom to ask is said of people that the visitor may see. */
function namesColleagues(scene: Scene, visitor: Visitor, text: string): void {
  const { oracle } = scene
  for (const user of oracle.all('user').filter(({ id }) => id !== visitor.person.id)) {
    const name = String(user.values['name'])
    if (!oracle.sees(visitor.person, 'user', user, 'name'))
      scene.holds(text.includes(name), false, `${name} in ${text}`, visitor)
  }
}
