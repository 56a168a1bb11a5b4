import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

const own = { in: '$myCompanies' }
const nowhere = '01900000-0000-7000-8000-000000000000'

async function made(caller: Caller, place: string, body: object): Promise<string> {
  const answer = await caller.post(place, body)
  assert.equal(answer.status, 201, answer.text)
  return (answer.body as { id: string }).id
}

/** A group of nine companies, each with a partner, and who answers for the first seven of them. */
async function group(t: Parameters<typeof office>[0]) {
  const firm = await office(t)
  const { administrator } = firm.as
  const companies: string[] = []
  for (let number = 1; number <= 9; number++)
    companies.push(await made(administrator, 'companies', { name: `Wall ${number}`, currency: 'EUR' }))
  const post = await made(administrator, 'posts', { name: 'Risk of seven companies' })
  const grants = [
    { object: 'customer', rows: { companies: own }, actions: ['read', 'create', 'change', 'export'] },
    { object: 'activity', rows: null, actions: ['read'] },
    { object: 'company', rows: { id: own }, actions: ['read'] },
  ].map((grant) => ({ ...grant, see: ['all'], change: ['all'] }))
  const set = await administrator.put(`posts/${post}/grants`, { grants })
  assert.equal(set.status, 200, set.text)
  const posts = companies.slice(0, 7).map((company) => ({ post, company }))
  const user = await made(administrator, 'users', { name: 'Leader', email: 'leader@daugava.example', posts })
  const { key } = await firm.engine.accounts.createKey({ user, name: 'test', source: 'cli' })
  const partners: string[] = []
  for (const [at, company] of companies.entries())
    partners.push(
      await made(administrator, 'customers', { name: `Walled partner ${at + 1}`, companies: [company] }),
    )
  const headers = { authorization: `Bearer ${key}` }
  const ask = (method: string, place: string, body?: unknown) =>
    administrator.ask(method, `${firm.url}/api/v1/${place}`, {
      headers,
      ...(body === undefined ? {} : { body }),
    })
  return { administrator, companies, partners, ask }
}

test('who answers for seven of nine companies sees the partners of those, and no others on any path', async (t) => {
  const { administrator, companies, partners, ask } = await group(t)
  const [mine, foreign] = [partners.slice(0, 7), partners.slice(7)]
  const list = await ask('GET', 'customers?fields=name&limit=100&count=exact')
  const { items, count } = list.body as { items: { id: string }[]; count: number }
  assert.deepEqual(items.map(({ id }) => id).sort(), [...mine].sort())
  assert.equal(count, 7)
  const hidden = foreign[0] as string
  const [there, none] = await Promise.all([
    ask('GET', `customers/${hidden}`),
    ask('GET', `customers/${nowhere}`),
  ])
  assert.equal(there.status, 404)
  const told = ({ body }: { body: unknown }) => ({ ...(body as object), instance: '' })
  assert.deepEqual(told(there), told(none))
  const found = await ask('GET', 'search?q=Walled&limit=50')
  const { sections } = found.body as { sections: { hits: { id: string }[] }[] }
  const hits = sections.flatMap((section) => section.hits).map(({ id }) => id)
  assert.ok(hits.length > 0 && hits.every((id) => mine.includes(id)))
  const exported = await ask('GET', 'customers/export?format=csv&columns=name')
  assert.doesNotMatch(exported.text, /Walled partner [89]/)
  // What is about a partner ends at the same wall, though the right to it names none.
  for (const party of [mine[0], hidden])
    await made(administrator, 'activities', { party, kind: 'note', subject: `About ${party}` })
  const notes = (await ask('GET', 'activities?fields=subject&limit=100')).text
  assert.match(notes, new RegExp(`About ${mine[0]}`))
  assert.doesNotMatch(notes, new RegExp(`About ${hidden}`))
  // And nobody puts a partner behind a wall that they do not see through themselves.
  const beyond = await ask('POST', 'customers', { name: 'Beyond', companies: [companies[8]] })
  assert.ok([403, 422].includes(beyond.status), beyond.text)
  const moved = await ask('PATCH', `customers/${mine[0]}`, { companies: [companies[8]] })
  assert.ok([403, 404, 422].includes(moved.status), moved.text)
  const within = await ask('POST', 'customers', { name: 'Within', companies: [companies[2]] })
  assert.equal(within.status, 201, within.text)
})
