import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { office, until, uploaded, type Caller, type Reply } from './office.ts'

type Call = { readonly method: string; readonly path: string; readonly isTried: boolean }

/** What means the very record that went, or is not done to another than was named; why, decision 98 says. */
const others: Readonly<Record<string, number>> = {
  'POST /customers/{id}/restore': 200,
  'POST /customers/{id}/erasure': 409,
  'DELETE /customers/{id}': 409,
}

/** What a route cannot do without. */
const queries: Readonly<Record<string, string>> = {
  difference: 'from=2026-01-01',
  impact: 'action=deactivate',
  erasure: 'mode=whole',
}

test('every route of a record leads on from the id of one that was merged, and tells nothing to who may not see it', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  const [first, gone, kept, third] = [
    await customer(root, 'Alfa'),
    await customer(root, 'Beta'),
    await customer(root, 'Gamma'),
    await customer(root, 'Delta'),
  ]
  await root.post(`customers/${gone}/merge`, { with: first })
  const merged = await root.post(`customers/${kept}/merge`, { with: gone })
  assert.equal(merged.status, 200, merged.text)
  const calls = await callsOf(root)
  assert.ok(calls.length > 20)
  for (const { method, path, isTried } of calls) {
    const name = `${method} ${path}`
    const query = [
      ...(isTried ? ['dryRun=true'] : []),
      ...(path.endsWith('/merge') && method === 'GET' ? [`with=${third}`] : []),
      ...(method === 'GET' ? [queries[path.split('/').at(-1) ?? ''] ?? []].flat() : []),
    ].join('&')
    const body = path.endsWith('/merge') ? { with: third } : {}
    const ask = (who: Caller, id: string): Promise<Reply> =>
      who.ask(method, `/api/v1${addressOf(path, id)}${query === '' ? '' : `?${query}`}`, {
        ...(method === 'GET' || method === 'DELETE' ? {} : { body }),
      })
    // A chain leads to its end.
    for (const old of method === 'GET' ? [gone, first] : [gone]) {
      const answer = await ask(root, old)
      if (method === 'GET') {
        assert.equal(answer.status, 308, `${name}: ${answer.text}`)
        const there = `/api/v1${addressOf(path, kept)}${query === '' ? '' : `?${query}`}`
        assert.equal(answer.headers.get('location'), there)
        const led = await root.get(there)
        assert.notEqual(led.status, 404, `${name}: ${led.text}`)
      } else if (others[name] !== undefined)
        assert.equal(answer.status, others[name], `${name}: ${answer.text}`)
      else assert.deepEqual(told(answer), told(await ask(root, kept)), name)
    }
    // Who may not see the one that stays is answered as for an id that never was.
    assert.deepEqual(told(await ask(seller, gone)), told(await ask(seller, never)), name)
  }
  await root.post(`changes/${merged.body.change}/undo`)
  assert.equal((await root.get(`customers/${gone}/history`)).status, 200)
  assert.equal(
    (await root.get(`customers/${first}/unmet`)).headers.get('location'),
    `/api/v1/customers/${gone}/unmet`,
  )
})

test('what is written under the id of one that was merged is held to the version of the one that stays', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const [kept, gone] = [await customer(root, 'Alfa'), await customer(root, 'Beta')]
  for (const notes of ['one', 'two', 'three']) await root.patch(`customers/${gone}`, { notes })
  const stale = (await root.get(`customers/${gone}`)).headers.get('etag') ?? ''
  const earlier = new Date().toISOString()
  await root.post(`customers/${kept}/merge`, { with: gone, choices: { name: 'survivor' } })
  const fresh = (await root.get(`customers/${kept}`)).headers.get('etag') ?? ''
  // No version of the one that went is one of the other.
  assert.ok(Number(fresh.slice(1, -1)) > Number(stale.slice(1, -1)), `${fresh} after ${stale}`)
  for (const method of ['PATCH', 'DELETE'])
    assert.equal(
      (await root.ask(method, `customers/${gone}`, { headers: { 'if-match': stale }, body: {} })).status,
      412,
    )
  const changed = await root.patch(`customers/${gone}`, { city: 'Rīga' }, { 'if-match': fresh })
  assert.equal(changed.status, 200, changed.text)
  assert.deepEqual([changed.body.id, changed.body.city], [kept, 'Rīga'])
  const frozen = await root.post(`customers/${gone}/freeze`, { reason: 'Claim' })
  assert.notEqual(frozen.status, 404, frozen.text)
  const share = await root.post(`parties/${gone}/shares`, { user: as.seller.user, may: 'read' })
  assert.equal(share.status, 201, share.text)
  assert.equal((await root.remove(`parties/${gone}/shares/${share.body.id}`)).status, 204)
  // As of before the merge it is what it was; from then on it is the one that stays.
  const before = await root.get(`customers/${gone}?asOf=${earlier}`)
  assert.deepEqual([before.status, before.body?.notes], [200, 'three'], before.text)
  const now = new Date().toISOString()
  const after = await root.get(`customers/${gone}?fields=name&asOf=${now}`)
  assert.equal(after.headers.get('location'), `/api/v1/customers/${kept}?fields=name&asOf=${now}`, after.text)

  const refused = await root.remove(`customers/${gone}`)
  assert.deepEqual([refused.status, refused.body.code, refused.body.record], [409, 'wentInto', kept])
  const again = await root.post(`customers/${kept}/merge`, { with: gone })
  assert.deepEqual([again.status, again.body.errors[0].code], [422, 'merged'], again.text)
  const third = await customer(root, 'Gamma')
  assert.equal((await root.get(`customers/${third}/merge?with=${gone}`)).body.other.id, kept)
  const latest = (await root.get(`customers/${kept}`)).headers.get('etag') ?? ''
  const removed = await root.remove(`customers/${gone}`, { 'if-match': latest })
  assert.equal(removed.status, 204, removed.text)
})

test('conditions, bulk changes, imports and files lead on wherever they name one that was merged', async (t) => {
  const { as, url } = await office(t)
  const { administrator: root, seller } = as
  const top = await customer(root, 'Head office')
  const [kept, gone] = [await customer(root, 'Alfa'), await customer(root, 'Beta')]
  const { number } = (await root.get(`customers/${gone}`)).body
  const { number: keptNumber } = (await root.get(`customers/${kept}`)).body
  await root.patch(`customers/${kept}`, { parent: top })
  const branch = await root.post('customers', { name: 'Branch', parent: gone })
  const call = await root.post('activities', { subject: 'Call', kind: 'call', party: gone })
  assert.equal(call.status, 201, call.text)
  const earlier = new Date().toISOString()
  const merged = await root.post(`customers/${kept}/merge`, { with: gone, choices: { name: 'survivor' } })
  assert.equal(merged.status, 200, merged.text)
  const found = async (who: Caller, path: string, where: unknown, more = ''): Promise<string[]> => {
    const answer = await who.get(`${path}?where=${encodeURIComponent(JSON.stringify(where))}${more}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items.map(({ id }: { id: string }) => id)
  }
  const ofCall: readonly object[] = [
    { party: gone },
    { party: { id: gone } },
    { 'party.id': gone },
    { party: { in: [gone] } },
    { party: { number } },
    { 'party.number': number },
    { party: { in: [{ number }] } },
    { not: { party: { not: gone } } },
    { all: [{ any: [{ 'party.number': { is: number } }] }] },
  ]
  for (const where of ofCall) {
    assert.deepEqual(await found(root, 'activities', where), [call.body.id], JSON.stringify(where))
    assert.deepEqual(await found(seller, 'activities', where), [], JSON.stringify(where))
  }
  for (const where of [{ parent: gone }, { 'parent.number': number }, { parent: { parent: top, number } }])
    assert.deepEqual(await found(root, 'customers', where), [branch.body.id], JSON.stringify(where))
  const categoryOf = async (name: string, parent?: string) =>
    (await root.post('categories', { name, ...(parent ? { parent } : {}) })).body.id as string
  const [wood, timber] = [await categoryOf('Wood'), await categoryOf('Timber')]
  await root.patch(`customers/${branch.body.id}`, { category: await categoryOf('Oak', timber) })
  const joined = await root.post(`categories/${wood}/merge`, { with: timber })
  assert.equal(joined.status, 200, joined.text)
  assert.deepEqual(await found(root, 'customers', { category: { under: timber } }), [branch.body.id])
  // Of the past it is who it was by then.
  const byThen = `&asOf=${earlier}`
  assert.deepEqual(await found(root, 'activities', { party: gone }, byThen), [call.body.id])
  assert.deepEqual(await found(root, 'activities', { party: kept }, byThen), [])
  const now = `&asOf=${new Date().toISOString()}`
  assert.deepEqual(await found(root, 'activities', { party: gone }, now), [call.body.id])

  const bulk = { where: { id: gone }, changes: { city: 'Cēsis' } }
  const tried = await root.post('customers/bulk?dryRun=true', bulk)
  assert.equal(tried.body.matching, 1, tried.text)
  const started = await root.post('customers/bulk', bulk)
  await until(async () => (await root.get(`jobs/${started.body.job}`)).body.state === 'done')
  assert.equal((await root.get(`customers/${kept}`)).body.city, 'Cēsis')

  // A row that names the old number changes the one that stays, which keeps its own.
  const file = await uploaded(root, url, 'imports', 'old.csv', `Number,City\n${number},Liepāja\n`, 'customer')
  const place = `imports/${file.body.id}`
  const mapping = ['number', 'city'].map((field, column) => ({ column, field }))
  const planned = await root.patch(place, { mapping, mode: 'update', key: 'number' })
  assert.equal(planned.status, 200, planned.text)
  const came = (state: string) =>
    until(async () => {
      const { body } = await root.get(place)
      return [state, 'failed'].includes(body.state) && body
    })
  await root.post(`${place}/check`)
  const checked = await came('checked')
  assert.deepEqual([checked.state, checked.counts?.update], ['checked', 1], JSON.stringify(checked))
  await root.post(`${place}/run`)
  assert.equal((await came('done')).state, 'done')
  const after = (await root.get(`customers/${kept}`)).body
  assert.deepEqual([after.city, after.number], ['Liepāja', keptNumber])

  // Both numbers mean one record by now: the second row is told of the first, and nothing is written twice.
  const both = `Number,City\n${keptNumber},Ogre\n${number},Talsi\n`
  const { body: again } = await uploaded(root, url, 'imports', 'both.csv', both, 'customer')
  await root.patch(`imports/${again.id}`, { mapping, mode: 'update', key: 'number' })
  await root.post(`imports/${again.id}/check`)
  const judged = await until(async () => {
    const { body } = await root.get(`imports/${again.id}`)
    return ['checked', 'failed'].includes(body.state) && body
  })
  assert.deepEqual([judged.state, judged.counts.update, judged.counts.refused], ['checked', 1, 1])
  const problems = (await root.get(`imports/${again.id}/problems`)).text
  assert.match(problems, /Row 1 changes the same record already/)
})

const never = newId()

async function customer(root: Caller, name: string): Promise<string> {
  const made = await root.post('customers', { name }, { confirmed: 'duplicate' })
  assert.equal(made.status, 201, made.text)
  return made.body.id
}

/** Every call on one customer that the description of the API has. */
async function callsOf(root: Caller): Promise<readonly Call[]> {
  const { paths } = (await root.get('openapi.json')).body as {
    paths: Record<string, Record<string, { parameters?: { $ref?: string }[] }>>
  }
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/customers/{id}'))
    .flatMap(([path, calls]) =>
      Object.entries(calls).map(([method, { parameters = [] }]) => ({
        method: method.toUpperCase(),
        path,
        isTried: parameters.some(({ $ref }) => $ref?.endsWith('/DryRun')),
      })),
    )
}

function addressOf(path: string, id: string): string {
  return path.replace('{id}', id).replace(/\{\w+\}/, never)
}

/** What was answered, but for the number of the request. */
function told({ status, body, text }: Reply): unknown {
  if (typeof body !== 'object' || body === null) return [status, text]
  return JSON.parse(JSON.stringify([status, body]), (key, value) =>
    ['instance', 'job', 'change'].includes(key) ? undefined : value,
  )
}

test('the inspector and the list of duplicates take the old id, of what whoever asks may see', async (t) => {
  const { as } = await office(t)
  const { administrator: root, seller } = as
  const [gone, kept] = [await customer(root, 'Epsilon'), await customer(root, 'Zeta')]
  assert.equal((await root.post(`customers/${kept}/merge`, { with: gone })).status, 200)
  const asked = (record: string, of: Caller) => ({
    user: of.user,
    object: 'customer',
    action: 'read',
    record,
  })
  const told = await root.post('explain', asked(gone, root))
  assert.deepEqual([told.status, told.body], [200, (await root.post('explain', asked(kept, root))).body])
  const readers = (record: string) => root.post('explain/readers', { object: 'customer', record })
  assert.deepEqual((await readers(gone)).body, (await readers(kept)).body)
  const [hidden, never] = [
    await seller.post('explain', asked(gone, seller)),
    await seller.post('explain', asked(newId(), seller)),
  ]
  assert.deepEqual([hidden.status, hidden.body.detail], [never.status, never.body.detail])
  const pairs = async (record: string) => (await root.get(`duplicates?object=party&record=${record}`)).body
  assert.deepEqual(await pairs(gone), await pairs(kept))
})
