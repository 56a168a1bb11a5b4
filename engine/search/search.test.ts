import { test } from 'node:test'
import assert from 'node:assert/strict'
import { searchKey, searchQuery } from '#text'
import { company, type TestCompany } from '../records/read/company-for-test.ts'

test('results come in the order of their tiers: number, start of the name, start of a word, inside, legal form', async (t) => {
  const firm = await company(t)
  const names = [
    'SIA Rīgas Osta',
    'Osta Rīgai',
    'AS Jūras Rīgas Vārti',
    'Jūrīga',
    'Brīga Rī',
    'Sialta',
    'Pasia',
    '北京百度网讯科技有限公司',
    '百度北京',
    'ООО Ромашка',
    'შპს თბილისის პური',
  ]
  for (const [at, name] of names.entries())
    await firm.put('customer', { name, number: `C-0000${at}`, taxId: `LV4000300949${at}` })
  const search = searcher(firm, await firm.administrator())
  assert.deepEqual(await search('rīg'), [
    'SIA Rīgas Osta',
    'AS Jūras Rīgas Vārti',
    'Osta Rīgai',
    'Brīga Rī',
    'Jūrīga',
  ])
  assert.deepEqual(await search('RIG'), await search('риг'))
  assert.deepEqual(await search('sia'), ['Sialta', 'Pasia', 'SIA Rīgas Osta'])
  assert.deepEqual(await search('sia osta'), ['SIA Rīgas Osta'])
  assert.deepEqual(await search('北京'), ['北京百度网讯科技有限公司', '百度北京'])
  assert.deepEqual(await search('百'), ['百度北京'])
  assert.deepEqual(await search('有限公司'), ['北京百度网讯科技有限公司'])
  assert.deepEqual(await search('rom'), ['ООО Ромашка'])
  assert.deepEqual(await search('ромаш ооо'), ['ООО Ромашка'])
  assert.deepEqual(await search('პური'), ['შპს თბილისის პური'])
  assert.deepEqual(await search('puri'), ['შპს თბილისის პური'])
  assert.deepEqual(await search('C-00003'), ['Jūrīga'])
  assert.deepEqual(await search('c00003'), ['Jūrīga'])
  assert.deepEqual(await search('3'), ['Jūrīga'])
  assert.deepEqual(await search('40003009494'), ['Brīga Rī'])
  assert.deepEqual(await search('lv 4000-3009 494'), ['Brīga Rī'])
  assert.deepEqual((await search('4000300949')).length, 11)
  for (const nothing of [
    'qqq',
    '%',
    '_',
    "'",
    '\\',
    '\0',
    '  ',
    '😀',
    'x'.repeat(10_000),
    '. '.repeat(500),
    'C-99',
  ]) {
    const found = await search(nothing)
    assert.ok(
      nothing.trim() === '' ? found.length === names.length : found.length === 0,
      nothing.slice(0, 20),
    )
  }
})

test('a letter that may be a part of a legal form begins a name where a form stands beside it', async (t) => {
  const firm = await company(t)
  for (const name of ['SIA Avots', 'ZS Avots', 'Avota SIA', 'Cits Avots SIA'])
    await firm.put('customer', { name })
  const search = searcher(firm, await firm.administrator())
  assert.deepEqual(await search('sia a'), ['Avota SIA', 'SIA Avots', 'Cits Avots SIA'])
  assert.deepEqual(await search('a sia'), ['Avota SIA', 'SIA Avots', 'Cits Avots SIA'])
})

test('pages of a search join to the whole, filtered or not, and another order finds the same', async (t) => {
  const firm = await company(t)
  const admin = await firm.administrator()
  const parts = ['Rīga', 'Brīga', 'Osta', 'SIA', 'Jūra', 'Prīga', 'rī', '北京', 'Tbilisi']
  for (let at = 0; at < 60; at++) {
    const name = `${parts[at % 9]} ${parts[(at * 7) % 8]} ${parts[(at * 5) % 7]}`
    await firm.put('customer', { name, city: at % 3 === 0 ? 'Ogre' : 'Rīga', number: `C-${at + 100}` })
  }
  for (const search of ['rī', 'riga', 'osta', 'sia', '北京', 'osta rig', '1', 'bri']) {
    for (const where of [undefined, { city: 'Ogre' }]) {
      const query = { search, fields: 'name', ...(where && { where }) }
      const whole = await firm.list(admin, 'customer', { ...query, limit: 1000, count: 'exact' })
      assert.equal(whole.count, whole.items.length, search)
      const found: unknown[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof firm.list>> = await firm.list(admin, 'customer', {
          ...query,
          limit: 3,
          ...(after && { after }),
        })
        found.push(...page.items)
        after = page.next
      } while (after)
      assert.deepEqual(found, whole.items, search)
      const sorted = await firm.list(admin, 'customer', { ...query, limit: 1000, sort: '-number' })
      assert.deepEqual(
        new Set(sorted.items.map((row) => row['id'])),
        new Set(whole.items.map((row) => row['id'])),
        search,
      )
    }
  }
})

test('however the index is read, rare and frequent words give what looking at every name gives', async (t) => {
  // Filling the table is no reader's question, and takes long where the machine has other work.
  const firm = await company(t, { readMilliseconds: 120_000 })
  const admin = await firm.administrator()
  const upTo = (days: number) =>
    firm.user(`Up to ${days}`, [{ object: 'customer', rows: { paymentDays: { atMost: days } } }])
  const [most, few] = [await firm.actor(await upTo(79)), await firm.actor(await upTo(2))]
  const seller = await firm.user('Seller', [{ object: 'customer', rows: { manager: '$me' } }])
  const names = await manyNames(firm, seller)
  const readers: (readonly [Reader, (name: Name) => boolean])[] = [
    [admin, () => true],
    [most, ({ days }) => days <= 79],
    [few, ({ days }) => days <= 2],
    [await firm.actor(seller), ({ manager }) => manager !== null],
  ]
  for (const typed of [
    'ba',
    'bal',
    'alt',
    'lta',
    'sia',
    'z',
    'zu',
    'uzz',
    '京',
    '北京',
    '公司',
    'ltd',
    'bal zu',
    'qqq',
    'sia ba',
    '有限公司',
  ]) {
    for (const [reader, sees] of readers) {
      const own = names.filter(sees)
      const expected = ranked(own, typed).slice(0, 30)
      const found = [
        ...(await pages(firm, reader, typed, [30])),
        ...(await pages(firm, reader, typed, [4, 26])),
      ]
      assert.deepEqual(found, [...expected, ...expected], `${typed} of ${own.length}`)
    }
  }
})

type Reader = Parameters<TestCompany['list']>[0]

/** The ids on the first pages, each of so many. */
async function pages(
  firm: TestCompany,
  reader: Reader,
  search: string,
  sizes: readonly number[],
): Promise<unknown[]> {
  const ids: unknown[] = []
  let after: string | null = null
  for (const limit of sizes) {
    const query = { search, limit, fields: 'id', ...(after !== null && { after }) }
    const page: Awaited<ReturnType<typeof firm.list>> = await firm.list(reader, 'customer', query)
    ids.push(...page.items.map((row) => row['id']))
    after = page.next
    if (after === null) break
  }
  return ids
}

type Name = {
  readonly id: string
  readonly key: string
  readonly days: number
  readonly manager: string | null
}

/**
 * More names than any bound of the search, so that every way of reading is taken; indexes and statistics as
 * they would be. The seller looks after every second one of the first 19,000, so of some names after none.
 */
async function manyNames(firm: TestCompany, seller: string): Promise<Name[]> {
  const words = ['Balta', 'Zuzze', 'Alta', 'Baltika', 'Uzzen', 'Salta', '北京贸易', '京北', 'Ziba']
  const forms = ['SIA', 'Ltd', '有限公司', 'AS']
  const rows = Array.from({ length: 20_000 }, (_, at) => {
    const han = at % 9 === 6 || at % 9 === 7
    const name = han
      ? `${words[at % 9]}${at % 2 ? forms[2] : ''}`
      : `${at % 4 ? (forms[at % 4] === '有限公司' ? '' : forms[at % 4]) : ''} ${words[at % 9]} ${words[(at * 7) % 6]} ${at}`
    const id = `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`
    const manager = at % 2 === 0 && at < 19_000 ? seller : null
    return { id, name, key: searchKey(name), days: at % 100, manager }
  })
  const { grams } = await import('#text')
  const json = JSON.stringify(rows.map((row) => ({ ...row, grams: grams(row.key) })))
  await firm.database.query({
    parts: [
      `insert into party (id, name, is_customer, customer__payment_days, customer__manager, search_key, search_grams)
       select id, name, true, days, manager, key, grams from json_to_recordset(`,
      `) as r(id uuid, name text, days bigint, manager uuid, key text, grams int4[])`,
    ],
    values: [json],
  })
  for (const statement of [
    'create index on party (customer__manager, search_key, id) where is_customer and customer__manager is not null',
    'vacuum analyze party',
  ])
    await firm.database.query({ parts: [statement], values: [] })
  return rows
}

/** The order of the results by looking at every name. */
function ranked(names: readonly Name[], typed: string): string[] {
  const query = searchQuery(typed)
  const sought = query.words.filter((word) => word.legalGram === null)
  const tierOf = (key: string): number => {
    const [name = '', legal = '', han = ''] = key.split(' | ').length > 1 ? key.split(' | ') : [key]
    const plain = han.replace(/ ?~\S+/g, '')
    const place = (word: { text: string; legalGram: number | null }) =>
      word.legalGram !== null && sought.length > 0
        ? ` ${key}`
        : /\p{Script=Han}/u.test(word.text)
          ? ` ${plain}`
          : ` ${name}`
    const every = (pattern: 'startOfWord' | 'inside') =>
      query.words.every((word) =>
        like(place(word), word.insideGrams === null ? word.startOfWord : word[pattern]),
      )
    const forms = sought.length > 0 ? query.words.filter((word) => word.legalGram !== null) : []
    const start = query.startOfName.findIndex((pattern) => like(key, pattern))
    if (start >= 0 && forms.every((word) => like(place(word), word.startOfWord))) return 1 + start
    if (every('startOfWord')) return 10
    if (every('inside')) return 11
    const behind = ` ${legal} ${han} `
    if (
      sought.length === 0 &&
      query.words.every(({ text }) => behind.includes(` ${/\p{Script=Han}/u.test(text) ? '~' : ''}${text} `))
    )
      return 12
    return 0
  }
  return names
    .map(({ id, key }) => ({ id, key, tier: tierOf(key) }))
    .filter(({ tier }) => tier > 0)
    .sort(
      (a, b) =>
        a.tier - b.tier || Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id)
}

function like(text: string, pattern: string): boolean {
  const literal = (part: string) => part.replace(/[\\^$|]/g, '\\$&')
  return new RegExp(`^${pattern.split('%').map(literal).join('.*')}$`, 's').test(text)
}

function searcher(firm: TestCompany, actor: Parameters<TestCompany['list']>[0]) {
  return async (search: string) =>
    (await firm.list(actor, 'customer', { search, limit: 100 })).items.map((row) => row['name'])
}
