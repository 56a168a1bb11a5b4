import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Condition } from '#model'
import type { Actor } from '../access/actor.ts'
import { sql } from '../database/sql.ts'
import { company, type TestCompany, type TestGrant } from '../records/read/company-for-test.ts'
import { exportRecords } from '../transfer/export-records.ts'
import { seeded, type Random } from '../../testing/sample/random.ts'

const seed = Number(process.env['KONTOR_RIGHTS_SEED'] ?? 20_261_122)
const partners = 14
const people = Number(process.env['KONTOR_RIGHTS_PEOPLE'] ?? 8)

/** What a partner is known by; every value is one of a kind, so that a leak can be told from chance. */
type Partner = {
  readonly id: string
  readonly faces: readonly string[]
  readonly city: string
  readonly manager: string | null
  /** What stands in a field now, and what stood there before. */
  readonly marks: ReadonlyMap<string, readonly string[]>
}

/** A grant with whoever `$me` is in it; one of a shared record holds for just that. */
type Held = TestGrant & { readonly me: string; readonly record?: string }
type Person = { readonly actor: Actor; readonly grants: readonly Held[] }
type Firm = TestCompany & { readonly all: readonly Partner[] }

const faces = ['customer', 'supplier', 'party'] as const
const fields = ['name', 'taxId', 'city', 'notes', 'emails']
const ownFields: Readonly<Record<string, readonly string[]>> = { customer: ['creditLimit', 'category'] }
const conditions: Readonly<Record<string, readonly (Condition | undefined)[]>> = {
  customer: [undefined, { manager: '$me' }, { city: 'Rīga' }, { not: { manager: '$me' } }],
  supplier: [undefined, { city: 'Rīga' }],
  party: [undefined, { city: 'Rīga' }, { 'customer.manager': '$me' }],
}

test(`whatever the rights, no way of reading shows more or less than they give (seed ${seed})`, async (t) => {
  const random = seeded(seed)
  const base = await company(t)
  const staff: Person[] = []
  for (let at = 0; at < people; at += 1) staff.push(await personOf(base, random, at, staff.at(-1)))
  const all = await partnersOf(base, random, staff)
  for (const [at, person] of staff.entries()) staff[at] = await shared(base, random, person, all)
  const firm: Firm = { ...base, all }
  for (const person of staff) {
    for (const face of faces) {
      if (!grantsOn(person, face, 'read').length) {
        await refused(firm.list(person.actor, face), 404)
        continue
      }
      await listsWhole(firm, person, face)
      await opensEach(firm, person, face)
      await findsAndFilters(firm, person, face)
      await sumsUp(firm, person, face)
      await exportsAll(firm, person, face)
    }
  }
})

/** Somebody whose rights come from a post, a group and themselves, and from whom they stand in for. */
async function personOf(
  base: TestCompany,
  random: Random,
  at: number,
  before: Person | undefined,
): Promise<Person> {
  const ways = Map.groupBy(grantsOf(random), () => random.pick(['post', 'group', 'user', 'over'] as const))
  const user = await base.user(`Person${at}`, ways.get('post'))
  const group = await base.put('userGroup', { name: `Group${at}` })
  await base.put('groupMember', { group, user })
  const give = async (grants: readonly TestGrant[] = [], holder: Record<string, unknown>) => {
    for (const { rows = null, see = [], ...grant } of grants)
      await base.put('grant', {
        ...grant,
        ...holder,
        rows: rows && JSON.stringify(rows),
        see: [see].flat(),
      })
  }
  await give(ways.get('group'), { group })
  await give(ways.get('user'), { user })
  await give(ways.get('over'), { user, until: '2020-01-01' })
  const own = ['post', 'group', 'user'] as const
  const grants = own.flatMap((way) => (ways.get(way) ?? []).map((grant) => ({ ...grant, me: user })))
  const isAway = before && random.chance(0.4)
  if (isAway)
    await base.put('substitution', {
      user: before.actor.user,
      substitute: user,
      from: '2020-01-01',
      until: '2999-01-01',
    })
  const actor = await base.actor(user)
  // What somebody has only because they stand in for a third person is not passed on.
  const borrowed = isAway ? before.grants.filter(({ me }) => me === before.actor.user) : []
  return { actor, grants: [...grants, ...borrowed] }
}

/** Some get a single record more. */
async function shared(
  base: TestCompany,
  random: Random,
  person: Person,
  all: readonly Partner[],
): Promise<Person> {
  const { user } = person.actor
  const grants: Held[] = []
  for (const object of ['customer', 'party']) {
    if (!random.chance(0.4)) continue
    const partner = random.pick(all.filter(({ faces: of }) => of.includes(object)))
    const see = fields.filter(() => random.chance(0.6))
    const share = { object, record: partner.id, see }
    await base.put('recordShare', { ...share, user, may: 'read' })
    await base.put('recordShare', { ...share, user, may: 'read', see: ['taxId'], until: '2020-01-01' })
    grants.push({ ...share, me: user })
  }
  return { actor: await base.actor(user), grants: [...person.grants, ...grants] }
}

function grantsOf(random: Random): TestGrant[] {
  const some = faces.flatMap((object) =>
    Array.from({ length: random.whole(3) }, (): TestGrant => {
      const known = [...fields, ...(ownFields[object] ?? [])]
      const rows = random.pick(conditions[object] ?? [])
      return {
        object,
        actions: random.pick([['read'], ['read', 'export'], ['read', 'export'], ['export']]),
        ...(rows ? { rows } : {}),
        see: random.chance(0.2) ? 'all' : known.filter(() => random.chance(0.5)),
      }
    }),
  )
  return random.chance(0.6) ? [...some, { object: 'category', see: ['name'] }] : some
}

async function partnersOf(base: TestCompany, random: Random, staff: readonly Person[]): Promise<Partner[]> {
  const all: Partner[] = []
  for (let at = 0; at < partners; at += 1) {
    const now = new Map(['name', 'notes'].map((field) => [field, `${field}mark${at}x`])).set(
      'taxId',
      `LV40${100 + at}77`,
    )
    const [limit, before] = [String(7_000_000 + at), String(8_000_000 + at)]
    const category = await base.put('category', { name: `categorymark${at}x` })
    const city = random.pick(['Rīga', 'Cēsis'])
    const isCustomer = random.chance(0.8)
    const manager = isCustomer && random.chance(0.7) ? random.pick(staff).actor.user : null
    const own = isCustomer ? { creditLimit: limit, category, ...(manager ? { manager } : {}) } : {}
    const values = { ...Object.fromEntries(now), city, ...own }
    const id = await base.put(isCustomer ? 'customer' : 'supplier', values)
    await base.put('partyEmail', { party: id, address: `emailmark${at}x@one.example`, position: 1 })
    const [was, is] = [
      { notes: `oldnotesmark${at}x`, ...(isCustomer ? { 'customer.creditLimit': before } : {}) },
      { notes: now.get('notes'), ...(isCustomer ? { 'customer.creditLimit': limit } : {}) },
    ]
    await base.database.query(
      sql`insert into audit_entry (change, at, source, object, record, action, before, after)
          values (${id}, now() - interval '1 hour', 'api', 'party', ${id}, 'update',
                  ${JSON.stringify(was)}::jsonb, ${JSON.stringify(is)}::jsonb)`,
    )
    const marks = new Map<string, string[]>([...now].map(([field, mark]) => [field, [mark]]))
    marks.get('notes')?.push(`oldnotesmark${at}x`)
    marks.set('emails', [`emailmark${at}x`])
    if (isCustomer) marks.set('creditLimit', [limit, before]).set('category', [`categorymark${at}x`])
    all.push({ id, faces: [isCustomer ? 'customer' : 'supplier', 'party'], city, manager, marks })
  }
  return all
}

/** The same rules once more, in the plainest words: what the engine says is held against these. */
function grantsOn({ grants }: Person, face: string, action: string): Held[] {
  return grants.filter(({ object, actions = ['read'] }) => object === face && actions.includes(action))
}

function holds({ rows, me, record }: Held, { id, city, manager }: Partner): boolean {
  if (record !== undefined) return record === id
  if (rows === undefined) return true
  if ('city' in rows) return city === 'Rīga'
  return 'not' in rows !== (manager === me)
}

function reads(person: Person, face: string, partner: Partner, action = 'read'): boolean {
  return partner.faces.includes(face) && grantsOn(person, face, action).some((grant) => holds(grant, partner))
}

function sees(person: Person, face: string, partner: Partner, field: string): boolean {
  if (field === 'category' && !person.grants.some(({ object }) => object === 'category')) return false
  const shows = ({ see = 'all' }: TestGrant) => see === 'all' || see.includes(field)
  return (
    reads(person, face, partner) &&
    grantsOn(person, face, 'read').some((grant) => shows(grant) && holds(grant, partner))
  )
}

function isShownThroughout(person: Person, face: string, field: string): boolean {
  const isOpen = ({ rows, record }: Held) => rows === undefined && record === undefined
  const keyOf = ({ rows, record, me }: Held) =>
    JSON.stringify(record ?? (JSON.stringify(rows).includes('$me') ? [rows, me] : rows))
  const rowsOf = (grants: readonly Held[]) =>
    grants.some(isOpen) ? 'all' : [...new Set(grants.map(keyOf))].toSorted().join()
  const reading = grantsOn(person, face, 'read')
  return rowsOf(reading) === rowsOf(reading.filter(({ see = 'all' }) => see === 'all' || see.includes(field)))
}

/** The fields that the person may see on some row at least, by their rights alone. */
function named(person: Person, face: string): string[] {
  return [...fields, ...(ownFields[face] ?? [])].filter((field) =>
    grantsOn(person, face, 'read').some(({ see = 'all' }) => see === 'all' || see.includes(field)),
  )
}

/** Nothing hidden stands in the text; of the fields that are asked for, all that is shown does. */
function shows(
  firm: Firm,
  person: Person,
  face: string,
  text: string,
  { of, whole = [] }: { of: readonly Partner[]; whole?: readonly string[] },
): void {
  for (const partner of firm.all) {
    for (const [field, marks] of partner.marks) {
      const isSeen = sees(person, face, partner, field) && of.includes(partner)
      const what = `${field} of a ${face} for ${person.actor.name}: ${JSON.stringify(person.grants)}`
      if (!isSeen) assert.ok(!marks.some((mark) => text.includes(mark)), `shown is a hidden ${what}`)
      else if (whole.includes(field)) assert.ok(text.includes(marks[0] ?? ''), `missing is the ${what}`)
    }
  }
}

async function listsWhole(firm: Firm, person: Person, face: string): Promise<void> {
  const page = await firm.list(person.actor, face, {
    fields: named(person, face),
    limit: 100,
    count: 'exact',
  })
  const readable = firm.all.filter((partner) => reads(person, face, partner))
  assert.equal(page.count, readable.length)
  shows(firm, person, face, JSON.stringify(page.items), { of: readable, whole: named(person, face) })
}

async function opensEach(firm: Firm, person: Person, face: string): Promise<void> {
  const known = named(person, face)
  const before = new Date(Date.now() - 2 * 3_600_000).toISOString()
  for (const partner of firm.all) {
    const ways = [
      () => firm.get(person.actor, face, partner.id),
      () => firm.history(person.actor, face, partner.id),
      () => firm.asOf(person.actor, face, partner.id, before),
      () => firm.asOf(person.actor, face, partner.id, new Date().toISOString()),
    ]
    if (!reads(person, face, partner)) {
      for (const way of ways) await refused(way(), 404)
      continue
    }
    const [record, history, was, is] = (await Promise.all(ways.map((way) => way()))).map((answer) =>
      JSON.stringify(answer),
    )
    shows(firm, person, face, record ?? '', { of: [partner], whole: known })
    shows(firm, person, face, is ?? '', { of: [partner], whole: known })
    shows(firm, person, face, history ?? '', { of: [partner] })
    const seesNotes = sees(person, face, partner, 'notes')
    for (const text of [history, was]) assert.equal(text?.includes('oldnotesmark'), seesNotes)
    assert.equal(was?.includes(partner.marks.get('creditLimit')?.[0] ?? 'none'), false)
  }
}

async function findsAndFilters(firm: Firm, person: Person, face: string): Promise<void> {
  for (const partner of firm.all) {
    for (const field of ['name', 'taxId', 'notes', 'creditLimit']) {
      const mark = partner.marks.get(field)?.[0]
      if (mark === undefined || (face !== 'customer' && field === 'creditLimit')) continue
      const expected = sees(person, face, partner, field) ? [partner.id] : []
      if (!named(person, face).includes(field)) {
        await refused(firm.list(person.actor, face, { where: { [field]: mark } }), 422)
        await refused(firm.list(person.actor, face, { sort: field }), 422)
      } else
        await gives(firm.list(person.actor, face, { where: { [field]: mark } }), expected, `where ${mark}`)
      // A name is searched only where it is shown on every row; a number on those where it is.
      if (field === 'taxId' || (field === 'name' && isShownThroughout(person, face, field)))
        await gives(firm.list(person.actor, face, { search: mark }), expected, `search ${mark}`)
      else if (field === 'name') await gives(firm.list(person.actor, face, { search: mark }), [], mark)
    }
  }
}

async function sumsUp(firm: Firm, person: Person, face: string): Promise<void> {
  const known = named(person, face)
  for (const field of known.filter((one) => one !== 'emails')) {
    const { groups, total } = await firm.sum(person.actor, face, { groupBy: [field] })
    shows(firm, person, face, JSON.stringify(groups.map(({ values }) => values)), {
      of: firm.all,
      whole: [field],
    })
    assert.equal(total.count, firm.all.filter((partner) => reads(person, face, partner)).length)
  }
  if (face !== 'customer' || !known.includes('creditLimit')) return
  const { total } = await firm.sum(person.actor, face, { sums: ['creditLimit'] })
  const seen = firm.all.filter((partner) => sees(person, face, partner, 'creditLimit'))
  const sum = seen.reduce((so, { marks }) => so + Number(marks.get('creditLimit')?.[0] ?? 0), 0)
  assert.equal(Number(total.sums['creditLimit']?.[0]?.sum ?? 0), sum)
}

/** By PostgreSQL itself where it can, and, with lines among the columns, by the types of the fields. */
async function exportsAll(firm: Firm, person: Person, face: string): Promise<void> {
  const parts = { database: firm.database, model: () => firm.model }
  const known = named(person, face)
  const out = firm.all.filter(
    (partner) => reads(person, face, partner) && reads(person, face, partner, 'export'),
  )
  for (const columns of [known, known.filter((field) => field !== 'emails')]) {
    if (columns.length === 0) continue
    const file = exportRecords(parts, person.actor, { object: face, format: 'csv', columns })
    if (grantsOn(person, face, 'export').length === 0) {
      await refused(file, 403)
      continue
    }
    let text = ''
    for await (const piece of (await file).content) text += piece.toString()
    shows(firm, person, face, text, { of: out, whole: columns })
    assert.equal(text.trimEnd().split('\n').length - 1, out.length)
    const other = [...fields, 'creditLimit'].find((field) => !known.includes(field))
    if (other)
      await refused(
        exportRecords(parts, person.actor, { object: face, format: 'csv', columns: [other] }),
        422,
      )
  }
}

async function gives(
  asked: Promise<{ items: Record<string, unknown>[] }>,
  ids: readonly string[],
  way: string,
) {
  assert.deepEqual(
    (await asked).items.map(({ id }) => id),
    ids,
    way,
  )
}

async function refused(asked: Promise<unknown>, status: number): Promise<void> {
  await assert.rejects(asked, (error: { status?: number }) => error.status === status)
}
