import pg from 'pg'

type Place = { readonly databaseUrl: string }
type T = { after(release: () => Promise<void>): void }

/**
 * Gives a test's database a clock that can be set: `now()` and `clock_timestamp()` are made anew in it, so
 * that statements, defaults of columns and functions all go by it. PostgreSQL's planner puts what they are
 * made of in their place, which asks for the shift each time. Gives what sets the clock off by so many days.
 */
export async function shiftedDatabase(
  t: T,
  { databaseUrl }: Place,
): Promise<(days: number) => Promise<void>> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  t.after(() => client.end())
  // The clock goes on being asked while the database is dropped.
  client.on('error', () => {})
  await client.query(statements.join(';\n'))
  return async (days) => {
    await client.query('update clock_for_test.shift set days = $1', [days])
  }
}

const statements = [
  'begin',
  'create schema clock_for_test',
  'create table clock_for_test.shift (days integer not null)',
  'insert into clock_for_test.shift values (0)',
  `create function clock_for_test.shift_now() returns interval language plpgsql stable parallel safe
     as 'begin return (select make_interval(days => days) from clock_for_test.shift); end'`,
  `create function clock_for_test.real_clock() returns timestamptz
     language internal volatile strict parallel safe as 'clock_timestamp'`,
  'set local allow_system_table_mods = on',
  `create or replace function pg_catalog.now() returns timestamptz language sql stable parallel safe
     as 'select transaction_timestamp() + clock_for_test.shift_now()'`,
  `create or replace function pg_catalog.clock_timestamp() returns timestamptz
     language sql volatile parallel safe as 'select clock_for_test.real_clock() + clock_for_test.shift_now()'`,
  'commit',
]
