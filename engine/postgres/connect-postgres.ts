import assert from 'node:assert/strict'
import pg from 'pg'
import { StartFailure } from './start-failure.ts'
import type { Postgres } from './start-postgres.ts'

const oldestVersion = 15

/**
 * Makes sure that the PostgreSQL server the administrator named can be reached and is fit for Kontor: version
 * 15 or newer, encoding UTF-8. Throws StartFailure. `stop` leaves the server alone, for it is not ours.
 */
export async function connectPostgres(url: string): Promise<Postgres> {
  const { client, where } = prepare(url)
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int / 10000 as version,
              current_setting('server_encoding') as encoding`,
    )
    check(where, rows[0]?.version ?? 0, rows[0]?.encoding ?? '')
    return { url, port: client.port, version: rows[0]?.version ?? 0, stop: async () => {} }
  } catch (error) {
    throw error instanceof StartFailure ? error : explain(where, error as PostgresError)
  } finally {
    await client.end().catch(() => {
      // The connection never came about, which has been told above.
    })
  }
}

type PostgresError = Error & { code?: string }

function prepare(url: string): { client: pg.Client; where: string } {
  try {
    assert.match(url, /^postgres(ql)?:\/\//)
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    client.on('error', () => {
      // Told by the query or the connect that fails with it.
    })
    return { client, where: `${client.host}:${client.port}` }
  } catch (cause) {
    throw new StartFailure(
      'serverUnreachable',
      'DATABASE_URL is not an address of a database. It looks like postgres://user:password@host:5432/database.',
      { cause },
    )
  }
}

function check(where: string, version: number, encoding: string): void {
  if (version < oldestVersion) {
    throw new StartFailure(
      'serverTooOld',
      `The PostgreSQL server at ${where} has version ${version}; Kontor needs ${oldestVersion} or newer. ` +
        'Upgrade the server, or unset DATABASE_URL to use the database that comes with Kontor.',
    )
  }
  if (encoding !== 'UTF8') {
    throw new StartFailure(
      'serverRefused',
      `The database named by DATABASE_URL stores text as ${encoding}; Kontor needs UTF8. Make one with ` +
        "create database kontor encoding 'UTF8' template template0 and name that.",
    )
  }
}

function explain(where: string, error: PostgresError): StartFailure {
  const sentence = sentences[error.code ?? '']
  if (sentence) return new StartFailure('serverRefused', sentence(where, error.message), { cause: error })
  return new StartFailure(
    'serverUnreachable',
    `The PostgreSQL server at ${where} cannot be reached (${error.message || error.code}). ` +
      'Check that it runs and that the address in DATABASE_URL is right.',
    { cause: error },
  )
}

const sentences: Record<string, (where: string, message: string) => string> = {
  '28P01': (where) =>
    `The PostgreSQL server at ${where} refused the user or the password in DATABASE_URL. Correct them.`,
  '28000': (where, message) =>
    `The PostgreSQL server at ${where} lets this user in neither by password nor otherwise (${message}). ` +
    'Allow the user in its pg_hba.conf.',
  '3D000': (where, message) =>
    `The PostgreSQL server at ${where} does not have the database that DATABASE_URL names (${message}). ` +
    'Create it, or correct the name.',
  '53300': (where) =>
    `The PostgreSQL server at ${where} has no connection left. Close others, or raise its max_connections.`,
  '57P03': (where) =>
    `The PostgreSQL server at ${where} is still starting or stopping. Start Kontor again shortly.`,
}
