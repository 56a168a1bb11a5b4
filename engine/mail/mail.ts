import { newId, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Settings } from '../settings/settings.ts'
import { outgoingServer } from './outgoing-server.ts'
import { sendMailJob } from './send-mail-job.ts'
import { mayOpen } from '../access/may-open.ts'

/** What a mail says; texts are said in the language of who gets it. */
export type MailWords = {
  readonly subject: Said
  readonly paragraphs: readonly Said[]
  /** What to press, and where it leads. */
  readonly link?: { readonly label: Said; readonly href: string }
}

/** A kind of mail: makes the words, with the secrets in them, each time that it is tried to be sent. */
export type MailKind = {
  readonly name: string
  /** Null where nobody needs the mail any more. */
  compose(payload: Readonly<Record<string, unknown>>): Promise<MailWords | null>
}

export type NewMail = {
  readonly kind: string
  readonly to: string
  readonly language: Language
  /** What `compose` needs, without secrets. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly by: Actor
}

export type MailView = {
  readonly id: string
  readonly kind: string
  readonly to: string
  readonly state: 'waiting' | 'sent' | 'failed' | 'notSetUp' | 'dropped'
  readonly attempts: number
  readonly error: string | null
  readonly createdAt: string
  readonly sentAt: string | null
}

export type MailState = {
  readonly state: 'ready' | 'notSetUp'
  /** Where mails are handed in, without name and password. */
  readonly server: string | null
  readonly from: string | null
  /** What is wrong with the address of the server, if anything is. */
  readonly problem: Said | null
}

export type Mail = {
  declare(kind: MailKind): void
  /** Whether there is a server to hand mails in. */
  state(): Promise<MailState>
  /** Hands a mail over, to be sent when the transaction commits. Without a server it is kept as not sent. */
  post(tx: Connection, mail: NewMail): Promise<string>
  /** Throws a 409 `mailNotSetUp`. */
  refuseUnlessReady(): void
  /** The latest, for administrators. Throws a 403. */
  list(actor: Actor, limit: number): Promise<MailView[]>
  /** An address of this installation, for links in mails. */
  address(path: string): string
  close(): void
}

export type MailParts = {
  readonly database: Database
  readonly jobs: Jobs
  readonly settings: Settings
  /** `smtp://user:password@host:port`; undefined: there is no server. */
  readonly smtpUrl: string | undefined
  /** Under which people reach this installation. */
  readonly origin: string
}

/** Mails go out as jobs: kept, tried again for about an hour, and listed with what became of them. */
export function openMail(parts: MailParts): Mail {
  const { database, jobs, settings, origin } = parts
  const kinds = new Map<string, MailKind>()
  const server = outgoingServer(parts.smtpUrl)
  const sender = async () => (await settings.get<string | null>('mail.from')) ?? server.sender(origin)
  const declare = (kind: MailKind) => void kinds.set(kind.name, kind)
  declare(testMail)
  jobs.declare(sendMailJob({ database, kinds, server, sender, settings }))
  jobs.declare({
    name: 'forget mails',
    everyMinutes: 24 * 60,
    // Who was written to is nobody's business for ever.
    run: () => database.query(sql`delete from mail where created_at < now() - interval '90 days'`),
  })
  return {
    declare,
    state: async () => ({
      state: server.isReady ? 'ready' : 'notSetUp',
      server: server.place,
      from: server.isReady ? await sender() : null,
      problem: server.problem,
    }),
    async post(tx, { kind, to, language, payload, by }) {
      const id = newId()
      const state = server.isReady ? 'waiting' : 'notSetUp'
      await tx.query(
        sql`insert into mail (id, kind, recipient, language, payload, state, created_by)
            values (${id}, ${kind}, ${to}, ${language}, ${JSON.stringify(payload)}::jsonb, ${state}, ${by.user})`,
      )
      if (server.isReady) await jobs.add(tx, 'send mail', { mail: id }, { actor: by })
      return id
    },
    refuseUnlessReady() {
      if (!server.isReady) throw notSetUp()
    },
    async list(actor, limit) {
      if (!mayOpen(actor, 'mail')) throw notAllowed()
      return listed(database, limit)
    },
    address: (path) => `${origin}${path}`,
    close: server.close,
  }
}

const testMail: MailKind = {
  name: 'test',
  compose: async () => ({
    subject: said('A test mail from Kontor'),
    paragraphs: [said('Kontor can send mail: this one was sent to try it out.')],
  }),
}

const instant = (column: string) => ({
  parts: [`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

function listed(connection: Connection, limit: number): Promise<MailView[]> {
  return connection.query<MailView>(
    sql`select id, kind, recipient as "to", state, attempts, error, ${instant('created_at')} as "createdAt",
               ${instant('sent_at')} as "sentAt" from mail order by created_at desc, id desc limit ${limit}`,
  )
}

function notSetUp(): Problem {
  return new Problem(
    409,
    'mailNotSetUp',
    said('Mail is not set up. Give Kontor a mail server as SMTP_URL, and start it again.'),
  )
}

function notAllowed(): Problem {
  return new Problem(403, 'administratorOnly', said('Only an administrator may see the mails. Ask one.'))
}
