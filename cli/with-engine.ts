import path from 'node:path'
import { createEngine, type Engine, type EngineOptions } from '#engine'
import { expectUpToDate } from './backup-before-upgrade.ts'
import { backupSecret } from './backup-secret.ts'
import { connectPostgres, startPostgres, type Postgres } from '#postgres'
import { modules } from '../modules/index.ts'

/** Where this installation keeps its data, and how it is reached; from the environment. */
export type Place = {
  readonly data: string
  readonly databaseUrl: string | null
  readonly schema: string
  readonly origin: string | null
  readonly filesUrl: string | null
  readonly smtpUrl: string | null
  readonly clamd: string | null
  readonly secret: string | null
  readonly monitorToken: string | null
  readonly forbidsOwnNetwork: boolean
  /** The address on this machine. */
  readonly listensAt: string
  readonly headFolder: string | null
  readonly backupTo: string | null
  /** From how long on a statement is noted as slow. */
  readonly slowMilliseconds: number | null
  readonly erasureFolder: string | null
}

export function placeOf(environment: NodeJS.ProcessEnv): Place {
  return {
    data: path.resolve(environment['KONTOR_DATA'] ?? path.join(import.meta.dirname, '..', 'data')),
    databaseUrl: environment['DATABASE_URL'] || null,
    schema: environment['KONTOR_SCHEMA'] || 'kontor',
    origin: environment['KONTOR_ORIGIN'] || null,
    filesUrl: environment['FILES_URL'] || null,
    smtpUrl: environment['SMTP_URL'] || null,
    clamd: environment['KONTOR_CLAMD'] || null,
    secret: environment['KONTOR_SECRET'] || null,
    monitorToken: environment['KONTOR_MONITOR_TOKEN'] || null,
    forbidsOwnNetwork: environment['KONTOR_OWN_NETWORK'] === 'never',
    listensAt: `http://localhost:${environment['PORT'] || 4000}`,
    headFolder: environment['KONTOR_HEAD_FOLDER'] || null,
    backupTo: environment['KONTOR_BACKUP_TO'] || null,
    slowMilliseconds: Number(environment['KONTOR_SLOW_MS'] || Number.NaN) || null,
    erasureFolder: environment['KONTOR_ERASURE_FOLDER'] || null,
  }
}

/**
 * The database of a place: its own server, or the embedded one, which commands share with a running Kontor.
 */
export function openPostgres(
  place: Place,
  share: boolean,
  onProgress?: (sentence: string) => void,
): Promise<Postgres> {
  if (place.databaseUrl) return connectPostgres(place.databaseUrl)
  return startPostgres(path.join(place.data, 'postgres'), { share, ...(onProgress ? { onProgress } : {}) })
}

export function engineOptions(place: Place, postgres: Postgres): EngineOptions {
  return {
    databaseUrl: postgres.url,
    schema: place.schema,
    dataFolder: place.data,
    modules,
    listensAt: place.listensAt,
    ...(place.secret ? { secret: place.secret } : {}),
    forbidsOwnNetwork: place.forbidsOwnNetwork,
    ...(place.smtpUrl ? { smtpUrl: place.smtpUrl } : {}),
    ...(place.clamd ? { clamd: place.clamd } : {}),
    ...(place.origin ? { origin: place.origin } : {}),
    ...(place.filesUrl ? { filesUrl: place.filesUrl } : {}),
    ...(place.backupTo ? { backupTo: place.backupTo } : {}),
    backupSecret: () => backupSecret(process.env),
    ...(place.slowMilliseconds === null ? {} : { slowMilliseconds: place.slowMilliseconds }),
    ...(place.erasureFolder ? { erasureFolder: place.erasureFolder } : {}),
    ...(place.headFolder ? { headFolder: place.headFolder } : {}),
  }
}

/**
 * Runs a command's work on the engine, beside a running server or alone, and leaves everything as it was
 * found; data of an earlier version too, which are refused.
 */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const place = placeOf(process.env)
  const postgres = await openPostgres(place, true)
  try {
    await expectUpToDate({ url: postgres.url, schema: place.schema })
    const engine = await createEngine({ ...engineOptions(place, postgres), connections: 4 })
    try {
      return await work(engine)
    } finally {
      await engine.close()
    }
  } finally {
    await postgres.stop()
  }
}
