import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { sql } from '#engine'
import { uploaded, until, type Caller, type Office, type Reply } from './office.ts'

/** One object for each kind of business: how a record of it is begun with a partner, and what is none. */
export type Kind = {
  readonly kind: string
  readonly path: string
  readonly object: string
  readonly field: string
  /** Values of a record that is such business; `nth` tells one from another. */
  readonly open: (partner: string, nth: string) => Record<string, unknown>
  /** Values that no two records share while they are open, made anew for each. */
  readonly apart?: (nth: string) => Promise<Record<string, unknown>>
  /** What makes it no open business any more, such as a task that is done. Null: it is always business. */
  readonly ended: Readonly<Record<string, unknown>> | null
  /** Whether its records can be deleted, and brought in by a file. */
  readonly isKept?: true
}

async function made(who: Pick<Caller, 'post'>, path: string, body: unknown): Promise<Reply> {
  const answer = await who.post(path, body)
  assert.ok(answer.status < 300, `${path}: ${answer.text}`)
  return answer
}

/** What an owner makes in the browser obeys as well, once they say which business it is. */
async function ownObject(administrator: Caller, name: string, kind: string): Promise<Kind> {
  await made(administrator, 'objects', { name, label: name, plural: `${name}s` })
  const fields = `objects/x_${name}/fields`
  await made(administrator, fields, {
    type: 'reference',
    name: 'customer',
    label: 'Customer',
    to: 'customer',
  })
  await made(administrator, fields, { type: 'yesNo', name: 'over', label: 'Over' })
  const dealings = [{ kind, with: ['x_customer'], while: { x_over: { not: true } }, close: { x_over: true } }]
  const said = await administrator.patch(`objects/x_${name}`, { dealings })
  assert.equal(said.status, 200, said.text)
  return {
    ...{ kind, path: `x-${name}s`, object: `x_${name}`, field: 'x_customer', ended: { x_over: true } },
    open: (partner, nth) => ({ x_name: `A ${name} ${nth}`, x_customer: partner }),
  }
}

export async function kindsOf(administrator: Caller): Promise<readonly Kind[]> {
  const oneOf = (path: string, field: string) => async (nth: string) => {
    const other = await made(administrator, path, { name: `Beside ${nth}` })
    return { [field]: other.body.id as string }
  }
  const posts = await administrator.get('posts?where={"key":"partner"}')
  const post = posts.body.items[0].id
  const activity = (kind: string, of: string, ended: Kind['ended']): Kind => ({
    ...{ kind, path: 'activities', object: 'activity', field: 'party', ended },
    open: (partner, nth) => ({ party: partner, kind: of, subject: `Something ${nth}` }),
  })
  const link = { kind: 'link', field: 'customer', ended: { until: '2020-01-01' } }
  return [
    activity('task', 'task', { done: true }),
    activity('task', 'visit', { done: true }),
    activity('talk', 'call', null),
    {
      ...{ ...link, path: 'contact-links', object: 'contactLink' },
      open: (partner, nth) => ({ customer: partner, position: nth }),
      apart: oneOf('contacts', 'contact'),
    },
    {
      ...{ ...link, path: 'supplier-links', object: 'supplierLink' },
      open: (partner, nth) => ({ customer: partner, note: nth }),
      apart: oneOf('suppliers', 'supplier'),
    },
    tie('customers', 'customer', 'parent'),
    tie('suppliers', 'supplier', 'payer'),
    {
      ...{ kind: 'access', path: 'users', object: 'user', field: 'party', isKept: true },
      open: (partner, nth) => ({
        ...{ name: `User ${nth}`, email: `${nth.replaceAll(/[^a-z0-9]/gi, '-')}@portal.example` },
        ...{ party: partner, active: true, posts: [{ post }] },
      }),
      ended: { active: false },
    },
    await ownObject(administrator, 'rental', 'deal'),
    await ownObject(administrator, 'receipt', 'money'),
  ]
}

/** A partner that names another one of itself, in one of its roles. */
function tie(path: string, object: string, field: 'parent' | 'payer'): Kind {
  return {
    ...{ kind: 'link', path, object, field, ended: { [field]: null } },
    open: (partner) => ({ [field]: partner }),
    // Each is somebody else, so that no door asks whether it is known already.
    apart: () => Promise.resolve({ name: `Tied ${randomBytes(12).toString('hex')}` }),
  }
}

/** Where somebody stands at a door: the office, the business, the partner, and one who is always open. */
export type Place = Office & {
  readonly kind: Kind
  readonly partner: string
  readonly other: string
  /** A key that may do no more than is needed here. */
  readonly narrow: Pick<Caller, 'post'>
  readonly nth: string
}

/** What came of it: begun, refused, or not to be had without somebody's confirmation. */
export type Came = { readonly status: number; readonly text: string }

export type Door = {
  readonly name: string
  readonly has: (kind: Kind) => boolean
  /** Makes ready while the partner is still active; what it gives begins the business afterwards. */
  readonly prepare: (place: Place) => Promise<() => Promise<Came>>
}

const always = () => true
const canEnd = ({ ended }: Kind) => ended !== null
const canGo = ({ isKept }: Kind) => !isKept

/** The values of one that is new. */
export const valuesOf = async (
  kind: Kind,
  partner: string,
  nth: string,
): Promise<Record<string, unknown>> => ({
  ...kind.open(partner, nth),
  ...(await kind.apart?.(nth)),
})

const begun = async ({ as, kind, nth }: Place, partner: string, more: object = {}) =>
  (await made(as.administrator, kind.path, { ...(await valuesOf(kind, partner, nth)), ...more })).body
    .id as string

/** The values by which what was ended is open again. */
function openAgain({ kind, partner, nth }: Place): Record<string, unknown> {
  const open = kind.open(partner, nth)
  return Object.fromEntries(
    Object.keys(kind.ended ?? {}).map((name) => [name, open[name] ?? blank(kind, name)]),
  )
}

function blank({ ended }: Kind, name: string): unknown {
  return typeof ended?.[name] === 'boolean' ? !ended[name] : null
}

async function finished(who: Caller, job: string) {
  return until(async () => {
    const { body } = await who.get(`jobs/${job}`)
    return ['done', 'failed'].includes(body.state) && body
  })
}

async function inBulk({ as, kind }: Place, id: string, changes: object): Promise<Came> {
  const started = await as.administrator.post(`${kind.path}/bulk`, { where: { id }, changes })
  assert.equal(started.status, 202, started.text)
  const job = await finished(as.administrator, started.body.job)
  return { status: job.result.refused > 0 ? 422 : 200, text: JSON.stringify(job) }
}

async function undone(who: Caller, change: string | null): Promise<Came> {
  const answer = await who.post(`changes/${change}/undo`)
  return { status: answer.body.kept?.length === 0 ? 200 : 422, text: answer.text }
}

/** Waits until the database has gone on to another instant, so that what was before is told apart. */
async function instantOf({ engine }: Office): Promise<string> {
  const at = sql`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  const [row] = await engine.database.query<{ at: string }>(sql`select ${at} as at`)
  return row?.at ?? ''
}

export const doors: readonly Door[] = [
  {
    name: 'create',
    has: always,
    prepare: async ({ as, kind, partner, nth }) => {
      const values = await valuesOf(kind, partner, nth)
      return () => as.administrator.post(kind.path, values)
    },
  },
  {
    name: 'create by a narrow key',
    has: canGo,
    prepare: async ({ narrow, kind, partner, nth }) => {
      const values = await valuesOf(kind, partner, nth)
      return () => narrow.post(kind.path, values)
    },
  },
  {
    name: 'copy of one that is there',
    has: canGo,
    prepare: async (place) => {
      const { as, kind } = place
      const first = await as.administrator.get(`${kind.path}/${await begun(place, place.partner)}`)
      // As a program copies: what it read goes back, references as objects with their titles.
      const names = Object.keys(kind.open(place.partner, place.nth))
      const copy = Object.fromEntries(names.map((name) => [name, first.body[name]]))
      const apart = await kind.apart?.(place.nth)
      return () => as.administrator.post(kind.path, { ...copy, ...apart })
    },
  },
  {
    name: 'link to it',
    has: always,
    prepare: async (place) => {
      const id = await begun(place, place.other)
      const { as, kind, partner } = place
      return () => as.administrator.patch(`${kind.path}/${id}`, { [kind.field]: partner })
    },
  },
  {
    name: 'reopen',
    has: canEnd,
    prepare: async (place) => {
      const id = await begun(place, place.partner, place.kind.ended ?? {})
      return () => place.as.administrator.patch(`${place.kind.path}/${id}`, openAgain(place))
    },
  },
  {
    name: 'bulk change of the partner',
    has: always,
    prepare: async (place) => {
      const id = await begun(place, place.other)
      return () => inBulk(place, id, { [place.kind.field]: place.partner })
    },
  },
  {
    name: 'bulk reopening',
    has: canEnd,
    prepare: async (place) => {
      const id = await begun(place, place.partner, place.kind.ended ?? {})
      return () => inBulk(place, id, openAgain(place))
    },
  },
  {
    name: 'undo of its end',
    has: canEnd,
    prepare: async (place) => {
      const { as, kind } = place
      const id = await begun(place, place.partner)
      const ended = await as.administrator.patch(`${kind.path}/${id}`, kind.ended)
      assert.equal(ended.status, 200, ended.text)
      return () => undone(as.administrator, ended.headers.get('kontor-change'))
    },
  },
  {
    name: 'undo of a deletion',
    has: canGo,
    prepare: async (place) => {
      const { as, kind } = place
      const gone = await as.administrator.remove(`${kind.path}/${await begun(place, place.partner)}`)
      assert.equal(gone.status, 204, gone.text)
      return () => undone(as.administrator, gone.headers.get('kontor-change'))
    },
  },
  {
    name: 'return from the bin',
    has: canGo,
    prepare: async (place) => {
      const { as, kind } = place
      const id = await begun(place, place.partner)
      await as.administrator.remove(`${kind.path}/${id}`)
      return () => as.administrator.post(`${kind.path}/${id}/restore`)
    },
  },
  {
    name: 'return to an earlier instant',
    has: canEnd,
    prepare: async (place) => {
      const { as, kind } = place
      const id = await begun(place, place.partner)
      const asOf = await instantOf(place)
      const ended = await as.administrator.patch(`${kind.path}/${id}`, kind.ended)
      assert.equal(ended.status, 200, ended.text)
      return () => as.administrator.post(`${kind.path}/${id}/restore`, { asOf })
    },
  },
]

/** What becomes of rows of a file, each about one partner: the codes that stand against each, by its row. */
export async function imported(
  { as, url }: Office,
  kind: Kind,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly (readonly string[])[]> {
  const names = Object.keys(rows[0] ?? {})
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))]
  const file = lines.map((cells) => cells.join(';')).join('\n')
  const sent = await uploaded(as.administrator, url, 'imports', 'rows.csv', file, kind.object)
  const place = `imports/${sent.body.id}`
  const mapping = names.map((field, column) => ({ column, field }))
  const mapped = await as.administrator.patch(place, { mapping })
  assert.ok(mapped.status < 300, mapped.text)
  await as.administrator.post(`${place}/check`)
  const view = await until(async () => {
    const { body } = await as.administrator.get(place)
    return ['checked', 'failed'].includes(body.state) && body
  })
  assert.equal(view.state, 'checked', JSON.stringify(view))
  const { items } = (await as.administrator.get(`${place}/problems?limit=200`)).body
  return rows.map((_, at) =>
    items
      .filter(({ row }: { row: number }) => row === at + 1)
      .flatMap((one: { problems: { code: string }[] }) => one.problems.map(({ code }) => code)),
  )
}
