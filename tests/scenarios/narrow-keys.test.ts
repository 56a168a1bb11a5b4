import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operationsOf } from '../fuzz-request.ts'
import { caller, office, type Caller, type Reply } from './office.ts'

/**
 * What a key may call that carries nothing but the reading of tags. Of everything else it gets no answer but
 * a refusal; and of what stands here it learns nothing of what its user keeps elsewhere.
 */
const answered: Readonly<Record<string, string>> = {
  'GET /setup': 'a yes or no for everybody',
  'GET /session/ways': 'what the sign-in page shows to everybody',
  'POST /session/passkey/ask': 'a challenge for everybody',
  'POST /csp-reports': 'takes what browsers report',
  'GET /me': 'whose key it is, and the little that it opens',
  'GET /model': 'the objects, cut to what the key knows',
  'GET /objects': 'the same as a list',
  'GET /openapi.json': 'the calls, cut likewise',
  'GET /field-types': 'the kinds of fields that the program knows',
  'POST /erased-records': 'numbers that the caller names itself',
  'GET /search': 'finds in what the key knows',
  'GET /shared-with-me': 'of records that the key knows',
  'GET /proposals': 'of records that the key knows',
  'GET /duplicates': 'of records that the key knows',
  'GET /fact-reviews': 'of records that the key knows',
  'GET /jobs': 'begun by a key that carries no more',
  'GET /tags': 'what the key is for',
  'GET /tags/summary': 'what the key is for',
  'GET /tags/deleted': 'what the key is for',
  'POST /tags/similar': 'what the key is for',
  'GET /tags/{id}': 'what the key is for',
  'GET /tags/{id}/history': 'what the key is for',
  'GET /tags/{id}/timeline': 'what the key is for',
  'GET /tags/{id}/difference': 'what the key is for',
}

test('a key for tags alone opens nothing else, on any route, of all that its user has begun', async (t) => {
  const { as, engine, url } = await office(t)
  const owner = as.administrator
  const begun = await begin(owner, engine.jobs)
  const narrow = await keyFor(owner, { objects: ['tag'], actions: ['read'] })
  const { paths } = (await owner.get('openapi.json')).body
  const told: string[] = []
  for (const { path, method } of operationsOf({ paths, components: {} })) {
    if (path === '/events') continue
    const place = await placeOf(owner, path, begun)
    const answer = await narrow.ask(method, place, method === 'GET' ? {} : { body: {} })
    assert.ok(answer.status < 500, `${method} ${path}: ${answer.text}`)
    if (answer.status < 300 && !(`${method} ${path}` in answered))
      told.push(`${method} ${path}: ${answer.text}`)
    assert.doesNotMatch(answer.text, /Zelta|Kafija/, `${method} ${path} tells of customers`)
  }
  assert.deepEqual(told, [])

  async function keyFor({ user }: Caller, scope: { objects: string[]; actions: string[] | null }) {
    const made = await engine.accounts.createKey({ user, name: 'narrow', source: 'cli', scope })
    return caller(url, { authorization: `Bearer ${made.key}` })
  }
})

test('an import, a job and a file are for the keys that carry what they are about', async (t) => {
  const { as, engine, url } = await office(t)
  const owner = as.administrator
  const { imported, job, file } = await begin(owner, engine.jobs)
  const keyFor = async (objects: string[], actions: string[] | null) => {
    const scope = { objects, actions }
    const made = await engine.accounts.createKey({ user: owner.user, name: 'k', source: 'cli', scope })
    return caller(url, { authorization: `Bearer ${made.key}` })
  }
  const [tags, reads, all] = await Promise.all([
    keyFor(['tag'], null),
    keyFor(['customer'], ['read']),
    keyFor(['customer'], null),
  ])
  const places = ['', '/problems', '/problems/summary', '/repeats', '/refused', '/values?column=0']
  const found = ['/problems', '/problems/summary', '/refused']
  for (const place of places) {
    assert.equal((await tags.get(`imports/${imported}${place}`)).status, 404, place)
    assert.equal((await reads.get(`imports/${imported}${place}`)).status, 403, place)
    const { status, body } = await all.get(`imports/${imported}${place}`)
    const told = found.includes(place) ? [403, 'import.foundByAnother'] : [200, undefined]
    assert.deepEqual([status, status === 200 ? undefined : body.code], told, place)
  }
  assert.equal((await all.get(`imports/${imported}`)).body.readsFound, false, 'it was found in full rights')
  for (const one of [tags, reads])
    for (const place of ['check', 'run', 'cancel', 'undo'])
      assert.ok([403, 404].includes((await one.post(`imports/${imported}/${place}`, {})).status), place)
  assert.equal((await tags.remove(`imports/${imported}`)).status, 404)
  assert.equal((await reads.remove(`imports/${imported}`)).status, 403)
  assert.equal((await reads.get('imports')).body.code, 'beyondKey')
  assert.equal((await all.get('imports')).body.items.length, 1)

  // A job is told of and stopped only by what carries as much as began it.
  for (const one of [tags, reads, all]) {
    assert.deepEqual((await one.get('jobs')).body.items, [])
    assert.equal((await one.post(`jobs/${job}/cancel`)).status, 404)
  }
  const own = await all.post('customers/bulk', { where: { name: 'Zelta Kafija' }, changes: { city: 'Ogre' } })
  assert.equal(own.status, 202, own.text)
  assert.deepEqual(await idsOf(all), [own.body.job])
  assert.equal((await owner.get(`jobs/${own.body.job}`)).status, 200)
  assert.deepEqual([await idsOf(tags), await idsOf(reads)], [[], []])
  const wider = await keyFor(['customer', 'tag'], null)
  assert.deepEqual(await idsOf(wider), [own.body.job])

  // A file comes in where it can be put, and goes out where what names it is seen.
  assert.deepEqual([(await upload(tags)).status, (await upload(reads)).status], [403, 403])
  const uploaded = await upload(all)
  assert.equal(uploaded.status, 201, uploaded.text)
  assert.equal((await all.get(`files/${uploaded.body.id}/content`)).status, 200)
  assert.equal((await reads.get(`files/${file}/content`)).status, 200)
  assert.equal((await tags.get(`files/${file}/content`)).status, 404)

  // What a key found itself is told to it, and to what carries as much; not what was mended by more.
  const fresh = (await upload(all, { object: 'customer' })).body
  assert.equal(fresh.readsFound, true, 'nothing was looked for yet')
  const few = await keyFor(['customer'], ['import', 'read', 'create', 'change'])
  assert.equal((await all.post(`imports/${imported}/check`)).status, 202)
  await engine.jobs.drain()
  for (const place of found)
    for (const [who, status] of [
      [all, 200],
      [wider, 200],
      [owner, 200],
      [few, 403],
    ] as const)
      assert.equal((await who.get(`imports/${imported}${place}`)).status, status, place)
  assert.equal((await owner.patch(`imports/${imported}/rows/1`, { skip: true })).status, 200)
  assert.equal((await all.get(`imports/${imported}/problems`)).status, 403)
})

test('what a key plans is done with no more than the key carries', async (t) => {
  const { as, engine, url } = await office(t)
  const scope = { objects: ['customer', 'statusReason'], actions: ['read', 'freeze'] }
  const { user } = as.manager
  const made = await engine.accounts.createKey({ user, name: 'narrow', source: 'cli', scope })
  const key = caller(url, { authorization: `Bearer ${made.key}` })
  const { id } = (await as.manager.post('customers', { name: 'Zz Planned' })).body
  const effective = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const planned = await key.post(`customers/${id}/freeze`, { reason: 'businessRisk', effective })
  assert.equal(planned.status, 200, planned.text)
  const jobs = await engine.database.query({
    parts: [`select payload -> 'scope' as scope from job where name = 'planned action'`],
    values: [],
  })
  assert.deepEqual(jobs, [{ scope }])
  await engine.database.query({
    parts: [`update job set run_at = now(), planned = false where name = 'planned action'`],
    values: [],
  })
  await engine.jobs.drain()
  assert.equal((await as.manager.get(`customers/${id}`)).body.status, 'frozen')
})

test('what came of a job is told no longer to whom its object is not known any more', async (t) => {
  const { as } = await office(t)
  const where = encodeURIComponent('{"object":"customer","post.key":"manager"}')
  const grants = (await as.administrator.get(`grants?where=${where}&fields=id`)).body.items
  const { body } = await as.manager.post('customers/bulk', {
    where: { city: 'Rīga' },
    changes: { city: 'Ogre' },
  })
  assert.equal((await as.manager.get(`jobs/${body.job}`)).status, 200)
  assert.ok(grants.length > 0)
  for (const { id } of grants) await as.administrator.remove(`grants/${id}`)
  assert.equal((await as.manager.get('customers')).status, 404)
  assert.equal((await as.manager.get(`jobs/${body.job}`)).status, 404)
})

test('what an undo of an import would keep is called only as far as it is seen today', async (t) => {
  const { as, engine } = await office(t)
  const { administrator: root, clerk } = as
  const { body } = await upload(clerk, { object: 'customer' })
  const place = `imports/${body.id}`
  for (const step of ['check', 'run']) {
    assert.equal((await clerk.post(`${place}/${step}`, {})).status, 202)
    await engine.jobs.drain()
  }
  const where = encodeURIComponent('{"name":"Zelta Kafija"}')
  const [{ id }] = (await root.get(`customers?where=${where}&fields=id`)).body.items
  assert.equal((await root.patch(`customers/${id}`, { name: 'Slepens', city: 'Ogre' })).status, 200)
  const kept = async () => (await clerk.post(`${place}/undo?dryRun=true`)).body.kept
  assert.deepEqual([(await kept())[0].record, (await kept())[0].title], [id, 'Slepens'])
  const held = encodeURIComponent('{"object":{"in":["party","customer"]},"post.key":"clerk"}')
  for (const grant of (await root.get(`grants?where=${held}&fields=id`)).body.items)
    await root.patch(`grants/${grant.id}`, { rows: { city: 'Valka' } })
  assert.equal((await clerk.get(`customers/${id}`)).status, 404)
  assert.deepEqual([(await kept())[0].record, (await kept())[0].title], [id, null])
})

async function idsOf(one: Pick<Caller, 'get'>): Promise<string[]> {
  return (await one.get('jobs')).body.items.map(({ id }: { id: string }) => id)
}

function upload(one: Pick<Caller, 'ask'>, given: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const form = new FormData()
  for (const [name, value] of Object.entries(given)) form.append(name, value)
  form.append('file', new Blob(['name,city\nZelta Kafija,Rīga\n']), 'Zelta.csv')
  return one.ask('POST', given['object'] ? 'imports' : 'files', { raw: { body: form } })
}

/** What a user has under way, all of it about customers. */
type Begun = Readonly<Record<'imported' | 'job' | 'change' | 'file' | 'exported' | 'customer', string>>

async function begin(owner: Caller, jobs: { drain(): Promise<void> }): Promise<Begun> {
  const file = (await upload(owner)).body.id
  const given = { name: 'Zelta Kafija', city: 'Rīga', picture: file }
  const customer = await owner.post('customers', given)
  assert.equal(customer.status, 201, customer.text)
  const imported = await upload(owner, { object: 'customer' })
  assert.equal(imported.status, 201, imported.text)
  assert.equal((await owner.post(`imports/${imported.body.id}/check`)).status, 202)
  const where = { name: 'Zelta Kafija' }
  const bulk = await owner.post('customers/bulk', { where, changes: { city: 'Ogre' } })
  const exported = await owner.post('exports', { object: 'customer', where })
  assert.equal(exported.status, 201, exported.text)
  await owner.post('views', { name: 'Zelta', object: 'customer', where, columns: ['name'] })
  await jobs.drain()
  return {
    ...{ imported: imported.body.id, job: bulk.body.job, change: bulk.body.change, file },
    ...{ exported: exported.body.id, customer: customer.body.id },
  }
}

/** The address of a path, with what the user has there: whatever can be told of is there to be told. */
async function placeOf(owner: Caller, path: string, begun: Begun): Promise<string> {
  const [, first = ''] = path.split('/')
  const own: Readonly<Record<string, string>> = {
    ...{ imports: begun.imported, jobs: begun.job, changes: begun.change, files: begun.file },
    ...{ exports: begun.exported, customers: begun.customer, parties: begun.customer },
  }
  if (!path.includes('{')) return path.slice(1)
  const id = own[first] ?? (await owner.get(`${first}?limit=1`)).body?.items?.[0]?.id
  const known: Readonly<Record<string, string>> = { name: 'customer', object: 'customer', field: 'name' }
  return path.slice(1).replace(/\{(\w+)\}/g, (_, name: string) => known[name] ?? id ?? begun.customer)
}
