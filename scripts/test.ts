import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { dismissTestServer, moveTemporaryFiles, sweepTestDatabases } from '#testing'
import { debianPostgres } from './debian-postgres.ts'

const root = path.dirname(import.meta.dirname)

/** Most batches load the whole engine: compiled once, it is there. */
const compiled = { NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'compiled') }

/**
 * One part of the proof. It answers with a sentence where it could not be done here; it throws where it
 * fails.
 */
type Step = { name: string; what: string; remedy?: string; run(): Promise<string | void> }

const steps: Step[] = [
  { name: 'format', what: 'format', remedy: 'npm run format', run: () => tool('oxfmt', ['--check']) },
  { name: 'lint', what: 'lint', run: () => tool('oxlint', []) },
  { name: 'types', what: 'types of the server', run: () => tool('tsc', ['-p', '.']) },
  { name: 'types', what: 'types of the web app', run: () => tool('tsc', ['-p', 'web']) },
  { name: 'unused', what: 'nothing unused', run: () => tool('knip', ['--no-config-hints']) },
  { name: 'unit', what: 'tests', run: () => tests(files((file) => !isBrowserTest(file))) },
  { name: 'browser', what: 'the web app builds', run: buildWebApp },
  { name: 'browser', what: 'tests in a browser', run: () => tests(files(isBrowserTest)) },
  { name: 'pg15', what: 'tests on PostgreSQL of Debian', run: testsOnDebianPostgres },
]

/**
 * Runs the whole proof, or the parts that are named (`npm test`, `node scripts/test.ts lint types`), and
 * stops
 * at the first part that fails. The closing lines are those of node:test, summed over its runs.
 */
async function test(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0)
    stop(`There is no part named ${unknown.join(', ')}. Parts: ${partNames().join(', ')}.`, 2)
  const chosen = steps.filter(({ name }) => names.length === 0 || names.includes(name))
  const takeAway = moveTemporaryFiles()
  const report: string[] = []
  let failed: Step | undefined
  for (const step of chosen) {
    console.log(`\n── ${step.what} ──`)
    const start = performance.now()
    const outcome = await step.run().catch((error: Error) => error)
    const seconds = ((performance.now() - start) / 1_000).toFixed(1).padStart(7)
    if (outcome instanceof Error) failed = step
    const result =
      outcome instanceof Error ? `FAILED: ${outcome.message}` : outcome ? `left out: ${outcome}` : ''
    report.push(`${failed ? '✖' : outcome ? '–' : '✔'} ${seconds} s  ${step.what}  ${result}`.trimEnd())
    if (failed) break
  }
  await dismissTestServer()
  console.log(`\n${report.join('\n')}`)
  const unsteady = [...deaths, ...failedOnce].join('')
  if (!failed && unsteady) console.log(`Passed when it was run again, and has to be mended: ${unsteady}`)
  if (failed)
    console.log(`Stopped at “${failed.what}”. ${failed.remedy ? `To mend it: ${failed.remedy}. ` : ''}`)
  printSum()
  takeAway()
  process.exitCode = failed ? 1 : 0
}

function partNames(): string[] {
  return [...new Set(steps.map(({ name }) => name))]
}

function isBrowserTest(file: string): boolean {
  return file.startsWith(path.join('tests', 'browser'))
}

/** What depends on the database server; the rest would only repeat what has been proved. */
function isDatabaseTest(file: string): boolean {
  return (
    /^(engine|modules|server|cli|testing|tests)\b/.test(file) &&
    !isBrowserTest(file) &&
    !withoutServer.test(file)
  )
}

const withoutServer =
  /architecture|launch-browser|tests.faults.faults|start-postgres|fast-folder|table-files|expression.parse/

function files(isWanted: (file: string) => boolean): string[] {
  const folders = '{model,engine,modules,server,cli,testing,tests,scripts,bench,web}'
  return fs.globSync(`${folders}/**/*.test.ts`, { cwd: root }).filter(isWanted).toSorted()
}

async function buildWebApp(): Promise<string | void> {
  const { buildWeb } = await import('../cli/build-web.ts')
  await buildWeb((sentence) => console.log(sentence))
}

async function testsOnDebianPostgres(): Promise<string | void> {
  if (process.env.KONTOR_TEST_DATABASE_URL)
    return 'the tests ran on the server that KONTOR_TEST_DATABASE_URL names'
  const server = await debianPostgres()
  if (typeof server === 'string') return server
  console.log(`PostgreSQL ${server.version}`)
  try {
    await tests(files(isDatabaseTest), { KONTOR_TEST_DATABASE_URL: server.url })
    await sweepTestDatabases(server.url, true)
  } finally {
    await server.stop()
  }
}

/**
 * Runs the files in batches, two at a time: with a process for each file, a third of the work would be
 * loading the program anew. What looks at its own process, or opens an app for its whole file, stays alone.
 * What waits nearly all its time, for connections that have to time out, takes no core and runs beside them.
 */
async function tests(chosen: string[], environment: Record<string, string> = {}): Promise<void> {
  const waiting = batches(chosen.filter((file) => !waits.test(file)))
  const beside = batches(chosen.filter((file) => waits.test(file)))
  const faults: string[] = []
  const lane = async (queue: string[][]): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) {
      const fault = await testBatch(batch, environment)
      if (fault) faults.push(fault)
    }
  }
  await Promise.all([lane(waiting), lane(waiting), lane(beside)])
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

const batchSize = 12
const waits = /^tests.faults.(load|network|revoked)/
const alone = /^tests.(browser|faults|fuzz|rights)|agreement|postgres|few-pools/

/** The long ones first, so that no lane waits for the other at the end. */
function batches(chosen: readonly string[]): string[][] {
  const single = chosen.filter((file) => alone.test(file)).map((file) => [file])
  const rest = chosen.filter((file) => !alone.test(file))
  const count = Math.ceil(rest.length / batchSize)
  // Neighbours are alike in length, so they are dealt out like cards.
  const dealt = Array.from({ length: count }, (_, lane) => rest.filter((_, at) => at % count === lane))
  return [...single, ...dealt]
}

/**
 * Runs files in one process, and answers with the tests that failed. Where a few did, or the process died
 * (told with what it said last), the files are run once more: what passes then is told at the end as
 * unsteady. Many that fail are no chance, and neither is what fails twice.
 */
async function testBatch(
  batch: readonly string[],
  environment: Record<string, string>,
  isSecond = false,
): Promise<string | undefined> {
  // A test that hangs is stopped; the longest one, the fuzz of every route, needs a few minutes.
  const limits = ['--test-isolation=none', '--test-timeout=600000']
  const said = await run(process.execPath, ['--test', ...limits, ...batch], { environment, atOnce: true })
  const sums = [
    ...said.text.matchAll(/^. (tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) ([\d.]+)$/gm),
  ]
  const failing = [
    ...new Set([...said.text.matchAll(/^ *✖ (?!failing tests:)(.*)$/gm)].map(([, name]) => name)),
  ]
  const names = failing.map((name) => `\n    ${name}`).join('')
  const isChance = failing.length > 0 && failing.length <= fewTests && failedOnce.length < fewBatches
  if (isChance && !isSecond) {
    failedOnce.push(names)
    // Only the second run counts: it says what the first would have, had chance not come between.
    return testBatch(batch, environment, true)
  }
  for (const [, name, count] of sums) sum.set(name ?? '', (sum.get(name ?? '') ?? 0) + Number(count))
  if (said.code === 0) return undefined
  if (failing.length > 0) return names
  const ended = said.signal ? `was ended by ${said.signal}` : `ended with ${said.code}`
  const last = said.text.trimEnd().split('\n').slice(-3).join('\n      ')
  const died = `\n    a process ${ended} and named no failing test: ${batch.join(' ')}\n      ${last}`
  deaths.push(died)
  return sums.length > 0 || isSecond ? died : await testBatch(batch, environment, true)
}

/** Told at the end even where the second run passed. */
const [deaths, failedOnce]: [string[], string[]] = [[], []]

/** So many tests of one process, and processes of one run, are taken for chance at first. */
const [fewTests, fewBatches] = [3, 3]

async function tool(name: string, args: string[]): Promise<void> {
  const { code } = await run(path.join(root, 'node_modules', '.bin', name), args)
  if (code !== 0) throw new Error(`${name} found what is listed above.`)
}

type RunOptions = {
  readonly environment?: Readonly<Record<string, string>>
  /** Shows what it says when it is done, so that two that run side by side can be read. */
  readonly atOnce?: boolean
}

function run(
  command: string,
  args: string[],
  { environment = {}, atOnce = false }: RunOptions = {},
): Promise<{ code: number | null; signal: NodeJS.Signals | null; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...compiled, ...process.env, ...environment },
      shell: process.platform === 'win32',
    })
    running.add(child)
    let text = ''
    child.stdout.on('data', (piece: Buffer) => {
      if (!atOnce) process.stdout.write(piece)
      text += String(piece)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      running.delete(child)
      if (atOnce) process.stdout.write(text)
      resolve({ code, signal, text })
    })
  })
}

const running = new Set<ChildProcess>()

// The step that runs ends as failed, and what it started is stopped on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => running.forEach((child) => child.kill('SIGTERM')))

const sum = new Map<string, number>()

function printSum(): void {
  console.log([...sum].map(([name, count]) => `ℹ ${name} ${count}`).join('\n'))
}

function stop(sentence: string, code: number): never {
  console.error(sentence)
  process.exit(code)
}

await test(process.argv.slice(2))
