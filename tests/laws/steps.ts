import assert from 'node:assert/strict'
import { bringsIn } from './brings-in.ts'
import { rows } from './look.ts'
import type { Play } from './play.ts'
import { comesBackAsOf, isSetBack } from './set-back.ts'
import { ofLine } from './undoing.ts'
import { renamed, roles, type Entry, type Kept, type Memory, type Owner } from './memory.ts'

type Values = Record<string, unknown>

/** A step gives the change that it made, or null where there was nothing to do it with. */
type Step = (play: Play) => Promise<string | null>

export const steps: Readonly<Record<string, { readonly weight: number; readonly run: Step }>> = {
  'founds a crew': { weight: 2, run: foundsCrew },
  'lets a crew go': { weight: 1, run: (play) => goes(play, 'crew') },
  joins: { weight: 6, run: joins },
  changes: { weight: 10, run: changes },
  'takes up a role': { weight: 5, run: takesUp },
  'leaves a role': { weight: 4, run: leaves },
  goes: { weight: 5, run: (play) => goes(play, 'member') },
  'comes back': { weight: 4, run: comesBack },
  'is set back': { weight: 4, run: isSetBack },
  'comes back as of then': { weight: 2, run: comesBackAsOf },
  'becomes one with another': { weight: 5, run: becomesOne },
  'changes many': { weight: 3, run: changesMany },
  'lets many go': { weight: 3, run: letsManyGo },
  'brings in a file': { weight: 6, run: bringsIn },
}

async function foundsCrew(play: Play) {
  const { engine, root, memory } = play
  const values = some(play, 'crew', { isNew: true })
  const { id, change } = await engine.records.create(root, 'crew', values)
  memory.put(id, {
    object: 'crew',
    roles: [],
    values: { ...memory.initial('crew'), ...of('crew', values) },
    phones: [],
  })
  return change
}

async function joins(play: Play) {
  const { engine, root, memory, random } = play
  const role = random.pick(roles)
  const base = some(play, 'member', { isNew: true })
  const own = some(play, role)
  const phones = somePhones(play)
  const { id, change } = await engine.records.create(root, role, { ...base, ...own, phones })
  const values = {
    ...memory.initial('member'),
    ...memory.initial(role),
    ...of('member', base),
    ...of(role, own),
  }
  memory.put(id, { object: 'member', roles: [role], values, phones: withInitial(memory, phones) })
  return change
}

async function changes(play: Play) {
  const { engine, root, memory, random } = play
  const one = someone(play)
  if (!one) return null
  const role = random.pick(one.entry.roles)
  const [base, own] = [some(play, 'member', { self: one.id }), some(play, role)]
  const phones = random.chance(0.4) ? await otherPhones(play, one) : null
  const given = { ...base, ...own, ...(phones && { phones: phones.sent }) }
  const { change } = await engine.records.update(root, role, one.id, given)
  const values = { ...one.entry.values, ...of('member', base), ...of(role, own) }
  memory.put(one.id, { ...one.entry, values, phones: phones?.after ?? one.entry.phones })
  return change
}

/** Some of the lines there were stay, one says something else, and new ones come. */
async function otherPhones(play: Play, { id, entry }: { id: string; entry: Entry }) {
  const { engine, root, memory, random } = play
  const [row] = await rows(engine, root, 'member', ['phones'], { where: { id } })
  const there = row?.['phones'] as Values[]
  const kept = there.flatMap((line, at) =>
    random.chance(0.7) ? [{ line, was: entry.phones[at] ?? {} }] : [],
  )
  const edited = kept.map(({ line, was }) => {
    const further = random.chance(0.4) ? some(play, 'memberPhone', { self: id }) : {}
    return { sent: { id: line['id'], ...plain(was, memory), ...further }, after: { ...was, ...further } }
  })
  const fresh = somePhones(play, id)
  return {
    sent: [...edited.map(({ sent }) => sent), ...fresh],
    after: [...edited.map(({ after }) => after), ...withInitial(memory, fresh)],
  }
}

/** What may be sent of a line: nothing that stands in retired fields. */
function plain(line: Readonly<Values>, memory: Memory): Values {
  const names = memory.shown('memberPhone').map(({ name }) => name)
  return Object.fromEntries(Object.entries(line).filter(([name]) => names.includes(name)))
}

async function takesUp(play: Play) {
  const { engine, root, memory, random } = play
  const one = someone(play)
  const role = roles.find((name) => one && !one.entry.roles.includes(name))
  if (!one || !role) return null
  const [base, own] = [random.chance(0.3) ? some(play, 'member', { self: one.id }) : {}, some(play, role)]
  const { change } = await engine.records.create(root, role, { member: one.id, ...base, ...own })
  const values = { ...one.entry.values, ...memory.initial(role), ...of('member', base), ...of(role, own) }
  memory.put(one.id, { ...one.entry, roles: [...one.entry.roles, role], values })
  return change
}

async function leaves(play: Play) {
  const { engine, root, memory, random } = play
  const one = someone(play)
  if (!one || one.entry.roles.length < 2) return null
  const role = random.pick(one.entry.roles)
  const { change, removed } = await engine.records.remove(root, role, one.id)
  assert.equal(removed, 'roleLeft')
  const values = Object.entries(one.entry.values).filter(([key]) => !key.startsWith(`${role}.`))
  const left = one.entry.roles.filter((name) => name !== role)
  memory.put(one.id, { ...one.entry, roles: left, values: Object.fromEntries(values) })
  return change
}

async function goes({ engine, root, memory, random }: Play, object: 'member' | 'crew') {
  const all = [...memory.now].filter(([, entry]) => entry.object === object)
  if (all.length < 3) return null
  const [id] = random.pick(all)
  const { change } = await engine.records.remove(root, object, id)
  memory.without(id)
  memory.into.delete(id)
  return change
}

async function comesBack({ engine, root, memory, random, gone }: Play) {
  const away = [...gone].filter(([id]) => !memory.now.has(id))
  if (away.length === 0) return null
  const [id, entry] = random.pick(away)
  const { change } = await engine.restores.restore(root, entry.object, id, {})
  // Whoever it named went into another meanwhile.
  const follow = (value: unknown): unknown =>
    memory.now.has(value as string) || !memory.into.has(value as string)
      ? value
      : follow(memory.into.get(value as string))
  memory.put(
    id,
    renamed(entry, (value) => (value === id ? value : follow(value))),
  )
  memory.into.delete(id)
  return change
}

/**
 * The one takes in the other with its roles and lines. Which value of two stays is for the rules of merging,
 * which have tests of their own: here it has to be one of the two.
 */
async function becomesOne(play: Play) {
  const { engine, root, memory } = play
  const [one, other] = [someone(play), someone(play)]
  if (!one || !other || one.id === other.id) return null
  const { change } = await engine.merges.merge(root, 'member', {
    survivor: one.id,
    other: other.id,
    choices: {},
  })
  await engine.jobs.drain()
  const values: Values = { ...one.entry.values }
  const played = [...new Set([...one.entry.roles, ...other.entry.roles])]
  const stored = memory.shown('member', ...played).filter(({ kind }) => kind !== 'double')
  for (const face of ['member', ...played] as const) {
    const names = stored.filter(({ owner }) => owner === face).map(({ name }) => name)
    const [row] = await rows(engine, root, face, names, { where: { id: one.id } })
    for (const name of names) {
      const isExact = stored.some((one) => one.name === name && one.kind === 'decimal')
      const held = row?.[name] ?? null
      const [key, value] = [`${face}.${name}`, isExact && held !== null ? Number(held) : held]
      const sources = [one, other].map(({ entry }) => entry.values[key] ?? null)
      const moved = sources.map((source) => (source === other.id ? one.id : source))
      if (name !== 'friend') assert.ok(moved.includes(value), `${key}: ${String(value)} of ${String(moved)}`)
      values[key] = value
    }
  }
  const asOne = (line: Readonly<Values>): Values => ({
    ...line,
    ...Object.fromEntries(
      Object.entries(line).map(([key, value]) => [key, value === other.id ? one.id : value]),
    ),
  })
  memory.without(other.id)
  memory.into.set(other.id, one.id)
  memory.into.delete(one.id)
  memory.put(one.id, {
    ...one.entry,
    roles: played,
    values,
    phones: joined(one.entry.phones.map(asOne), other.entry.phones.map(asOne)),
  })
  memory.rename(other.id, one.id)
  return change
}

/** What a line of the one says already is not said twice: who came back may be taken in once more. */
function joined(kept: readonly Values[], added: readonly Values[]): readonly Values[] {
  const isSaid = (line: Values, by: Values) =>
    Object.entries(line).every(([key, value]) => (value ?? null) === null || by[key] === value)
  return added.reduce<readonly Values[]>(
    (lines, line) => (lines.some((by) => isSaid(line, by)) ? lines : [...lines, line]),
    kept,
  )
}

async function changesMany(play: Play) {
  const { engine, root, memory, random } = play
  const role = random.pick(roles)
  const own = some(play, role)
  const many = [...memory.now].filter(([, entry]) => entry.roles.includes(role) && random.chance(0.6))
  if (many.length === 0 || Object.keys(own).length === 0) return null
  const where = { id: { in: many.map(([id]) => id) } }
  const request = { object: role, where, changes: own }
  const { matching, changeable, tried, refusals } = await engine.bulk.preview(root, request)
  assert.deepEqual({ matching, changeable, tried }, { matching: many.length, changeable: many.length, tried })
  const { change, job } = await engine.bulk.start(root, request)
  await engine.jobs.drain()
  const { changed, refused } = (await engine.jobs.get(root, job)).result as Record<string, unknown>
  assert.deepEqual({ changed, refused }, { changed: many.length - refusals, refused: refusals })
  for (const [id, entry] of many) memory.put(id, { ...entry, values: { ...entry.values, ...of(role, own) } })
  return change
}

/** Of many that are to go those stay that somebody names who stays, and no others. */
async function letsManyGo({ engine, root, memory, random }: Play) {
  const object = random.pick(['member', 'crew'] as const)
  const many = [...memory.now].filter(([, entry]) => entry.object === object && random.chance(0.4))
  if (many.length === 0 || memory.now.size - many.length < 3) return null
  const request = { object, where: { id: { in: many.map(([id]) => id) } }, action: 'delete' }
  const { matching, changeable, tried, refused: told } = await engine.bulk.preview(root, request)
  assert.deepEqual(
    { matching, changeable, tried },
    { matching: many.length, changeable: many.length, tried: many.length },
  )
  const { change, job } = await engine.bulk.start(root, request)
  await engine.jobs.drain()
  const { changed, problems } = (await engine.jobs.get(root, job)).result as {
    changed: number
    problems: { id: string }[]
  }
  const stayed = new Set(problems.map(({ id }) => id))
  assert.deepEqual(told.map(({ id }) => id).toSorted(), [...stayed].toSorted())
  assert.equal(changed, many.length - stayed.size)
  for (const [id] of many.filter(([one]) => !stayed.has(one))) {
    memory.without(id)
    memory.into.delete(id)
  }
  for (const id of stayed)
    assert.ok(
      [...memory.now].some(([, entry]) => isNamed(entry, id)),
      id,
    )
  return changed > 0 ? change : null
}

function isNamed({ values, phones }: Entry, id: string): boolean {
  return [values, ...phones].some((held) => Object.values(held).includes(id))
}

function someone({ memory, random }: Play): { readonly id: string; readonly entry: Entry } | null {
  const all = [...memory.now].filter(([, entry]) => entry.object === 'member')
  const [id, entry] = all.length > 0 ? random.pick(all) : []
  return id && entry ? { id, entry } : null
}

/** Whether values are for what is new, or else for whom. */
type Whose = { readonly isNew?: true; readonly self?: string }

/** Values for some of the fields that are there, by name; a new record has to have a name. */
function some(play: Pick<Play, 'memory' | 'random'>, owner: Owner, whose: Whose = {}): Values {
  const { memory, random } = play
  const writable = memory.shown(owner).filter(({ kind }) => kind !== 'double' && kind !== 'sum')
  const chosen = writable.filter(({ name }) =>
    isNeeded(name) ? whose.isNew || random.chance(0.3) : random.chance(0.5),
  )
  return Object.fromEntries(chosen.map((field) => [field.name, someValue(play, field, whose)]))
}

const isNeeded = (name: string) => name === 'name' || name === 'number'

function someValue(
  { memory, random }: Pick<Play, 'memory' | 'random'>,
  { owner, name, kind }: Kept,
  { self }: Whose,
): unknown {
  if (!isNeeded(name) && random.chance(0.25)) return null
  if (kind === 'text') return `${owner} ${name} ${random.digits(6)}`
  if (kind === 'integer' || kind === 'decimal') return random.whole(90)
  if (kind === 'choice') return random.pick(['red', 'green', 'blue'])
  const isOfMember = name === 'friend' || name === 'contact'
  const named = [...memory.now].filter(([, entry]) => entry.object === (isOfMember ? 'member' : 'crew'))
  if (named.length === 0) return null
  // Who names themselves, or whoever names them, is told of often: there lie the knots.
  const back = named.filter(([, { values }]) => values['member.friend'] === self).map(([id]) => id)
  return isOfMember && self && random.chance(0.5) ? random.pick([self, self, ...back]) : random.pick(named)[0]
}

function somePhones(play: Play, self?: string): Values[] {
  return ['one', 'two']
    .filter(() => play.random.chance(0.4))
    .map(() => ({
      ...some(play, 'memberPhone', { isNew: true, ...(self && { self }) }),
      [ofLine]: Symbol('one'),
    }))
}

function withInitial(memory: Memory, lines: readonly Values[]): Values[] {
  const initial = Object.entries(memory.initial('memberPhone')).map(([key, value]) => [
    key.split('.')[1],
    value,
  ])
  return lines.map((line) => ({ ...Object.fromEntries(initial), ...line }))
}

function of(owner: Owner, values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${owner}.${name}`, value]))
}
