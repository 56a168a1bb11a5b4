import type { Actor } from '../access/actor.ts'
import type { Connection, Database } from '../database/database.ts'
import { ownKey } from '../database/own-key.ts'
import { sql } from '../database/sql.ts'
import type { Records } from '../records/records.ts'
import type { Said } from '../said/sayer.ts'
import type { Settings } from '../settings/settings.ts'
import type { Mail } from './mail.ts'

/** Something that is wrong and lasts. */
export type StandingAlarm = {
  readonly message: Said
  /** What of it is told of once, for as long as it lasts. */
  readonly states: readonly string[]
}

type Parts = {
  readonly database: Database
  readonly mail: Mail
  readonly records: Records
  readonly settings: Settings
}

type About = {
  /** The name of the mail. */
  readonly kind: string
  readonly subject: Said
  /** All that is wrong now. */
  readonly standing: () => Promise<readonly StandingAlarm[]>
}

/**
 * Makes what sends every administrator what is wrong by mail, in their own language: each state once, until
 * it was over. Asked as often as one likes, and from several processes. A mail that waited until all was well
 * again is not sent.
 */
export function standingAlarms(parts: Parts, { kind, subject, standing }: About) {
  const { database, mail } = parts
  mail.declare({
    name: kind,
    async compose({ states }) {
      // A mail that an earlier version left waiting names none: it tells of all.
      const told = states as readonly string[] | undefined
      const isTold = (one: string) => told === undefined || told.includes(one)
      const still = (await standing()).filter((alarm) => alarm.states.some(isTold))
      return still.length === 0 ? null : { subject, paragraphs: still.map(({ message }) => message) }
    },
  })
  return async (by: Actor): Promise<void> => {
    const states = [...new Set((await standing()).flatMap((alarm) => alarm.states))]
    const told = await toldOf(database, kind)
    const isKnown = states.length === told.length && states.every((state) => told.includes(state))
    if (isKnown) return
    const people = await administrators(parts, by)
    await database.transaction(async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(${ownKey(`alarms ${kind}`)})`)
      const before = await toldOf(tx, kind)
      const fresh = states.filter((state) => !before.includes(state))
      await tx.query(
        sql`insert into engine_state (key, value) values (${keyOf(kind)}, ${JSON.stringify(states)}::jsonb)
            on conflict (key) do update set value = excluded.value`,
      )
      if (fresh.length === 0) return
      for (const person of people) await mail.post(tx, { kind, ...person, payload: { states: fresh }, by })
    })
  }
}

const keyOf = (kind: string) => `told ${kind}`

async function toldOf(connection: Connection, kind: string): Promise<readonly string[]> {
  const [row] = await connection.query<{ value: readonly string[] }>(
    sql`select value from engine_state where key = ${keyOf(kind)}`,
  )
  return row?.value ?? []
}

async function administrators({ records, settings }: Parts, by: Actor) {
  const group = await settings.group()
  const where = { active: true, posts: { some: { 'post.administrator': true } } }
  const found = await records.list(by, 'user', { where, fields: 'email,language', limit: 100 })
  const { items } = JSON.parse(found) as {
    items: { email: string; language: typeof group.language | null }[]
  }
  return items.map(({ email, language }) => ({ to: email, language: language ?? group.language }))
}
