import type { Language } from '#model'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import type { Settings } from '../settings/settings.ts'
import type { MailKind } from './mail.ts'
import { mailBody } from './mail-body.ts'
import { MailRefused, type OutgoingServer } from './outgoing-server.ts'

type Sending = {
  readonly database: Database
  readonly kinds: ReadonlyMap<string, MailKind>
  readonly server: OutgoingServer
  readonly sender: () => Promise<string>
  readonly settings: Settings
}

/** Jobs wait twice as long after each failure: eleven tries take about an hour. */
const mostTries = 11
const longestError = 300

/** Sends one mail, and writes down what became of it. One that may have gone out already can come twice. */
export function sendMailJob(sending: Sending): JobDeclaration {
  const { database } = sending
  return {
    name: 'send mail',
    isOwed: true,
    attempts: mostTries,
    async run({ payload, attempt }) {
      const mail = String(payload['mail'])
      try {
        const state = await send(sending, mail)
        await database.query(
          sql`update mail set state = ${state}, attempts = ${attempt}, error = null,
                sent_at = case when ${state} = 'sent' then now() end where id = ${mail}`,
        )
        return { state }
      } catch (error) {
        const isOver = error instanceof MailRefused || attempt >= mostTries
        const reason = (error as Error).message.slice(0, longestError)
        await database.query(
          sql`update mail set state = ${isOver ? 'failed' : 'waiting'}, attempts = ${attempt}, error = ${reason}
              where id = ${mail}`,
        )
        if (error instanceof MailRefused) return { state: 'failed' }
        throw error
      }
    },
    async setAside({ payload }, { message }) {
      await database.query(
        sql`update mail set state = 'failed', error = ${message.slice(0, longestError)}
            where id = ${String(payload['mail'])} and state = 'waiting'`,
      )
    },
  }
}

async function send({ database, kinds, server, sender, settings }: Sending, id: string) {
  const [mail] = await database.query<{
    kind: string
    to: string
    language: Language
    payload: Record<string, unknown>
  }>(
    // Failed is what was set aside and is started again; without a recipient, who it was for was erased.
    sql`select kind, recipient as "to", language, payload from mail
        where id = ${id} and state in ('waiting', 'failed') and recipient <> ''`,
  )
  const words = mail && (await kinds.get(mail.kind)?.compose(mail.payload))
  if (!mail || !words) return 'dropped'
  const { name } = await settings.group()
  const { text, html } = mailBody(words, mail.language, name)
  const subject = words.subject.in(mail.language)
  await server.send({ id, from: { name, address: await sender() }, to: mail.to, subject, text, html })
  return 'sent'
}
