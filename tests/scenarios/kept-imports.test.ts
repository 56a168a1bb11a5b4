import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '#engine'
import { newId } from '#model'
import { office, uploaded, until, type Caller, type Office } from './office.ts'

const file = 'Name;Phone\nZz Slepenais;+371 26000001\n'

test('imports are bounded for each user by how many wait and how large all are, each said in its own words', async (t) => {
  const place = await office(t)
  const { administrator, clerk } = place.as
  const { engine, url } = place
  const { id } = (await uploaded(clerk, url, 'imports', 'own.csv', file, 'customer')).body
  // As many as one may keep, by that very import over and over.
  const others = (state: string, count: number, { undo = null as object | null, bytes = 1 } = {}) =>
    engine.database.query(
      sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style, state, undo)
          select gen_random_uuid(), object, actor, file_name, ${bytes}, inspection, options, style, ${state},
            ${undo && JSON.stringify(undo)}::jsonb
          from import, generate_series(1, ${count}) where id = ${id}`,
    )
  await others('done', 200)
  await others('undoing', 200, { undo: { change: newId(), job: newId() } })
  await others('mapped', 198)
  assert.equal((await upload(clerk)).status, 201, 'what is done, or was taken back, does not count')
  const refused = await upload(clerk)
  assert.deepEqual([refused.status, refused.body.code], [429, 'importsWait'], refused.text)
  assert.match(refused.body.detail, /^You keep 200 imports that are not brought in/)
  assert.equal((await upload(administrator)).status, 201, 'each has their own')
  assert.equal((await clerk.remove(`imports/${id}`)).status, 204)
  assert.equal((await upload(clerk)).status, 201)

  await engine.database.query(sql`delete from import where actor = ${clerk.user} and state = 'mapped'`)
  const large = (await upload(clerk)).body.id
  await engine.database.query(
    sql`update import set state = 'done', file_bytes = ${String(41 * 1024 ** 3)} where id = ${large}`,
  )
  const full = await upload(clerk)
  assert.deepEqual([full.status, full.body.code], [429, 'importsWait'], full.text)
  assert.match(full.body.detail, /^The files of your imports hold 41 GB.*Remove some/)
})

test('an upload that was answered is answered so again where no further one may come', async (t) => {
  const { as, engine, url } = await office(t)
  const { clerk } = as
  const { id } = (await uploaded(clerk, url, 'imports', 'own.csv', file, 'customer')).body
  await engine.database.query(
    sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style)
        select gen_random_uuid(), object, actor, file_name, 1, inspection, options, style
        from import, generate_series(1, 198) where id = ${id}`,
  )
  const last = { 'idempotency-key': newId() }
  const answered = await upload(clerk, last)
  assert.equal(answered.status, 201, answered.text)
  const again = await upload(clerk, last)
  assert.deepEqual([again.status, again.body.id], [201, answered.body.id], again.text)
  const further = await upload(clerk, { 'idempotency-key': newId() })
  assert.deepEqual([further.status, further.body.code], [429, 'importsWait'], further.text)
  assert.equal((await upload(clerk)).status, 429)
  const [{ kept }] = (await engine.database.query<{ kept: number }>(
    sql`select count(*)::int4 as kept from import where actor = ${clerk.user}`,
  )) as [{ kept: number }]
  assert.equal(kept, 200)
})

test('imports are listed page by page to the oldest, also where many came at once and some go meanwhile', async (t) => {
  const { as, engine, url } = await office(t)
  const { clerk, administrator } = as
  const { id } = (await uploaded(clerk, url, 'imports', 'own.csv', file, 'customer')).body
  // A hundred and twenty of the same microsecond, as from a script, and one of the clerk's that is checked.
  await engine.database.query(
    sql`insert into import (id, object, actor, file_name, file_bytes, inspection, options, style, state, created_at)
        select gen_random_uuid(), object, actor, file_name, 1, inspection, options, style, 'done',
          case at when 121 then created_at - interval '1 year' else created_at - interval '1 day' end
        from import, generate_series(1, 121) at where id = ${id}`,
  )
  await engine.database.query(
    sql`update import set state = 'checked' where created_at < now() - interval '300 days'`,
  )
  const seen: string[] = []
  for (let next: string | null = ''; next !== null;) {
    const { body } = await clerk.get(`imports?limit=50${next && `&after=${next}`}`)
    seen.push(...body.items.map((one: { id: string }) => one.id))
    next = body.next
    // The last that was shown is gone when the next page is asked for.
    if (next !== null) assert.equal((await clerk.remove(`imports/${seen.at(-1)}`)).status, 204)
  }
  assert.deepEqual([seen.length, new Set(seen).size, seen[0]], [122, 122, id])
  const waiting = async (who: Pick<Caller, 'get'>) =>
    (await who.get('imports?waiting=true&limit=3')).body.items
  assert.deepEqual(
    (await waiting(clerk)).map((one: { id: string }) => one.id),
    [seen.at(-1)],
    'what waits for its own is found however much came later',
  )
  assert.deepEqual(await waiting(administrator), [], 'what waits for others is theirs')
  for (const after of ['x', `99999999999999999.${id}`, `1.${id}x`, '1.2'])
    assert.equal((await clerk.get(`imports?after=${after}`)).status, 422, after)
})

test('an import whose job ended without a word can be removed, one that a job works on cannot', async (t) => {
  const { as, engine, url } = await office(t)
  const { clerk } = as
  const { id } = (await uploaded(clerk, url, 'imports', 'own.csv', file, 'customer')).body
  const job = newId()
  await engine.database.query(
    sql`insert into job (id, name, payload, actor, state, run_at)
        values (${job}, 'check import', '{}', ${clerk.user}, 'waiting', now() + interval '1 day')`,
  )
  await engine.database.query(sql`update import set state = 'checking', job = ${job} where id = ${id}`)
  await engine.database.query(
    sql`insert into import_candidate (import, row, line, cells) values (${id}, 1, 2, '["Zz Slepenais"]')`,
  )
  assert.equal((await clerk.remove(`imports/${id}`)).status, 409)
  await engine.database.query(sql`update job set state = 'failed', finished_at = now() where id = ${job}`)
  assert.equal((await clerk.get(`imports/${id}`)).body.state, 'failed')
  assert.equal((await clerk.remove(`imports/${id}`)).status, 204)
  assert.deepEqual(await cells(engine), [], 'its cells go with it')
})

test('a check that is stopped leaves no cells behind', async (t) => {
  const { as, engine, url } = await office(t)
  const { clerk } = as
  const rows = Array.from({ length: 2_000 }, (_, at) => `Zz Rinda ${at};+371 2600${1000 + at}`)
  const table = `Name;Phone\n${rows.join('\n')}\n`
  const { id } = (await uploaded(clerk, url, 'imports', 'many.csv', table, 'customer')).body
  // Stopped as soon as the first cells stand there.
  await engine.database.query({
    parts: [
      `create function stop_check() returns trigger language plpgsql as $$ begin
         update job set cancelling = true where name = 'check import' and not cancelling; return null; end $$`,
    ],
    values: [],
  })
  await engine.database.query(
    sql`create trigger stop_check after insert on import_candidate for each statement execute function stop_check()`,
  )
  assert.equal((await clerk.post(`imports/${id}/check`)).status, 202)
  await until(async () => (await clerk.get(`imports/${id}`)).body.state === 'mapped')
  assert.deepEqual(await cells(engine), [])
})

function cells({ database }: Office['engine']) {
  return database.query(sql`select import, row from import_candidate`)
}

function upload(who: Pick<Caller, 'ask'>, headers: Readonly<Record<string, string>> = {}) {
  const form = new FormData()
  form.append('object', 'customer')
  form.append('file', new Blob([file]), 'more.csv')
  return who.ask('POST', 'imports', { headers, raw: { body: form } })
}
