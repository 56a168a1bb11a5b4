import pg from 'pg'
import type { Actor } from '#engine'
import { columns } from './bare-customer.ts'
import { median } from './load.ts'
import type { Bench } from './run.ts'

const rounds = 400
/** Servers run for days; it takes some thousand lists until their code is compiled for good. */
const warmUps = 1_500
const least = 0.9
const mostMilliseconds = 50

export type Policy = {
  readonly admits: string
  /** The rows of a grant; `$me` is whoever looks after one customer in a hundred. */
  readonly rows: Readonly<Record<string, unknown>>
  /** The same by hand, `$1` for `$me`. */
  readonly bare: string
}

export const policies: readonly Policy[] = [
  {
    admits: '50 %',
    rows: {
      kind: 'organization',
      importance: { in: ['key', 'regular', 'occasional'] },
      paymentDays: { atLeast: 21 },
    },
    bare: `t.kind = 'organization' and t.customer__importance in ('key', 'regular', 'occasional')
      and t.customer__payment_days >= 21`,
  },
  {
    admits: '1 %',
    rows: { manager: '$me', status: 'active', paymentDays: { atLeast: 7 } },
    bare: `t.customer__manager = $1 and t.customer__status = 'active' and t.customer__payment_days >= 7`,
  },
  {
    admits: '0.01 %',
    rows: { manager: '$me', city: 'Ogre', importance: { in: ['key', 'regular'] } },
    bare: `t.customer__manager = $1 and t.city = 'Ogre' and t.customer__importance in ('key', 'regular')`,
  },
]

/** The best index there is for the narrowest policy; both sides have it. */
const bestIndex = `create index bench_manager_city on party (customer__manager, city, name, id)
  where is_customer and customer__manager is not null`

/**
 * A list under rights of three conditions against a hand-written statement with the same conditions, on the
 * same indexes, each asked in turn over one connection.
 */
export async function measureRights(bench: Bench, parties: number): Promise<void> {
  const client = new pg.Client({
    connectionString: bench.databaseUrl,
    options: `-c search_path=${bench.schema} -c timezone=UTC`,
  })
  await client.connect()
  try {
    await client.query(bestIndex)
    await client.query('vacuum analyze party')
    for (const policy of policies) await measurePolicy(bench, client, parties, policy)
    await client.query('drop index bench_manager_city')
  } finally {
    await client.end()
  }
}

async function measurePolicy(bench: Bench, client: pg.Client, parties: number, policy: Policy) {
  const actor = await actorUnder(bench, policy, parties)
  const values = policy.bare.includes('$1') ? [bench.user] : []
  const text = `select coalesce(json_agg(row_to_json(r)), '[]')::text as json from (select ${columns}
    from (select * from party t where t.is_customer and ${policy.bare} order by t.name, t.id limit 50) p) r`
  const { rows } = await client.query<{ admitted: string }>(
    `select count(*) as admitted from party t where t.is_customer and ${policy.bare}`,
    values,
  )
  const share = (100 * Number(rows[0]?.admitted)) / parties
  await againstBare(bench, client, {
    work: `list under rights that admit ${policy.admits}`,
    parties,
    bare: { name: `bare ${policy.admits}`, text, values },
    kontor: () => bench.engine.records.list(actor, 'customer', { sort: 'name', limit: 50 }),
    detail: `, ${share.toFixed(3)} % of the rows`,
  })
}

type Compared = {
  readonly work: string
  readonly parties: number
  readonly bare: pg.QueryConfig
  readonly kontor: () => Promise<string>
  readonly detail?: string
}

/** Asks for a list in both ways in turn, after warming up, and reports how they stand to each other. */
export async function againstBare(
  bench: Bench,
  client: pg.Client,
  { work, parties, bare, kontor, detail = '' }: Compared,
): Promise<void> {
  const byHand = async () => (await client.query<{ json: string }>(bare)).rows[0]?.json ?? ''
  refuseOthers(JSON.parse(await kontor()), JSON.parse(await byHand()))
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < warmUps + rounds; round++) {
    const [mine, other] = [await milliseconds(kontor), await milliseconds(byHand)]
    if (round < warmUps) continue
    ours.push(mine)
    theirs.push(other)
  }
  const [ratio, p95 = Infinity] = [
    median(theirs) / median(ours),
    ours.toSorted((a, b) => a - b)[Math.floor(rounds * 0.95)],
  ]
  bench.report({
    work,
    parties,
    milliseconds: median(ours),
    value: ratio,
    unit: '× bare SQL',
    reach: `≥ ${least}, p95 ≤ ${mostMilliseconds} ms`,
    reached: ratio >= least && p95 <= mostMilliseconds,
    detail: `${median(ours).toFixed(1)} and ${median(theirs).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms${detail}`,
  })
}

/** Whoever sees the customers under the policy, and what they name. */
export async function actorUnder(
  bench: Bench,
  { admits, rows }: Policy,
  parties: number,
  more: readonly Readonly<Record<string, unknown>>[] = [],
): Promise<Actor> {
  const { engine } = bench
  const root = await engine.access.systemActor('bench')
  const name = `${admits} of ${parties}`
  const key = `bench-${admits.replace(/\W/g, '')}-of-${parties}`
  const post = await engine.records.create(root, 'post', { name })
  for (const object of ['user', 'category', 'company', 'party'])
    await engine.records.create(root, 'grant', { post: post.id, object, actions: ['read'], see: ['all'] })
  const grant = { post: post.id, object: 'customer', actions: ['read'], see: ['all'] }
  await engine.records.create(root, 'grant', { ...grant, rows: withMe(rows, bench.user) })
  for (const one of more) await engine.records.create(root, 'grant', { post: post.id, ...one })
  const user = await engine.records.create(root, 'user', {
    name,
    email: `${key}@bench.example`,
    posts: [{ post: post.id }],
  })
  engine.access.forget()
  return engine.access.actorFor({ user: user.id, source: 'api', request: 'bench' })
}

/** The manager of the sample stands for `$me`: another person must not look after their customers. */
function withMe(rows: Policy['rows'], user: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, value]) => [name, value === '$me' ? user : value]),
  )
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Both must give the same customers, or there is nothing to compare. */
function refuseOthers(ours: { items: { id: string }[] }, theirs: readonly { id: string }[]): void {
  const [left, right] = [ours.items.map(({ id }) => id), theirs.map(({ id }) => id)]
  if (left.join() !== right.join()) throw new Error('The list and the hand-written statement differ.')
}
