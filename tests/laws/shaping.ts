import assert from 'node:assert/strict'
import type { Kept, Owner } from './memory.ts'
import type { Play } from './play.ts'

/** What administrators do to the fields of the club. Each answers whether it was done. */
export const shaping: Readonly<
  Record<string, { readonly weight: number; readonly run: (play: Play) => Promise<boolean> }>
> = {
  'adds a field': { weight: 4, run: addsField },
  'retires a field': { weight: 4, run: retires },
  'restores a field': { weight: 4, run: restores },
  'makes a field wider': { weight: 2, run: widens },
  'erases a field': { weight: 1, run: erases },
  'erases a person': { weight: 1, run: erasesPerson },
}

const owners: readonly Owner[] = ['member', 'rower', 'coach', 'crew', 'memberPhone', 'memberPhone']

async function addsField({ engine, root, memory, random }: Play) {
  const owner = random.pick(owners)
  const kinds = owner === 'crew' ? (['sum', 'sum', 'text'] as const) : all(owner)
  const kind = random.pick(kinds)
  const source = sourceOf({ random, memory }, owner, kind)
  if ((kind === 'double' || kind === 'sum') && !source) return false
  const initial = kind === 'integer' && random.chance(0.5) ? random.whole(90) : undefined
  const words = { type: kind, label: `Added ${kind} ${memory.fields.length}` }
  const given = {
    ...{ text: words, integer: words, decimal: words },
    choice: { ...words, values: ['red', 'green', 'blue'] },
    reference: { ...words, to: 'crew' },
    double: { ...words, type: 'formula', gives: 'decimal', formula: `${source?.name} * 2` },
    sum: { ...words, type: 'formula', gives: 'decimal', formula: `SUM(rowers.${source?.name})` },
  }[kind]
  const wanted = { ...given, ...(initial === undefined ? {} : { default: initial }) }
  const name = await engine.catalog.addField(root, owner, wanted)
  await engine.jobs.drain()
  const of = source && `${source.owner}.${source.name}`
  const told = { ...(of === undefined ? {} : { of }), ...(initial === undefined ? {} : { initial }) }
  memory.fields.push({ owner, name, kind, ...told, since: memory.noted.length, state: 'there' })
  if (initial !== undefined) memory.fill(owner, name, initial)
  return true
}

function all(owner: Owner): readonly Kept['kind'][] {
  return owner === 'memberPhone'
    ? ['text', 'integer', 'choice']
    : ['text', 'integer', 'integer', 'choice', 'reference', 'double']
}

function sourceOf({ random, memory }: Pick<Play, 'random' | 'memory'>, owner: Owner, kind: Kept['kind']) {
  const from: readonly Owner[] = kind === 'sum' ? ['rower', 'rower', 'member'] : [owner]
  const fields = memory.shown(...new Set(from)).filter((one) => one.kind === 'integer')
  return fields.length === 0 ? undefined : random.pick(fields)
}

async function retires({ engine, root, memory, random }: Play) {
  const there = memory.added('there')
  if (there.length === 0) return false
  const field = random.pick(there)
  await engine.catalog.retireField(root, field.owner, field.name)
  field.state = 'retired'
  return true
}

async function restores({ engine, root, memory, random }: Play) {
  const retired = memory.added('retired')
  if (retired.length === 0) return false
  const field = random.pick(retired)
  await engine.catalog.restoreField(root, field.owner, field.name)
  await engine.jobs.drain()
  field.state = 'there'
  return true
}

/** Whole numbers become exact ones, of which there may be parts. */
async function widens({ engine, root, memory, random }: Play) {
  const whole = memory.added('there').filter(({ kind }) => kind === 'integer')
  if (whole.length === 0) return false
  const field = random.pick(whole)
  await engine.catalog.changeField(root, field.owner, field.name, { type: 'decimal' })
  await engine.jobs.drain()
  field.kind = 'decimal'
  return true
}

async function erases({ engine, root, memory, random }: Play) {
  const retired = memory.added('retired')
  if (retired.length === 0) return false
  const field = random.pick(retired)
  await engine.catalog.eraseField(root, field.owner, field.name, { confirmed: ['catalog.eraseField'] })
  field.state = 'erased'
  return true
}

/** Somebody whom nobody ever named: what is left of those who named one is told in tests of its own. */
async function erasesPerson({ engine, root, memory, random, gone }: Play) {
  const named = new Set(
    [memory.now, ...memory.noted.map(({ club }) => club)].flatMap((club) =>
      [...club.values()].flatMap(({ values, phones }) => [values, ...phones].flatMap(Object.values)),
    ),
  )
  const free = [...memory.now].filter(([id, entry]) => entry.object === 'member' && !named.has(id))
  if (free.length === 0) return false
  const [id] = random.pick(free)
  await engine.personal.start(root, 'member', id, { mode: 'erase', reason: 'Asked for it' })
  await engine.jobs.drain()
  memory.forget(id)
  gone.delete(id)
  assert.ok(!memory.now.has(id))
  return true
}
