import pg from 'pg'
import { actorUnder, againstBare, policies, type Policy } from './rights.ts'
import type { Bench } from './run.ts'

/** As many changes of status as partners, one of each, over some years. */
const fill = `insert into status_change (id, name, party, role, action, "from", "to", day, state, created_at)
  select gen_random_uuid(), name, id, 'customer', 'freeze', 'active', 'frozen', current_date, 'done',
    now() - random() * interval '900 days' from party`

/**
 * A list of status changes, which are seen with their partners, where the partners are narrowed by three
 * conditions: against a hand-written statement over the same rows that gives the same JSON, each asked in
 * turn over one connection.
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
  const named = { ...policy, admits: `changes of ${policy.admits}` }
  const seen = { object: 'statusChange', actions: ['read'], see: ['all'] }
  const actor = await actorUnder(bench, named, parties, [seen])
  const text = `select coalesce(json_agg(row_to_json(r)), '[]')::text as json from (
    select s.id, s.name, s.role, s.action, s.day, s.state,
      replace((s.created_at at time zone 'UTC')::text, ' ', 'T') || 'Z' as "createdAt"
    from status_change s join party t on t.id = s.party
    where s.role = 'customer' and t.is_customer and ${policy.bare}
    order by s.created_at desc, s.id desc limit 50) r`
  const fields = ['name', 'role', 'action', 'day', 'state', 'createdAt']
  await againstBare(bench, client, {
    work: `list seen with partners, ${policy.admits} of them`,
    parties,
    bare: { name: `bare ${named.admits}`, text, values: policy.bare.includes('$1') ? [bench.user] : [] },
    kontor: () => bench.engine.records.list(actor, 'statusChange', { fields, sort: '-createdAt', limit: 50 }),
  })
}
