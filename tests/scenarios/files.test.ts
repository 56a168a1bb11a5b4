import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { objectStorage } from '#testing'
import { office, until, type Caller } from './office.ts'

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

function upload(as: Caller, content: Buffer | string, name: string, headers: Record<string, string> = {}) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))], { type: 'text/html' }), name)
  return as.ask('POST', 'files', {
    raw: { body: form, headers: { authorization: `Bearer ${as.key}`, ...headers } },
  })
}

test('a picture is uploaded, attached to a customer, and seen by whoever sees the customer', async (t) => {
  const { as } = await office(t)
  const uploaded = await upload(as.clerk, picture, 'Žubītes logo "new".png')
  assert.equal(uploaded.status, 201, uploaded.text)
  const { id, ...file } = uploaded.body
  assert.deepEqual(file, {
    name: 'Žubītes logo "new".png',
    type: 'image/png',
    size: picture.length,
    scan: null,
  })
  const place = `files/${id}/content`
  assert.equal((await as.manager.get(place)).status, 404, 'nobody else has it before it is attached')
  const customer = await as.clerk.post('customers', { name: 'SIA Žubīte', country: 'LV', picture: id })
  assert.equal(customer.status, 201, customer.text)
  assert.deepEqual(customer.body.picture, uploaded.body)
  const content = await as.manager.get(place)
  assert.equal(content.status, 200)
  assert.equal(content.headers.get('content-type'), 'image/png')
  assert.equal(content.headers.get('x-content-type-options'), 'nosniff')
  assert.match(
    content.headers.get('content-disposition') ?? '',
    /^inline; filename="_ub_tes logo _new_\.png"; filename\*=UTF-8''%C5%BDub/,
  )
  assert.equal((await as.seller.get(place)).status, 404, 'a seller who does not look after the customer')
  assert.equal(
    (await as.manager.get(place, { 'if-none-match': content.headers.get('etag') ?? '' })).status,
    304,
  )
})

test('who takes a step that asks for a paper uploads it, though no field of a record takes it from them', async (t) => {
  const { as } = await office(t)
  const { administrator, leader, collector } = as
  const where = encodeURIComponent(JSON.stringify({ actions: { contains: 'freeze' } }))
  const [reason] = (await administrator.get(`status-reasons?where=${where}`)).body.items
  const asks = await administrator.patch(`status-reasons/${reason.id}`, { evidence: true })
  assert.equal(asks.status, 200, asks.text)
  const [customer] = (await leader.get('customers?limit=1')).body.items
  const freeze = (more: object) =>
    leader.post(`customers/${customer.id}/freeze`, { reason: reason.id, ...more })
  const bare = await freeze({})
  assert.deepEqual([bare.status, bare.body.errors?.[0]?.field], [422, 'evidence'], bare.text)
  const paper = await upload(leader, picture, 'ruling.png')
  assert.equal(paper.status, 201, paper.text)
  const frozen = await freeze({ evidence: paper.body.id })
  assert.equal(frozen.status, 200, frozen.text)
  assert.equal((await upload(collector, picture, 'letter.png')).status, 403, 'no step of theirs asks for one')
})

test('files of one person go to slow storage side by side', async (t) => {
  const sending: (() => void)[] = []
  const letAllGo = () => sending.splice(0).forEach((go) => go())
  const { address } = await objectStorage(t, async (method) => {
    if (method !== 'PUT') return
    const { promise, resolve } = Promise.withResolvers<void>()
    // None is taken before all three have come.
    if (sending.push(resolve) === 3) letAllGo()
    await promise
    return undefined
  })
  const { as } = await office(t, {
    connections: 12,
    filesUrl: `s3://key:secret@bucket/files?endpoint=${address}`,
  })
  const names = ['one', 'two', 'three']
  const sent = await Promise.all(
    names.map((name) => upload(as.clerk, name, `${name}.txt`, { 'idempotency-key': name }).finally(letAllGo)),
  )
  for (const [at, one] of sent.entries()) {
    assert.equal(one.status, 201, one.text)
    assert.equal((await as.clerk.get(`files/${one.body.id}/content`)).text, names[at])
  }
})

test('what is uploaded and put into no record is bounded for each person', async (t) => {
  const { as, engine, url } = await office(t)
  const held = async (files: number, size: number) => {
    const values = [as.clerk.user, size, files]
    await engine.database.query({ parts: ['delete from "file" where name = ', ''], values: ['held'] })
    await engine.database.query({
      parts: [
        `insert into "file" (id, name, type, size, hash, created_by, updated_by)
           select gen_random_uuid(), 'held', 'text/plain', s.size, 'x', s.by, s.by
           from (select `,
        '::uuid as by, ',
        '::bigint as size) s, generate_series(1, ',
        '::integer)',
      ],
      values,
    })
  }
  await held(499, 10)
  assert.equal((await upload(as.clerk, 'one', 'one.txt')).status, 201)
  const refused = await upload(as.clerk, 'two', 'two.txt')
  assert.equal(refused.status, 429, refused.text)
  assert.equal(refused.body.code, 'uploadsWait')
  assert.ok(Number(refused.headers.get('retry-after')) > 0)
  assert.equal((await upload(as.manager, 'two', 'two.txt')).status, 201, 'others are not held by it')
  await held(2, 2 * 1024 ** 3)
  assert.equal((await upload(as.clerk, 'two', 'two.txt')).status, 429)
  await held(1, 10)
  const kept = await upload(as.clerk, 'two', 'two.txt')
  assert.equal(kept.status, 201, kept.text)
  // What is still on its way takes room as well.
  await held(496, 10)
  const ways = [slowly(as.clerk, url), slowly(as.clerk, url)]
  const tried = () => as.clerk.ask('POST', 'files?dryRun=true', { raw: form(as.clerk, 'three') })
  await until(async () => (await tried()).status === 429)
  assert.equal((await upload(as.manager, 'three', 'three.txt')).status, 201)
  for (const { end } of ways) end()
  const answers = await Promise.all(ways.map(({ answer }) => answer))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 201],
  )
})

function form(as: Caller, content: string) {
  const body = new FormData()
  body.append('file', new Blob([content]), 'name.txt')
  return { body, headers: { authorization: `Bearer ${as.key}` } }
}

/** An upload that has begun and comes to its end when it is told to. */
function slowly(as: Caller, url: string) {
  const ended = Promise.withResolvers<void>()
  const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="slow.txt"\r\n\r\n'
  async function* content() {
    yield Buffer.from(`${head}slow`)
    await ended.promise
    yield Buffer.from('\r\n--edge--\r\n')
  }
  const headers = {
    authorization: `Bearer ${as.key}`,
    'content-type': 'multipart/form-data; boundary=edge',
  }
  const answer = fetch(`${url}/api/v1/files`, {
    ...{ method: 'POST', headers, duplex: 'half' },
    body: Readable.toWeb(Readable.from(content())),
  } as RequestInit)
  return { answer, end: ended.resolve }
}

test('what is stolen by another file is refused, and a page of script is never shown as one', async (t) => {
  const { as } = await office(t)
  const page = await upload(as.clerk, '<!doctype html><script>alert(1)</script>', '../../etc/x.html')
  assert.equal(page.status, 201, page.text)
  assert.equal(page.body.name, 'x.html')
  assert.equal(page.body.type, 'text/plain')
  const shown = await as.clerk.get(`files/${page.body.id}/content`)
  assert.equal(shown.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.match(shown.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  const stolen = await as.seller.post('customers', {
    name: 'SIA Zaglis',
    country: 'LV',
    picture: page.body.id,
  })
  assert.equal(stolen.status, 422)
  assert.equal(stolen.body.errors[0].field, 'picture')
})

test('a part of a file is sent by its range, and a part that is not there is 416', async (t) => {
  const { as } = await office(t)
  const { body } = await upload(as.clerk, '0123456789', 'digits.txt')
  const part = (range: string) => as.clerk.get(`files/${body.id}/content`, { range })
  const middle = await part('bytes=2-4')
  assert.equal(middle.status, 206)
  assert.equal(middle.text, '234')
  assert.equal(middle.headers.get('content-range'), 'bytes 2-4/10')
  assert.equal((await part('bytes=-3')).text, '789')
  assert.equal((await part('bytes=8-')).text, '89')
  assert.equal((await part('bytes=nonsense')).text, '0123456789')
  const outside = await part('bytes=10-')
  assert.equal(outside.status, 416)
  assert.equal(outside.headers.get('content-range'), 'bytes */10')
})

test('the same upload under the same key is one file, and what is no upload is told so', async (t) => {
  const { as } = await office(t)
  const twice = await Promise.all(
    [1, 2].map(() => upload(as.clerk, 'once', 'once.txt', { 'idempotency-key': 'k1' })),
  )
  assert.equal(twice[0]?.body.id, twice[1]?.body.id)
  assert.equal((await upload(as.clerk, 'other', 'once.txt', { 'idempotency-key': 'k1' })).status, 422)
  assert.equal((await as.clerk.post('files', { name: 'x' })).status, 415)
  assert.equal((await as.clerk.get('files/nonsense/content')).status, 404)
})
