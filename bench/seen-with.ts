import pg from 'pg'
import { median } from './load.ts'
import { actorUnder, milliseconds, policies, type Policy } from './rights.ts'
import type { Bench } from './run.ts'

const rounds = 200
const warmUps = 600
const least = 0.9
const mostMilliseconds = 50

/** As many changes of status as partners, one of each, over some years. */
const fill = `insert into status_change (id, name, party, role, action, "from", "to", day, state, created_at)
  select gen_random_uuid(), name, id, 'customer', 'freeze', 'active', 'frozen', current_date, 'done',
    now() - random() * interval '900 days' from party`

/**
 * A list of status changes, which are seen with their partners, where the partners are narrowed by three
 * conditions: against a hand-written statement over the same rows, each asked in turn over one connection.
 */
export async function measureSeenWith(bench: Bench, parties: number): Promise<void> {
  const client = new pg.Client({
    connectionString: bench.databaseUrl,
    options: `-c search_path=${bench.schema} -c timezone=UTC`,
  })
  await client.connect()
  try {
    await client.query(fill)
    await client.query('vacuum analyze status_change')
    for (const policy of policies) await measurePolicy(bench, client, parties, policy)
    await client.query('truncate status_change')
  } finally {
    await client.end()
  }
}

async function measurePolicy(bench: Bench, client: pg.Client, parties: number, policy: Policy) {
  const { engine } = bench
  const seen = { object: 'statusChange', actions: ['read'], see: ['all'] }
  const actor = await actorUnder(bench, { ...policy, admits: `${policy.admits}, with changes,` }, parties, [
    seen,
  ])
  const values = policy.bare.includes('$1') ? [bench.user] : []
  const text = `select coalesce(json_agg(row_to_json(r)), '[]')::text as json from (
    select s.id, s.name, s.role, s.action, s.day, s.state, s.created_at from status_change s
      join party t on t.id = s.party
    where s.role = 'customer' and t.is_customer and ${policy.bare} order by s.created_at desc, s.id desc limit 50) r`
  const bare = async () =>
    (await client.query<{ json: string }>({ name: `bare changes ${policy.admits}`, text, values })).rows[0]
      ?.json ?? ''
  const fields = ['name', 'role', 'action', 'day', 'state', 'createdAt']
  const kontor = () => engine.records.list(actor, 'statusChange', { fields, sort: '-createdAt', limit: 50 })
  const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id).join()
  if (idsOf((JSON.parse(await kontor()) as { items: [] }).items) !== idsOf(JSON.parse(await bare()) as []))
    throw new Error('The list and the hand-written statement differ.')
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (let round = 0; round < warmUps + rounds; round++) {
    const [mine, other] = [await milliseconds(kontor), await milliseconds(bare)]
    if (round < warmUps) continue
    ours.push(mine)
    theirs.push(other)
  }
  const p95 = ours.toSorted((a, b) => a - b)[Math.floor(rounds * 0.95)] ?? 0
  const ratio = median(theirs) / median(ours)
  bench.report({
    work: `list seen with partners narrowed to ${policy.admits}`,
    parties,
    milliseconds: median(ours),
    value: ratio,
    unit: '× bare SQL',
    reach: `≥ ${least}, p95 ≤ ${mostMilliseconds} ms`,
    reached: ratio >= least && p95 <= mostMilliseconds,
    detail: `${median(ours).toFixed(1)} and ${median(theirs).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
  })
}
