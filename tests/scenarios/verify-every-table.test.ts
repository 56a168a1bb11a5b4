import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test, type TestContext } from 'node:test'
import { newId } from '#model'
import { sql, type Engine } from '#engine'
import { openIdProvider } from '#testing'
import { passkeyDigest } from '../../engine/accounts/passkeys.ts'
import { ownerOf } from '../../engine/records/past/past-tables.ts'
import { storedFields } from '../../engine/records/stored.ts'
import { allSealed, behindItsBack, rewriteChain } from '../../engine/seal/chain-for-test.ts'
import { erased, known } from './known-person.ts'
import { office, type Office, type Reply } from './office.ts'
import { browserThere, knownProvider } from './open-id-browser.ts'
import { columnsThere, loosen, otherValue, tampered, type Column, type Run } from './tampering.ts'

/** What `verify` makes anew from the values, by itself: a column a turn. */
const madeAnew = ['search_key', 'search_grams', 'match_keys']

/** Of a table beside those of records: which columns nothing tells of, and what is silent of a row. */
type Held = { readonly silent?: readonly string[]; readonly put?: true; readonly taken?: true }

/**
 * Tables that are held against the log. What is silent of them is stated in `docs/security.md`, lets nobody
 * in, or is read by nobody.
 */
const held: Readonly<Record<string, Held>> = {
  // A link of less time, or that is gone, opens less.
  account_link: { silent: ['kind', 'token_hash', 'created_by', 'expires_at'], taken: true },
  api_key: {
    silent: ['name', 'key_hash', 'hint', 'created_at', 'created_by', 'last_used_at', 'revoked_at'],
    taken: true,
  },
  // When it may be sealed; by then it is.
  audit_entry: { silent: ['tx'] },
  audit_erasure: {},
  audit_seal: {},
  audit_sealed_entry: {},
  audit_turn: {},
  catalog_adjustment: {},
  // A formula that is said to be pending is held against a job (verify-rows.test.ts).
  catalog_field: { silent: ['pending', 'place', 'created_at', 'created_by'] },
  // Where an object is kept follows from its name.
  catalog_object: { silent: ['table_name', 'created_at', 'created_by'] },
  catalog_rule: {},
  // Of a change that has no entry nothing shows.
  change: { silent: ['at', 'label', 'object', 'total', 'undone_by', 'kept'], put: true },
  moved_name: {},
  moved_record: {},
  passkey: { silent: ['counter', 'transports', 'name', 'created_at', 'last_used_at'] },
  // Whether it is on the list is held against the list.
  person_erasure: { silent: ['listed'] },
  sign_in_identity: { silent: ['email', 'created_at', 'last_used_at'], taken: true },
  sign_in_provider: { silent: ['secret', 'created_at'], taken: true },
  totp: { silent: ['secret', 'created_at', 'confirmed_at', 'last_step'] },
}

/** Tables that are not held against the log; `docs/security.md` names each, and says why. */
const aside: readonly string[] = [
  ...['credential', 'recovery_code', 'session', 'see_as', 'known_device', 'sign_in_step', 'sign_in_failure'],
  ...['setup_link', 'outside_token', 'fact_confirmation', 'rate_count', 'idempotency', 'export'],
  ...['duplicate_pair', 'import_told_apart', 'proposal', 'retention_review', 'keeper_ask', 'keeper_question'],
  ...['undo_kept', 'person_mention', 'former_value', 'fact_answer', 'right_use', 'right_noting'],
  ...['import', 'import_candidate', 'import_file', 'import_mapping', 'import_problem', 'import_repeat'],
  ...['import_row', 'import_tie', 'erased_file', 'kept_content'],
  ...['job', 'job_schedule', 'mail', 'backup_run', 'due_reminder', 'criterion_fault', 'retention_look'],
  ...['fact_look', 'fact_watch', 'duplicate_search', 'duplicate_common_key', 'slow_statement'],
  ...['engine_state', 'migration'],
]

test('each column of each table of records is held against the log, and so is each row', async (t) => {
  const { engine, as } = await office(t)
  // By what repeats are found is there when they are looked for.
  await done(as.administrator.post('duplicates/search'))
  await engine.jobs.drain()
  const columns = Map.groupBy(await columnsThere(engine), ({ table }) => table)
  const objects = recordsOf(engine)
  assert.ok(objects.length > 35)
  await tampered(engine, 'records', async (run, found) => {
    for (const { table } of objects) await loosen(run, table)
    const rows: Row[] = []
    for (const { name, table } of objects)
      rows.push({ name, table, columns: columns.get(table) ?? [], ...(await toldRow(run, engine, name)) })
    assert.equal(await found(), '', 'what the log tells of is no fault')
    const after = async (change: (row: Row) => string | null) => {
      await run('savepoint before')
      for (const statement of rows.flatMap((row) => change(row) ?? [])) await run(statement)
      const findings = await found()
      await run('rollback to before')
      return findings
    }
    const set = (which: (one: Column, row: Row) => boolean) =>
      after((row) => {
        const values = row.columns.filter((one) => which(one, row)).map(setOther)
        return values.length === 0
          ? null
          : `update "${row.table}" set ${values.join()} where id = '${row.id}'`
      })
    const isOwn = ({ column }: Column, { via }: Row) => !['id', via, ...madeAnew].includes(column)
    const changed = await set(isOwn)
    for (const row of rows) namesAll(changed, engine, row)
    for (const name of madeAnew) {
      const findings = await set(({ column }) => column === name)
      for (const { id, columns: own } of rows)
        if (own.some(({ column }) => column === name)) assert.match(findings, new RegExp(`give \\(.*${id}`))
    }
    const [moved, gone] = [
      await set(({ column }, { via }) => column === via),
      await after(({ table, id }) => `delete from "${table}" where id = '${id}'`),
    ]
    const missing = (id: string) => new RegExp(`are in the log, but missing in the table \\(${id}\\)`)
    for (const { id, via } of rows) {
      assert.match(gone, missing(id))
      if (via !== null) assert.match(moved, missing(id))
    }
    const id = newId()
    const planted = await after(({ table }) => `insert into "${table}" (id) values ('${id}')`)
    for (const { name } of rows) {
      const { plural } = engine.model().objects.get(name)?.declaration ?? {}
      assert.ok(planted.includes(`1 ${plural}: stand in the table, but the log does not know them (${id}).`))
    }
  })
})

test('each other table is held against the log, or stands among those that are not', async (t) => {
  const { engine } = await everywhere(t)
  const columns = Map.groupBy(await columnsThere(engine), ({ table }) => table)
  const ofRecords = new Set(recordsOf(engine).map(({ table }) => table))
  const others = [...columns.keys()].filter((table) => !ofRecords.has(table))
  assert.deepEqual(others.toSorted(), [...Object.keys(held), ...aside].toSorted())
  const stated = await readFile(new URL('../../docs/security.md', import.meta.url), 'utf8')
  for (const table of aside) assert.ok(stated.includes(`\`${table}\``), `docs/security.md names ${table}`)
  assert.deepEqual(await engine.verify(), [])

  await tampered(engine, 'beside', async (run, found) => {
    await run(`set local kontor.erasing = 'on'`)
    assert.equal(await found(), '')
    const isFound = async (change: string) => {
      await run('savepoint before')
      await run(change)
      const findings = await found()
      await run('rollback to before')
      return findings !== ''
    }
    for (const [table, { silent = [], put = false, taken = false }] of Object.entries(held)) {
      const own = columns.get(table) ?? []
      await loosen(run, table)
      const last = `where ctid = (select max(ctid) from "${table}")`
      assert.equal(!put, await isFound(plant(table, own)), `a row that is put into ${table}`)
      assert.ok((await run(`select from "${table}"`)).length > 0, `${table} holds a row`)
      assert.equal(
        !taken,
        await isFound(`delete from "${table}" ${last}`),
        `a row that is taken out of ${table}`,
      )
      const unseen: string[] = []
      for (const one of own)
        if (!(await isFound(`update "${table}" set ${setOther(one)} ${last}`))) unseen.push(one.column)
      assert.deepEqual(unseen, silent, `what is silent of ${table}`)
    }
  })
})

type Row = {
  readonly name: string
  readonly table: string
  readonly columns: readonly Column[]
  readonly id: string
  /** By which column a line belongs to its record. */
  readonly via: string | null
}

function recordsOf(engine: Engine) {
  return [...engine.model().objects.values()].filter(({ isRole }) => !isRole)
}

function setOther(one: Column): string {
  return `"${one.column}" = ${otherValue(one)}`
}

/** A row like one that is there, under another key. */
function plant(table: string, own: readonly Column[]): string {
  const keys = own.filter(({ isKey }) => isKey).map((one) => `'${one.column}', ${otherValue(one)}`)
  return `insert into "${table}" select (jsonb_populate_record(null::"${table}",
    to_jsonb(t) || jsonb_build_object(${keys.join()}))).* from (select * from "${table}" limit 1) t`
}

/** The finding of a row names all that its table keeps of it. */
function namesAll(findings: string, engine: Engine, { name, id, via, columns }: Row): void {
  const model = engine.model()
  const object = model.objects.get(name)
  assert.ok(object)
  const fields = new Map(storedFields(model, object).map((field) => [field.column, field]))
  const told = new RegExp(`: (.+) are not what the log says \\(${id}\\)`).exec(findings)?.[1]?.split(', ')
  for (const { column } of columns) {
    if (['id', via, ...madeAnew].includes(column)) continue
    const field = fields.get(column)
    if (field?.resolved.field.type === 'formula' && !field.key.endsWith('.'))
      assert.ok(findings.includes(`the stored value of ${field.resolved.name} is not what its formula gives`))
    else {
      const key =
        field?.key.replace(/\.$/, '') ?? column.replace(/_(\w)/, (_, letter: string) => letter.toUpperCase())
      assert.ok(told?.includes(key), `${name}.${key}: ${told?.join(', ')}`)
    }
  }
}

/** Rows in all tables that are held. */
async function everywhere(t: TestContext): Promise<Office> {
  const [firm, there] = await Promise.all([office(t), openIdProvider(t)])
  const { engine, as } = firm
  const { administrator: root } = as
  there.people.set('ilze-there', { email: 'ilze@daugava.example', name: 'Ilze there' })
  const provider = await knownProvider(firm, there, { joins: true })
  assert.equal((await browserThere(firm).comeIn(provider, 'ilze-there')).status, 201)
  await done(root.post(`users/${as.clerk.user}/invitation`, { how: 'link' }))
  await done(root.post('objects/customers/fields', { name: 'x_margin', type: 'text', label: 'Margin' }))
  await done(root.patch('objects/customers/fields/taxId', { sensitive: true }))
  await done(root.put('objects/customers/rules', { rules: [{ require: 'country' }] }))
  await done(root.post('objects', { name: 'x_machine', label: 'Machine', plural: 'Machines' }))
  const customer = async (name: string) => (await done(root.post('customers', { name, country: 'LV' }))).id
  const [kept, gone] = [await customer('Zz Kept'), await customer('Zz Gone')]
  await done(root.post(`customers/${kept}/merge`, { with: gone }))
  await engine.jobs.drain()
  await allSealed(engine)
  const { id } = await known(firm)
  await allSealed(engine)
  await erased(firm, id, 'erase')
  await secondFactors(engine, as.manager.user)
  await allSealed(engine)
  // As if the clock had gone back since.
  await behindItsBack(engine, `update audit_seal set sealed_at = sealed_at + interval '3 hours'`)
  await rewriteChain(engine)
  await customer('Zz Later')
  await allSealed(engine)
  return firm
}

/** As a browser and an app add them. */
async function secondFactors({ database }: Engine, user: string): Promise<void> {
  await database.query(sql`insert into totp ("user", secret, confirmed_at) values (${user}, '\\x00', now())`)
  await database.query(
    sql`insert into audit_entry (change, actor, source, object, record, action, after)
        values (gen_random_uuid(), ${user}, 'web', 'user', ${user}, 'addSecondFactor', '{"kind": "totp"}')`,
  )
  await database.query(
    sql`with made as (
          insert into passkey as p (id, "user", credential, public_key, counter, name)
          values (gen_random_uuid(), ${user}, '\\x01', '\\x02', 0, 'Key') returning id, ${passkeyDigest('p')} as key)
        insert into audit_entry (change, actor, source, object, record, action, after)
        select gen_random_uuid(), ${user}, 'web', 'user', ${user}, 'addSecondFactor',
               jsonb_build_object('kind', 'passkey', 'passkey', id, 'key', key) from made`,
  )
}

/** A row, and what the log tells of it. */
async function toldRow(run: Run, engine: Engine, name: string): Promise<Pick<Row, 'id' | 'via'>> {
  const model = engine.model()
  const object = model.objects.get(name)
  assert.ok(object)
  const owner = ownerOf(model, object)
  const id = newId()
  const record = owner ? newId() : id
  if (owner) await run(`insert into "${owner.parent.table}" (id) values ('${record}')`)
  const [also, its] = owner ? [`, "${owner.via}"`, `, '${record}'`] : ['', '']
  await run(`insert into "${object.table}" (id${also}) values ('${id}'${its})`)
  const after = JSON.stringify(owner ? { [owner.key]: [{ id }] } : {})
  await run(`insert into audit_entry (change, source, object, record, action, after)
    values (gen_random_uuid(), 'test', '${owner?.parent.name ?? name}', '${record}', 'create', '${after}')`)
  return { id, via: owner?.via ?? null }
}

async function done(asked: Promise<Reply>) {
  const { status, text, body } = await asked
  assert.ok(status < 300, text)
  return body as { id: string }
}
