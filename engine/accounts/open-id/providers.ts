import { newId } from '#model'
import { keepingAWayIn } from '../../access/administrators-left.ts'
import type { Database, Transaction } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { notFound } from '../../errors.ts'
import { fromAddress } from '../../records/write/audit.ts'
import type { Sentence } from '../../said/sayer.ts'
import type { Sealing } from '../sealing.ts'
import { endSessionsBy } from '../sessions.ts'
import { askProvider, problemOfProvider } from './ask-provider.ts'
import { allProviders, sealedFor, type KeptProvider, type Provider } from './provider.ts'
import { readProvider, type GivenProvider } from './read-provider.ts'

/** Who changes the providers, for the log, and in which session. */
export type Keeper = {
  readonly user: string
  readonly source: string
  readonly session?: string
  readonly address?: string | null
}

export type Providers = {
  /** All of them, for administrators. */
  list(): Promise<Provider[]>
  /** Throws a 422 that names each field at fault. Gives the id. */
  add(keeper: Keeper, given: Readonly<Record<string, unknown>>): Promise<string>
  /**
   * Throws a 404 and a 422, also where the last administrators come in by it alone and could no more. What is
   * not given stays; the secret too.
   */
  change(keeper: Keeper, id: string, given: Readonly<Record<string, unknown>>): Promise<void>
  /** Throws a 404, and a 422 likewise. Whoever came in by it comes in another way. */
  remove(keeper: Keeper, id: string): Promise<void>
  /** Asks the provider whether it is there: null, or in a sentence why not. Throws a 404. */
  problem(id: string): Promise<Sentence | null>
}

export type ProviderParts = {
  readonly database: Database
  readonly sealing: Sealing
  /** Where the group works. */
  readonly today: () => Promise<string>
}

/** The OpenID providers of this installation, kept by administrators. */
export function openProviders({ database, sealing, today }: ProviderParts): Providers {
  const seal = async (id: string, secret: string | null | undefined) =>
    secret ? sealing.seal(Buffer.from(secret), sealedFor(id)) : null
  return {
    list: async () => (await allProviders(database)).map(shown),
    async add(keeper, given) {
      const read = await readProvider(database, given, null)
      const id = newId()
      const secret = await seal(id, read.secret)
      await database.transaction(async (tx) => {
        await tx.query(
          sql`insert into sign_in_provider (id, label, issuer, client_id, secret, domains, joins, new_user_post,
                second_factor, signs_out, active)
              values (${id}, ${read.label}, ${read.issuer}, ${read.clientId}, ${secret}, ${read.domains}::text[],
                ${read.joins}, ${read.newUserPost}, ${read.secondFactor}, ${read.signsOut}, ${read.active})`,
        )
        await writeEntry(tx, keeper, id, 'addSignInProvider', null, read)
      })
      return id
    },
    async change(keeper, id, given) {
      const before = await found(database, id)
      const read = await readProvider(database, given, shown(before))
      const secret = read.secret === undefined ? before.secret : await seal(id, read.secret)
      const day = await today()
      const field = read.issuer === before.issuer ? 'active' : 'issuer'
      const write = async (tx: Transaction) => {
        await tx.query(
          sql`update sign_in_provider set label = ${read.label}, issuer = ${read.issuer}, client_id = ${read.clientId},
                secret = ${secret}, domains = ${read.domains}::text[], joins = ${read.joins},
                new_user_post = ${read.newUserPost}, second_factor = ${read.secondFactor},
                signs_out = ${read.signsOut}, active = ${read.active}
              where id = ${id}`,
        )
        // The same names at another issuer are other people.
        if (read.issuer !== before.issuer)
          await tx.query(sql`delete from sign_in_identity where provider = ${id}`)
        // Who came in by a word that counts no more, or for less, comes in anew.
        if (!read.active || read.issuer !== before.issuer || (before.secondFactor && !read.secondFactor))
          await endSessionsBy(database, tx, { provider: id, user: null, kept: keeper.session ?? null })
        await writeEntry(tx, keeper, id, 'changeSignInProvider', before, read)
      }
      await database.transaction((tx) => keepingAWayIn(tx, day, field, () => write(tx)))
    },
    async remove(keeper, id) {
      const before = await found(database, id)
      const day = await today()
      const write = async (tx: Transaction) => {
        await tx.query(sql`delete from sign_in_provider where id = ${id}`)
        await endSessionsBy(database, tx, { provider: id, user: null, kept: keeper.session ?? null })
        await writeEntry(tx, keeper, id, 'removeSignInProvider', before, null)
      }
      await database.transaction((tx) => keepingAWayIn(tx, day, 'active', () => write(tx)))
    },
    async problem(id) {
      const provider = await found(database, id)
      return problemOfProvider(() => askProvider(provider, sealing, { anew: true }))
    },
  }
}

async function found(database: Database, id: string): Promise<KeptProvider> {
  const provider = (await allProviders(database)).find((one) => one.id === id)
  if (!provider) throw notFound()
  return provider
}

function shown({ secret: _secret, ...provider }: KeptProvider): Provider {
  return provider
}

/** What it was and what it is; of the secret only whether it was touched. */
async function writeEntry(
  tx: Transaction,
  keeper: Keeper,
  id: string,
  action: string,
  before: KeptProvider | null,
  after: GivenProvider | null,
): Promise<void> {
  const told = (provider: object | null) => {
    if (provider === null) return null
    const { secret: _secret, hasSecret: _has, id: _id, ...rest } = provider as Partial<KeptProvider>
    return rest
  }
  const touched = after?.secret === undefined ? {} : { secret: after.secret === null ? 'removed' : 'set' }
  await tx.query(
    sql`insert into audit_entry (change, actor, source, object, record, action, before, after, confirmed)
        values (${newId()}, ${keeper.user}, ${keeper.source}, 'signInProvider', ${id}, ${action},
                ${before && JSON.stringify(told(before))}::jsonb,
                ${after && JSON.stringify({ ...told(after), ...touched })}::jsonb,
                ${keeper.address ? [`${fromAddress}${keeper.address}`] : null}::text[])`,
    { name: 'provider entry' },
  )
}
