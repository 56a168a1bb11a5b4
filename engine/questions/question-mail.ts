import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Mail } from '../mail/mail.ts'
import { said } from '../said/said.ts'

export const keeperMail = 'asked of keeper'
export const answerMail = 'answer of keeper'

/** Declares the mails: to keepers that somebody asks, and to who asked that a keeper answered. */
export function declareQuestionMails(database: Database, mail: Mail): void {
  mail.declare({
    name: keeperMail,
    async compose({ ask }) {
      const [found] = await database.query<{ name: string; note: string | null }>(
        sql`select u.name, a.note from keeper_ask a join "user" u on u.id = a.asker where a.id = ${String(ask)}
            and exists (select from keeper_question q where q.ask = a.id and q.state = 'open')`,
      )
      return (
        (found && {
          subject: said('{name} asks about a partner that you look after', { name: found.name }),
          paragraphs: [
            said('{name} is about to enter a partner that may be one of yours, which they may not see.', {
              name: found.name,
            }),
            ...(found.note === null ? [] : [said('“{note}”', { note: found.note })]),
          ],
          link: { label: said('Answer in Kontor'), href: mail.address('/inbox') },
        }) ??
        null
      )
    },
  })
  mail.declare({
    name: answerMail,
    async compose({ question }) {
      const [found] = await database.query<{ name: string; answer: string }>(
        sql`select u.name, q.answer from keeper_question q join "user" u on u.id = q.decided_by
            where q.id = ${String(question)} and q.answer is not null`,
      )
      return (
        (found && {
          subject: said('{name} answers about the partner that you were entering', { name: found.name }),
          paragraphs: [said('“{note}”', { note: found.answer })],
          link: { label: said('Open it in Kontor'), href: mail.address('/inbox') },
        }) ??
        null
      )
    },
  })
}
