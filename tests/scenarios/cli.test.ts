import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { test, type TestContext } from 'node:test'
import { freePort } from '#testing'
import { caller, until } from './office.ts'

const program = path.join(import.meta.dirname, '..', '..', 'bin', 'kontor')

type Ended = { readonly code: number | null; readonly out: string; readonly err: string }
type Place = Readonly<Record<string, string>>

async function placeFor(t: TestContext): Promise<Place> {
  const data = await mkdtemp(path.join(os.tmpdir(), 'kontor-cli-'))
  t.after(() => rm(data, { recursive: true, force: true }))
  return { KONTOR_DATA: data, PORT: String(await freePort()) }
}

function begin(place: Place, ...args: string[]) {
  const child = spawn(program, args, { env: { ...process.env, ...place }, stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (said.err += piece.toString()))
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...said })))
  return { child, said, ended }
}

function run(place: Place, args: readonly string[], input = ''): Promise<Ended> {
  const { child, ended } = begin(place, ...args)
  child.stdin?.end(input)
  return ended
}

async function started(t: TestContext, place: Place) {
  const running = begin(place, 'start')
  t.after(() => stop(running.child, running.ended))
  await saying(running, /Kontor is ready at/)
  return running
}

/** Waits for words, however long the machine takes; a program that ended says none any more. */
function saying({ child, said, ended }: ReturnType<typeof begin>, words: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = words.exec(said.out)
      if (found) resolve(found)
    }
    child.stdout.on('data', look)
    void ended.then(({ err }) => reject(new Error(`It ended without saying ${String(words)}: ${err}`)))
    look()
  })
}

async function stop(child: ChildProcess, ended: Promise<Ended>): Promise<Ended> {
  if (child.exitCode === null) child.kill('SIGTERM')
  return ended
}

test('Kontor starts on an empty folder, is set up by its link, works beside the command line, and stops cleanly', async (t) => {
  const place = await placeFor(t)
  const running = await started(t, place)
  const { child, said, ended } = running
  const url = `http://127.0.0.1:${place['PORT']}`
  assert.match(said.out, new RegExp(`Kontor is ready at http://localhost:${place['PORT']}`))
  const [, link] = await saying(running, /http\S+\/set-up\?token=(\S+)/)
  const made = await caller(url, {}).post('setup', {
    token: link,
    name: 'Aija',
    email: 'aija@firma.example',
    password: 'long-enough-for-anybody',
  })
  assert.equal(made.status, 201, made.text)
  const added = await run(
    place,
    ['user', 'add', 'juris@firma.example', '--name', 'Juris', '--post', 'clerk', '--password-stdin'],
    'another-long-password\n',
  )
  assert.deepEqual([added.code, added.err], [0, ''])
  const lost = await run(place, ['user', 'reset-factors', 'juris@firma.example'])
  assert.deepEqual([lost.code, lost.err], [0, ''])
  assert.match(lost.out, /juris@firma\.example had 0 second factors/)
  const nobody = await run(place, ['user', 'reset-factors', 'nobody@firma.example'])
  assert.deepEqual([nobody.code, nobody.out], [2, ''])
  const key = await run(place, ['key', 'create', '--user', 'juris@firma.example'])
  assert.match(key.out, /^\S+\n$/, 'the key alone')
  assert.equal(
    (await caller(url, { authorization: `Bearer ${key.out.trim()}` }).get('me')).body.user.name,
    'Juris',
  )
  const verified = await run(place, ['verify', '--files'])
  assert.equal(verified.code, 0, verified.out)
  assert.match(verified.out, /^(\d+ entries of the log are sealed; .+\n)?Everything is as it should be\.\n$/)
  await refusesWhatIsNoTable(place)
  const twin = await run(place, ['start'])
  assert.equal(twin.code, 1)
  assert.match(twin.err, /Port \d+ is taken/)
  const elsewhere = await run({ ...place, PORT: String(await freePort()) }, ['start'])
  assert.equal(elsewhere.code, 1, elsewhere.out)
  assert.match(elsewhere.err, /^[A-Z].*\.\n$/, 'one sentence about the folder that another Kontor holds')
  const { code, out } = await stop(child, ended)
  assert.equal(code, 0)
  assert.match(out, /Kontor has stopped\./)
  const again = await started(t, place)
  assert.ok(!again.said.out.includes('set-up?token'), 'there is a user now')
})

async function refusesWhatIsNoTable(place: Place): Promise<void> {
  const bring = async (name: string, content: string) => {
    const file = path.join(String(place['KONTOR_DATA']), name)
    await writeFile(file, content)
    return run(place, ['import', 'customers', file, '--yes'])
  }
  const json = await bring('klienti.json', '[{"name":"SIA Alfa"}]')
  assert.equal(json.code, 1)
  assert.match(json.err, /^The file klienti\.json is a JSON document, not a table\. Export it as CSV or XLSX/)
  const nameless = await bring('klienti.csv', 'City\nRīga\n')
  assert.equal(nameless.code, 1)
  assert.match(nameless.err, /^No column goes to “Name”, which is obligatory\./)
}

test('what is written wrongly is told with exit code 2, and what is refused with 1', async (t) => {
  const place = await placeFor(t)
  for (const args of [
    ['nonsense'],
    ['user', 'add'],
    ['user', 'add', 'a@b.example'],
    ['key', 'create'],
    ['start', '--nonsense'],
    ['verify', 'extra'],
  ]) {
    const { code, err } = await run(place, args)
    assert.equal(code, 2, `${args.join(' ')}: ${err}`)
    assert.match(err, /\S/)
  }
  const wrongPort = await run({ ...place, PORT: 'eighty' }, ['start'])
  assert.equal(wrongPort.code, 2)
  assert.match(wrongPort.err, /PORT is “eighty”/)
})

test('the head of the log is kept outside while Kontor runs, and the log is held against it', async (t) => {
  const place = await placeFor(t)
  const outside = await mkdtemp(path.join(os.tmpdir(), 'kontor-outside-'))
  t.after(() => rm(outside, { recursive: true, force: true }))
  const heads = path.join(outside, 'kontor-head.jsonl')
  const { child, ended } = await started(t, { ...place, KONTOR_HEAD_FOLDER: outside })
  await run(place, ['user', 'add', 'aija@firma.example', '--name', 'Aija'])
  const line = await until(() => readFile(heads, 'utf8').catch(() => null))
  assert.match(line, /^\{"position":\d+,"hash":"[0-9a-f]{64}","at":"[^"]+Z"\}\n$/)
  const whole = await run(place, ['verify', '--head', heads])
  assert.equal((await run(place, ['verify', '--head', outside])).code, 0, 'the folder serves as well')
  assert.equal(whole.code, 0, whole.out)
  await stop(child, ended)
  await writeFile(heads, line.replace(/"hash":"[0-9a-f]{64}"/, `"hash":"${'0'.repeat(64)}"`))
  const other = await run(place, ['verify', '--head', heads])
  assert.equal(other.code, 1)
  assert.match(other.out, /is not in the chain: the log up to there was rewritten or cut off\.\n/)
  // What was written last may not be sealed yet, which is said between the two, and is no fault.
  assert.match(other.out, /^One thing is not as it should be\.$/m)
  for (const named of [path.join(outside, 'nothing'), String(place['KONTOR_DATA'])]) {
    const { code, err } = await run(place, ['verify', '--head', named])
    assert.equal(code, 2)
    assert.match(err, /There is no file .+ Name the kontor-head.jsonl .+, or the folder in which it is/)
  }
})

test('a port that another program holds is told at once, and nothing is made', async (t) => {
  const place = await placeFor(t)
  const other = net.createServer().listen(Number(place['PORT']), '127.0.0.1')
  t.after(() => void other.close())
  await until(async () => other.listening)
  const { code, err } = await run(place, ['start'])
  assert.equal(code, 1)
  assert.match(err, /Port \d+ is taken by another program/)
})

test('help and rules are printed without a database', async (t) => {
  const place = { ...(await placeFor(t)), DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' }
  const help = await run(place, ['--help'])
  assert.equal(help.code, 0)
  assert.match(help.out, /kontor user add EMAIL/)
  const rules = await run(place, ['rules'])
  assert.equal(rules.code, 0, rules.err)
  assert.match(rules.out, /deactivate \(Deactivate/)
  assert.match(rules.out, /when: /)
})
