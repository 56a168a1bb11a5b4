import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, type Caller } from './office.ts'

async function made(as: Caller, path: string, body: object): Promise<string> {
  const answer = await as.post(path, body)
  assert.ok(answer.status < 300, answer.text)
  return answer.body.id as string
}

type Line = { key: string; kind: string | null; count: number; outcomes: string[]; open: string | null }

test('everything that hangs on a partner is told before it is closed, done with as chosen, and comes back', async (t) => {
  const { as } = await office(t)
  const { administrator: root } = as
  const party = await made(root, 'customers', { name: 'Viss Kopā SIA', email: 'viss@kopa.example' })
  const contact = await made(root, 'contacts', { name: 'Kāds Cilvēks' })
  const link = await made(root, 'contact-links', { contact, customer: party })
  const task = await made(root, 'activities', { party, kind: 'task', subject: 'Collect the machine' })
  const posts = await root.get('posts?where={"key":"partner"}')
  const user = await made(root, 'users', {
    ...{ name: 'Portāla Lietotājs', email: 'portals@kopa.example', party },
    posts: [{ post: posts.body.items[0].id }],
  })
  const reasons = await root.get('status-reasons?where={"key":"noLongerActive"}')
  const reason = reasons.body.items[0].id as string
  const effective = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  const planned = await root.post(`customers/${party}/freeze`, { reason, effective })
  assert.equal(planned.status, 200, planned.text)
  const asked = await root.post(`customers/${party}/askData`, {
    fields: ['phone'],
    email: 'viss@kopa.example',
  })
  assert.equal(asked.status, 200, asked.text)

  const impact = await root.get(`customers/${party}/impact?action=deactivate`)
  assert.equal(impact.status, 200, impact.text)
  const lines = new Map((impact.body.lines as Line[]).map((line) => [line.key, line]))
  for (const [key, outcome, open] of [
    ['activity.party.task', 'close', 'warned'],
    ['user.party.access', 'close', 'warned'],
    ['dataRequest.party.form', 'close', 'warned'],
    ['statusChange.party.planned', 'close', null],
    ['contactLink.customer.link', 'keep', null],
  ] as const) {
    const line = lines.get(key)
    assert.ok(line, `${key} among ${[...lines.keys()].join(', ')}`)
    assert.deepEqual([line.count, line.outcomes.includes(outcome), line.open], [1, true, open], key)
  }

  const outcomes = Object.fromEntries(
    [...lines].filter(([, { outcomes: able }]) => able.includes('close')).map(([key]) => [key, 'close']),
  )
  const closed = await root.post(`customers/${party}/deactivate`, { reason, memo: 'They closed', outcomes })
  assert.equal(closed.status, 200, closed.text)
  const where = (value: object) => `where=${encodeURIComponent(JSON.stringify(value))}`
  const states = async () => {
    const [activity, person, forms, plans, linked] = await Promise.all([
      root.get(`activities/${task}`),
      root.get(`users/${user}`),
      root.get(`data-requests?${where({ party })}`),
      root.get(`status-changes?${where({ party, action: 'freeze' })}`),
      root.get(`contact-links/${link}`),
    ])
    return [
      activity.body.done,
      person.body.active,
      forms.body.items[0].state,
      plans.body.items[0].state,
      linked.body.until,
    ]
  }
  assert.deepEqual(await states(), [true, false, 'revoked', 'cancelled', null], 'links are kept')

  const undone = await root.post(`changes/${closed.headers.get('kontor-change')}/undo`)
  assert.equal(undone.status, 200, undone.text)
  const log = await root.get(`status-changes?${where({ party })}&sort=createdAt&fields=action,state,memo`)
  assert.deepEqual(
    log.body.items.map(({ action }: { action: string }) => action),
    ['freeze', 'deactivate', 'undo'],
  )
  assert.equal((await root.get(`customers/${party}`)).body.status, 'active')
  // A mailed link that was called off stays so: whoever wants the form again asks for it again.
  assert.deepEqual((await states()).slice(0, 4), [false, true, 'revoked', 'cancelled'])
})
