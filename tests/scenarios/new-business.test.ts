import assert from 'node:assert/strict'
import { test } from 'node:test'
import { office, uploaded, until, type Caller, type Office, type Reply } from './office.ts'
import { partnerStates } from '../../modules/parties/partner-states.ts'

/** Every status that a customer may have, and the matrix as it is declared. */
const states = ['draft', 'submitted', 'verified', 'active', 'refused', 'frozen', 'inactive'] as const
type Verdict = 'open' | 'warned' | 'refused'
const rule = (state: string, kind: string): Verdict => partnerStates.rules[state]?.[kind]?.begin ?? 'open'

/** One object for each kind of business: how a record of it is begun with a partner, and what is none. */
type Kind = {
  readonly kind: string
  readonly path: string
  readonly object: string
  readonly field: string
  /** Values of a record that is such business. */
  readonly open: (partner: string) => Record<string, unknown>
  /** The same, not open: a done task, a returned rental. Null: it is business for as long as it is there. */
  readonly ended: Record<string, unknown> | null
}

async function kindsOf(administrator: Caller, contact: string): Promise<Kind[]> {
  const made = async (path: string, body: unknown) => {
    const answer = await administrator.post(path, body)
    assert.ok(answer.status < 300, answer.text)
    return answer
  }
  // What an owner makes in the browser obeys as well, once they say which business it is.
  for (const [name, kind] of [
    ['rental', 'deal'],
    ['receipt', 'money'],
  ] as const) {
    await made('objects', { name, label: name, plural: `${name}s` })
    await made(`objects/x_${name}/fields`, {
      type: 'reference',
      name: 'customer',
      label: 'Customer',
      to: 'customer',
    })
    await made(`objects/x_${name}/fields`, { type: 'yesNo', name: 'over', label: 'Over' })
    const dealings = [
      { kind, with: ['x_customer'], while: { x_over: { not: true } }, close: { x_over: true } },
    ]
    const said = await administrator.patch(`objects/x_${name}`, { dealings })
    assert.equal(said.status, 200, said.text)
  }
  const ofOwner = (kind: string, name: string): Kind => ({
    kind,
    path: `x-${name}s`,
    object: `x_${name}`,
    field: 'x_customer',
    open: (partner) => ({ x_name: `A ${name}`, x_customer: partner }),
    ended: { x_over: true },
  })
  const activity = (kind: string, of: string, ended: Kind['ended']): Kind => ({
    ...{ kind, path: 'activities', object: 'activity', field: 'party', ended },
    open: (partner) => ({ party: partner, kind: of, subject: 'Something' }),
  })
  return [
    activity('task', 'task', { done: true }),
    activity('talk', 'call', null),
    {
      ...{ kind: 'link', path: 'contact-links', object: 'contactLink', field: 'customer', ended: null },
      open: (partner) => ({ customer: partner, contact }),
    },
    ofOwner('deal', 'rental'),
    ofOwner('money', 'receipt'),
  ]
}

/** A door: what is done to begin business of a kind, and what must be so before. */
type Door = {
  readonly name: string
  /** Whether the door exists for the kind. */
  readonly has: (kind: Kind) => boolean
  /** Makes ready while the partner is still active, then begins, once it is in the state. */
  readonly prepare: (
    office: Office,
    kind: Kind,
    partner: string,
    other: string,
  ) => Promise<() => Promise<Reply>>
}

const doors: readonly Door[] = [
  {
    name: 'create',
    has: () => true,
    prepare:
      async ({ as }, kind, partner) =>
      () =>
        as.administrator.post(kind.path, kind.open(partner)),
  },
  {
    name: 'copy',
    has: () => true,
    prepare: async ({ as }, kind, partner) => {
      const first = await as.administrator.post(kind.path, kind.open(partner))
      assert.equal(first.status, 201, first.text)
      const { [kind.field]: named, ...rest } = kind.open(partner)
      return () => as.administrator.post(kind.path, { ...rest, [kind.field]: { id: named } })
    },
  },
  {
    name: 'link',
    has: () => true,
    prepare: async ({ as }, kind, partner, other) => {
      const made = await as.administrator.post(kind.path, kind.open(other))
      assert.equal(made.status, 201, made.text)
      return () => as.administrator.patch(`${kind.path}/${made.body.id}`, { [kind.field]: partner })
    },
  },
  {
    name: 'reopen',
    has: ({ ended }) => ended !== null,
    prepare: async ({ as }, kind, partner) => {
      const made = await as.administrator.post(kind.path, { ...kind.open(partner), ...kind.ended })
      assert.equal(made.status, 201, made.text)
      const again = Object.fromEntries(Object.keys(kind.ended ?? {}).map((name) => [name, false]))
      return () => as.administrator.patch(`${kind.path}/${made.body.id}`, again)
    },
  },
  {
    name: 'undo of a deletion',
    has: () => true,
    prepare: async ({ as }, kind, partner) => {
      const made = await as.administrator.post(kind.path, kind.open(partner))
      const gone = await as.administrator.remove(`${kind.path}/${made.body.id}`)
      assert.equal(gone.status, 204, gone.text)
      return async () => {
        const undone = await as.administrator.post(`changes/${gone.headers.get('kontor-change')}/undo`)
        const kept = undone.body.kept.length > 0
        return { ...undone, status: kept ? 422 : 200 }
      }
    },
  },
  {
    name: 'bulk',
    has: () => true,
    prepare: async ({ as }, kind, partner, other) => {
      const made = await as.administrator.post(kind.path, kind.open(other))
      return async () => {
        const where = { id: made.body.id }
        const started = await as.administrator.post(`${kind.path}/bulk`, {
          where,
          changes: { [kind.field]: partner },
        })
        const job = await until(async () => {
          const { body } = await as.administrator.get(`jobs/${started.body.job}`)
          return ['done', 'failed'].includes(body.state) && body
        })
        return { ...started, status: job.result.refused > 0 ? 422 : 200, text: JSON.stringify(job) }
      }
    },
  },
]

test('no door begins what the matrix closes, and none keeps out what it leaves open', async (t) => {
  const made = await office(t)
  const { administrator } = made.as
  const contact = (await administrator.post('contacts', { name: 'Somebody' })).body.id
  const kinds = await kindsOf(administrator, contact)
  assert.deepEqual(
    kinds.map(({ kind }) => kind).toSorted(),
    partnerStates.kinds
      .map(({ value }) => value)
      .filter((kind) => !['access', 'planned', 'form'].includes(kind))
      .toSorted(),
  )
  const other = (await administrator.post('customers', { name: 'Always Open' })).body.id
  let cases = 0
  for (const state of states) {
    for (const kind of kinds) {
      for (const door of doors.filter(({ has }) => has(kind))) {
        const partner = (await administrator.post('customers', { name: `${state} ${kind.kind}` })).body.id
        const begin = await door.prepare(made, kind, partner, other)
        await made.engine.database.query({
          parts: ['update party set customer__status = ', ' where id = ', ''],
          values: [state, partner],
        })
        const answer = await begin()
        const verdict = rule(state, kind.kind)
        // Doors that ask of many at once, or of what was, have nobody who could confirm.
        const expected = verdict === 'open' ? [200, 201] : verdict === 'warned' ? [409, 422] : [422]
        const what = `${door.name} of ${kind.kind} with one that is ${state}: ${answer.status} ${answer.text}`
        assert.ok(expected.includes(answer.status), what)
        cases += 1
      }
    }
  }
  t.diagnostic(`${cases} cases of doors, states and kinds`)
  assert.ok(cases > 150)
})

test('a file brings in nothing that is closed, and says so of its row', async (t) => {
  const { as, url } = await office(t)
  const { administrator, manager } = as
  const closed = (await administrator.post('customers', { name: 'Closed Import' })).body
  const open = (await administrator.post('customers', { name: 'Open Import' })).body
  await manager.post(`customers/${closed.id}/deactivate`, { reason: 'other' })
  const file = `Partner;Kind;Subject\n${closed.number};Task;Never\n${open.number};Task;Gladly\n`
  const sent = await uploaded(administrator, url, 'imports', 'tasks.csv', file, 'activity')
  const place = `imports/${sent.body.id}`
  const state = async (wanted: string) => {
    const found = await until(async () => {
      const { body } = await administrator.get(place)
      return [wanted, 'failed'].includes(body.state) && body
    })
    assert.equal(found.state, wanted, JSON.stringify(found))
    return found
  }
  await administrator.post(`${place}/check`)
  await state('checked')
  const problems = (await administrator.get(`${place}/problems`)).body.items
  assert.deepEqual(
    problems.map((one: { problems: { code: string }[] }) => one.problems[0]?.code),
    ['closed.task'],
  )
})

test('who may not see the status of a partner is not told it, and still begins nothing', async (t) => {
  const { as } = await office(t)
  const { administrator, seller } = as
  const made = await administrator.post('customers', { name: 'Hidden Status', manager: seller.user })
  await administrator.post(`customers/${made.body.id}/deactivate`, { reason: 'other' })
  const task = { party: made.body.id, kind: 'task', subject: 'Visit' }
  const told = await seller.post('activities', task)
  assert.equal(told.status, 422)
  assert.match(told.text, /Inactive/)
  const grants = await administrator.get(
    `grants?where=${encodeURIComponent('{"object":"customer","post.key":"seller"}')}`,
  )
  for (const { id } of grants.body.items)
    await administrator.patch(`grants/${id}`, { see: ['name', 'number', 'manager'] })
  const untold = await seller.post('activities', task)
  assert.equal(untold.status, 422)
  assert.doesNotMatch(untold.text, /Inactive/)
})

test('a partner is as open as the most open of its roles, and a reference to one role asks that one', async (t) => {
  const { as } = await office(t)
  const { administrator } = as
  const id = (await administrator.post('customers', { name: 'Both Ways' })).body.id
  await administrator.post('suppliers', { party: id })
  await administrator.post(`customers/${id}/deactivate`, { reason: 'other' })
  assert.equal(
    (await administrator.post('activities', { party: id, kind: 'task', subject: 'As supplier' })).status,
    201,
  )
  const contact = (await administrator.post('contacts', { name: 'Theirs' })).body.id
  assert.equal((await administrator.post('contact-links', { contact, customer: id })).status, 422)
  assert.equal((await administrator.post('contact-links', { contact, supplier: id })).status, 201)
})
