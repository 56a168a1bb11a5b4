import { sql } from '#engine'
import { until } from '../../scenarios/office.ts'
import { isDeepStrictEqual } from 'node:util'
import { isBeyondKey, type Scene, type Visitor } from '../scene.ts'
import type { Item } from '../shapes.ts'
import { namedRightly } from './past.ts'

type Inbox = {
  readonly asked: readonly {
    readonly id: string
    readonly by: { id: string } | null
    readonly record: string
    readonly object: string
    readonly title: string | null
  }[]
  readonly answers: readonly object[]
}

const faces = ['party', 'customer', 'supplier'] as const
const nowhere = '01900000-0000-7000-8000-000000000000'

/**
 * A message to whoever keeps a partner is answered alike whether there is such a partner or none, one may see
 * it or not, and leaves nothing with who sent it; it comes only to who keeps the record and sees it.
 */
export async function asking(scene: Scene): Promise<void> {
  const { oracle, random } = scene
  // What is people's own is closed to keys with rights of their own.
  const visitors = scene.visitors.filter((visitor) => !isBeyondKey(visitor, null))
  for (const visitor of visitors) {
    const { person, as } = visitor
    for (const face of ['customer', 'supplier'].map((name) => oracle.face(name))) {
      const answers = new Set<string>()
      const entries = [
        { name: 'Nobody of this name at all', country: 'LV' },
        ...oracle
          .all('party')
          .filter(() => random.chance(0.15))
          .slice(0, 3)
          .map((item) => ({ name: item.values['name'], country: item.values['country'] })),
      ]
      for (const entry of entries) {
        const { status, text } = await as.post(`${face.path}/similar/ask`, { entry, note: 'Is it yours?' })
        scene.tried(1)
        answers.add(`${status} ${status === 404 ? '' : text}`)
      }
      const expected = oracle.hasAny(person, face.name) ? '202 {}' : '404 '
      scene.holds([...answers], [expected], `messages about ${face.name}`, visitor)
    }
  }
  await settled(scene)
  const inboxes = new Map<Visitor, Inbox>()
  for (const visitor of visitors) inboxes.set(visitor, await inboxOf(scene, visitor))
  for (const [visitor, inbox] of inboxes) {
    leavesNothing(scene, visitor, inbox)
    const jobs = await visitor.as.get('jobs')
    scene.holds(jobs.text.includes('keepers'), false, 'a job of a message', visitor)
    await notOthers(scene, visitor, inboxes)
    await hiddenIsNone(scene, visitor)
  }
}

/** Who asks a partner for a field that they do not see is answered as for one that is not there at all. */
async function hiddenIsNone(scene: Scene, { person, as }: Visitor): Promise<void> {
  const { oracle, random } = scene
  for (const face of ['customer', 'supplier'].map((name) => oracle.face(name))) {
    const open = oracle.all(face.name).filter((item) => oracle.allows(person, face.name, item, 'askData'))
    const hidden = face.fields.filter(({ name }) => !oracle.knows(person, face.name, name))
    for (const { id } of open.filter(() => random.chance(0.3)).slice(0, 3))
      for (const { name } of hidden) {
        const place = `${face.path}/${id}/askData?dryRun=true`
        const asked = async (field: string) => {
          const answer = await as.post(place, { email: 'who@mark.example', fields: [field] })
          const { status, body } = answer
          const text = JSON.stringify(withoutRequest(body))
          return `${status} ${text.replaceAll(name, 'it').replaceAll('nothingSuch', 'it')}`
        }
        scene.tried(1)
        const visitor = { person, as }
        scene.holds(await asked(name), await asked('nothingSuch'), `${name} asked of ${id}`, visitor)
      }
  }
}

/** Every message was looked into, by the program itself. */
async function settled({ engine }: Scene): Promise<void> {
  await until(async () => {
    const open = await engine.database.query(
      sql`select from job where name = 'ask keepers' and state in ('waiting', 'running')`,
    )
    return open.length === 0
  })
}

async function inboxOf(scene: Scene, visitor: Visitor): Promise<Inbox> {
  const { oracle } = scene
  const { person, as } = visitor
  const answer = await as.get('asked-of-me')
  scene.holds(answer.status, 200, answer.text, visitor)
  const inbox = answer.body as Inbox
  for (const { record, title, by } of inbox.asked) {
    const item = oracle.item(record) as Item
    scene.tried(1)
    scene.holds(keeps(item, person.id), true, `a question about ${record}`, visitor)
    scene.holds(by?.id === person.id, false, 'one’s own question', visitor)
    namedRightly(scene, visitor, by, 'who asks')
    const readable = faces.filter((face) => oracle.readable(person, face, item))
    scene.holds(readable.length > 0, true, `a question about ${record}, which is hidden`, visitor)
    const isNamed = readable.some((face) => oracle.sees(person, face, item, 'name'))
    if (!isNamed) scene.holds(title, null, `the title of ${record} in a question`, visitor)
  }
  return inbox
}

function keeps({ values, roles }: Item, user: string): boolean {
  return roles.some((role) => values[`${role}.manager`] === user)
}

function leavesNothing(scene: Scene, visitor: Visitor, { answers }: Inbox): void {
  scene.holds(isDeepStrictEqual(answers, []), true, 'an answer that nobody gave', visitor)
}

/** A question that waits for another is as one that is not there. */
async function notOthers(scene: Scene, visitor: Visitor, inboxes: ReadonlyMap<Visitor, Inbox>) {
  const own = new Set(inboxes.get(visitor)?.asked.map(({ id }) => id))
  const others = [...inboxes.values()].flatMap(({ asked }) => asked).filter(({ id }) => !own.has(id))
  const unknown = await visitor.as.post(`asked-of-me/${nowhere}`, { answer: 'No' })
  scene.holds(unknown.status, 404, unknown.text, visitor)
  for (const { id } of others.slice(0, 5)) {
    const answer = await visitor.as.post(`asked-of-me/${id}`, { answer: 'No' })
    scene.tried(1)
    scene.holds(withoutRequest(answer.body), withoutRequest(unknown.body), 'a question of another', visitor)
  }
}

function withoutRequest({ instance: _request, ...problem }: Record<string, unknown>) {
  return problem
}
