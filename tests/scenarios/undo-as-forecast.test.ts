import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#model'
import { office } from './office.ts'

const groups = 7
const many = groups * 100

/** The reasons of an undo by what each is about, for one says of one record what the other says of all. */
const kinds: readonly [kind: string, reason: RegExp][] = [
  ['retired', /^A field of it was retired since/],
  ['changed', /changed since|^Changed since by/],
  ['gone', /^The record is gone/],
]

test('the forecast of a large undo says how many stay and why, as the undo then does', async (t) => {
  const { engine, as } = await office(t)
  const { administrator: root } = as
  await engine.jobs.stop()
  const added = async (object: string, label: string) =>
    (await root.post(`objects/${object}/fields`, { type: 'text', label })).body.name as string
  const desk = await added('partyPhone', 'Desk')
  const gate = await added('customer', 'Gate')
  const actor = await engine.access.systemActor('test')
  const all: { id: string; phones: { id: string }[] }[] = []
  for (let at = 0; at < many; at += 350) {
    const some = Array.from({ length: 350 }, (_, nr) => ({
      kind: 'create' as const,
      values: {
        ...{ name: `Qq ${at + nr}`, notes: 'before', [gate]: 'before' },
        phones: [{ number: `+3716${7_000_000 + at + nr}`, [desk]: 'before' }],
      },
    }))
    await engine.records.many(actor, 'customer', some, {})
  }
  for (let after = '', more = true; more;) {
    const where = encodeURIComponent(JSON.stringify({ name: { startsWith: 'Qq' } }))
    const { body } = await root.get(`customers?where=${where}&fields=name,phones&limit=500${after}`)
    all.push(...body.items)
    more = body.next !== null
    after = `&after=${body.next}`
  }
  assert.equal(all.length, many)
  const groupOf = (nr: number) => all.filter((_, at) => at % groups === nr)
  const line = ({ phones: [phone] }: (typeof all)[number], values: object) => ({
    phones: [{ ...phone, ...values }],
  })
  // What the change wrote, by group: one line's retired field, the same beside another field, a line's other
  // field, a retired field, another field three times.
  const written = [
    (one: (typeof all)[number]) => line(one, { [desk]: 'after' }),
    (one: (typeof all)[number]) => ({ ...line(one, { [desk]: 'after' }), notes: 'after' }),
    (one: (typeof all)[number]) => line(one, { note: 'after' }),
    () => ({ [gate]: 'after' }),
    () => ({ notes: 'after' }),
    () => ({ notes: 'after' }),
    () => ({ notes: 'after' }),
  ]
  const change = newId()
  for (let at = 0; at < many; at += 350) {
    const some = all.slice(at, at + 350).map((one, nr) => ({
      kind: 'update' as const,
      id: one.id,
      values: written[(at + nr) % groups]?.(one) ?? {},
    }))
    await engine.records.many(actor, 'customer', some, { change })
  }
  for (const field of [`partyPhone/fields/${desk}`, `customer/fields/${gate}`])
    assert.equal((await root.remove(`objects/${field}`)).status, 204)
  const since = { kind: 'update' as const, values: { notes: 'since' } }
  // Of the second group what is not retired was changed since: all of it stays, for two reasons.
  for (const nr of [1, 5])
    await engine.records.many(
      actor,
      'customer',
      groupOf(nr).map(({ id }) => ({ ...since, id })),
      {},
    )
  for (const { id } of groupOf(6)) assert.equal((await root.remove(`customers/${id}`)).status, 204)

  const { body: forecast } = await root.post(`changes/${change}/undo?dryRun=true`)
  const told = Object.fromEntries(
    forecast.reasons.map(({ reason, count }: { reason: string; count: number }) => [kindOf(reason), count]),
  )
  assert.deepEqual(told, { retired: 300, changed: 100, gone: 100 }, JSON.stringify(forecast))
  assert.deepEqual(
    [forecast.total, forecast.reversed, forecast.keptCount, forecast.refused],
    [700, 200, 500, 0],
  )

  const { job, change: undo } = (await root.post(`changes/${change}/undo`)).body
  await engine.jobs.drain()
  const { result } = (await root.get(`jobs/${job}`)).body
  // Two things of each of the second group.
  assert.deepEqual([result.reversed, result.keptCount], [200, 600])
  const { items } = await engine.history.kept(await engine.access.systemActor('test'), undo)
  const why = new Map<string, Set<string>>()
  for (const { record, reason } of items)
    why.set(record.id, (why.get(record.id) ?? new Set()).add(kindOf(reason)))
  for (const [at, one] of all.entries()) {
    const reasons = why.get(one.id)
    // Only so many are listed.
    if (reasons) assert.deepEqual([...reasons].toSorted(), expected[at % groups], `group ${at % groups}`)
  }
  assert.ok(why.size > 100)
})

const expected = [['retired'], ['changed', 'retired'], [], ['retired'], [], ['changed'], ['gone']]

function kindOf(reason: string): string {
  return kinds.find(([, words]) => words.test(reason))?.[0] ?? reason
}
