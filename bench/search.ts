import http from 'node:http'
import { ask, median } from './load.ts'
import type { Bench } from './run.ts'

/**
 * What people type: three letters of several scripts, frequent syllables, legal forms, and what is not there.
 */
const typed = [
  ['3 Latin letters', 'kur'],
  ['3 Latin letters', 'zem'],
  ['3 Georgian letters', 'კავ'],
  ['3 Georgian letters', 'მშე'],
  ['2 Chinese characters', '海川'],
  ['2 Chinese characters', '机械'],
  ['frequent syllable', 'ija'],
  ['frequent syllable', 'tra'],
  ['legal form', 'sia'],
  ['legal form', 'шпс'],
  ['no hit', 'qxz'],
  ['no hit', 'zzzzqq'],
  ['two words', 'daug agro'],
  ['number', 'B-00000123'],
] as const

/** Servers run for days; it takes some hundred requests until their code is compiled for good. */
const warmUps = 20

/**
 * Search as one types, against hand-written SQL; and one user's p95, with all rows and with one row in a
 * hundred.
 */
export async function measureSearch(bench: Bench, parties: number): Promise<void> {
  const kontor = await bench.serve('kontor-server.ts')
  const bare = await bench.serve('bare-server.ts')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  try {
    for (const [who, key] of [
      ['all rows', bench.key],
      ['1 % of the rows', bench.fewKey],
    ] as const)
      await measureTyping(bench, parties, { agent, origin: kontor.origin, who, key })
    await compareWithBare(bench, parties, [kontor.origin, bare.origin], agent)
    await measureHidden(bench, parties, agent, kontor.origin)
  } finally {
    agent.destroy()
    bare.stop()
    kontor.stop()
  }
}

type Typing = {
  readonly agent: http.Agent
  readonly origin: string
  readonly who: string
  readonly key: string
}

async function measureTyping(bench: Bench, parties: number, { agent, origin, who, key }: Typing) {
  const times = new Map<string, number[]>()
  for (let round = 0; round < warmUps + 10; round++) {
    for (const [kind, text] of typed) {
      const began = performance.now()
      await ask(agent, origin, {
        path: `/api/v1/customers?search=${encodeURIComponent(text)}&limit=10&fields=name,number,city`,
        headers: { authorization: `Bearer ${key}` },
      })
      if (round < warmUps) continue
      const name = `${kind} “${text}”`
      times.set(name, [...(times.get(name) ?? []), performance.now() - began])
    }
  }
  const all = [...times.values()].flat().toSorted((left, right) => left - right)
  const p95 = all[Math.floor(all.length * 0.95)] ?? 0
  const slowest = [...times]
    .map(([name, one]) => [name, median(one)] as const)
    .toSorted((left, right) => right[1] - left[1])[0]
  bench.report({
    work: `search as one types, ${who}`,
    parties,
    value: p95,
    milliseconds: median(all),
    unit: 'ms p95',
    reach: '≤ 50',
    reached: p95 <= 50,
    detail: `slowest: ${slowest?.[0]} ${slowest?.[1].toFixed(1)} ms`,
  })
}

/**
 * The same for somebody who sees all partners, but their numbers on some only; and for somebody who does not
 * see a name that was added to them at run time. It goes again, for all others would be without it, too.
 */
async function measureHidden(bench: Bench, parties: number, agent: http.Agent, origin: string) {
  const all = { object: 'customer', see: ['all'] }
  const owner = await keyOf(bench, `owner of ${parties}`, { administrator: true }, [])
  const reader = await keyOf(bench, `reader of ${parties}`, {}, [all])
  const some = { object: 'customer', see: ['name', 'city'] }
  const numbers = await keyOf(bench, `numbers of ${parties}`, {}, [some, { ...all, rows: { country: 'LV' } }])
  await measureTyping(bench, parties, { agent, origin, who: 'numbers on some rows', key: numbers })
  const name = `code${parties}`
  const path = '/api/v1/objects/party/fields'
  const headers = { authorization: `Bearer ${owner}` }
  const field = { type: 'text', name, label: 'Code name', searched: 'name' }
  await ask(agent, origin, { method: 'POST', path, headers, body: JSON.stringify(field) })
  await measureTyping(bench, parties, { agent, origin, who: 'a name hidden', key: reader })
  await ask(agent, origin, { method: 'DELETE', path: `${path}/x_${name}`, headers })
}

/** The key of a user with a post of their own that gives this. */
async function keyOf({ engine }: Bench, name: string, more: object, grants: readonly object[]) {
  const root = await engine.access.systemActor('bench')
  const post = await engine.records.create(root, 'post', { name, ...more })
  for (const grant of grants)
    await engine.records.create(root, 'grant', { post: post.id, actions: ['read'], ...grant })
  const email = `${name.replaceAll(' ', '-')}@bench.example`
  const user = await engine.records.create(root, 'user', { name, email, posts: [{ post: post.id }] })
  return (await engine.accounts.createKey({ user: user.id, name: 'bench', source: 'cli' })).key
}

async function compareWithBare(
  bench: Bench,
  parties: number,
  [kontor, bare]: readonly [string, string],
  agent: http.Agent,
): Promise<void> {
  const words = [
    ['kur', 'kur%'],
    ['კავ', 'kav%'],
    ['海川', '%海川%'],
  ] as const
  for (const [text, pattern] of words) {
    const ours: number[] = []
    const theirs: number[] = []
    for (let round = 0; round < warmUps + 40; round++) {
      let began = performance.now()
      await ask(agent, kontor, {
        path: `/api/v1/customers?search=${encodeURIComponent(text)}&limit=10&fields=name,number,city`,
        headers: { authorization: `Bearer ${bench.key}` },
      })
      if (round >= warmUps) ours.push(performance.now() - began)
      began = performance.now()
      await ask(agent, bare, { path: `/?search=${encodeURIComponent(pattern)}` })
      if (round >= warmUps) theirs.push(performance.now() - began)
    }
    const ratio = median(theirs) / median(ours)
    bench.report({
      work: `search “${text}”`,
      parties,
      value: ratio,
      unit: '× bare',
      reach: '≥ 0.7',
      reached: ratio >= 0.7,
      detail: `${median(ours).toFixed(2)} ms and ${median(theirs).toFixed(2)} ms`,
    })
  }
}
