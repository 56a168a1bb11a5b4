import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { freshDatabase } from '#testing'
import { createEngine } from '../index.ts'
import { modules } from '../../modules/index.ts'
import { dropContents, dropUnnamedFiles } from './collect-files.ts'
import type { ContentStore } from './content-store.ts'
import { diskStore } from './disk-store.ts'
import { s3Store } from './s3-store.ts'

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-files-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What every store must do, whatever it keeps content in. */
async function behaves(store: ContentStore, folder: string): Promise<void> {
  const content = 'Ābols, 苹果, ვაშლი'
  const hash = createHash('sha256').update(content).digest('hex')
  const arriving = path.join(folder, 'arriving')
  await writeFile(arriving, content)
  assert.equal(await store.has(hash), false)
  await store.keep(hash, arriving)
  assert.equal(await store.has(hash), true)
  assert.equal((await buffer(await store.open(hash))).toString(), content)
  assert.equal((await buffer(await store.open(hash, { first: 0, last: 1 }))).toString(), 'Ā')
  const old = []
  for await (const one of store.olderThan(-60)) old.push(one)
  assert.deepEqual(old, [hash])
  await store.remove(hash)
  await store.remove(hash)
  assert.equal(await store.has(hash), false)
  await assert.rejects(store.open(hash))
}

test('content is kept in a folder', async (t) => {
  const folder = await folderFor(t)
  await behaves(diskStore(path.join(folder, 'files')), folder)
})

test('content is kept in object storage, each request signed', async (t) => {
  const folder = await folderFor(t)
  const { address, refused } = await storage(t)
  await behaves(s3Store(`s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`, {}), folder)
  assert.equal(refused(), 0)
  const stranger = s3Store(`s3://key:wrong@bucket/kontor?endpoint=${address}&region=eu-north-1`, {})
  await assert.rejects(stranger.has('0'.repeat(64)), /403/)
})

test('a file that no record names goes after a day, one that an undo may need stays', async (t) => {
  const { url, schema } = await freshDatabase(t)
  const folder = await folderFor(t)
  const engine = await createEngine({
    databaseUrl: url,
    schema,
    dataFolder: folder,
    modules,
    declaredTables: true,
  })
  t.after(() => engine.close())
  const actor = await engine.access.systemActor('test')
  const upload = async (text: string) => {
    const arrived = await engine.files.arrive(Readable.from([Buffer.from(text)]))
    const file = await engine.files.keep(actor, arrived, { name: `${text}.txt` })
    await arrived.discard()
    return file.id
  }
  const [attached, replaced, forgotten] = [
    await upload('attached'),
    await upload('replaced'),
    await upload('forgotten'),
  ]
  const { id } = await engine.records.create(actor, 'customer', {
    name: 'SIA Attēls',
    country: 'LV',
    picture: replaced,
  })
  await engine.records.update(actor, 'customer', id, { picture: attached })
  const parts = {
    database: engine.database,
    model: engine.model,
    records: engine.records,
    store: diskStore(path.join(folder, 'files')),
  }
  assert.equal(await dropUnnamedFiles(parts, actor), 0, 'they are not a day old')
  assert.equal(await dropUnnamedFiles(parts, actor, -60), 1)
  assert.equal(await dropContents(parts, -60), 1)
  await assert.rejects(engine.files.find(actor, forgotten), /nothing here/)
  for (const file of [attached, replaced]) {
    assert.equal(
      (await buffer(await engine.files.open(await engine.files.find(actor, file)))).length > 0,
      true,
    )
  }
})

/**
 * A small storage that speaks as much of the protocol of S3 as Kontor needs, and checks signatures (AWS
 * SigV4).
 */
async function storage(t: TestContext) {
  const kept = new Map<string, Buffer>()
  let refusals = 0
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = await buffer(request)
    if (!isSigned(request)) {
      refusals += 1
      return void response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    }
    const url = new URL(request.url ?? '', 'http://storage')
    if (url.searchParams.has('list-type')) return void response.end(listing(kept))
    const found = kept.get(url.pathname)
    if (request.method === 'PUT') {
      const isWhole =
        createHash('sha256').update(body).digest('hex') === request.headers['x-amz-content-sha256']
      if (isWhole) kept.set(url.pathname, body)
      return void response.writeHead(isWhole ? 200 : 400).end()
    }
    if (request.method === 'DELETE') kept.delete(url.pathname)
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    if (!found) return void response.writeHead(404).end()
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
    const part = range ? found.subarray(Number(range[1]), Number(range[2]) + 1) : found
    response.writeHead(range ? 206 : 200, { 'content-length': part.length }).end(part)
  }
  const server = http.createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => void server.close())
  const { port } = server.address() as { port: number }
  return { address: `http://127.0.0.1:${port}`, refused: () => refusals }
}

function listing(kept: ReadonlyMap<string, Buffer>): string {
  const entries = [...kept.keys()].map(
    (place) =>
      `<Contents><Key>${place.replace('/bucket/', '')}</Key><LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>`,
  )
  return `<ListBucketResult>${entries.join('')}</ListBucketResult>`
}

function isSigned(request: http.IncomingMessage): boolean {
  const found =
    /Credential=key\/(\d+)\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]+)/.exec(
      request.headers.authorization ?? '',
    )
  if (!found) return false
  const [, day = '', region = '', names = '', signature] = found
  const url = new URL(request.url ?? '', 'http://storage')
  const query = [...url.searchParams].map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name])}\n`)
  const hash = String(request.headers['x-amz-content-sha256'])
  const canonical = [
    request.method,
    url.pathname,
    query.toSorted().join('&'),
    headers.join(''),
    names,
    hash,
  ].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, digest].join('\n')
  const hmac = (key: string | Buffer, of: string): Buffer => createHmac('sha256', key).update(of).digest()
  const signing = hmac(hmac(hmac(hmac('AWS4secret', day), region), 's3'), 'aws4_request')
  return createHmac('sha256', signing).update(text).digest('hex') === signature
}
