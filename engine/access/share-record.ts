import { dayAt } from '#model'
import type { ResolvedField, ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection, Database } from '../database/database.ts'
import { id, join, sql } from '../database/sql.ts'
import { fieldErrors, notFound, Problem } from '../errors.ts'
import { mayName } from '../audit/named-users.ts'
import { filled, rowsOf } from '../query/index.ts'
import type { Reader } from '../query/reader.ts'
import type { WriteOptions } from '../records/write/door.ts'
import { writeOne } from '../records/write/write-one.ts'
import type { Records } from '../records/records.ts'
import { calledSmall } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import type { Mail } from '../mail/mail.ts'
import type { AccessControl } from './access-control.ts'
import type { Actor } from './actor.ts'
import { lastDayOf, lastingOn } from './lasting-share.ts'
import { shareMail } from './share-mail.ts'
import { sharedAt, sharedWith, type SharedRecord } from './shared-with.ts'

/** One record opened to a user, a post or a group. */
export type Share = {
  readonly id: string
  readonly holder: {
    readonly kind: 'user' | 'post' | 'group'
    readonly id: string
    readonly name: string | null
  }
  readonly may: 'read' | 'change'
  readonly from: string | null
  readonly until: string | null
  readonly note: string | null
  readonly by: { readonly id: string; readonly title: string } | null
  readonly at: string
  readonly endedAt: string | null
  /** Whether it opens the record today. */
  readonly holds: boolean
}

export type Shares = {
  /** Who got the record, ended ones too, for who may share it; 404 and 403 as for `add`. */
  of(actor: Actor, object: string, record: string, within?: { readonly tx?: Connection }): Promise<Share[]>
  /**
   * Opens the record. Gives the id and the change by which it can be undone. Throws 404 for a record that the
   * actor may not see, 403 where they may not change and share it, 422 for what is wrong.
   */
  add(
    actor: Actor,
    object: string,
    record: string,
    given: Readonly<Record<string, unknown>>,
    options: WriteOptions,
  ): Promise<{ readonly id: string; readonly change: string }>
  /**
   * The last day until which the actor may open it; null: for good. Throws as `add` does, a 422 where they
   * have it by nothing that lasts.
   */
  lastDay(actor: Actor, object: string, record: string): Promise<string | null>
  /** Ends it at once. It stays, for history. */
  end(
    actor: Actor,
    object: string,
    record: string,
    share: string,
    options: WriteOptions,
  ): Promise<{ readonly change: string }>
  /** What others opened to the actor, the latest first; and when each of them was. */
  withMe(actor: Actor): Promise<SharedRecord[]>
  since(actor: Actor): Promise<string[]>
}

type Parts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly settings: Pick<Settings, 'group'>
  readonly access: Pick<AccessControl, 'actorFor'>
  readonly mail: Mail
}

/** Opens the sharing of single records on the door to them. */
export function openShares(parts: Parts): Shares {
  const { database, model, records } = parts
  const tell = shareMail(parts)
  return {
    withMe: (actor) => sharedWith(parts, actor),
    since: (actor) => sharedAt(parts, actor.user),
    async of(actor, object, record, { tx } = {}) {
      await mayShare(parts, actor, object, record)
      const reader = { model: model(), actor, authority: 'actor' } as const
      return sharesOf(tx ?? database, reader, object, record, await todayIn(parts))
    },
    async add(actor, object, record, given, options) {
      const face = await mayShare(parts, actor, object, record)
      const share = readShare(given)
      const lasting = await lastingOn(database, model(), actor, face, record, share['until'])
      const fields = async (right: 'see' | 'change') => {
        const [now, then] = await Promise.all(
          [actor, lasting].map((one) => fieldsOn(database, model(), one, face, record, right)),
        )
        return now?.filter((name) => then?.includes(name)) ?? []
      }
      const values = {
        ...share,
        object,
        record,
        see: await fields('see'),
        change: given['may'] === 'change' ? await fields('change') : null,
      }
      return records.door(actor, options, async (door) => {
        const shares = door.model.objects.get('recordShare')!
        // The right to share was asked for above.
        const written = await writeOne({ ...door, authority: 'action' }, shares, { kind: 'create', values })
        await tell(door.tx, actor, written.id, door.today)
        return { id: written.id, change: door.options.change ?? '' }
      })
    },
    async lastDay(actor, object, record) {
      const face = await mayShare(parts, actor, object, record)
      return lastDayOf(database, model(), actor, face, record, await todayIn(parts))
    },
    async end(actor, object, record, share, options) {
      await mayShare(parts, actor, object, record)
      const reader = { model: model(), actor, authority: 'actor' } as const
      const known = await sharesOf(database, reader, object, record, await todayIn(parts))
      const found = known.find((one) => one.id === share)
      if (!found) throw notFound()
      return records.door(actor, options, async (door) => {
        const shares = door.model.objects.get('recordShare')!
        const values = { endedAt: new Date().toISOString() }
        if (found.endedAt === null)
          await writeOne({ ...door, authority: 'action' }, shares, { kind: 'update', id: share, values })
        return { change: door.options.change ?? '' }
      })
    },
  }
}

async function todayIn({ settings }: Parts): Promise<string> {
  return dayAt(Date.now(), (await settings.group()).timeZone)
}

/** Sharing is for who may change the record and has the right to share it. */
async function mayShare(parts: Parts, actor: Actor, object: string, record: string): Promise<ResolvedObject> {
  const face = parts.model().objects.get(object)
  if (!face || face.declaration.owned || face.declaration.system) throw notFound()
  await parts.records.get(actor, object, record, { fields: ['id'] })
  for (const action of ['change', 'share']) {
    if (await parts.records.may(actor, object, record, action)) continue
    const what = calledSmall(face.declaration)
    throw new Problem(
      403,
      'forbidden',
      said('You may not {action} this {what}. Ask an administrator for the right.', { action, what }),
    )
  }
  return face
}

const known = ['user', 'post', 'group', 'may', 'from', 'until', 'note'] as const

function readShare(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const stray = Object.keys(given).find((name) => !(known as readonly string[]).includes(name))
  if (stray !== undefined)
    throw fieldErrors([
      {
        field: stray.slice(0, 80),
        code: 'unknownField',
        message: said('Give a user, a post or a group; and perhaps may, from, until and note.'),
      },
    ])
  return { ...given }
}

/**
 * The fields of this very record that the actor may see, or change, now: nobody opens to others what is
 * closed to themselves.
 */
async function fieldsOn(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  object: ResolvedObject,
  record: string,
  right: 'see' | 'change',
): Promise<string[]> {
  const access = actor.access.object(object.name)
  const rows = (field: ResolvedField) =>
    right === 'see' ? access?.see(field.name) : access?.change(field.name)
  const fields = [...object.fields.values()].filter((field) => !field.system && rows(field) !== undefined)
  const asked = fields.filter((field) => rows(field) !== true)
  const reader = { model, actor, authority: 'actor' } as const
  const columns = asked.map(
    (field, at) => sql`(${rowsOf(reader, object, 't', rows(field)!)}) is true as ${id(`f${at}`)}`,
  )
  const [row] = await connection.query<Record<string, unknown>>(
    filled(
      sql`select ${join([sql`t.id`, ...columns])} from ${id(object.table)} t where t.id = ${record}`,
      reader,
    ),
  )
  return fields
    .filter((field) => !asked.includes(field) || row?.[`f${asked.indexOf(field)}`] === true)
    .map(({ name }) => name)
}

/** Who holds each, and who opened it, is called by name as far as the reader may read of them. */
async function sharesOf(
  connection: Connection,
  reader: Reader,
  object: string,
  record: string,
  today: string,
): Promise<Share[]> {
  return connection.query<Share>(
    sql`select s.id, json_build_object(
          'kind', case when s."user" is not null then 'user' when s.post is not null then 'post' else 'group' end,
          'id', coalesce(s."user", s.post, s."group"), 'name', case when u.id is not null and ${mayName(reader, 'user', 'u')}
            then u.name when p.id is not null and ${mayName(reader, 'post', 'p')} then p.name
            when g.id is not null and ${mayName(reader, 'userGroup', 'g')} then g.name end) as holder,
        s.may, s."from"::text, s.until::text, s.note,
        case when b.id is not null and ${mayName(reader, 'user', 'b')}
          then json_build_object('id', b.id, 'title', b.name) end as by,
        to_char(s.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "endedAt",
        s.ended_at is null and ${today}::date between coalesce(s."from", '-infinity')
          and coalesce(s.until, 'infinity') as holds
      from record_share s left join "user" u on u.id = s."user" left join post p on p.id = s.post
        left join user_group g on g.id = s."group" left join "user" b on b.id = s.created_by
      where s.object = ${object} and s.record = ${record} order by s.created_at desc, s.id`,
  )
}
