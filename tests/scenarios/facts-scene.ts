import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { factSourcesServer, type FactSourcesServer } from '#testing'
import { office, type Office } from './office.ts'

type Kind = keyof FactSourcesServer['addresses']
export type Fact = {
  readonly id: string | null
  readonly kind: string
  readonly field: string
  readonly result: string
  readonly proof: string
  readonly source: string | null
  readonly reference: string | null
  readonly checkedAt: string | null
  readonly expiresAt: string | null
  readonly reason: string | null
  readonly failure: string | null
  readonly differences: { field: string; ours: string; theirs: string; mayAccept: boolean }[]
  readonly place: { latitude: number; longitude: number } | null
}

/** The sample group with these sources switched on, each a server of the test's own. */
export async function scene(t: TestContext, kinds: readonly Kind[] = ['vies'], sourcePatience = 30_000) {
  const sources = await factSourcesServer(t)
  const made = await office(t, { sourcePatience })
  const { as } = made
  const set = async (settings: object) => {
    const answer = await as.administrator.patch('settings', settings)
    assert.equal(answer.status, 200, answer.text)
  }
  const switchOn = async (...on: readonly Kind[]) => {
    for (const kind of on)
      await set({
        ...{ [`checks.${kind}.on`]: true, [`checks.${kind}.perMinute`]: 100_000 },
        ...{ [`checks.${kind}.ownNetwork`]: true, [`checks.${kind}.address`]: sources.addresses[kind] },
      })
  }
  await switchOn(...kinds)
  const facts = async (id: string, who = as.manager): Promise<Fact[]> => {
    const answer = await who.get(`customers/${id}/facts`)
    assert.equal(answer.status, 200, answer.text)
    return answer.body.items
  }
  const one = async (id: string, kind: string): Promise<Fact> => {
    const found = (await facts(id)).find((fact) => fact.kind === kind)
    assert.ok(found, `no fact of the kind ${kind}`)
    return found
  }
  const add = async (values: object): Promise<string> => {
    const answer = await as.manager.post(
      'customers',
      { country: 'LV', ...values },
      { confirmed: 'duplicate' },
    )
    assert.equal(answer.status, 201, answer.text)
    return answer.body.id
  }
  return { ...made, sources, set, switchOn, facts, one, add, look: () => look(made) }
}

/** What the schedule does every minute. */
async function look({ engine }: Office): Promise<void> {
  const root = await engine.access.systemActor('test')
  await engine.database.transaction((tx) => engine.jobs.add(tx, 'check facts', {}, { actor: root }))
  await engine.jobs.drain()
}

/** Ends what the source is left alone for, and what was to be tried later. */
export async function later({ engine }: Office): Promise<void> {
  await engine.database.query({ parts: ['update fact_watch set paused_until = null'], values: [] })
  await engine.database.query({
    parts: ['update fact_look set due_at = now() where due_at is not null and failure is not null'],
    values: [],
  })
}

export const good = 'LV40003032949'
