import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Engine } from '#engine'
import { seeded, type Random } from '../../testing/sample/random.ts'
import { caller, office, type Caller, type Reply } from '../scenarios/office.ts'
import { Oracle } from './oracle.ts'
import type { Face, FieldSpec, Item, Line, Person, Value } from './shapes.ts'
import { makeWorld, type Made, type Size } from './world.ts'

/** Somebody of the world at the door of the server. */
export type Visitor = { readonly person: Person; readonly as: Keyed }

/** A caller that also takes what is no text. */
export type Keyed = Caller & { raw(place: string): Promise<{ status: number; content: Buffer }> }

/** The same by all of their rights, whatever their key lets through. */
export function whole(visitor: Visitor): Visitor {
  return { ...visitor, person: { ...visitor.person, scope: null } }
}

/** A server with the world in it, what was made in plain arrays, and who looks at it. */
export type Scene = {
  readonly t: TestContext
  readonly engine: Engine
  readonly url: string
  readonly root: Caller
  readonly made: Made
  readonly oracle: Oracle
  readonly random: Random
  readonly visitors: readonly Visitor[]
  /** Holds what was answered against what should be; a difference is told with the rights of who asked. */
  holds(found: unknown, expected: unknown, what: string, who: Visitor): void
  /** So many records × fields were held against the rights on the path. */
  tried(cases: number): void
  /** Cases of each path until now. */
  readonly cases: Map<string, number>
  path: string
}

export async function scene(t: TestContext, seed: number, size: Size): Promise<Scene> {
  const { engine, url } = await office(t, { empty: true })
  const root = await administrator(engine, url)
  const random = seeded(seed)
  const made = await makeWorld(engine, root, random, size)
  const oracle = new Oracle(made.world)
  const visitors = made.world.people.map((person) => ({ person, as: keyed(url, person.id, person.key) }))
  const cases = new Map<string, number>()
  const self: Scene = {
    t,
    engine,
    url,
    root,
    made,
    oracle,
    random,
    visitors,
    cases,
    path: '',
    tried: (count) => void cases.set(self.path, (cases.get(self.path) ?? 0) + count),
    holds(found, expected, what, { person }) {
      if (isDeepStrictEqual(found, expected)) return
      const policy = oracle
        .grants(person)
        .map(({ as, ...grant }) => `${as.name}: ${JSON.stringify(grant)}`)
        .join('\n')
      assert.deepEqual(found, expected, `${self.path}: ${what} for ${person.name} (seed ${seed})\n${policy}`)
    },
  }
  return self
}

export function keyed(url: string, user: string, key: string): Keyed {
  const authorization = `Bearer ${key}`
  return {
    user,
    key,
    ...caller(url, { authorization }),
    async raw(place) {
      const answer = await fetch(`${url}/api/v1/${place}`, { headers: { authorization } })
      return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) }
    },
  }
}

export const rootPassword = 'long-enough-for-anybody'

async function administrator(engine: Engine, url: string): Promise<Caller> {
  const token = (await engine.accounts.setupLink()) ?? ''
  const given = { name: 'Root', email: 'root@mark.example', password: rootPassword, token }
  const { user } = (await caller(url, {}).post('setup', given)).body as { user: string }
  const { key } = await engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  return keyed(url, user, key)
}

/** A where-object in an address. */
export function asked(params: Readonly<Record<string, unknown>>): string {
  const texts = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  return new URLSearchParams(texts).toString()
}

export type Row = Readonly<Record<string, unknown>> & { readonly id: string }

/** What a field of a record should read as for somebody. */
export function shown(
  { oracle }: Scene,
  { person }: Visitor,
  face: Face,
  item: Item,
  field: FieldSpec,
): unknown {
  const value = oracle.value(person, face.name, item, field.name)
  return formOf(oracle, field, value)
}

/** The same in the form of JSON: of lines and files what tells them from others. */
export function formOf(oracle: Oracle, field: FieldSpec, value: Value): unknown {
  const titled = (id: string) => ({ id, title: oracle.title(id, field.to ?? '') })
  if (field.kind === 'ref') return typeof value === 'string' ? titled(value) : null
  if (field.kind === 'refs' || field.kind === 'back')
    return (value as readonly string[]).map(titled).toSorted(byId)
  if (field.kind === 'lines') return (value as readonly Line[]).map(lineMark)
  return field.kind === 'number' ? figure(value) : value
}

/** What the server gave for a field, in that form. */
export function found(field: FieldSpec, value: unknown): unknown {
  if (value === undefined) return undefined
  if (field.kind === 'refs' || field.kind === 'back')
    return ((value ?? []) as { id: string }[]).toSorted(byId)
  if (field.kind === 'lines') return ((value ?? []) as Line[]).map(lineMark)
  if (field.kind === 'file') return (value as { id: string } | null)?.id ?? null
  return field.kind === 'number' ? figure(value) : value
}

/** `12.00` and 12 are the same figure. */
function figure(value: unknown): unknown {
  return value === null ? null : Number(value)
}

function lineMark(line: Line): string | null {
  return line['email'] ?? line['x_name'] ?? null
}

/**
 * Whether a call is closed to the key of a visitor, whatever it is about: one that needs one of these
 * actions, or (null) that no key with rights of its own may make.
 */
export function isBeyondKey({ person: { scope } }: Visitor, needs: readonly string[] | null): boolean {
  if (scope === null) return false
  return needs === null || (scope.actions !== null && !needs.some((one) => scope.actions?.includes(one)))
}

/** Held against the answer: true where the call is closed to the key, so that nothing else is to be asked. */
export function isToldOfKey(
  scene: Scene,
  visitor: Visitor,
  answer: Pick<Reply, 'status' | 'text'>,
  needs: readonly string[] | null,
): boolean {
  const isBeyond = isBeyondKey(visitor, needs)
  const isTold = answer.status === 403 && answer.text.includes('"code":"beyondKey"')
  scene.holds(isTold, isBeyond, `what a key carries: ${answer.text}`, visitor)
  return isBeyond
}

function byId(left: { id: string }, right: { id: string }): number {
  return left.id < right.id ? -1 : 1
}

/** The fields of a face that somebody knows, and those that they do not. */
export function fieldsOf({ oracle }: Scene, { person }: Visitor, face: Face) {
  const isKnown = ({ name }: FieldSpec) => name === 'createdBy' || oracle.knows(person, face.name, name)
  return { known: face.fields.filter(isKnown), hidden: face.fields.filter((field) => !isKnown(field)) }
}

/** A problem's text with the names that were asked for taken out, so that two can be told to be alike. */
export function bare({ status, text }: Reply, ...names: readonly string[]): string {
  let plain = text.replace(/urn:request:[0-9a-f-]+/g, '').replaceAll('Check its name.', 'Check it.')
  // The kind of a refusal is a word that a field may have for its name.
  plain = plain.replace(/("type":"about:blank#|"code":")fields"/g, '$1"')
  for (const name of names.toSorted((a, b) => b.length - a.length))
    plain = plain.replace(new RegExp(`\\b${name}\\b`, 'g'), '…')
  return `${status} ${plain}`
}
