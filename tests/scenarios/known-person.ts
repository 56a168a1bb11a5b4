import assert from 'node:assert/strict'
import { until, uploaded, type Office } from './office.ts'

const phone = '+37129777888'
export const secrets = [
  'Zelma',
  phone,
  'zelma@privat.example',
  'Ozolu iela',
  'Likes to be called late',
  'Letter of Z',
]

/** A person in every place where Kontor keeps anything of them. */
export async function known({ as, url, engine }: Office): Promise<{ id: string; file: string }> {
  const { manager, clerk } = as
  const made = await manager.post(
    'contacts',
    {
      ...{ name: 'Zelma Privātā', kind: 'person', country: 'LV', notes: 'Likes to be called late' },
      phones: [{ number: phone, main: true }],
      emails: [{ email: 'zelma@privat.example', main: true }],
      addresses: [{ street: 'Ozolu iela 3', city: 'Rīga', country: 'LV', main: true }],
      bankAccounts: [{ account: 'LV80BANK0000435195001', main: true }],
    },
    { 'idempotency-key': 'zelma' },
  )
  assert.equal(made.status, 201, made.text)
  const { id } = made.body
  const renamed = await manager.patch(`contacts/${id}?reason=${encodeURIComponent('Zelma asked for it')}`, {
    name: 'Zelma Privātā-Kalna',
  })
  assert.equal(renamed.status, 200, renamed.text)
  const file = (await uploaded(manager, url, 'files', 'Letter of Zelma.txt', 'Zelma wrote this')).body.id
  for (const [place, body] of [
    ['activities', { party: id, kind: 'call', subject: 'Zelma called', text: 'Likes to be called late' }],
    ['papers', { party: id, name: 'Letter of Zelma', file, kind: 'contract' }],
  ] as const) {
    const answer = await manager.post(place, body)
    assert.equal(answer.status, 201, answer.text)
  }
  const content = `Name,Country,Phone\nZelma Privātā,LV,${phone}\nSomebody Else,LV,\n`
  const imported = (await uploaded(manager, url, 'imports', 'contacts.csv', content, 'contact')).body.id
  await manager.post(`imports/${imported}/check`)
  await until(async () => (await manager.get(`imports/${imported}`)).body.state !== 'checking')
  await as.administrator.patch('objects/party/fields/phone', { sensitive: true })
  await clerk.get(`contacts/${id}`)
  await engine.reads.flush()
  return { id, file }
}

/** Every row of every table, as text: whatever is in none of them is gone. */
export async function everything({ engine }: Pick<Office, 'engine'>): Promise<string> {
  const tables = await engine.database.query<{ name: string }>({
    parts: [
      "select relname::text as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace",
    ],
    values: [],
  })
  let all = ''
  for (const { name } of tables) {
    const rows = await engine.database.query<{ row: string }>({
      parts: [`select to_jsonb(t)::text as row from "${name}" t`],
      values: [],
    })
    all += rows
      .map(({ row }) => `${name}: ${row}`)
      .join('\n')
      .concat('\n')
  }
  return all
}

/** The row that still holds it. */
export function left(all: string, secret: string): string | undefined {
  return all.split('\n').find((row) => row.includes(secret))
}

export async function erased(
  { as, engine }: Office,
  id: string,
  mode: string,
  reason = 'Asked for in writing',
) {
  const started = await as.administrator.post(`contacts/${id}/erasure`, { mode, reason })
  assert.equal(started.status, 202, started.text)
  await engine.jobs.drain()
  const job = await as.administrator.get(`jobs/${started.body.job}`)
  assert.equal(job.body.state, 'done', job.text)
  return job.body.result
}
