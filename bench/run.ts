import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createEngine, type Engine } from '#engine'
import { startPostgres } from '#postgres'
import { modules } from '../modules/index.ts'
import { measureColdStart } from './cold-start.ts'
import { measureDuplicates } from './duplicates.ts'
import { measureExport } from './export.ts'
import { measureFacts } from './facts.ts'
import { fillParties } from './fill.ts'
import { measureImport } from './import.ts'
import { measureImportMemory } from './import-memory.ts'
import { measurePast } from './past.ts'
import { measureRequests } from './requests.ts'
import { measureRights } from './rights.ts'
import { measureSearch } from './search.ts'
import { measureSeenWith } from './seen-with.ts'

/** One measured thing: how it stands to its reference in the same run, and what it has to reach. */
export type Figure = {
  readonly work: string
  readonly parties: number
  readonly value: number
  readonly unit: string
  readonly reach: string
  readonly reached: boolean
  readonly detail: string
  /** What one request took, in the middle. */
  readonly milliseconds?: number
}

/** What measurements share. */
export type Bench = {
  readonly engine: Engine
  readonly databaseUrl: string
  readonly schema: string
  readonly folder: string
  readonly user: string
  readonly key: string
  /** A user whose rights cover one row in a hundred. */
  readonly fewKey: string
  report(figure: Figure): void
  serve(script: string): Promise<{ origin: string; stop(): void }>
}

const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10000,100000,1000000' }, only: { type: 'string' } },
})
const sizes = values.sizes.split(',').map(Number)
const wanted = (name: string) => !values.only || values.only.split(',').includes(name)
/** What is measured among parties that are there already. */
const ofParties = ['requests', 'search', 'duplicates', 'rights', 'past', 'export']
const folder = mkdtempSync(path.join(os.tmpdir(), 'kontor-bench-'))
const figures: Figure[] = []

process.stdout.write(`${machine()}\n`)
const postgres = await startPostgres(path.join(folder, 'postgres'))
try {
  await measureAll()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}
keep()
process.exitCode = figures.every((figure) => figure.reached) ? 0 : 1

async function measureAll(): Promise<void> {
  const engine = await createEngine({
    databaseUrl: postgres.url,
    schema: 'bench',
    dataFolder: folder,
    modules,
  })
  try {
    const bench = await prepared(engine)
    let filled = 0
    for (const size of ofParties.some(wanted) ? sizes : []) {
      say(`Filling up to ${size} parties …`)
      await fillParties(engine, { from: filled, until: size, manager: bench.user })
      filled = size
      if (wanted('requests')) await measureRequests(bench, size)
      if (wanted('search')) await measureSearch(bench, size)
      if (wanted('duplicates')) await measureDuplicates(bench, size)
    }
    if (wanted('rights')) await measureRights(bench, filled)
    if (wanted('rights')) await measureSeenWith(bench, filled)
    if (wanted('past')) await measurePast(bench, filled)
    reportGrowth()
    if (wanted('export')) await measureExport(bench, filled)
  } finally {
    await engine.close()
  }
  if (wanted('import')) await measureImport({ postgresUrl: postgres.url, folder, report })
  if (wanted('memory')) await measureImportMemory({ folder, rows: Math.max(...sizes), report })
  if (wanted('facts')) await measureFacts({ postgresUrl: postgres.url, folder, report })
  if (wanted('start')) await measureColdStart({ folder, report })
}

/** How much slower lists and searches are with the most parties than with the fewest. */
function reportGrowth(): void {
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  if (most / least < 10) return
  const at = (begin: string, parties: number) =>
    figures.find((figure) => figure.work.startsWith(begin) && figure.parties === parties)?.milliseconds
  for (const work of ['list', 'search as one types, all rows', 'search as one types, 1 %']) {
    const [small, large] = [at(work, least), at(work, most)]
    if (small === undefined || large === undefined) continue
    report({
      work: `growth of ${work} from ${least}`,
      parties: most,
      value: large / small,
      unit: '×',
      reach: '≤ 1.5',
      reached: large / small <= 1.5,
      detail: `median ${small.toFixed(1)} and ${large.toFixed(1)} ms`,
    })
  }
}

async function prepared(engine: Engine): Promise<Bench> {
  const root = await engine.access.systemActor('bench')
  const posts = JSON.parse(await engine.records.list(root, 'post', { fields: ['key'], limit: 100 })) as {
    items: { id: string; key: string }[]
  }
  const keyOf = async (post: string, email: string) => {
    const id = posts.items.find((one) => one.key === post)?.id
    const user = await engine.records.create(root, 'user', { name: post, email, posts: [{ post: id }] })
    const { key } = await engine.accounts.createKey({ user: user.id, name: 'bench', source: 'cli' })
    return { user: user.id, key }
  }
  const manager = await keyOf('manager', 'manager@bench.example')
  const seller = await keyOf('seller', 'seller@bench.example')
  return {
    engine,
    databaseUrl: postgres.url,
    schema: 'bench',
    folder,
    user: seller.user,
    key: manager.key,
    fewKey: seller.key,
    report,
    serve: (script) =>
      serve(script, [postgres.url, 'bench', script.includes('bare') ? manager.user : folder]),
  }
}

/** Starts a server of its own process and waits for its port. */
function serve(script: string, args: readonly string[]): Promise<{ origin: string; stop(): void }> {
  const child: ChildProcess = spawn(process.execPath, [path.join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      const port = /listening (\d+)/.exec(piece.toString())?.[1]
      if (port) resolve({ origin: `http://127.0.0.1:${port}`, stop: () => void child.kill('SIGKILL') })
    })
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}.`)))
  })
}

function report(figure: Figure): void {
  figures.push(figure)
  const mark = figure.reached ? 'reached' : 'SHORT  '
  say(
    `${mark}  ${figure.work.padEnd(46)} ${String(figure.parties).padStart(9)}  ${figure.value.toFixed(2)} ${figure.unit} (${figure.reach})  ${figure.detail}`,
  )
}

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`)
}

function machine(): string {
  const cpu = os.cpus()[0]?.model ?? 'unknown processor'
  return `${os.cpus().length} × ${cpu}, ${Math.round(os.totalmem() / 1024 ** 3)} GiB, ${os.type()} ${os.release()}, Node ${process.version}`
}

function keep(): void {
  const place = path.join(import.meta.dirname, 'results')
  mkdirSync(place, { recursive: true })
  const file = path.join(place, 'latest.json')
  writeFileSync(
    file,
    `${JSON.stringify({ at: new Date().toISOString(), machine: machine(), figures }, null, 2)}\n`,
  )
  say(`Kept in ${path.relative(process.cwd(), file)}`)
}
