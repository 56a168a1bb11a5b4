import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import test from 'node:test'
import pg from 'pg'
import { freshDatabase, sweepTestDatabases, type DatabaseTemplate } from './fresh-database.ts'
import { testServer } from './test-server.ts'

const notebook: DatabaseTemplate = {
  name: 'notebook',
  hash: '1',
  async prepare({ url }) {
    await ask(url, "create table note (text text); insert into note values ('first')")
  },
}

test('two tests never see each other’s data', async (t) => {
  const [here, there] = await Promise.all([freshDatabase(t), freshDatabase(t)])
  await ask(here.url, 'create table note (text text)')
  const { rows } = await ask(there.url, "select to_regclass('note') as found")
  assert.deepEqual(rows, [{ found: null }])
})

test('a template is prepared once and copied for each test', async (t) => {
  const [one, two] = await Promise.all([
    freshDatabase(t, { template: notebook }),
    freshDatabase(t, { template: notebook }),
  ])
  await ask(one.url, "insert into note values ('second')")
  assert.equal((await ask(one.url, 'select * from note')).rowCount, 2)
  assert.equal((await ask(two.url, 'select * from note')).rowCount, 1)
})

test('the database of a test vanishes with it', async (t) => {
  const lasting = await freshDatabase(t)
  let url = ''
  await t.test('a test inside', async (inner) => {
    url = (await freshDatabase(inner)).url
    await ask(url, 'select 1')
  })
  await assert.rejects(ask(url, 'select 1'), /does not exist/)
  await ask(lasting.url, 'select 1')
})

test('what works on the database is closed before it vanishes, though it was opened after', async (t) => {
  let answered: number | null = null
  await t.test('a test inside', async (inner) => {
    const { url } = await freshDatabase(inner)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    inner.after(async () => {
      answered = (await client.query('select 1')).rowCount
      await client.end()
    })
  })
  assert.equal(answered, 1)
})

test('tables may live in a schema of their own', async (t) => {
  const { url, schema } = await freshDatabase(t, { schema: 'office' })
  const { rowCount } = await ask(url, `select from pg_namespace where nspname = '${schema}'`)
  assert.equal(rowCount, 1)
})

test('what a killed test process left behind is removed by the next one', async (t) => {
  const { url } = await freshDatabase(t)
  const program = `
    import { freshDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'fresh-database.ts'))}
    console.log((await freshDatabase({ after() {} })).url)
    setInterval(() => {}, 1000)`
  const arguments_ = ['--input-type=module', '-e', program]
  const victim = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = (await once(victim.stdout, 'data')) as [Buffer]
  const left = String(said).trim()
  await sweepTestDatabases(await testServer())
  await ask(left, "select 'in use, so it stays'")
  victim.kill('SIGKILL')
  await once(victim, 'exit')
  // The server notices the end of a killed process a moment later.
  while (
    (await ask(url, `select from pg_stat_activity where application_name = 'kontor tests ${victim.pid}'`))
      .rowCount
  ) {
    await new Promise(setImmediate)
  }
  await sweepTestDatabases(await testServer())
  await assert.rejects(ask(left, 'select 1'), /does not exist/)
})

async function ask(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
