import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase, readMigrations, sql, workersOf, type Database, type Engine } from '#engine'
import { StartFailure } from '#postgres'
import { stepsAhead } from './backup-before-upgrade.ts'

type Patience = { readonly milliseconds: number; readonly every: number }
const usual: Patience = { milliseconds: 30_000, every: 500 }

/**
 * Before data of an earlier version are backed up and changed, every other server on them has to be stopped:
 * what it wrote meanwhile would be in no backup, and not be what the new version expects. Waits a while for
 * those that are stopping; throws StartFailure, with nothing changed, where they go on.
 */
export async function waitForOthers(
  place: { readonly url: string; readonly schema: string },
  say: (sentence: string) => void,
  patience: Patience = usual,
): Promise<void> {
  const database = openDatabase({ url: place.url, schema: place.schema, connections: 2 })
  try {
    await othersGone(database, say, patience)
  } finally {
    await database.close()
  }
}

async function othersGone(
  database: Database,
  say: (sentence: string) => void,
  { milliseconds, every }: Patience,
): Promise<void> {
  const until = performance.now() + milliseconds
  for (let isSaid = false; ; isSaid = true) {
    // Asked each time: another server of this version may have brought the data up to date by now.
    if ((await stepsAhead(database)) === null) return
    const others = await workersOf(database)
    if (others.length === 0) return
    const named = others.map(
      ({ address, since, pid }) => `${address ?? 'this machine'} since ${since} (${pid})`,
    )
    if (performance.now() > until)
      throw new StartFailure(
        'othersRunning',
        'This version changes the data, and other servers of the earlier one still work on them: ' +
          `${named.join(', ')}. Nothing was changed. Stop them all, then start this one. Of one that is no more, but ` +
          'whose connection the database still holds, end it there: select pg_terminate_backend(the number in brackets).',
      )
    if (!isSaid) say('A newer version: waiting for the other servers on these data to be stopped …')
    await pause(every)
  }
}

/**
 * Done when the data were brought up to a newer version under this server, which was away from the database
 * while the new one looked for others: it must not go on.
 */
export async function overtaken(
  { database }: Pick<Engine, 'database'>,
  signal: AbortSignal,
  every = 10_000,
): Promise<void> {
  const known = Math.max(...(await readMigrations()).map(({ number }) => number))
  for (;;) {
    await pause(every, undefined, { signal, ref: false })
    const [newest] = await database
      .query<{ number: number }>(sql`select max(number) as number from migration`)
      // It is away; what is asked of it then fails anyhow.
      .catch(() => [])
    if ((newest?.number ?? 0) > known) return
  }
}
