import { namedInMail } from '../access/named-in-mail.ts'
import { sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import type { AskingParts } from './ask-keepers.ts'

export const keeperMail = 'asked of keeper'
export const answerMail = 'answer of keeper'

/**
 * Declares the mails: to keepers that somebody asks, and to who asked that a keeper answered. Whoever may not
 * read of users hears it from the firm.
 */
export function declareQuestionMails(parts: AskingParts): void {
  const { database, mail, settings } = parts
  const firm = async () => (await settings.group()).name
  mail.declare({
    name: keeperMail,
    async compose({ ask, user }) {
      const [found] = await database.query<{ name: string | null; note: string | null }>(
        sql`select case when ${await namedInMail(parts, user, 'u')} then u.name end as name, a.note
            from keeper_ask a join "user" u on u.id = a.asker
            where a.id = ${String(ask)} and exists (
              select from keeper_question q where q.ask = a.id and q.state = 'open')`,
      )
      if (!found) return null
      const name = found.name ?? (await firm())
      return {
        subject: said('{name} asks about a partner that you look after', { name }),
        paragraphs: [
          said('{name} is about to enter a partner that may be one of yours, which they may not see.', {
            name,
          }),
          ...(found.note === null ? [] : [said('“{note}”', { note: found.note })]),
        ],
        link: { label: said('Answer in Kontor'), href: mail.address('/inbox') },
      }
    },
  })
  mail.declare({
    name: answerMail,
    async compose({ question, user }) {
      const [found] = await database.query<{ name: string | null; answer: string }>(
        sql`select case when ${await namedInMail(parts, user, 'u')} then u.name end as name, q.answer
            from keeper_question q join "user" u on u.id = q.decided_by
            where q.id = ${String(question)} and q.answer is not null`,
      )
      if (!found) return null
      const name = found.name ?? (await firm())
      return {
        subject: said('{name} answers about the partner that you were entering', { name }),
        paragraphs: [said('“{note}”', { note: found.answer })],
        link: { label: said('Open it in Kontor'), href: mail.address('/inbox') },
      }
    },
  })
}
