import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import test, { after, before, type TestContext } from 'node:test'
import pg from 'pg'
import { startPostgres, StartFailure, type Postgres, type StartOptions } from './index.ts'

const isRoot = process.getuid?.() === 0
const template = fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-postgres-'))

before(async () => {
  const { stop } = await startPostgres(template, { durable: false })
  await stop()
})
after(() => fs.rmSync(template, { recursive: true, force: true }))

test('the database starts, keeps what it was told, and starts again', async (t) => {
  const folder = emptyFolder(t)
  const sentences: string[] = []
  const first = await start(t, folder, { report: (sentence) => sentences.push(sentence) })
  await ask(first.url, "create table note as select 'kept' as text")
  await first.stop()
  const second = await start(t, folder)
  assert.equal(await ask(second.url, 'select text from note'), 'kept')
  assert.deepEqual(sentences, ['Setting up the database for the first time.'])
  assert.equal(second.version, 18)
})

test('only this machine reaches it, and only with the password that its owner can read', async (t) => {
  const folder = filledFolder(t)
  const { url, port } = await start(t, folder)
  assert.equal(await ask(url, "select current_setting('listen_addresses')"), '127.0.0.1')
  await assert.rejects(ask(`postgres://kontor@127.0.0.1:${port}/kontor`, 'select 1'), /password/)
  assert.equal(fs.statSync(path.join(folder, 'cluster', 'kontor.password')).mode & 0o777, 0o600)
})

test('letters of all our scripts are letters to it', async (t) => {
  const { url } = await start(t, filledFolder(t))
  await ask(url, 'create extension pg_trgm')
  assert.equal(await ask(url, "select similarity('თბილისი', 'თბილისი')::text"), '1')
  assert.equal(await ask(url, "select lower('ĀBOLS ЖУК')"), 'ābols жук')
})

test('a second Kontor on the same folder is told so, and harms nothing', async (t) => {
  const folder = filledFolder(t)
  const { url } = await start(t, folder)
  await refuses(
    start(t, folder, { patienceSeconds: 0.2 }),
    'folderInUse',
    /Another Kontor is running.*Stop it first/,
  )
  assert.equal(await ask(url, "select 'alive'"), 'alive')
})

test('whoever leaves a database that answers nobody is not held by it, and it is there at the next start', async (t) => {
  const folder = filledFolder(t)
  const first = await start(t, folder, { durable: true })
  await ask(first.url, "create table note as select 'kept' as text")
  const processes = processesOf(folder)
  for (const pid of processes) process.kill(pid, 'SIGSTOP')
  await first.stop()
  for (const pid of processes) process.kill(pid, 'SIGCONT')
  const second = await start(t, folder)
  assert.equal(await ask(second.url, 'select text from note'), 'kept')
})

test('a start while the last one is still stopping waits for it', async (t) => {
  const folder = filledFolder(t)
  const first = await start(t, folder)
  const second = start(t, folder)
  await first.stop()
  assert.equal(await ask((await second).url, "select 'mine now'"), 'mine now')
})

test('a command shares the database of a running server; whoever leaves last stops it', async (t) => {
  const folder = filledFolder(t)
  const server = await start(t, folder)
  const command = await start(t, folder, { share: true })
  assert.equal(command.port, server.port)
  await server.stop()
  assert.equal(await ask(command.url, "select 'still here'"), 'still here')
  const next = await start(t, folder)
  assert.equal(next.port, command.port)
  await command.stop()
  await next.stop()
  await assert.rejects(ask(next.url, 'select 1'))
})

test('a Kontor that lost its connection for a moment still has the folder for itself', async (t) => {
  const folder = filledFolder(t)
  const { url } = await start(t, folder)
  const holders = "from pg_stat_activity where datname = 'postgres' and application_name like 'kontor %'"
  const holder = await ask(url, `select pid ${holders}`)
  await ask(url, `select pg_terminate_backend(pid) ${holders}`)
  const renewed = `select count(*)::int from pg_locks where locktype = 'advisory' and pid <> ${Number(holder)}`
  while ((await ask(url, renewed)) !== 2) await new Promise(setImmediate)
  await refuses(start(t, folder, { patienceSeconds: 0.2 }), 'folderInUse', /Another Kontor/)
})

test('the database of a Kontor that was killed is taken over', async (t) => {
  const folder = filledFolder(t)
  const face = path.join(import.meta.dirname, 'index.ts')
  const program = `
    import { startPostgres } from ${JSON.stringify(face)}
    console.log((await startPostgres(${JSON.stringify(folder)}, { durable: false })).port)
    setInterval(() => {}, 1000)`
  const victim = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(victim.stdout, 'data')) as [Buffer]
  victim.kill('SIGKILL')
  await once(victim, 'exit')
  assert.equal((await start(t, folder)).port, Number(port))
})

test('a database that was killed comes back by itself, where it was', async (t) => {
  const folder = filledFolder(t)
  const { url, stop } = await start(t, folder, { durable: true })
  await ask(url, "create table note as select 'kept' as text")
  const pid = Number(fs.readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
  const patience = Date.now() + 60_000
  let said: unknown
  while (said === undefined) {
    said = await ask(url, 'select text from note').catch((error: Error) => {
      if (Date.now() > patience) throw error
    })
  }
  assert.equal(said, 'kept')
  await stop()
  await assert.rejects(ask(url, 'select 1'), 'whoever leaves last stops what came back, too')
})

test('a lock file whose process number now belongs to another program does not stop the start', async (t) => {
  const folder = filledFolder(t)
  const lock = [process.pid, path.join(folder, 'cluster'), 1, 5432, '', '127.0.0.1', '', 'ready', '']
  fs.writeFileSync(path.join(folder, 'cluster', 'postmaster.pid'), lock.join('\n'))
  const { url } = await start(t, folder)
  assert.equal(await ask(url, "select 'started'"), 'started')
})

test('two processes that set up one folder at once end with one database', async (t) => {
  const folder = emptyFolder(t)
  const [one, two] = await Promise.all([start(t, folder, { share: true }), start(t, folder, { share: true })])
  assert.equal(one.port, two.port)
})

test('a folder of an older or a newer Kontor is left as it is', async (t) => {
  for (const [version, age] of [
    ['17', /an older Kontor \(PostgreSQL 17, this one brings 18\)/],
    ['19', /a newer Kontor/],
  ] as const) {
    const folder = filledFolder(t)
    fs.writeFileSync(path.join(folder, 'cluster', 'PG_VERSION'), `${version}\n`)
    await refuses(start(t, folder), 'otherVersion', age)
    assert.equal(fs.readFileSync(path.join(folder, 'cluster', 'PG_VERSION'), 'utf8'), `${version}\n`)
  }
})

test('a damaged folder is named as such', async (t) => {
  for (const file of ['PG_VERSION', 'global/pg_control', 'kontor.password', 'postgresql.conf']) {
    const folder = filledFolder(t)
    fs.rmSync(path.join(folder, 'cluster', file))
    await refuses(start(t, folder), 'folderDamaged', /is damaged|cannot be read/)
  }
})

test('a place that is no folder, or not ours to write, is named', async (t) => {
  const file = emptyFolder(t)
  fs.writeFileSync(file, '')
  await refuses(start(t, path.join(file, 'data')), 'folderNotWritable', /KONTOR_DATA/)
})

test(
  'a full disk is named, and what was saved is still there afterwards',
  { skip: !canMount() && 'needs a small disk' },
  async (t) => {
    const folder = emptyFolder(t)
    smallDisk(t, folder, 150)
    await refuses(start(t, folder), 'diskFull', /The disk that holds .* is full/)
    assert.deepEqual(fs.readdirSync(folder), [])

    smallDisk(t, folder, 250)
    const before = await start(t, folder)
    await ask(before.url, "create table note as select 'kept' as text")
    await before.stop()
    const filler = path.join(folder, 'filler')
    const { bavail, bsize } = fs.statfsSync(folder)
    fs.writeFileSync(filler, Buffer.alloc(bavail * bsize - 10 * 1024 * 1024))
    await refuses(start(t, folder), 'diskFull', /Free at least/)
    fs.rmSync(filler)
    assert.equal(await ask((await start(t, folder)).url, 'select text from note'), 'kept')
  },
)

test(
  'root steps down to another user where namespaces are not allowed',
  { skip: !isRoot && 'only for root' },
  async (t) => {
    const folder = emptyFolder(t)
    const first = await start(t, folder, { stepDown: 'setUser' })
    assert.equal(await ask(first.url, "select 'runs'"), 'runs')
    await first.stop()
    assert.notEqual(fs.statSync(folder).uid, 0)
    const again = await start(t, folder)
    assert.equal(await ask(again.url, "select 'runs'"), 'runs')
  },
)

async function start(t: TestContext, folder: string, options: StartOptions = {}): Promise<Postgres> {
  const postgres = await startPostgres(folder, { durable: false, ...options })
  atEnd(t, () => postgres.stop())
  return postgres
}

/** A private home, so that each test also shows that the database runs below one. */
function emptyFolder(t: TestContext): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-postgres-'))
  atEnd(t, () => fs.rmSync(home, { recursive: true, force: true }))
  return path.join(home, 'data')
}

function filledFolder(t: TestContext): string {
  const folder = emptyFolder(t)
  fs.cpSync(template, folder, { recursive: true })
  fs.chmodSync(path.join(folder, 'cluster'), 0o700)
  return folder
}

const ends = new WeakMap<TestContext, (() => unknown)[]>()

/** In reverse order, unlike the hooks of the test runner: the database stops before its folder goes. */
/** PostgreSQL on the folder, and the processes that it started. */
function processesOf(folder: string): number[] {
  const lock = fs.readFileSync(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8')
  const postmaster = Number(lock.split('\n')[0])
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' })
  return [postmaster, ...stdout.trim().split(/\s+/).filter(Boolean).map(Number)]
}

function atEnd(t: TestContext, release: () => unknown): void {
  const known = ends.get(t)
  if (known) return void known.push(release)
  const releases = [release]
  ends.set(t, releases)
  t.after(async () => {
    for (const each of releases.toReversed()) await each()
  })
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' })
    return (rows as unknown[][])[0]?.[0]
  } finally {
    await client.end()
  }
}

async function refuses(
  starting: Promise<unknown>,
  code: StartFailure['code'],
  sentence: RegExp,
): Promise<void> {
  await assert.rejects(starting, (error: Error) => {
    assert.ok(error instanceof StartFailure, error.stack ?? '')
    assert.equal(error.code, code, error.message)
    assert.match(error.message, sentence)
    return true
  })
}

function smallDisk(t: TestContext, folder: string, megabytes: number): void {
  fs.mkdirSync(folder, { recursive: true })
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', folder])
  atEnd(t, () => spawnSync('umount', ['-l', folder]))
}

function canMount(): boolean {
  if (!isRoot || process.platform !== 'linux') return false
  const probe = fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-mount-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'none', probe]).status === 0
  if (mounted) spawnSync('umount', ['-l', probe])
  fs.rmdirSync(probe)
  return mounted
}
