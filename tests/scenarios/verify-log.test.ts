import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { openIdProvider } from '#testing'
import { checkSignIn } from '../../engine/accounts/check-sign-in.ts'
import { checkCatalog } from '../../engine/catalog/check-catalog.ts'
import { office } from './office.ts'
import { browserThere, knownProvider } from './open-id-browser.ts'

test('a model that was changed behind the log’s back is named, and one that people changed is not', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const send = async (done: Promise<{ status: number; text: string }>) => {
    const { status, text } = await done
    assert.ok(status < 300, text)
  }
  const fields = [
    { name: 'x_margin', type: 'text', label: 'Margin note' },
    { name: 'x_gone', type: 'text', label: 'Gone' },
    { name: 'x_doubled', type: 'formula', label: 'Doubled', gives: 'integer', formula: 'paymentDays * 2' },
  ]
  for (const field of fields) await send(administrator.post('objects/customers/fields', field))
  await send(administrator.patch('objects/customers/fields/x_margin', { label: 'Margin', sensitive: true }))
  await send(administrator.remove('objects/customers/fields/x_gone'))
  await send(administrator.post('objects/customers/fields/x_gone/restore'))
  await send(administrator.patch('objects/customers/fields/taxId', { sensitive: true }))
  await send(administrator.patch('objects/customers/fields/taxId', { label: 'Tax number' }))
  await send(administrator.put('objects/customers/rules', { rules: [{ require: 'taxId' }] }))
  await send(administrator.put('objects/customers/rules', { rules: [{ require: 'country' }] }))
  await send(administrator.post('objects', { name: 'x_machine', label: 'Machine', plural: 'Machines' }))
  await send(administrator.patch('objects/x_machine', { label: 'Engine' }))
  assert.deepEqual(await engine.verify(), [])

  const tampering = [
    [
      `update catalog_adjustment set changes = changes - 'sensitive'`,
      /was adjusted of \S+ is not what the log says: sensitive/,
    ],
    [`delete from catalog_adjustment`, /what was adjusted of \S+ is in the log, but missing/],
    [
      `update catalog_field set declaration = jsonb_set(declaration::jsonb, '{label}', '"x"')::json
         where name = 'x_margin'`,
      /the field customer.x_margin is not what the log says: label/,
    ],
    [
      `update catalog_field set declaration = jsonb_set(declaration::jsonb, '{formula}', '"paymentDays * 3"')::json
         where name = 'x_doubled'`,
      /the field customer.x_doubled is not what the log says: formula/,
    ],
    [`update catalog_field set retired_at = now() where name = 'x_margin'`, /x_margin .+: retired/],
    [
      `update catalog_field set column_name = 'notes' where name = 'x_margin'`,
      /the field customer.x_margin keeps its values in the column notes instead of customer__x_margin/,
    ],
    [`delete from catalog_field where name = 'x_gone'`, /x_gone is in the log, but missing in the catalog/],
    [
      `insert into catalog_field (object, name, declaration) values ('customer', 'x_new', '{"type":"text"}')`,
      /x_new stands in the catalog, but the log does not know it/,
    ],
    [`delete from catalog_rule`, /the rules of customer is in the log, but missing/],
    [`update catalog_rule set rules = '[]'`, /the rules of customer is not what the log says/],
    [`update catalog_object set retired_at = now()`, /the object x_machine .+: retired/],
  ] as const
  const model = engine.model()
  for (const [statement, finds] of tampering) {
    const findings = await engine.database
      .transaction(async (tx) => {
        await tx.query({ parts: [statement], values: [] })
        throw new Seen(
          (
            await checkCatalog(
              { ...engine.database, transaction: (work: never) => (work as Work)(tx) },
              model,
            )
          ).join(),
        )
      })
      .catch((error: unknown) => (error as Error).message)
    assert.match(String(findings), finds, statement)
  }
  assert.deepEqual(await engine.verify(), [])
})

test('a field that was adjusted through a role and then retired or dropped is as the log says', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const field = { name: 'x_base', type: 'text', label: 'Base' }
  assert.equal((await administrator.post('objects/parties/fields', field)).status, 201)
  for (const [path, label] of [
    ['customers/fields/x_base', 'Base two'],
    ['customers/fields/name', 'Called'],
  ] as const)
    assert.equal((await administrator.patch(`objects/${path}`, { label })).status, 200)
  assert.ok((await administrator.remove('objects/parties/fields/x_base')).status < 300)
  assert.deepEqual(await engine.verify(), [])
  // A later version of Kontor has no such field any more.
  const model = engine.model()
  const without = [...model.objects].map(([name, object]) => {
    const fields = new Map([...object.fields].filter(([one]) => one !== 'name'))
    return [name, { ...object, fields }] as const
  })
  assert.deepEqual(await checkCatalog(engine.database, { ...model, objects: new Map(without) }), [])
  await engine.database.query(sql`delete from catalog_adjustment`)
  assert.equal((await checkCatalog(engine.database, model)).length, 2)
})

type Work = (tx: unknown) => Promise<never>

test('ways to come in that were planted or turned are named, and those that people made are not', async (t) => {
  const [firm, there] = await Promise.all([office(t), openIdProvider(t)])
  there.people.set('ilze-there', { email: 'ilze@daugava.example', name: 'Ilze there' })
  const provider = await knownProvider(firm, there, { joins: true })
  const { engine, as } = firm
  const browser = browserThere(firm)
  assert.equal((await browser.comeIn(provider, 'ilze-there')).status, 201)
  const { user } = as.administrator
  await engine.accounts.openId.providers.change(await engine.access.systemActor('test'), provider, {
    domains: ['daugava.example'],
  })
  await as.administrator.post(`users/${as.clerk.user}/invitation`, { how: 'link' })
  const links = await engine.database.query(sql`select from account_link`)
  assert.deepEqual([links.length, await engine.verify()], [1, []])
  const tampering = [
    [
      `insert into sign_in_identity (id, provider, subject, "user") values (gen_random_uuid(), '${provider}', 'evil', '${user}')`,
      /lets the user \S+ in, but the log does not know that it was linked so/,
    ],
    [`update sign_in_identity set subject = 'evil'`, /does not know that it was linked so/],
    [`update sign_in_identity set "user" = '${user}'`, /does not know that it was linked so/],
    [
      `update sign_in_provider set issuer = '${there.issuer}/evil', joins = not joins`,
      /provider .+ is not what the log says: issuer, joins/,
    ],
    [
      `insert into sign_in_provider (id, label, issuer, client_id) values (gen_random_uuid(), 'x', 'x', 'x')`,
      /provider x .+ the log does not know that it was set up/,
    ],
    [
      `insert into account_link (id, "user", kind, token_hash, expires_at)
         values (gen_random_uuid(), '${user}', 'reset', 'x', now() + interval '1 hour')`,
      /sets a password of the user \S+, but the log does not know/,
    ],
    [`update account_link set "user" = '${user}'`, /sets a password of the user/],
    [`update account_link set expires_at = now() + interval '1 year'`, /sets a password of the user/],
  ] as const
  for (const [statement, finds] of tampering) {
    const findings = await engine.database
      .transaction(async (tx) => {
        await tx.query({ parts: [statement], values: [] })
        throw new Seen((await checkSignIn(tx)).join('\n'))
      })
      .catch((error: unknown) => (error as Error).message)
    assert.match(String(findings), finds, statement)
  }
})

/** What was found within a transaction that is rolled back. */
class Seen extends Error {}

test('what is changed, put in or taken out behind the log’s back is named; what people did is not', async (t) => {
  const { engine, as } = await office(t)
  const { administrator } = as
  const phones = [{ number: '+37167000001' }]
  const made = await administrator.post('customers', { name: 'Zz Log', paymentDays: 10, tags: ['a'], phones })
  const { id } = made.body
  await administrator.post('suppliers', { party: id, paymentDays: 3 })
  await administrator.patch(`customers/${id}`, { paymentDays: null, tags: [], notes: 'x' })
  await administrator.remove(`suppliers/${id}`)
  const gone = (await administrator.post('customers', { name: 'Zz Gone' })).body.id
  await administrator.remove(`customers/${gone}`)
  await administrator.post(`customers/${gone}/restore`)
  const { accounts } = engine
  const { user } = administrator
  const key = (scope: { objects: string[]; actions: null } | null) =>
    accounts.createKey({ user, name: 'Key', source: 'cli', scope })
  const [narrow, revoked] = [await key({ objects: ['tag'], actions: null }), await key(null)]
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const short = await accounts.createKey({ user, name: 'Key', source: 'cli', expiresAt: soon })
  await accounts.revokeKey({ id: revoked.id, user, by: user, source: 'cli' })
  assert.deepEqual(await engine.verify(), [])
  const behind = (text: string) => engine.database.query({ parts: [text], values: [] })
  await behind(`update party set customer__payment_days = 77 where id = '${id}'`)
  await behind(`update party_phone set number = '+37167000009' where party = '${id}'`)
  await behind(`delete from party where id = '${gone}'`)
  await behind(`insert into tag (id, name) values ('01a22345-7b4f-7126-8f19-aa03f8f7406f', 'behind')`)
  const planted = '01a22345-7b4f-7126-8f19-aa03f8f74070'
  await behind(`update api_key set revoked_at = null where id = '${revoked.id}'`)
  await behind(`update api_key set scope = null where id = '${narrow.id}'`)
  await behind(`update api_key set expires_at = null where id = '${short.id}'`)
  await behind(`insert into api_key (id, "user", name, key_hash, hint, created_by)
    values ('${planted}', '${user}', 'Key', sha256('mine'), 'kontor_mine', '${user}')`)
  const findings = (await engine.verify()).join('\n')
  assert.match(findings, new RegExp(`customer.paymentDays is not what the log says \\(${id}\\)`))
  assert.match(findings, /number is not what the log says/)
  assert.match(findings, new RegExp(`missing in the table \\(${gone}\\)`))
  const unknown = [
    ...findings.matchAll(/The key \S+ \((\S+)\) .+ the log does not know that it was made so/g),
  ]
  assert.deepEqual(new Set(unknown.map(([, named]) => named)), new Set([narrow.id, short.id, planted]))
  assert.match(findings, new RegExp(`\\(${revoked.id}\\) .+ the log says that it was revoked`))
  assert.match(findings, /the log does not know them \(01a22345-7b4f-7126-8f19-aa03f8f7406f\)/)
})
