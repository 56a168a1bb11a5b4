import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Database, Transaction } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { raw, sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Records } from '../records/records.ts'
import { checkShaper } from './check-shaper.ts'
import { loadCatalog, raiseModelVersion, type LoadedCatalog } from './load-catalog.ts'
import type { Declared, LiveModel } from './live-model.ts'
import { resolveWithFaults } from './resolve-model.ts'
import type { ResolvedModel } from './resolved-model.ts'
import type { Settled } from './settle-formulas.ts'
import { circumstances } from '../records/write/audit.ts'
import { said } from '../said/said.ts'
import { mayOpen } from '../access/may-open.ts'

/** What changes of the catalog need of the engine. */
export type CatalogParts = {
  readonly database: Database
  readonly live: LiveModel
  readonly declared: Declared
  readonly records: Pick<Records, 'door'>
  readonly jobs: Jobs
  /** Everything but the change: it is rolled back at its end. */
  readonly rehearsal?: true
}

/** An open change of the catalog: no other runs beside it. */
export type CatalogChange = {
  readonly tx: Transaction
  readonly actor: Actor
  readonly before: ResolvedModel
  /** The model as the transaction has left the catalog so far. */
  after(): Promise<Settled>
  /** Runs statements that change tables. */
  run(statements: readonly string[]): Promise<void>
  audit(entry: { action: string; object: string; before: object | null; after: object | null }): Promise<void>
}

const lock = ownKey('catalog')
const lockMilliseconds = 300
const attempts = 40

/**
 * Changes the catalog in one transaction: the rows, the tables, the audit and the model's version
 * together, heard by every process at its commit. Somebody's long question about the same table never
 * makes others wait for us: where a table is not free at once, we step back and try again.
 */
export async function changeCatalog<T>(
  parts: CatalogParts,
  actor: Actor,
  work: (change: CatalogChange) => Promise<T>,
  page: 'objects' | 'obligatory' = 'objects',
): Promise<T> {
  if (!mayOpen(actor, page)) {
    throw new Problem(
      403,
      'administratorOnly',
      said('Only an administrator may change objects and fields. Ask one.'),
    )
  }
  let done: { readonly result: T } | undefined
  for (let attempt = 1; !done; attempt++) {
    try {
      done = await parts.database.transaction(
        async (tx) => {
          const result = await through(parts, tx, actor, work)
          if (parts.rehearsal) throw new Rehearsed(result)
          return { result }
        },
        { lockMilliseconds },
      )
    } catch (error) {
      if (error instanceof Rehearsed) return error.result as T
      if (!(error instanceof Problem) || error.code !== 'busy' || attempt >= attempts) throw error
      await pause(50 + Math.random() * 200)
    }
  }
  // What is committed is never tried again, even where it cannot be read back at once.
  await parts.live.reload()
  return done.result
}

/** Carries the result of a rehearsal out of the transaction that it rolls back. */
class Rehearsed extends Error {
  readonly result: unknown

  constructor(result: unknown) {
    super('rehearsed')
    this.result = result
  }
}

async function through<T>(
  { database, declared }: CatalogParts,
  tx: Transaction,
  actor: Actor,
  work: (change: CatalogChange) => Promise<T>,
): Promise<T> {
  await tx.query(sql`select pg_advisory_xact_lock(${lock})`)
  const resolve = (loaded: LoadedCatalog): Settled =>
    resolveWithFaults({
      version: loaded.version,
      declarations: declared.objects,
      extensions: declared.extensions,
      catalog: loaded,
    })
  const change = newId()
  const before = resolve(await loadCatalog(tx)).model
  const result = await work({
    tx,
    actor,
    before,
    after: async () => resolve(await loadCatalog(tx)),
    run: async (statements) => {
      if (statements.length > 0) await tx.query(raw(statements.join(';\n')))
    },
    audit: async ({ action, object, before, after }) => {
      await tx.query(
        sql`insert into audit_entry (change, actor, source, request, object, action, before, after, confirmed)
            values (${change}, ${actor.user}, ${actor.source}, ${actor.request}, ${object}, ${action},
                    ${before && JSON.stringify(before)}::jsonb, ${after && JSON.stringify(after)}::jsonb,
                    ${circumstances(actor, {})}::text[])`,
      )
    },
  })
  await raiseModelVersion(tx)
  // A model that contradicts itself would keep every process from starting: it is never left behind.
  const { model } = resolve(await loadCatalog(tx))
  await checkShaper(tx, actor, before, model)
  await database.notify('kontor_model', '', tx)
  return result
}
