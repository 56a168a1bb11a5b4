import { dayAt, addDays, type RemindDeclaration } from '#model'
import type { AccessControl } from '../access/access-control.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { id, join, sql, type Sql } from '../database/sql.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Mail } from '../mail/mail.ts'
import type { Door } from '../records/write/door.ts'
import { conditionRows } from '../records/write/row-rights.ts'
import type { Records } from '../records/records.ts'
import type { Settings } from '../settings/settings.ts'
import { openOffice, type Office } from './office.ts'
import { declareOverdueMail, overdueMail } from './overdue-mail.ts'

export type ReminderParts = {
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly access: AccessControl
  readonly settings: Settings
  readonly mail: Mail
  readonly jobs: Jobs
}

type Overdue = {
  readonly record: string
  readonly named: string | null
  readonly entered: string | null
  /** Where it stands, by which the next action is known. */
  readonly at: string | null
}

const batch = 1_000

/**
 * Reminds people by mail of what waits for them and is overdue, as objects declare it: each of them by one
 * mail a day for all of theirs, of each record once for every step and period.
 */
export function remindOverdue(parts: ReminderParts): void {
  declareOverdueMail(parts)
  parts.jobs.declare({
    name: 'remind overdue',
    everyMinutes: 24 * 60,
    async run() {
      if ((await parts.mail.state()).state !== 'ready') return { reminded: 0 }
      const actor = await parts.access.systemActor('remind overdue')
      // In one: what is taken up without its mail would wait for the next period.
      return parts.records.door(actor, {}, async (door) => {
        const office = await openOffice(parts.access, door)
        const byUser = new Map<string, Map<string, string[]>>()
        for (const object of door.model.objects.values()) {
          const { reminds } = object.declaration
          if (reminds) await collect(parts, door, office, { object, reminds, byUser })
        }
        await door.tx.query(sql`delete from due_reminder where reminded_at < now() - interval '400 days'`)
        for (const [user, records] of byUser) await post(parts, door, user, records)
        return { reminded: byUser.size }
      })
    },
  })
}

type Collecting = {
  readonly object: ResolvedObject
  readonly reminds: RemindDeclaration
  /** By user, the records of each object. */
  readonly byUser: Map<string, Map<string, string[]>>
}

/** Takes up what is overdue; of what was taken up nobody is reminded again before the period is over. */
async function collect(
  { settings }: ReminderParts,
  door: Door,
  office: Office,
  { object, reminds, byUser }: Collecting,
): Promise<void> {
  const on = await settings.get<readonly string[]>(reminds.on.setting)
  if (!on.includes(reminds.on.has)) return
  const after = await settings.get<number>(reminds.after)
  const every = await settings.get<number>(reminds.every)
  const { timeZone } = await settings.group()
  const before = addDays(dayAt(Date.now(), timeZone), -after) ?? '0001-01-01'
  for (let found = batch; found === batch;) {
    const rows = conditionRows({ ...door, authority: 'action' }, object, reminds.while, 't')
    const taken = await takeUp(door.tx, object, reminds, { rows, before, every })
    for (const [record, people] of await whomOf(office, object, reminds, taken))
      for (const whom of people) {
        const own = byUser.get(whom) ?? new Map<string, string[]>()
        byUser.set(whom, own.set(object.name, [...(own.get(object.name) ?? []), record]))
      }
    found = taken.length
  }
}

/**
 * For each record whom it waits for: who is named, else who entered it where that is theirs to go on with,
 * else everybody who may take the next step, else the administrators.
 */
async function whomOf(
  office: Office,
  object: ResolvedObject,
  { next }: RemindDeclaration,
  taken: readonly Overdue[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  const open = new Map<string, Overdue[]>()
  for (const one of taken) {
    const isOwn = next.own.includes(one.at ?? '')
    const named = one.named ?? (isOwn ? one.entered : null)
    const action = next.actions[one.at ?? '']
    if (named !== null && office.works(named)) found.set(one.record, [named])
    else if (action === undefined) found.set(one.record, office.administrators)
    else open.set(action, [...(open.get(action) ?? []), one])
  }
  for (const [action, records] of open) {
    const ids = records.map(({ record }) => record)
    const able = await office.whoMay(object, action, ids)
    for (const { record, entered } of records) {
      const all = able.get(record) ?? []
      const others = all.filter((one) => one !== entered)
      // Who entered it often may not take the step; they are asked where nobody else could.
      const people = others.length > 0 ? others : all
      found.set(record, people.length > 0 ? people : office.administrators)
    }
  }
  return found
}

async function takeUp(
  tx: Transaction,
  object: ResolvedObject,
  { due, since, whom, next }: RemindDeclaration,
  { rows, before, every }: { rows: Sql; before: string; every: number },
): Promise<readonly Overdue[]> {
  const column = (name: string): Sql => id('t', object.fields.get(name)?.column ?? name)
  return tx.query<Overdue>(
    sql`with overdue as (
          select t.id as record, coalesce(${join(whom.map(column))}) as named,
            t.created_by as entered, ${column(next.by)} as at, ${column(since)} as since
          from ${id(object.table)} t
          where ${rows} and ${column(due)} < ${before}::date and not exists (
            select from due_reminder r where r.object = ${object.name} and r.record = t.id
              and r.since is not distinct from ${column(since)}
                and r.whom is not distinct from coalesce(${join(whom.map(column))})
              and r.reminded_at between now() - make_interval(days => ${every}) and now())
          order by ${column(due)}, t.id limit ${batch}),
        kept as (
          insert into due_reminder (object, record, since, whom)
            select ${object.name}, record, since, named from overdue
          on conflict (object, record)
            do update set since = excluded.since, whom = excluded.whom, reminded_at = now()
          returning record)
        select record::text, named::text, entered::text, at from overdue`,
  )
}

async function post(
  { mail, settings }: ReminderParts,
  { tx, actor: by }: Door,
  user: string,
  records: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const { language } = await settings.group()
  for (const to of await tx.query<{ email: string; language: typeof language | null }>(
    sql`select email, language from "user" where id = ${user} and active`,
  ))
    await mail.post(tx, {
      ...{ kind: overdueMail, to: to.email, language: to.language ?? language, by },
      payload: { user, records: Object.fromEntries(records) },
    })
}
