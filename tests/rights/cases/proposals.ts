import assert from 'node:assert/strict'
import { asked, found, formOf, type Row, type Scene, type Visitor } from '../scene.ts'
import { Oracle } from '../oracle.ts'
import type { Grant, Item, Where } from '../shapes.ts'

type Proposed = { readonly record: string; readonly title: string | null; readonly facts: Omit<Row, 'id'> }
type Page = {
  readonly criteria: readonly { readonly id: string; readonly count: number }[]
  readonly items: readonly Proposed[]
}

const conditions: readonly Where[] = [
  { creditLimit: { set: false } },
  { not: { creditLimit: { above: '1100' } } },
  { paymentDays: { above: '30' } },
  { notes: { set: true } },
  { manager: { set: false } },
  { manager: { set: true }, country: 'LV' },
  { not: { x_rating: { atLeast: '5' } } },
  { any: [{ industry: { set: true } }, { name: { set: true } }] },
  { 'category.name': { startsWith: 'cat0' } },
  { parent: { set: false } },
]

/**
 * That a record is proposed tells that the condition holds for it. So somebody hears of it only where they
 * see the record, may do with it what is proposed, and see all that the condition looks at.
 */
export async function proposals(scene: Scene): Promise<void> {
  const { root, visitors, made } = scene
  const criteria = new Map<string, Where>()
  for (const where of conditions) {
    const given = { name: JSON.stringify(where), object: 'customer', where, action: 'freeze' }
    const made = await root.post('criteria', given)
    assert.equal(made.status, 201, made.text)
    criteria.set(made.body.id, where)
  }
  assert.equal((await root.post('proposals/evaluate')).status, 200)
  // Who could do it with any record they see, or stands in for one who could: what they see decides then.
  for (const { person } of visitors.filter((_, at) => at % 3 !== 2)) {
    const grant = { object: 'customer', actions: ['freeze'], rows: null, see: [], change: [] }
    const given = await root.post('grants', { user: person.id, object: 'customer', actions: ['freeze'] })
    assert.equal(given.status, 201, given.text)
    ;(person.grants as Grant[]).push(grant)
  }
  const oracle = new Oracle(made.world)
  for (const [criterion, where] of criteria) {
    const all = (await pageOf(root, criterion)).items.map(({ record }) => record)
    for (const visitor of visitors) await held({ ...scene, oracle }, visitor, { criterion, where, all })
  }
}

type Asked = {
  readonly criterion: string
  readonly where: Where
  readonly all: readonly string[]
}

async function held(scene: Scene, visitor: Visitor, { criterion, where, all }: Asked): Promise<void> {
  const { oracle } = scene
  const { person, as } = visitor
  const may = oracle.mayEver(person, 'customer', 'freeze')
  const isKnown =
    oracle.mayEver(person, 'customer', 'read') && may && oracle.understands(person, 'customer', where)
  const answer = await as.get(`proposals?${asked({ criterion, limit: '500' })}`)
  scene.tried(all.length)
  scene.holds(answer.status, isKnown ? 200 : 404, `${JSON.stringify(where)}: ${answer.text}`, visitor)
  const isTold = (record: string): boolean => {
    const item = oracle.item(record) as Item
    return (
      isKnown &&
      oracle.readable(person, 'customer', item) &&
      oracle.allows(person, 'customer', item, 'freeze') &&
      seesAll(scene, visitor, item, where)
    )
  }
  const hidden = all.find((record) => !isTold(record))
  if (hidden !== undefined) {
    const snooze = { criterion, records: [hidden], decision: 'snooze', reason: 'tried' }
    const tried = await as.post('proposals', snooze)
    const outcome = isKnown ? [202, { snoozed: 0 }] : [404, tried.body]
    scene.holds([tried.status, tried.body], outcome, `a hidden proposal: ${tried.text}`, visitor)
  }
  if (!isKnown) return
  const { criteria, items } = answer.body as Page
  const expected = all.filter(isTold)
  scene.holds(
    items.map(({ record }) => record),
    expected,
    `proposed by ${JSON.stringify(where)}`,
    visitor,
  )
  scene.holds(criteria.find(({ id }) => id === criterion)?.count, expected.length, 'how many wait', visitor)
  for (const { record, facts } of items)
    for (const [name, value] of Object.entries(facts)) {
      const field = oracle.face('customer').fields.find((one) => one.name === name)
      const item = oracle.item(record) as Item
      if (field)
        scene.holds(
          found(field, value),
          formOf(oracle, field, oracle.value(person, 'customer', item, name)),
          `${name} of ${record}`,
          visitor,
        )
    }
}

/** Every field that the condition names is seen on this record as it stands; behind a path, on all. */
function seesAll({ oracle }: Scene, { person }: Visitor, item: Item, where: Where): boolean {
  return Object.entries(where).every(([key, given]): boolean => {
    if (key === 'all' || key === 'any')
      return (given as Where[]).every((one) => seesAll({ oracle } as Scene, { person } as Visitor, item, one))
    if (key === 'not') return seesAll({ oracle } as Scene, { person } as Visitor, item, given as Where)
    const [name = '', inner] = key.split('.')
    const field = oracle.field('customer', name)
    if (!oracle.sees(person, 'customer', item, name)) return false
    if (inner !== undefined && !isOpen(oracle, person, field.to ?? '', inner)) return false
    return (
      field.kind !== 'ref' ||
      oracle.value(person, 'customer', item, name) === oracle.bare('customer', item, name)
    )
  })
}

function isOpen(oracle: Scene['oracle'], person: Visitor['person'], face: string, field: string): boolean {
  return oracle
    .grants(person)
    .some(
      ({ object, rows, actions, see }) =>
        object === face &&
        rows === null &&
        actions.includes('read') &&
        (see.includes('all') || see.includes(field)),
    )
}

async function pageOf(root: Scene['root'], criterion: string): Promise<Page> {
  const answer = await root.get(`proposals?criterion=${criterion}&limit=500`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body as Page
}
