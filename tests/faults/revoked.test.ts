import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { TcpProxy } from '#testing'
import { samplePassword } from '../../testing/sample/load-sample-group.ts'
import { caller, office, type Office } from '../scenarios/office.ts'
import { secondServer } from './scene.ts'

/** What the requirement allows between a revocation and its effect in every process. */
const mostMilliseconds = 1_000

type Door = Office['anyone']
type Revoked = {
  /** Asks what was allowed, at the other server. */
  readonly there: Door
  revoke(): Promise<unknown>
}

const breaks: Readonly<Record<string, (network: TcpProxy) => void>> = {
  'while its notices arrive': () => {},
  'when its connections are cut just then': (network) => network.drop(),
  'when its way to the database is cut just then, and stays so': (network) => network.cut(),
  'when its network falls silent just then': (network) => network.swallow(),
}

test('what is revoked here is refused by another process within a second, whatever becomes of its network', async (t) => {
  const scene = await office(t)
  const { url, network } = await secondServer(t, scene)
  const administrator = caller(url, { authorization: `Bearer ${scene.as.administrator.key}` })
  for (const [post, [how, broken]] of Object.entries(breaks).entries()) {
    const all = [await ofKey(scene, url), await ofSession(scene, url), await ofGrant(scene, url, post)]
    // Asked often, so that all is remembered that ever is.
    for (const { there } of [...all, ...all, ...all]) assert.equal(await statusOf(there), 200)
    await Promise.all(all.map((one) => one.revoke()))
    const since = performance.now()
    broken(network)
    const allowed = await Promise.all(all.map((one) => lastAllowed(one, since)))
    network.mend()
    const took = Math.max(...allowed)
    t.diagnostic(`${how}: still allowed ${took.toFixed(0)} ms later`)
    assert.ok(took <= mostMilliseconds, `${how}: it was still allowed ${took.toFixed(0)} ms later.`)
    // The way is whole again, and so is what stays allowed; what was revoked stays refused.
    while ((await statusOf(administrator)) !== 200) await pause(50)
    for (const { there } of all) assert.ok([401, 403, 404].includes(await statusOf(there)))
  }
})

/**
 * How long after the revocation the last request was sent that was answered with data. Requests go out all
 * the time and do not wait for each other: one that hangs must not hide the next.
 */
async function lastAllowed({ there }: Revoked, since: number): Promise<number> {
  let allowed = 0
  const asking: Promise<void>[] = []
  while (performance.now() < since + 2 * mostMilliseconds) {
    const sent = performance.now()
    asking.push(
      statusOf(there).then((status) => {
        if (status === 200) allowed = Math.max(allowed, sent - since)
        else assert.ok([401, 403, 404, 503].includes(status), `It was answered ${status}.`)
      }),
    )
    await pause(40)
  }
  await Promise.all(asking)
  return allowed
}

async function statusOf(there: Door): Promise<number> {
  return (await there.get('customers?limit=1&fields=name')).status
}

async function ofKey({ engine, as }: Office, url: string): Promise<Revoked> {
  const { user } = as.leader
  const { id, key } = await engine.accounts.createKey({ user, name: 'Web shop', source: 'cli' })
  return {
    there: caller(url, { authorization: `Bearer ${key}` }),
    revoke: () => engine.accounts.revokeKey({ id, user, by: user, source: 'web' }),
  }
}

async function ofSession({ anyone, url: here }: Office, url: string): Promise<Revoked> {
  const entered = await anyone.post('session', { email: 'nino@daugava.example', password: samplePassword })
  assert.equal(entered.status, 201, entered.text)
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    there: caller(url, { cookie }),
    revoke: () => caller(here, { cookie }).remove('session'),
  }
}

const posts = ['finance', 'manager', 'clerk', 'seller'] as const

async function ofGrant({ engine, as }: Office, url: string, at: number): Promise<Revoked> {
  const post = posts[at] ?? 'finance'
  const root = await engine.access.systemActor('test')
  const { items } = JSON.parse(
    await engine.records.list(root, 'grant', {
      where: { post: { key: post }, object: ['customer', 'party'] },
      fields: 'object',
      limit: 50,
    }),
  ) as { items: { id: string }[] }
  assert.ok(items.length > 0)
  return {
    there: caller(url, { authorization: `Bearer ${as[post].key}` }),
    revoke: async () => {
      for (const { id } of items) await engine.records.remove(root, 'grant', id)
    },
  }
}
