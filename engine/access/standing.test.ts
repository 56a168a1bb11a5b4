import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayAt } from '#model'
import { company, type TestCompany } from '../records/read/company-for-test.ts'
import { explainRight } from './explain.ts'
import { loadStanding } from './standing.ts'

const today = dayAt(Date.now(), 'Europe/Riga')
const [yesterday, tomorrow] = [-1, 1].map((days) =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10),
)

type Days = { readonly from?: string | undefined; readonly until?: string | undefined }
/** Both days of what holds for a time belong to it. */
const times: readonly [Days, boolean][] = [
  [{}, true],
  [{ from: today }, true],
  [{ until: today }, true],
  [{ from: today, until: today }, true],
  [{ until: yesterday }, false],
  [{ from: tomorrow }, false],
]

test('rights come from a post, a group, a person or somebody who is away, each for its time', async (t) => {
  const firm = await company(t)
  await firm.put('customer', { name: 'Acme' })
  const away = await firm.user('Away', [{ object: 'customer' }])
  let at = 0
  const ways: Record<string, (user: string, days: Days) => Promise<unknown>> = {
    post: async (user, days) => {
      const post = await firm.put('post', { name: 'Post' })
      await give(firm, { post })
      return firm.put('userPost', { user, post, ...days })
    },
    group: async (user, days) => {
      const group = await firm.put('userGroup', { name: `Group ${at}` })
      await give(firm, { group })
      return firm.put('groupMember', { group, user, ...days })
    },
    person: (user, days) => give(firm, { user, ...days }),
    substitute: (substitute, days) => firm.put('substitution', { user: away, substitute, ...days }),
  }
  for (const [way, open] of Object.entries(ways)) {
    for (const [days, holds] of times) {
      const user = await firm.user(`Person${++at}`)
      await open(user, days)
      const seen = (await firm.actor(user)).access.object('customer') !== undefined
      assert.equal(seen, holds, `${way} ${JSON.stringify(days)}`)
    }
  }
})

test('who stands in for somebody sees what that person sees, and changes no more than either may', async (t) => {
  const firm = await company(t)
  const looksAfter = { object: 'customer', rows: { manager: '$me' } } as const
  const away = await firm.user('Away', [
    { ...looksAfter, see: ['name', 'notes'] },
    { object: 'customer', rows: { manager: { in: '$myTeam' } }, see: ['name'] },
  ])
  const below = await firm.user('Below', [], away)
  const other = await firm.user('Other', [
    { ...looksAfter, actions: ['read', 'change'], see: ['name', 'taxId'], change: 'all' },
  ])
  for (const [name, manager] of [
    ['Of away', away],
    ['Of below', below],
    ['Of other', other],
    ['Of nobody', null],
  ])
    await firm.put('customer', { name, notes: `Notes ${name}`, taxId: `LV ${name}`, manager })
  await firm.put('substitution', { user: away, substitute: other, from: today, until: tomorrow })
  const actor = await firm.actor(other)
  assert.deepEqual(actor.standsInFor, [{ user: away, name: 'Away' }])
  const page = await firm.list(actor, 'customer', { sort: 'name', fields: 'name,notes,taxId' })
  assert.deepEqual(
    page.items.map(({ id: _, ...row }) => row),
    [
      { name: 'Of away', notes: 'Notes Of away', taxId: null },
      { name: 'Of below', notes: null, taxId: null },
      { name: 'Of other', notes: null, taxId: 'LV Of other' },
    ],
  )
  const changeable = JSON.stringify(actor.access.object('customer')?.rows('change'))
  assert.ok(!changeable.includes(away), 'what the substitute may change stays their own')
  assert.deepEqual((await firm.actor(away)).standsInFor, [], 'not the other way round')
})

test('a substitute passes on nothing, and stands in for nobody who is not active', async (t) => {
  const firm = await company(t)
  const [first, second, third] = [
    await firm.user('First', [{ object: 'customer' }]),
    await firm.user('Second', [{ object: 'supplier' }]),
    await firm.user('Third'),
  ]
  await firm.put('substitution', { user: first, substitute: second, from: today, until: today })
  await firm.put('substitution', { user: second, substitute: third, from: today, until: today })
  assert.equal((await firm.actor(third)).access.object('customer'), undefined)
  assert.ok((await firm.actor(third)).access.object('supplier'))
  assert.ok((await firm.actor(second)).access.object('customer'))
  await firm.database.query({ parts: ['update "user" set active = false where id = ', ''], values: [first] })
  const standing = await loadStanding(firm.database, firm.model, second, today)
  assert.deepEqual(standing?.standsInFor, [])
})

test('a circle of superiors ends, and nobody is their own report', async (t) => {
  const firm = await company(t)
  const [anna, berta] = [await firm.user('Anna'), await firm.user('Berta')]
  const set = (user: string, superior: string) =>
    firm.database.query({
      parts: ['update "user" set superior = ', ' where id = ', ''],
      values: [superior, user],
    })
  await set(anna, berta)
  await set(berta, anna)
  const [upper, lower] = [
    await firm.put('post', { name: 'Upper' }),
    await firm.put('post', { name: 'Lower' }),
  ]
  const posts = firm.database.query({
    parts: [
      'update post set superior = case id when ',
      ' then ',
      ' else ',
      "::uuid end where name in ('Upper', 'Lower')",
    ],
    values: [upper, lower, upper],
  })
  await posts
  await firm.put('userPost', { user: anna, post: upper })
  await firm.put('userPost', { user: berta, post: lower })
  const { variables } = await firm.actor(anna)
  assert.deepEqual([variables.$myReports, variables.$myTeam], [[berta], [berta]])
})

test('an explanation names whoever a right comes from, and tells the holder of no field that they do not see', async (t) => {
  const firm = await company(t)
  const away = await firm.user('Away', [{ object: 'customer', rows: { manager: '$me' }, see: ['name'] }])
  const user = await firm.user('Dora', [
    { object: 'customer', rows: { creditLimit: { above: '5' } }, see: ['name'] },
  ])
  const group = await firm.put('userGroup', { name: 'Night watch' })
  await firm.put('groupMember', { group, user })
  await give(firm, { group, rows: JSON.stringify({ city: 'Rīga' }), see: ['name', 'city'] })
  await give(firm, { user, until: yesterday })
  await firm.put('substitution', { user: away, substitute: user, from: today, until: today })
  const record = await firm.put('customer', { name: 'Acme', city: 'Rīga' })
  const actor = await firm.actor(user)
  const ask = async (asker = actor) =>
    explainRight(
      firm.database,
      firm.model,
      { actor, asker, object: firm.object('customer'), record, action: 'read', actions: { of: () => [] } },
      today,
    )
  const { allowed, grants } = await ask()
  assert.equal(allowed, true)
  assert.deepEqual(
    grants.map(({ holder, for: of, allows }) => [holder.kind, holder.name, of?.name ?? null, allows]),
    [
      ['group', 'Night watch', null, true],
      ['post', 'Post of Dora', null, false],
      ['post', 'Post of Away', 'Away', false],
    ],
  )
  assert.match(grants[0]!.because, /City/)
  assert.doesNotMatch(grants[1]!.because, /redit/)
  const told = (await ask(await firm.administrator())).grants
  assert.match(told[1]!.because, /Credit limit is above 5\./)
  assert.match(told[2]!.because, /is “Away”\./)
})

test('pages of the settings and entries of the menu are rights', async (t) => {
  const firm = await company(t)
  const grants = [{ object: 'settings', actions: ['tags', 'audit'] }, { object: 'customer' }]
  const keeper = (await firm.actor(await firm.user('Keeper', grants))).access
  assert.deepEqual(
    ['tags', 'audit', 'users', 'objects'].map((page) => keeper.page(page)),
    [true, true, false, false],
  )
  assert.equal(keeper.object('tag')?.rows('change'), true)
  assert.equal(keeper.object('settings'), undefined)
  assert.ok(keeper.menu('customer'), 'a post that says nothing of the menu shows all')
  const bound = await firm.user('Bound', [{ object: 'menu', actions: ['customer'] }, { object: 'supplier' }])
  const { access } = await firm.actor(bound)
  assert.deepEqual([access.menu('customer'), access.menu('supplier')], [true, false])
  await firm.put('userPost', { user: bound, post: await firm.put('post', { name: 'Open' }) })
  const more = await loadStanding(firm.database, firm.model, bound, today)
  assert.equal(more?.wholeMenu, true, 'another post never shows less')
})

function give(firm: TestCompany, values: Record<string, unknown>): Promise<string> {
  return firm.put('grant', { object: 'customer', actions: ['read'], see: ['all'], ...values })
}
