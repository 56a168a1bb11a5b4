import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createEngine, type Engine } from '#engine'
import { freePort } from '#testing'
import { modules } from '../../modules/index.ts'
import { kontorProcess } from '../../testing/faults/kontor-process.ts'
import { fillParties } from '../fill.ts'
import {
  mebibytes,
  officeLoad,
  slowMilliseconds,
  type LoadReport,
  type OfficeLoad,
  type Times,
} from './office-load.ts'
import type { Kind } from './office-work.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    users: { type: 'string', default: '200' },
    parties: { type: 'string', default: '100000' },
    seed: { type: 'string' },
  },
})
const most = { p99: slowMilliseconds, growth: 0.1 }
const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

/** Kontor as people start it, filled, under the work of an office; what falls short makes it fail. */
const folder = await mkdtemp(path.join(os.tmpdir(), 'kontor-load-'))
const kontor = kontorProcess(folder, await freePort())
try {
  await kontor.start()
  const people = await prepared()
  const seed = Number(values.seed ?? randomInt(1_000_000))
  say(`${values.users} people for ${values.minutes} minutes on ${values.parties} parties, seed ${seed}.`)
  const report = await officeLoad({
    url: kontor.url,
    people,
    seconds: Number(values.minutes) * 60,
    seed,
    say,
  })
  tell(report)
  const failures = [...fallsShort(report), ...(kontor.log().match(/^.*"level":50.*$/gm) ?? []).slice(0, 20)]
  for (const failure of failures) say(`SHORT  ${failure}`)
  process.exitCode = failures.length === 0 ? 0 : 1
} finally {
  await kontor.stop()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
}

/** Parties, and people with their keys. */
async function prepared(): Promise<OfficeLoad['people']> {
  const engine = await createEngine({
    databaseUrl: await kontor.databaseUrl(),
    ...{ schema: 'kontor', dataFolder: folder, modules, connections: 4 },
  })
  try {
    const root = await engine.access.systemActor('load')
    const { items } = JSON.parse(
      await engine.records.list(root, 'post', { fields: ['key'], limit: 100 }),
    ) as { items: { id: string; key: string }[] }
    const post = new Map(items.map(({ id, key }) => [key, id]))
    const people: { key: string; cannot: readonly Kind[] }[] = []
    let manager = ''
    for (let number = 0; number < Number(values.users); number++) {
      const key = number % 20 === 0 ? 'administrator' : number % 2 === 0 ? 'manager' : 'clerk'
      const made = await personWith(engine, post.get(key) ?? '', number)
      if (key === 'manager') manager ||= made.user
      people.push({ key: made.key, cannot: key === 'clerk' ? ['export', 'bulk'] : [] })
    }
    await fillParties(engine, { from: 0, until: Number(values.parties), manager })
    return people
  } finally {
    await engine.close()
  }
}

async function personWith(engine: Engine, post: string, number: number) {
  const root = await engine.access.systemActor('load')
  const email = `person${number}@load.example`
  const { id } = await engine.records.create(root, 'user', {
    name: `Person ${number}`,
    email,
    posts: [{ post }],
  })
  const { key } = await engine.accounts.createKey({ user: id, name: 'load', source: 'cli' })
  return { user: id, key }
}

function tell({ kinds, all, slowSeconds, events, memory, errors }: LoadReport): void {
  say('what         answers    p50    p95    p99 ms')
  for (const [kind, times] of [...kinds, ['all', all] as const]) say(row(kind, times))
  say(`${events} events told, ${errors.length} errors`)
  for (const { second, count, most: longest } of slowSeconds)
    say(`in second ${second}: ${count} answers over ${slowMilliseconds} ms, ${longest.toFixed(0)} ms at most`)
  const { before, after, growth } = memory
  say(`memory ${mebibytes(before)} → ${mebibytes(after)} MiB (${(growth * 100).toFixed(1)} %)`)
}

function row(name: string, { count, p50, p95, p99 }: Times): string {
  const ms = [p50, p95, p99].map((time) => time.toFixed(0).padStart(6))
  return `${name.padEnd(10)} ${String(count).padStart(9)} ${ms.join(' ')}`
}

function fallsShort({ errors, all, kinds, memory }: LoadReport): string[] {
  return [
    ...errors.slice(0, 20),
    ...(all.p99 > most.p99 ? [`p99 is ${all.p99.toFixed(0)} ms, more than ${most.p99} ms`] : []),
    ...[...kinds]
      .filter(([, { p99 }]) => p99 > most.p99)
      .map(([kind, { p99 }]) => `p99 of ${kind} is ${p99.toFixed(0)} ms, more than ${most.p99} ms`),
    ...(memory.growth > most.growth ? [`memory grew by ${(memory.growth * 100).toFixed(1)} %`] : []),
  ]
}
