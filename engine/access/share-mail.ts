import type { Language } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database, Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Mail, MailWords } from '../mail/mail.ts'
import { called, calledDay } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import type { AccessControl } from './access-control.ts'
import type { Actor } from './actor.ts'
import { namedInMail } from './named-in-mail.ts'

type Parts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly mail: Mail
  readonly settings: Pick<Settings, 'group'>
  readonly access: Pick<AccessControl, 'actorFor'>
}

type Shared = {
  readonly object: string
  readonly record: string
  readonly may: 'read' | 'change'
  readonly until: string | null
  readonly note: string | null
  readonly by: string | null
}

type TellOfShare = (tx: Transaction, by: Actor, share: string, today: string) => Promise<void>

/**
 * Tells by mail those to whom a record was opened. The mail says who opened what kind of record and until
 * when, and leads there; what the record holds stays in Kontor, where rights are asked.
 */
export function shareMail(parts: Parts): TellOfShare {
  const { database, mail, settings } = parts
  mail.declare({
    name: 'share',
    async compose({ share, user }) {
      const [found] = await database.query<Shared>(
        sql`select s.object, s.record, s.may, s.until::text, s.note,
              case when ${await namedInMail(parts, user, 'b')} then b.name end as by
            from record_share s left join "user" b on b.id = s.created_by
            where s.id = ${String(share)} and s.ended_at is null`,
      )
      return found ? wordsOf(parts, found, (await settings.group()).name) : null
    },
  })
  return async (tx, by, share, today) => {
    if ((await mail.state()).state !== 'ready') return
    const { language } = await settings.group()
    for (const to of await recipients(tx, by.user, share, today))
      await mail.post(tx, {
        kind: 'share',
        to: to.email,
        language: to.language ?? language,
        payload: { share, user: to.id },
        by,
      })
  }
}

function wordsOf(
  { model, mail }: Parts,
  { object, record, may, until, note, by }: Shared,
  firm: string,
): MailWords | null {
  const face = model().objects.get(object)
  if (!face) return null
  const what = called(face.declaration)
  return {
    subject: said('{name} shared a record with you', { name: by ?? firm }),
    paragraphs: [
      may === 'change'
        ? said('{what}: you may see and change it.', { what })
        : said('{what}: you may see it.', { what }),
      ...(until === null ? [] : [said('It is open to you until {until}.', { until: calledDay(until) })]),
      ...(note === null ? [] : [said('“{note}”', { note })]),
    ],
    link: { label: said('Open it in Kontor'), href: mail.address(`/${face.path}/${record}`) },
  }
}

const mostRecipients = 200

/** Whoever is active and is, holds or belongs to the one it was opened to, but the one who opened it. */
function recipients(tx: Transaction, by: string, share: string, today: string) {
  return tx.query<{ id: string; email: string; language: Language | null }>(
    sql`select distinct u.id, u.email, u.language from record_share s join "user" u on u.active and u.id <> ${by}
        and (u.id = s."user"
          or exists (select from user_post p where p.post = s.post and p."user" = u.id
            and ${today}::date between coalesce(p."from", '-infinity') and coalesce(p.until, 'infinity'))
          or exists (select from group_member m where m."group" = s."group" and m."user" = u.id
            and ${today}::date between coalesce(m."from", '-infinity') and coalesce(m.until, 'infinity')))
        where s.id = ${share} order by u.email limit ${mostRecipients}`,
  )
}
