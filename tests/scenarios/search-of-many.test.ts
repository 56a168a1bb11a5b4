import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grams, searchKey } from '#text'
import { holder } from './holder.ts'
import { office, type Office } from './office.ts'

test('what many are called is found page by page, in an order that tells nothing of a name that is hidden', async (t) => {
  const place = await office(t)
  const { administrator: root } = place.as
  const field = { type: 'text', name: 'code', label: 'Code name', searched: 'name' }
  assert.equal((await root.post('objects/party/fields', field)).status, 201)
  const none = await holder(place, 'none', [{ object: 'customer', see: ['all'] }])
  const rows = await manyNames(place)
  const pages = async (typed: string, limit: number) => {
    const ids: string[] = []
    const keys = new Set<string>()
    for (let next: string | null = ''; next !== null;) {
      const path = `customers?search=${typed}&limit=${limit}&fields=name&after=${next}`
      const page = await none.get(path)
      assert.equal(page.status, 200, page.text)
      ids.push(...page.body.items.map(({ id }: { id: string }) => id))
      next = page.body.next as string | null
      if (next !== null) keys.add(JSON.parse(Buffer.from(next, 'base64url').toString())[3])
    }
    return { ids, keys: [...keys] }
  }
  const called = (...beginnings: string[]) =>
    beginnings.flatMap((begun) => rows.filter(({ name }) => name.startsWith(begun)).map(({ id }) => id))
  // More than may be put in order: those that begin so, then those with such a word, then those that hold it.
  const many = await pages('qalt', 900)
  assert.deepEqual(many.ids, called('Qalta', 'Liela Qalta', 'Bqalta'))
  assert.deepEqual(many.keys, [''])
  const begun = await pages('q', 900)
  assert.deepEqual(begun.ids, called('Qalta', 'Liela Qalta'))
  assert.deepEqual(begun.keys, [''])
  // Few are ordered by the name that is seen, and so goes the next page.
  const few = await pages('wuzze', 3)
  assert.deepEqual(few.ids, called('Wuzze').toReversed())
  assert.ok(few.keys.every((key) => /wuzze/.test(key)))
  assert.deepEqual((await pages('xquagga', 900)).ids, [])
  assert.equal((await root.get('customers?search=xquagga&limit=5&fields=name')).body.items.length, 5)
})

/** The names run against the ids; every fifth has a code name besides. */
async function manyNames({ engine: { database } }: Office) {
  const words = ['Qalta', 'Bqalta', 'Liela Qalta', 'Zils']
  const rows = Array.from({ length: 20_000 }, (_, at) => {
    const name = `${at % 1_000 === 0 ? 'Wuzze' : words[at % 4]} ${99_999 - at}`
    const code = at % 5 === 3 ? 'Xquagga' : null
    const key = searchKey(code === null ? name : `${name} ${code}`)
    const id = `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`
    return { id, name, code, key, grams: grams(key) }
  })
  await database.query({
    parts: [
      `insert into party (id, number, name, x_code, is_customer, search_key, search_grams)
       select id, 'T-' || key, name, code, true, key, grams from json_to_recordset(`,
      `) as r(id uuid, name text, code text, key text, grams int4[])`,
    ],
    values: [JSON.stringify(rows)],
  })
  await database.query({ parts: ['vacuum analyze party'], values: [] })
  return rows
}
