import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { objectStorage } from '#testing'
import { raw, sql } from '../database/sql.ts'
import { databaseForTest } from '../engine-for-test.ts'
import { createEngine } from '../index.ts'
import { modules } from '../../modules/index.ts'
import { allSealed } from '../seal/chain-for-test.ts'
import { dropContent, dropContents, dropUnfinished, dropUnnamedFiles, noteContent } from './collect-files.ts'
import { contentPath, type ContentStore } from './content-store.ts'
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
  const { address, refused } = await objectStorage(t)
  await behaves(s3Store(`s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`, {}), folder)
  assert.equal(refused(), 0)
  const stranger = s3Store(`s3://key:wrong@bucket/kontor?endpoint=${address}&region=eu-north-1`, {})
  await assert.rejects(stranger.has('0'.repeat(64)), /403/)
})

test('a large content goes in parts: all of it is there, or nothing, and what is there stays', async (t) => {
  const folder = await folderFor(t)
  const put: (string | null)[] = []
  let broken: string | null = null
  const { address, kept, uploads, refused } = await objectStorage(t, (method, url) => {
    if (method === 'PUT') put.push(url.searchParams.get('partNumber'))
    return broken !== null && url.searchParams.get('partNumber') === broken ? 'InternalError' : undefined
  })
  const to = `s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`
  const store = s3Store(to, {}, { partBytes: 1_000, restMilliseconds: 1 })
  const content = randomBytes(3_210)
  const hash = createHash('sha256').update(content).digest('hex')
  const file = path.join(folder, 'large')
  await writeFile(file, content)
  broken = '3'
  await assert.rejects(store.keep(hash, file), /500 InternalError/)
  assert.deepEqual([await store.has(hash), kept.size, uploads.size], [false, 0, 0])
  broken = null
  put.length = 0
  await store.keep(hash, file)
  assert.deepEqual(put, ['1', '2', '3', '4'])
  assert.ok(content.equals(await buffer(await store.open(hash))))
  assert.ok(
    content.subarray(998, 2_003).equals(await buffer(await store.open(hash, { first: 998, last: 2_002 }))),
  )
  broken = '3'
  await assert.rejects(store.keep(hash, file), /500 InternalError/)
  assert.deepEqual([await store.has(hash), uploads.size, refused()], [true, 0, 0])
  broken = null
  const other = '0'.repeat(64)
  await assert.rejects(store.keep(other, file), /not what it was when it came in/)
  assert.deepEqual([await store.has(other), uploads.size], [false, 0])
  await writeFile(file, '')
  const empty = createHash('sha256').digest('hex')
  await store.keep(empty, file)
  assert.equal((await buffer(await store.open(empty))).length, 0)
})

test('what a killed process had begun to take in is ended after a day, and nothing that is under way', async (t) => {
  const folder = await folderFor(t)
  const { address, uploads } = await objectStorage(t)
  const store = s3Store(`s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`, {})
  const hash = 'ab'.repeat(32)
  const begin = (place: string) => uploads.set(place, { place: `/bucket/${place}`, parts: new Map() })
  for (const place of [`kontor/${contentPath(hash)}`, `kontor/branch/${contentPath(hash)}`, 'kontor/other'])
    begin(place)
  const arriving = path.join(folder, 'arriving')
  await dropUnfinished({ store, arriving })
  assert.deepEqual([...uploads.keys()], [`kontor/branch/${contentPath(hash)}`, 'kontor/other'])
  begin(`kontor/${contentPath(hash)}`)
  const sinceThen = (Date.now() - Date.parse('2019-12-31')) / 1_000
  await mkdir(arriving)
  for (const name of ['killed', 'under way']) await writeFile(path.join(arriving, name), 'half')
  await utimes(path.join(arriving, 'killed'), 0, 0)
  await dropUnfinished({ store, arriving }, sinceThen)
  assert.deepEqual([uploads.size, await readdir(arriving)], [3, ['under way']])
})

test('a folder of object storage is called as it likes', async (t) => {
  const folder = await folderFor(t)
  const { address } = await objectStorage(t)
  const named = encodeURIComponent(`R&D's <"cafés">`)
  await behaves(s3Store(`s3://key:secret@bucket/${named}?endpoint=${address}&region=eu-north-1`, {}), folder)
  await behaves(s3Store(`s3://key:secret@bucket/R&D's?endpoint=${address}&region=eu-north-1`, {}), folder)
})

test('a file that no record names goes after a day, one that an undo may need stays', async (t) => {
  const { url, schema } = await databaseForTest(t)
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
    const arrived = await engine.files.arrive(actor, Readable.from([Buffer.from(text)]), 'x')
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
  // However many stay, they do not hide those behind them.
  assert.equal(await dropUnnamedFiles(parts, actor, { olderSeconds: -60, atOnce: 1 }), 1)
  assert.equal(await dropContents(parts, -60), 1)
  await assert.rejects(engine.files.find(actor, forgotten), /nothing here/)
  for (const file of [attached, replaced]) {
    assert.equal(
      (await buffer(await engine.files.open(await engine.files.find(actor, file)))).length > 0,
      true,
    )
  }
})

test('a clock that is ahead does not take the files that an undo may need', async (t) => {
  const folder = await folderFor(t)
  const { engine, actor, upload } = await archiveFor(t, folder)
  const replaced = await upload('replaced')
  const { id } = await engine.records.create(actor, 'customer', { name: 'SIA Laiks', picture: replaced })
  await engine.records.update(actor, 'customer', id, { picture: null })
  await allSealed(engine)
  // So many days later by the clock, while nothing was written in between.
  const aged = async (days: number) => {
    await engine.database.transaction(async (tx) => {
      await tx.query(sql`set local kontor.erasing = 'on'`)
      await tx.query(sql`update audit_entry set at = at - make_interval(days => ${days})`)
      await tx.query(sql`update audit_seal set sealed_at = sealed_at - make_interval(days => ${days})`)
    })
  }
  await aged(100)
  const drop = () => dropUnnamedFiles({ ...engine, model: engine.model }, actor, { olderSeconds: -60 })
  assert.equal(await drop(), 0)
  await engine.database.query(
    sql`insert into audit_seal (number, position, entries, last_entry, until, cluster, sealed_at, digest, hash)
        select s.number + n, s.position, 0, s.last_entry, s.until, s.cluster, now() - make_interval(days => 60 - n),
               s.digest, s.hash
        from (select * from audit_seal order by number desc limit 1) s, generate_series(1, 60) n`,
  )
  assert.equal(await drop(), 1)
})

test('what another installation keeps in the same place is not cleared away', async (t) => {
  const folder = await folderFor(t)
  const [ours, theirs] = [await archiveFor(t, folder), await archiveFor(t, folder)]
  for (const name of ['theirs', 'shared']) await theirs.upload(name)
  for (const name of ['forgotten', 'shared']) await ours.upload(name)
  // What a process that was killed had put there, before its file was written down.
  const sent = await ours.engine.files.arrive(ours.actor, Readable.from([Buffer.from('sent')]), 'sent')
  await ours.engine.files.send(ours.actor, sent)
  const store = diskStore(path.join(folder, 'files'))
  const parts = ({ engine }: typeof ours) => ({ ...engine, store, model: engine.model })
  await dropUnnamedFiles(parts(ours), ours.actor, { olderSeconds: -60 })
  assert.equal(await dropContents(parts(theirs), -60), 0)
  assert.equal(await dropContents(parts(ours), -60), 2)
  const there = await Promise.all(['theirs', 'shared', 'forgotten'].map((name) => store.has(hashOf(name))))
  assert.deepEqual(there, [true, true, false])
  const known = await ours.engine.database.query(sql`select from kept_content`)
  assert.equal(known.length, 0)
  // An erasure asks for one content by its name, and it is theirs all the same.
  assert.equal(await dropContent(parts(ours), hashOf('shared')), false)
  assert.ok(await store.has(hashOf('shared')))
})

test('whoever sends a content anew while it is cleared away writes it down again', async (t) => {
  const folder = await folderFor(t)
  const { engine, actor } = await archiveFor(t, folder)
  const send = async () => {
    const sent = await engine.files.arrive(actor, Readable.from([Buffer.from('sent')]), 'sent')
    await engine.files.send(actor, sent)
    return sent.hash
  }
  const sent = await send()
  const disk = diskStore(path.join(folder, 'files'))
  const asked = { lockMilliseconds: 1 }
  const store: ContentStore = {
    ...disk,
    async remove(hash) {
      await disk.remove(hash)
      const noted = engine.database.transaction((tx) => noteContent(tx, hash), asked)
      await assert.rejects(noted, 'it waits until the clearing is done')
    },
  }
  assert.ok(await dropContent({ ...engine, store, model: engine.model }, sent))
  await send()
  const known = await engine.database.query(sql`select from kept_content`)
  assert.equal(known.length, 1)
})

test('contents of before are known by the log and by the files there are', async (t) => {
  const { engine, upload } = await archiveFor(t, await folderFor(t))
  const { database } = engine
  const names = ['told', 'deleted', 'untold']
  const [, deleted = '', untold = ''] = await Promise.all(names.map((name) => upload(name)))
  await database.transaction(async (tx) => {
    await tx.query(sql`set local kontor.erasing = 'on'`)
    await tx.query(sql`update audit_entry set after = null where record = ${untold}`)
    await tx.query(sql`delete from file where id = ${deleted}`)
    await tx.query(sql`drop table kept_content`)
    for (const step of ['0230-engine-kept-contents', '0231-contents-of-files'])
      await tx.query(raw(await readFile(`migrations/${step}.sql`, 'utf8')))
  })
  const known = await database.query<{ hash: string }>(sql`select hash from kept_content`)
  assert.deepEqual(known.map(({ hash }) => hash).sort(), names.map(hashOf).sort())
})

async function archiveFor(t: TestContext, folder: string, filesUrl?: string) {
  const { url, schema } = await databaseForTest(t)
  const given = { databaseUrl: url, schema, dataFolder: folder, modules, declaredTables: true } as const
  const engine = await createEngine(filesUrl === undefined ? given : { ...given, filesUrl })
  t.after(() => engine.close())
  const actor = await engine.access.systemActor('test')
  return {
    engine,
    actor,
    async upload(name: string): Promise<string> {
      const arrived = await engine.files.arrive(
        actor,
        Readable.from([Buffer.from(`Contents of ${name}`)]),
        name,
      )
      const { id } = await engine.files.keep(actor, arrived, { name })
      await arrived.discard()
      return id
    },
  }
}

const hashOf = (name: string) => createHash('sha256').update(`Contents of ${name}`).digest('hex')

test('a file in the folder that was altered or taken away is named, and no other', async (t) => {
  const folder = await folderFor(t)
  const { engine, upload } = await archiveFor(t, folder)
  for (const name of ['whole.pdf', 'altered.pdf', 'missing.pdf']) await upload(name)
  const again = await upload('missing.pdf')
  assert.deepEqual(await engine.verify({ files: true }), [])
  const place = (name: string) => path.join(folder, 'files', contentPath(hashOf(name)))
  await writeFile(place('altered.pdf'), 'Contents of another one')
  await rm(place('missing.pdf'))
  const findings = (await engine.verify({ files: true })).toSorted()
  assert.equal(findings.length, 2, findings.join('\n'))
  assert.match(findings[0] ?? '', /^The content of altered\.pdf \([^)]+\) is not what was archived/)
  assert.match(findings[1] ?? '', /^The content of missing\.pdf .+, missing\.pdf \([^)]+\) is missing/)
  assert.ok(findings[1]?.includes(again), 'every file of that content is named')
  assert.deepEqual(await engine.verify(), [], 'without being asked no content is read')
})

test('contents in object storage are read and digested anew as well', async (t) => {
  const { address, kept } = await objectStorage(t)
  const filesUrl = `s3://key:secret@bucket/kontor?endpoint=${address}&region=eu-north-1`
  const { engine, upload } = await archiveFor(t, await folderFor(t), filesUrl)
  for (const name of ['whole.pdf', 'altered.pdf', 'missing.pdf']) await upload(name)
  assert.deepEqual(await engine.verify({ files: true }), [])
  const place = (name: string) => `/bucket/kontor/${contentPath(hashOf(name))}`
  kept.set(place('altered.pdf'), Buffer.from('Contents of another one'))
  assert.ok(kept.delete(place('missing.pdf')))
  const findings = (await engine.verify({ files: true })).toSorted().join('\n')
  assert.match(
    findings,
    /^The content of altered\.pdf .+ archived .+\nThe content of missing\.pdf .+ missing .+$/,
  )
})

test('a file that was put under another hash is found out by the log, which the chain covers', async (t) => {
  const { engine, upload } = await archiveFor(t, await folderFor(t))
  const file = await upload('contract.pdf')
  await upload('other.pdf')
  await engine.database.query(sql`update file set hash = ${hashOf('other.pdf')} where id = ${file}`)
  const findings = (await engine.verify({ files: true })).join('\n')
  assert.match(findings, new RegExp(`hash is not what the log says \\(${file}\\)`))
})
