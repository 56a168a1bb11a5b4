import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until, type Caller } from './office.ts'

type Preview = {
  readonly matching: number
  readonly changeable: number
  readonly refusals: number
  readonly refused: readonly { id: string; message: string }[]
  readonly examples: readonly { id: string; before: unknown; after: unknown }[]
  readonly warnings: readonly { code: string; count: number }[]
}

const named = (name: string) => ({ where: { name: { startsWith: name } }, action: 'delete' })

async function make(as: Caller, name: string, more: object = {}): Promise<string> {
  const made = await as.post('customers', { name, ...more })
  assert.equal(made.status, 201, made.text)
  return made.body.id as string
}

async function rehearsed(as: Caller, body: object): Promise<Preview> {
  const answer = await as.post('customers/bulk', { ...body, dryRun: true })
  assert.equal(answer.status, 200, answer.text)
  return answer.body as Preview
}

async function run(as: Caller, body: object, headers: Readonly<Record<string, string>> = {}) {
  const begun = await as.post('customers/bulk', body, headers)
  assert.equal(begun.status, 202, begun.text)
  const job = await until(async () => {
    const told = (await as.get(`jobs/${begun.body.job}`)).body
    return told.state === 'done' && told
  })
  const { changed, refused, problems } = job.result
  const stayed = (problems as { id: string; message: string }[]).map(({ id }) => id)
  return { label: job.label as string, change: begun.body.change as string, changed, refused, stayed }
}

const found = async (as: Caller, name: string) => {
  const where = encodeURIComponent(JSON.stringify({ name: { startsWith: name } }))
  const { items } = (await as.get(`customers?where=${where}&fields=name&sort=name`)).body
  return (items as { name: string }[]).map((one) => one.name)
}

test('many are deleted at once, whoever names whom among them, and all come back by one undo', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const late = await make(administrator, 'Zqd Head of all')
  const group = await make(administrator, 'Zqd Group', { parent: late })
  await make(administrator, 'Zqd Firm', { parent: group })
  // Who was there first is named by who came later, and the other way round.
  assert.equal((await administrator.patch(`customers/${late}`, { payer: group })).status, 200)
  const held = await make(administrator, 'Zqd Held')
  await make(administrator, 'Other firm', { parent: held })
  const all = ['Zqd Firm', 'Zqd Group', 'Zqd Head of all', 'Zqd Held']

  const preview = await rehearsed(administrator, named('Zqd'))
  assert.deepEqual([preview.matching, preview.changeable], [4, 4])
  assert.deepEqual(
    preview.refused.map(({ id }) => id),
    [held],
  )
  assert.match(preview.refused[0]?.message ?? '', /is named by/)
  assert.ok(preview.examples.every(({ before, after }) => before !== null && after === null))
  assert.deepEqual(await found(administrator, 'Zqd'), all)

  const { label, change, changed, stayed } = await run(administrator, named('Zqd'))
  assert.equal(label, 'Customers: Delete')
  assert.deepEqual([changed, stayed], [3, [held]])
  assert.deepEqual(await found(administrator, 'Zqd'), ['Zqd Held'])
  const undone = await administrator.post(`changes/${change}/undo`)
  assert.deepEqual([undone.status, undone.body.kept], [200, []], undone.text)
  assert.deepEqual(await found(administrator, 'Zqd'), all)
})

test('many are deleted by who may delete, and no others of them', async (t) => {
  const { as } = await office(t)
  const { administrator, clerk } = as
  const [one, two] = [await make(administrator, 'Zqe One'), await make(administrator, 'Zqe Two')]
  const asked = encodeURIComponent('{"object":{"in":["customer","party"]},"post.key":"clerk"}')
  const grants = (await administrator.get(`grants?where=${asked}&fields=object,actions,post&limit=100`)).body
    .items as { id: string; actions: string[]; post: { id: string } }[]
  for (const { id, actions } of grants) {
    const rest = actions.filter((action) => action !== 'delete')
    const put = await administrator.patch(`grants/${id}`, { actions: rest })
    assert.equal(put.status, 200, put.text)
  }
  assert.equal((await clerk.remove(`customers/${one}`)).status, 403)
  const none = await rehearsed(clerk, named('Zqe'))
  assert.deepEqual([none.matching, none.changeable, none.examples], [2, 0, []])
  assert.equal((await run(clerk, named('Zqe'))).changed, 0)
  assert.deepEqual(await found(administrator, 'Zqe'), ['Zqe One', 'Zqe Two'])

  const [grant] = grants
  const where = { name: 'Zqe Two' }
  const given = { post: grant?.post.id, object: 'customer', actions: ['delete'], rows: where }
  const more = await administrator.post('grants', given)
  assert.equal(more.status, 201, more.text)
  assert.equal((await rehearsed(clerk, named('Zqe'))).changeable, 1)
  const { changed, stayed } = await run(clerk, named('Zqe'))
  assert.deepEqual([changed, stayed], [1, []])
  assert.deepEqual(await found(administrator, 'Zqe'), ['Zqe One'])
  assert.equal((await administrator.get(`customers/${two}`)).status, 404)
})

test('of many that are deleted, those that a duty holds are told of first, and go when that is confirmed', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  await make(administrator, 'Zqf Free', { kind: 'person', country: 'EE' })
  const kept = await make(administrator, 'Zqf Kept', { kind: 'person', country: 'LV' })
  const rule = { name: 'Books', object: 'customer', outcome: 'keep', months: 120, where: { country: 'LV' } }
  const ruled = await administrator.post('retention-rules', { ...rule, ground: 'Law of books' })
  assert.equal(ruled.status, 201, ruled.text)
  const { warnings, refusals } = await rehearsed(administrator, named('Zqf'))
  assert.deepEqual([warnings.map(({ code, count }) => [code, count]), refusals], [[['personal.duty', 1]], 1])
  const { changed, stayed } = await run(administrator, named('Zqf'))
  assert.deepEqual([changed, stayed], [1, [kept]])
  const confirmed = await run(administrator, named('Zqf'), { confirmed: 'personal.duty' })
  assert.deepEqual([confirmed.changed, confirmed.stayed], [1, []])
  assert.deepEqual(await found(administrator, 'Zqf'), [])
})

test('who is no longer meant when their turn comes is not deleted, though they were when it began', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const root = await engine.access.systemActor('test')
  const ids = [await make(administrator, 'Zqg One'), await make(administrator, 'Zqg Two')]
  const [one = ''] = ids
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  let held: Promise<unknown> | undefined
  await new Promise<void>((resolve) => {
    held = engine.database.transaction(async (tx) => {
      await engine.records.update(root, 'customer', one, { name: 'Otherwise Zqg' }, { tx })
      resolve()
      await opened
    })
  })
  const ran = run(administrator, named('Zqg'))
  await until(async () => {
    const waiting = await engine.database.query(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return waiting.length > 0
  })
  open()
  await held
  assert.equal((await ran).changed, 1)
  assert.equal((await administrator.get(`customers/${one}`)).status, 200)
})

test('of many that stayed none are tried once more but those, whoever came since', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  await engine.jobs.stop()
  const tried = await make(administrator, 'Zqh Tried')
  await make(administrator, 'Zqh Came since')
  const begun = await administrator.post('customers/bulk', named('Zqh'))
  // As it stands behind the first time: one had gone, and this one stayed.
  const again = JSON.stringify({ only: [tried], done: 1, failed: 1, wentBefore: 1 })
  await engine.database.query(
    sql`update job set payload = payload || ${again}::jsonb where id = ${begun.body.job}::uuid`,
  )
  await engine.jobs.drain()
  const { result } = (await administrator.get(`jobs/${begun.body.job}`)).body
  assert.deepEqual([result.changed, result.refused], [2, 0])
  assert.deepEqual(await found(administrator, 'Zqh'), ['Zqh Came since'])
})
