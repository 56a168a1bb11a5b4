import { randomInt } from 'node:crypto'
import pg from 'pg'
import { testServer } from './test-server.ts'

export type FreshDatabase = { url: string; schema: string; close(): Promise<void> }

/** How the database looks before the test begins; made once, then copied. A new `hash` makes it anew. */
export type DatabaseTemplate = {
  name: string
  hash: string
  prepare(database: { url: string; schema: string }): Promise<void>
}

export type FreshDatabaseOptions = { template?: DatabaseTemplate; schema?: string }

/**
 * Gives a test a database of its own, empty or copied from a template, which vanishes with the test. What a
 * crashed test left is removed by the next one.
 */
export async function freshDatabase(
  t: { after(release: () => Promise<void>): void },
  { template, schema = 'public' }: FreshDatabaseOptions = {},
): Promise<FreshDatabase> {
  const { command, url, mark } = await reception()
  const name = `kontor_test_${mark}_${++made}`
  const from = template ? await prepared(template, schema) : undefined
  await command(`create database ${name} ${from ? `template ${from} strategy file_copy` : ''}`)
  const place = { url: inDatabase(url, name), schema }
  if (!from) await ensureSchema(place)
  let closing: Promise<unknown> | undefined
  const close = async (): Promise<void> => {
    await (closing ??= command(`drop database if exists ${name} with (force)`))
  }
  // Hooks run in the order in which they were given, so the last one is given when the others begin: whatever
  // works on the database (an engine with its jobs) is closed before it vanishes.
  t.after(async () => t.after(close))
  return { ...place, close }
}

/** Removes the databases that test processes left when they were killed, and with `all` the templates too. */
export async function sweepTestDatabases(url: string, all = false): Promise<void> {
  const admin = await connect(url)
  try {
    await sweep(admin)
    if (all) await dropTemplates(admin)
  } finally {
    await admin.end()
  }
}

/** The keys are for advisory locks of the database that the tests' address names. */
const processes = 7_003
const templates = 7_004

type Reception = { command(statement: string): Promise<unknown>; url: string; mark: number }
let made = 0
let opened: Promise<Reception> | undefined
const ready = new Map<string, Promise<string>>()

function reception(): Promise<Reception> {
  return (opened ??= open())
}

/** The lock on the mark shows that this process lives: it ends with the connection. */
async function open(): Promise<Reception> {
  const url = await testServer()
  const admin = await connect(url)
  const mark = randomInt(2 ** 31 - 1)
  await admin.query('select pg_advisory_lock($1, $2)', [processes, mark])
  await sweep(admin)
  admin.unref()
  return { command: referenced(admin), url, mark }
}

/** The connection keeps the process alive only while it is asked something. */
function referenced(admin: Admin): (statement: string) => Promise<unknown> {
  let asked = 0
  return async (statement) => {
    if (asked++ === 0) admin.ref()
    try {
      return await admin.query(statement)
    } finally {
      if (--asked === 0) admin.unref()
    }
  }
}

type Admin = pg.Client & { ref(): void; unref(): void }

async function connect(url: string): Promise<Admin> {
  const client = new pg.Client({ connectionString: url, application_name: `kontor tests ${process.pid}` })
  await client.connect()
  return client as Admin
}

async function sweep(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string; mark: number }>(
    `select datname, split_part(datname, '_', 3)::int as mark from pg_database
      where datname ~ '^kontor_test_[0-9]+_[0-9]+$'
        and not exists (select from pg_locks where locktype = 'advisory' and classid = ${processes}
                           and objid = split_part(datname, '_', 3)::bigint)`,
  )
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
}

async function dropTemplates(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "select datname from pg_database where datname like 'kontor_template_%'",
  )
  for (const { datname } of rows) await admin.query(`drop database if exists ${datname} with (force)`)
}

function prepared(template: DatabaseTemplate, schema: string): Promise<string> {
  const name = `kontor_template_${template.name}_${template.hash}_${schema}`
    .toLowerCase()
    .replaceAll(/\W/g, '_')
  if (Buffer.byteLength(name) > 55) throw new Error(`The name of the template is too long: ${name}.`)
  const known = ready.get(name)
  if (known) return known
  const making = prepare(name, template, schema)
  ready.set(name, making)
  return making
}

/** Only one process prepares a template; the others wait for it. It gets its name when it is whole. */
async function prepare(name: string, template: DatabaseTemplate, schema: string): Promise<string> {
  const { url } = await reception()
  const admin = await connect(url)
  try {
    await admin.query('select pg_advisory_lock($1, hashtext($2))', [templates, name])
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name])
    if (rowCount) return name
    const building = `${name}_new`
    await admin.query(`drop database if exists ${building} with (force)`)
    await admin.query(`create database ${building}`)
    const place = { url: inDatabase(url, building), schema }
    await ensureSchema(place)
    await template.prepare(place)
    await admin.query(`alter database ${building} allow_connections false`)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [building])
    await admin.query(`alter database ${building} rename to ${name}`)
    return name
  } finally {
    await admin.end()
  }
}

async function ensureSchema({ url, schema }: { url: string; schema: string }): Promise<void> {
  if (schema === 'public') return
  const client = await connect(url)
  await client.query(`create schema if not exists ${client.escapeIdentifier(schema)}`)
  await client.end()
}

function inDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
