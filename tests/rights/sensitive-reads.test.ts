import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { office, until, uploaded, type Caller, type Office, type Reply } from '../scenarios/office.ts'
import type { CaseSet } from './case-sets.ts'
import { routes } from './paths.ts'

/** Why a kind of path hands out no value of a field, so that there is nothing to be logged. */
type None = { readonly none: string }

const names: None = { none: 'tells of records by what they are called, which no sensitive field may be' }
const shape: None = { none: 'tells what the model is, not what stands in it' }
const rights: None = { none: 'tells of rights, and of records by what they are called' }

/** Whether the paths that a set of cases stands for hand values out. */
const handedOut: Readonly<Record<CaseSet, true | None>> = {
  list: true,
  card: true,
  filter: true,
  reference: names,
  join: names,
  sort: true,
  count: names,
  print: true,
  search: true,
  autocomplete: true,
  group: true,
  aggregate: true,
  formula: true,
  history: true,
  timeline: true,
  asOf: true,
  listAsOf: true,
  difference: true,
  listDifference: true,
  log: true,
  csvCopied: true,
  csvWritten: true,
  xlsx: true,
  countedFile: true,
  fileAsOf: true,
  keptExport: true,
  historyFile: true,
  download: true,
  duplicates: true,
  pairs: true,
  asking: names,
  merging: true,
  ...({ change: true, create: true, roles: true } as const),
  action: true,
  impact: names,
  unmet: names,
  errorText: true,
  facts: true,
  shares: rights,
  bulkDryRun: true,
  bulkRun: { none: 'a job tells how far it is' },
  described: shape,
  menu: shape,
  explained: rights,
  others: { none: 'is for administrators and tells of settings, rights and the model' },
  session: names,
  apiKey: names,
  seeAs: { none: 'begins or ends; what is seen then goes by the other paths' },
  readers: rights,
  bin: true,
  mentions: true,
  proposals: true,
  import: true,
  replay: true,
  undo: { none: 'tells how many were reversed and names those that were kept' },
  keptByUndo: { none: 'names records and fields that were kept, and why' },
  seenWith: rights,
  live: { none: 'tells which fields changed, no values' },
}

/** Routes whose set hands values out, though they do not themselves. */
const withoutValues: Readonly<Record<string, string>> = {
  'DELETE /:objects/:id': 'answers with nothing',
  'GET /:objects/facts': 'tells how far values are proved, and none of them',
  'POST /:objects/:id/facts': 'begins a job or sends a link',
  'GET /fact-reviews': 'names records by what they are called',
  'PATCH /:objects/:id/facts/:fact': 'answers as the facts of a record are read',
  'GET /:objects/deleted': 'names what is gone by what it was called',
  'POST /:objects/:id/merge': 'answers with the change that it made',
  'POST /duplicates': 'answers with a number',
  'GET /duplicates/search': 'tells when it was done last',
  'POST /duplicates/search': 'begins a job',
  'GET /duplicates/rules': 'tells how pairs are judged',
  'PUT /duplicates/rules': 'tells how pairs are judged',
  'POST /duplicates/rules/preview': 'names records by what they are called',
  'POST /duplicates/rules/trial': 'tells how alike two records are, not what stands in them',
  'POST /proposals': 'begins a job, or answers with a number',
  'POST /exports': 'keeps a request; the file is fetched by another path',
  'POST /imports': 'takes a file in',
  'GET /imports': 'lists files',
  'GET /imports/fields': 'tells what the model is',
  'GET /imports/:id': 'counts rows of a file',
  'PATCH /imports/:id': 'says how a file is read',
  'DELETE /imports/:id': 'answers with nothing',
  'GET /imports/:id/values': 'tells what stands in the file that was brought',
  'GET /imports/:id/problems/summary': 'counts rows of a file',
  'GET /imports/:id/problems': 'tells what stands in the file that was brought',
  'PATCH /imports/:id/rows': 'mends the file that was brought',
  'PATCH /imports/:id/rows/:row': 'mends the file that was brought',
  'PATCH /imports/:id/repeats': 'answers with a number',
  'GET /imports/:id/refused': 'gives back rows of the file that was brought',
  'POST /imports/:id/check': 'begins a job',
  'POST /imports/:id/run': 'begins a job',
  'POST /imports/:id/cancel': 'ends a job',
  'POST /imports/:id/undo': 'begins a job, and names what would be kept',
}

type Stage = {
  readonly who: Caller
  readonly administrator: Caller
  readonly url: string
  /** A customer that holds a value in each sensitive field, and its file. */
  readonly id: string
  readonly file: string
  readonly name: string
  readonly importId: string
  readonly before: string
  /** Makes a customer and lets it go again. */
  gone(): Promise<string>
}

const phone = '+37129123456'
const where = (condition: object) => `where=${encodeURIComponent(JSON.stringify(condition))}`

/** How each path is asked, in each way in which it hands sensitive fields out. */
const asks: Readonly<Record<string, readonly ((stage: Stage) => Promise<Reply>)[]>> = {
  'GET /:objects': [
    ({ who }) => who.get('customers?fields=name,phone'),
    ({ who }) => who.get('customers?fields=name,bankAccounts'),
    ({ who }) => who.get(`customers?fields=name&${where({ phone })}`),
    ({ who }) => who.get(`activities?fields=id&${where({ 'party.phone': phone })}`),
    ({ who }) => who.get('customers?fields=name&sort=phone'),
    ({ who, name }) => who.get(`customers?fields=phone&search=${encodeURIComponent(name)}`),
    ({ who }) => who.get('customers?fields=phone&purpose=print'),
    ({ who, before }) => who.get(`customers?fields=phone&asOf=${before}`),
  ],
  'POST /:objects': [
    ({ who }) => who.post('customers', { name: 'SIA Jauns', phone, country: 'LV' }),
    async ({ who }) => {
      const again = { 'idempotency-key': 'sensitive' }
      await who.post('customers', { name: 'SIA Atkal', phone, country: 'LV' }, again)
      return who.post('customers', { name: 'SIA Atkal', phone, country: 'LV' }, again)
    },
  ],
  'GET /:objects/summary': [
    ({ who }) => who.get('customers/summary?groupBy=phone'),
    ({ who }) => who.get(`customers/summary?${where({ phone })}`),
  ],
  'POST /:objects/bulk': [
    ({ who, id }) =>
      who.post('customers/bulk?dryRun=true', { where: { id }, changes: { industry: 'Roads' } }),
  ],
  'GET /:objects/:id': [
    ({ who, id }) => who.get(`customers/${id}`),
    ({ who, id }) => who.get(`parties/${id}?fields=bankAccounts`),
    ({ who, id, before }) => who.get(`customers/${id}?asOf=${before}`),
  ],
  'PATCH /:objects/:id': [({ who, id }) => who.patch(`customers/${id}`, { industry: 'Bridges' })],
  'GET /:objects/:id/history': [({ who, id }) => who.get(`customers/${id}/history`)],
  'GET /:objects/:id/history/export': [({ who, id }) => who.get(`customers/${id}/history/export`)],
  'GET /:objects/:id/erasure/mentions': [
    async ({ who, administrator }) => {
      const right = { user: who.user, object: 'settings', actions: ['personalData'] }
      await administrator.post('grants', right)
      const same = { name: 'Anna Tā', kind: 'person', country: 'LV', phones: [{ number: phone, main: true }] }
      return who.get(`contacts/${(await who.post('contacts', same)).body.id}/erasure/mentions`)
    },
  ],
  'GET /:objects/:id/facts': [({ who, id }) => who.get(`customers/${id}/facts`)],
  'GET /:objects/:id/timeline': [({ who, id }) => who.get(`customers/${id}/timeline`)],
  'GET /:objects/difference': [
    ({ who }) => who.get(`customers/difference?from=2020-01-01&${where({ phone })}`),
  ],
  'GET /:objects/:id/difference': [({ who, id }) => who.get(`customers/${id}/difference?from=2020-01-01`)],
  'POST /:objects/:id/restore': [async ({ who, gone }) => who.post(`customers/${await gone()}/restore`, {})],
  'POST /:objects/:id/:action': [
    ({ who, id }) => who.post(`customers/${id}/deactivate?dryRun=true`, { reason: 'ownRequest' }),
  ],
  'GET /:objects/export': [
    ({ who }) => who.get('customers/export?format=csv&columns=name,phone'),
    ({ who }) => who.get('customers/export?format=xlsx&columns=name,bankAccounts'),
    ({ who, before }) => who.get(`customers/export?format=csv&columns=name,phone&asOf=${before}`),
    ({ who }) => who.get('customers/export?format=csv&groupBy=phone'),
  ],
  'GET /exports/:id/file': [
    async ({ who }) => {
      const kept = await who.post('exports', { object: 'customer', format: 'csv', columns: ['phone'] })
      return who.get(`exports/${kept.body.id}/file`)
    },
  ],
  'GET /:objects/:id/merge': [
    async ({ who, id }) => {
      const other = await who.post('customers', { name: 'SIA Lasīts otrreiz' })
      return who.get(`customers/${id}/merge?with=${other.body.id}`)
    },
  ],
  'POST /:objects/similar': [({ who, name }) => who.post('customers/similar', { name, country: 'LV' })],
  'GET /proposals': [
    async ({ who, administrator }) => {
      const given = { name: 'Phone', object: 'customer', where: { phone: { set: true } }, action: 'freeze' }
      const { body } = await administrator.post('criteria', given)
      return administrator.post('proposals/evaluate').then(() => who.get(`proposals?criterion=${body.id}`))
    },
  ],
  'GET /duplicates': [
    async ({ who, administrator, name }) => {
      await who.post('suppliers', { name, country: 'LV' })
      const { body } = await administrator.post('duplicates/search')
      await until(async () => (await administrator.get(`jobs/${body.job}`)).body.state === 'done')
      return who.get('duplicates')
    },
  ],
  'GET /search': [({ who, name }) => who.get(`search?q=${encodeURIComponent(name)}`)],
  'GET /files/:id/content': [({ who, file }) => who.get(`files/${file}/content`)],
  'GET /audit/entries': [({ administrator, id }) => administrator.get(`audit/entries?record=${id}`)],
  'GET /audit/entries/export': [
    ({ administrator, id }) => administrator.get(`audit/entries/export?record=${id}`),
  ],
  'GET /imports/:id/repeats': [({ who, importId }) => who.get(`imports/${importId}/repeats`)],
  'PATCH /imports/:id/repeats/:row': [
    ({ who, importId }) => who.patch(`imports/${importId}/repeats/1`, { decision: 'skip' }),
  ],
}

const marked = [
  ['party', 'phone'],
  ['party', 'city'],
  ['partyBankAccount', 'account'],
  ['partyFile', 'file'],
] as const

test('every path that hands out a sensitive field writes down who read it, and none of its values', async (t) => {
  const made = await office(t)
  const stage = await staged(made)
  const { as } = made
  for (const [object, field] of marked) {
    const answer = await as.administrator.patch(`objects/${object}/fields/${field}`, { sensitive: true })
    assert.equal(answer.status, 200, answer.text)
  }
  let last = await lastEntry(made)
  for (const [route, ways] of Object.entries(asks)) {
    for (const [at, ask] of ways.entries()) {
      const answer = await ask(stage)
      assert.ok(answer.status < 300, `${route} (${at}): ${answer.status} ${answer.text.slice(0, 300)}`)
      // Whoever has the answer finds it in the log already: nothing waits in memory for a kill to lose.
      const entries = await readsSince(made, last)
      assert.ok(entries.length > 0, `${route} (${at}) hands out sensitive fields, and nobody hears of it`)
      for (const { after, actor, request, source } of entries) {
        assert.ok([stage.who.user, stage.administrator.user].includes(actor))
        assert.ok(request !== null && source === 'api')
        assert.ok(after.fields.length > 0 && after.count > 0 && after.address, JSON.stringify(after))
        assert.ok(!JSON.stringify(after).includes('29123456'), 'no value is in it')
      }
      last = await lastEntry(made)
    }
  }
})

test('what is not marked is read unheard, and so is everything once no field is marked any more', async (t) => {
  const made = await office(t)
  const stage = await staged(made)
  const { as } = made
  const mark = (sensitive: boolean) => as.administrator.patch('objects/party/fields/phone', { sensitive })
  const countOf = async (ask: () => Promise<Reply>): Promise<number> => {
    const last = await lastEntry(made)
    await ask()
    return (await readsSince(made, last)).length
  }
  const card = () => stage.who.get(`customers/${stage.id}`)
  assert.equal(await countOf(card), 0)
  assert.equal((await mark(true)).status, 200)
  assert.equal(await countOf(card), 1)
  assert.equal(await countOf(() => stage.who.get('customers?fields=name,city')), 0)
  assert.equal(
    await countOf(() => stage.who.get('customers?fields=name,phone&limit=1000')),
    1,
    'one a request',
  )
  await mark(false)
  assert.equal(await countOf(card), 0)
})

test('where it cannot be written down who reads, nothing sensitive is given, and all else goes on', async (t) => {
  const made = await office(t)
  const { who, id } = await staged(made)
  await made.as.administrator.patch('objects/party/fields/phone', { sensitive: true })
  await made.engine.database.query(
    sql`alter table audit_entry add constraint no_reads check (action <> 'read') not valid`,
  )
  for (const place of [`customers/${id}`, `customers/export?columns=phone`]) {
    const answer = await who.get(place).catch(() => ({ status: 599, text: '' }))
    assert.ok(!answer.text.includes('29123456'), place)
    assert.ok(answer.status >= 500 || answer.text.length < 100, `${place} ${answer.status} ${answer.text}`)
  }
  assert.equal((await who.get(`customers/${id}?fields=name,city`)).status, 200)
  await made.engine.database.query(sql`alter table audit_entry drop constraint no_reads`)
  assert.equal((await who.get(`customers/${id}`)).status, 200)
  const log = await made.as.administrator.get(`audit/entries?action=read&record=${id}`)
  assert.ok(log.body.items.length >= 1, log.text)
})

test('the log tells reads by their own filter, and a history is not lengthened by them', async (t) => {
  const made = await office(t)
  const { who, id } = await staged(made)
  await made.as.administrator.patch('objects/party/fields/phone', { sensitive: true })
  const history = async () => (await who.get(`customers/${id}/history`)).body.items.length as number
  const before = await history()
  await who.get(`customers/${id}`)
  const log = await made.as.administrator.get(`audit/entries?action=read&record=${id}`)
  const [entry] = log.body.items
  assert.equal(entry.by.id, who.user)
  assert.deepEqual(entry.details.labels, ['Phone'])
  assert.deepEqual([entry.details.ways, entry.record.title], [['record'], 'SIA Lasīts'])
  assert.equal(await history(), before)
  const title = await made.as.administrator.patch('objects/party/fields/name', { sensitive: true })
  assert.equal(title.status, 422)
  assert.match(title.text, /called by this field/)
  assert.deepEqual(await made.engine.verify(), [])
})

test('each path that hands values out is asked above, or says why it hands none out', () => {
  const handing = Object.entries(routes).flatMap(([route, entry]) =>
    'sets' in entry &&
    [...entry.sets, ...Object.values(entry.query ?? {})].some((set) => handedOut[set] === true)
      ? [route]
      : [],
  )
  const silent = handing.filter((route) => !asks[route] && withoutValues[route] === undefined)
  assert.deepEqual(silent, [], 'say in tests/rights/sensitive-reads.test.ts how these are asked')
  const idle = [...Object.keys(asks), ...Object.keys(withoutValues)].filter(
    (route) => !handing.includes(route),
  )
  assert.deepEqual(idle, [])
})

async function staged({ as, url }: Office): Promise<Stage> {
  const { manager: who, administrator } = as
  const name = 'SIA Lasīts'
  const customer = await who.post('customers', {
    ...{ name, phone, country: 'LV', city: 'Rīga' },
    bankAccounts: [{ account: 'LV80BANK0000435195001', main: true }],
  })
  assert.equal(customer.status, 201, customer.text)
  const { id } = customer.body
  const file = (await uploaded(who, url, 'files', 'contract.txt', 'Contract')).body.id
  const paper = await who.post('papers', { party: id, name: 'Contract', file, kind: 'contract' })
  assert.equal(paper.status, 201, paper.text)
  const activity = await who.post('activities', { party: id, kind: 'call', subject: 'Called' })
  assert.equal(activity.status, 201, activity.text)
  return {
    ...{ who, administrator, url, id, file, name, importId: await checkedImport(who, url, name) },
    before: new Date().toISOString(),
    async gone() {
      const made = await who.post('customers', { name: 'SIA Gājis', phone, country: 'LV' })
      await who.remove(`customers/${made.body.id}`)
      return made.body.id
    },
  }
}

async function checkedImport(who: Caller, url: string, name: string): Promise<string> {
  const content = `Name,Country,City\n${name},LV,Rīga\n`
  const { id } = (await uploaded(who, url, 'imports', 'customers.csv', content, 'customer')).body
  const started = await who.post(`imports/${id}/check`)
  assert.equal(started.status, 202, started.text)
  await until(async () => (await who.get(`imports/${id}`)).body.state !== 'checking')
  return id
}

type Entry = {
  readonly actor: string
  readonly source: string
  readonly request: string | null
  readonly after: { fields: string[]; count: number; ways: string[]; address?: string }
}

async function lastEntry({ engine }: Office): Promise<string> {
  const [row] = await engine.database.query<{ id: string }>({
    parts: ['select max(id)::text as id from audit_entry'],
    values: [],
  })
  return row?.id ?? '0'
}

function readsSince({ engine }: Office, last: string): Promise<Entry[]> {
  return engine.database.query<Entry>({
    parts: [
      "select actor, source, request, after from audit_entry where action = 'read' and id > ",
      '::bigint',
    ],
    values: [last],
  })
}
