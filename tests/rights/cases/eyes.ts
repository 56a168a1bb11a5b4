import assert from 'node:assert/strict'
import { caller, type Office } from '../../scenarios/office.ts'
import { asked, keyed, rootPassword, whole, type Row, type Scene, type Visitor } from '../scene.ts'
import type { Person } from '../shapes.ts'
import { idsOf, readable, readFaces } from './finding.ts'

type Session = Office['anyone']

/** Somebody who came in with a password. */
export async function signedIn({ engine, url }: Scene, { id, name }: Person): Promise<Session> {
  const password = 'long-enough-for-tests'
  await engine.accounts.setPassword({ user: id, password, source: 'cli' })
  return entered(url, `${name}@mark.example`, password)
}

async function entered(url: string, email: string, password: string): Promise<Session> {
  const answer = await caller(url, {}).post('session', { email, password })
  assert.equal(answer.status, 201, answer.text)
  return caller(url, { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' })
}

/** Every list through these eyes is the list of the visitor. */
async function sees(scene: Scene, by: Visitor, as: Session, query: object): Promise<void> {
  const visitor = whole(by)
  for (const face of readFaces(scene, visitor)) {
    const page = await as.get(`${face.path}?${asked({ fields: 'id', limit: '200', ...query })}`)
    scene.holds(page.status, 200, page.text, visitor)
    scene.holds(idsOf(page.body.items as Row[]), idsOf(readable(scene, visitor, face)), face.name, visitor)
    scene.tried(scene.oracle.all(face.name).length)
  }
}

/** Somebody who signs in with a password sees what their key sees, in whichever company they hold a post. */
export async function session(scene: Scene): Promise<void> {
  for (const visitor of scene.visitors)
    await sees(scene, visitor, await signedIn(scene, visitor.person), { count: 'exact' })
}

/** A second key of somebody sees what the first sees, and none once it is revoked. */
export async function apiKey(scene: Scene): Promise<void> {
  const { engine, url } = scene
  for (const visitor of scene.visitors) {
    const { person } = visitor
    const made = await engine.accounts.createKey({ user: person.id, name: 'second', source: 'cli' })
    const as = keyed(url, person.id, made.key)
    await sees(scene, visitor, as, {})
    const keys = (await as.get('keys')).body.items as { id: string; name: string }[]
    const id = keys.find(({ name }) => name === 'second')?.id
    const revoked = await (await signedIn(scene, person)).remove(`keys/${id}`)
    scene.holds(revoked.status, 204, revoked.text, visitor)
    scene.holds((await as.get('me')).status, 401, 'a key that was revoked', visitor)
  }
}

/** An administrator sees as somebody else what that one sees, and changes nothing; nobody else may. */
export async function seeAs(scene: Scene): Promise<void> {
  const as = await entered(scene.url, 'root@mark.example', rootPassword)
  for (const visitor of scene.visitors) {
    const { person } = visitor
    const own = await signedIn(scene, person)
    const other = await own.post('see-as', { user: scene.root.user })
    scene.holds(other.status, 403, `another’s eyes: ${other.text}`, visitor)
    const begun = await as.post('see-as', { user: person.id })
    scene.holds(begun.status, 200, begun.text, visitor)
    await sees(scene, visitor, as, {})
    const written = await as.patch(`users/${person.id}`, { name: 'tried' })
    scene.holds([written.status, written.body.code], [403, 'readOnly'], written.text, visitor)
    scene.holds((await as.remove('see-as')).status, 204, 'back to one’s own eyes', visitor)
  }
}

/** Who sees a record is told to administrators only, and is who may read it. */
export async function readers(scene: Scene): Promise<void> {
  const { made, oracle, random, root } = scene
  for (const face of made.world.faces) {
    for (const item of oracle.all(face.name).filter(() => random.chance(0.15))) {
      const body = { object: face.name, record: item.id }
      const answer = await root.post('explain/readers', body)
      assert.equal(answer.status, 200, answer.text)
      const told = new Set((answer.body.items as Row[]).map(({ id }) => id))
      for (const visitor of scene.visitors) {
        const may = oracle.readable(whole(visitor).person, face.name, item)
        scene.holds(told.has(visitor.person.id), may, `a reader of ${face.name} ${item.id}`, visitor)
        scene.tried(1)
      }
      const visitor = random.pick(scene.visitors)
      const refused = await visitor.as.post('explain/readers', body)
      scene.holds(refused.status, 403, `who sees ${item.id}: ${refused.text}`, visitor)
    }
  }
}
