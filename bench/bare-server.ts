import { createHash, randomUUID } from 'node:crypto'
import http from 'node:http'
import pg from 'pg'
import { columns, userNamed } from './bare-customer.ts'

/**
 * The reference: a bare HTTP server with one hand-written statement for each question, giving the same JSON
 * as
 * Kontor does. No rights, no checks, no model: what the database and Node cost at the least.
 */
const [, , url = '', schema = 'kontor', user = ''] = process.argv
const pool = new pg.Pool({
  connectionString: url,
  max: 12,
  options: `-c search_path=${schema} -c timezone=UTC`,
})
pool.on('error', () => {})

const list = `select coalesce(json_agg(row_to_json(r)), '[]')::text as json from (
  select ${columns} from (select * from party t where t.is_customer and t.city = $1 order by t.name, t.id limit 50) p) r`

/** Names that begin so, in order, by the same index; without rights, other words of the name, or numbers. */
const search = `select coalesce(json_agg(json_build_object('id', id, 'name', name, 'number', number, 'city', city)), '[]')::text as json
  from (select id, name, number, city from party where is_customer and search_key like $1 order by search_key collate "C", id limit 10) r`

const lines = (table: string, fields: string) =>
  `coalesce((select json_agg(json_build_object('id', l.id, ${fields}) order by l.position) from ${table} l where l.party = p.id), '[]')`

const one = `select row_to_json(r)::text as json from (select ${columns},
  ${lines('party_address', `'purpose', l.purpose, 'street', l.street, 'city', l.city, 'region', l.region, 'postalCode', l.postal_code, 'country', l.country, 'main', l.main`)} as addresses,
  ${lines('party_phone', `'number', l.number, 'purpose', l.purpose, 'main', l.main, 'note', l.note`)} as phones,
  ${lines('party_email', `'email', l.email, 'purpose', l.purpose, 'main', l.main, 'note', l.note`)} as emails,
  ${lines('party_bank_account', `'account', l.account, 'bank', l.bank, 'currency', l.currency, 'main', l.main, 'note', l.note`)} as "bankAccounts",
  ${lines('party_identifier', `'kind', l.kind, 'value', l.value, 'country', l.country, 'until', l.until`)} as identifiers,
  ${lines('company_terms', `'company', (select json_build_object('id', c.id, 'title', c.name) from company c where c.id = l.company), 'creditLimit', l.credit_limit::text, 'paymentDays', l.payment_days, 'manager', ${userNamed('l.manager')}, 'blocked', l.blocked`)} as "companyTerms",
  ${userNamed('p.created_by')} as "createdBy", ${userNamed('p.updated_by')} as "updatedBy"
  from party p where p.id = $1 and p.is_customer) r`

/** The same inserts and the audit row, hand-written in one transaction. */
async function create(body: Record<string, string>): Promise<string> {
  const client = await pool.connect()
  const id = randomUUID()
  try {
    await client.query('begin')
    await client.query({
      name: 'p',
      text: `insert into party (id, created_by, updated_by, number, kind, name, country, city, email, phone, is_customer, customer__status, customer__credit_limit, customer__payment_days, search_key, search_grams, match_keys)
             values ($1, $2, $2, 'X-' || nextval('party_number_seq'), 'organization', $3, $4, $5, $6, $7, true, 'active', $8, 30, $9, $10, $11)`,
      values: [
        id,
        user,
        body['name'],
        body['country'],
        body['city'],
        body['email'],
        body['phone'],
        body['creditLimit'],
        body['name']?.toLowerCase(),
        grams,
        keys(body['name'] ?? ''),
      ],
    })
    await client.query({
      name: 'a',
      text: `insert into party_address (id, party, position, purpose, city, country, main) values (gen_random_uuid(), $1, 0, 'legal', $2, $3, true)`,
      values: [id, body['city'], body['country']],
    })
    await client.query({
      name: 'e',
      text: `insert into party_email (id, party, position, purpose, email, main) values (gen_random_uuid(), $1, 0, 'general', $2, true)`,
      values: [id, body['email']],
    })
    await client.query({
      name: 't',
      text: `insert into party_phone (id, party, position, purpose, number, main) values (gen_random_uuid(), $1, 0, 'work', $2, true)`,
      values: [id, body['phone']],
    })
    await client.query({
      name: 'u',
      text: `insert into audit_entry (change, actor, source, object, record, action, after) values ($1, $2, 'api', 'party', $1, 'create', $3)`,
      values: [id, user, body],
    })
    const { rows } = await client.query({ name: 'o', text: one, values: [id] })
    await client.query('commit')
    return rows[0].json
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const grams = Array.from({ length: 13 }, (_, at) => at * 7_919)

/** As many keys to find repeats by as Kontor keeps of such a record, spread as wide. */
function keys(name: string): number[] {
  return Array.from({ length: 6 }, (_, at) => createHash('md5').update(`${at}${name}`).digest().readInt32BE())
}

const server = http.createServer((request, response) => {
  const send = (json: string) => response.writeHead(200, { 'content-type': 'application/json' }).end(json)
  const fail = (error: Error) => response.writeHead(500).end(error.message)
  const address = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'POST') {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => void create(JSON.parse(Buffer.concat(pieces).toString())).then(send, fail))
    return
  }
  const typed = address.searchParams.get('search')
  const city = address.searchParams.get('city')
  const asked =
    typed !== null
      ? pool
          .query({ name: 'search', text: search, values: [typed] })
          .then(({ rows }) => send(`{"items":${rows[0].json},"next":null}`))
      : city === null
        ? pool
            .query({ name: 'one', text: one, values: [address.pathname.slice(1)] })
            .then(({ rows }) => send(rows[0].json))
        : pool
            .query({ name: 'list', text: list, values: [city] })
            .then(({ rows }) => send(`{"items":${rows[0].json},"next":null}`))
  asked.catch(fail)
})
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening ${(server.address() as { port: number }).port}\n`),
)
