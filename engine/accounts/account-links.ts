import { newId, type Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { AccessControl } from '../access/access-control.ts'
import type { Connection, Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Mail, MailKind } from '../mail/mail.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import { writeAccountEntry } from './account-entry.ts'
import { keepHash } from './kept-password.ts'
import { limitRate, networkOf, overRate } from './limit-rate.ts'
import { hashPassword } from './password.ts'
import { newSecret, secretHash } from './secret.ts'
import type { FactorParts } from './second-factors.ts'
import { endSessions } from './sessions.ts'

export type LinkKind = 'reset' | 'invitation'
export type OpenLink = { readonly kind: LinkKind; readonly name: string; readonly email: string }
export type Invitation = { readonly createdAt: string; readonly expiresAt: string; readonly sent: boolean }

type Invited = { readonly link: string | null; readonly expiresAt: string }

export type AccountLinks = {
  /**
   * Sends a link by mail where there is such a user. Says nothing of whether there is, and takes the same
   * time: who it is, is looked up afterwards. Throws a 409 where mail is not set up, and a 429.
   */
  askReset(email: string, address: string | null): Promise<void>
  /**
   * Invites a user to set their own password: by mail, or with a link to be handed over, which is told only
   * this once. An earlier link does not open any more.
   */
  invite(by: Actor, user: string, how: 'mail' | 'link'): Promise<Invited>
  /** The invitation that still opens, or null. */
  invitationOf(user: string): Promise<Invitation | null>
  /** Whose link it is. Throws a 403 `linkOver` where it does not open, and a 429. */
  open(token: string, address: string | null): Promise<OpenLink>
  /**
   * Sets the password of whose link it is, which is used up; all their sessions end. Gives the user, and what
   * is kept of the password.
   */
  use(given: {
    token: string
    password: string
    address: string | null
  }): Promise<{ user: string; hash: string }>
}

export type LinkParts = {
  readonly database: Database
  readonly access: AccessControl
  readonly jobs: Jobs
  readonly mail: Mail
  readonly settings: Settings
}

const lasts: Readonly<Record<LinkKind, string>> = { reset: '1 hour', invitation: '7 days' }
const minutes = 60

/** Links that open once, with which people set their own password. */
export function accountLinks(parts: LinkParts, tell: FactorParts['tell']): AccountLinks {
  const { database, access, jobs, mail } = parts
  mail.declare(linkMail(parts, 'reset'))
  mail.declare(linkMail(parts, 'invitation'))
  jobs.declare({
    name: 'reset password',
    run: async ({ payload: { email, address }, actor }) =>
      sendReset(parts, actor, String(email), typeof address === 'string' ? address : null),
  })
  return {
    async askReset(email, address) {
      mail.refuseUnlessReady()
      const who = email.trim().slice(0, 320)
      await limitRate(database, {
        what: 'reset from',
        who: networkOf(address),
        most: 10,
        seconds: 10 * minutes,
      })
      const often = { what: 'reset of', who: who.toLowerCase(), most: 3, seconds: 15 * minutes }
      // Said to nobody: a mailbox is not to be filled, and its owner has the mails of before.
      if ((await overRate(database, often)) !== null) return
      const actor = await access.systemActor('reset')
      await database.transaction((tx) => jobs.add(tx, 'reset password', { email: who, address }, { actor }))
    },
    invite: (by, user, how) => invite(parts, by, user, how),
    async invitationOf(user) {
      const [row] = await database.query<Invitation>(
        sql`select ${instant('created_at')} as "createdAt", ${instant('expires_at')} as "expiresAt",
                   token_hash is not null as sent
            from account_link where "user" = ${user} and kind = 'invitation' and expires_at > now()
            order by created_at desc limit 1`,
      )
      return row ?? null
    },
    async open(token, address) {
      await limitRate(database, { what: 'link', who: networkOf(address), most: 60, seconds: 10 * minutes })
      const found = await find(database, token)
      if (!found) throw linkOver()
      return { kind: found.kind, name: found.name, email: found.email }
    },
    use: (given) => use(parts, tell, given),
  }
}

const instant = (column: string) => ({
  parts: [`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`],
  values: [],
})

type Found = OpenLink & { readonly user: string }

async function find(connection: Connection, token: string): Promise<Found | undefined> {
  const [row] = await connection.query<Found>(
    sql`select l.kind, l."user", u.name, u.email from account_link l join "user" u on u.id = l."user"
        where l.token_hash = ${secretHash(token)} and l.expires_at > now() and u.active`,
  )
  return row
}

async function use(
  { database }: LinkParts,
  tell: FactorParts['tell'],
  given: Parameters<AccountLinks['use']>[0],
): Promise<{ user: string; hash: string }> {
  await limitRate(database, {
    what: 'link',
    who: networkOf(given.address),
    most: 60,
    seconds: 10 * minutes,
  })
  const found = await find(database, given.token)
  if (!found) throw linkOver()
  const hash = await hashPassword(given.password, [found.email, found.name])
  await database.transaction(async (tx) => {
    const used = await tx.query(
      sql`delete from account_link where token_hash = ${secretHash(given.token)} and expires_at > now() returning 1`,
    )
    if (used.length === 0) throw linkOver()
    await keepHash(tx, found.user, hash)
    await endSessions(database, tx, found.user, null)
    const action = found.kind === 'reset' ? 'resetPassword' : 'acceptInvitation'
    await writeAccountEntry(tx, { user: found.user, action, source: 'web', address: given.address })
    // Whoever has just come for the first time knows it.
    if (found.kind === 'reset') await tell(tx, found.user, 'password')
  })
  return { user: found.user, hash }
}

async function invite(parts: LinkParts, by: Actor, user: string, how: 'mail' | 'link') {
  const { database, mail } = parts
  const ofGroup = (await parts.settings.group()).language
  const token = how === 'link' ? newSecret() : null
  const expiresAt = await database.transaction(async (tx) => {
    const [known] = await tx.query<{ email: string; active: boolean; language: Language | null }>(
      sql`select email, active, language from "user" where id = ${user} for share`,
    )
    if (!known) throw notFound()
    if (!known.active) throw notActive()
    if (how === 'mail') mail.refuseUnlessReady()
    const language = known.language ?? ofGroup
    const link = await newLink(tx, user, 'invitation', by.user, token)
    const payload = { link: link.id }
    if (how === 'mail') await mail.post(tx, { kind: 'invitation', to: known.email, language, payload, by })
    const { user: inviter, source, address } = by
    const details = { how, link: link.id }
    await writeAccountEntry(tx, { user, by: inviter, source, address, action: 'invite', details })
    return link.expiresAt
  })
  return { link: token && linkAddress(mail, token), expiresAt }
}

/** In the background, so that nobody can tell from the answer whether there is such a user. */
async function sendReset(
  { database, mail, settings }: LinkParts,
  by: Actor,
  email: string,
  address: string | null,
) {
  const { language: ofGroup } = await settings.group()
  return database.transaction(async (tx) => {
    // Held, so that whoever is just given another e-mail is sent no link to the former one.
    const [user] = await tx.query<{ id: string; email: string; language: Language | null }>(
      sql`select id, email, language from "user" where lower(email) = lower(${email}) and active for share`,
    )
    if (!user) return null
    const language = user.language ?? ofGroup
    const link = await newLink(tx, user.id, 'reset', null, null)
    const details = { link: link.id }
    await writeAccountEntry(tx, { user: user.id, action: 'askReset', source: 'web', address, details })
    await mail.post(tx, { kind: 'reset', to: user.email, language, payload: { link: link.id }, by })
    return null
  })
}

async function newLink(
  tx: Connection,
  user: string,
  kind: LinkKind,
  by: string | null,
  token: string | null,
): Promise<{ id: string; expiresAt: string }> {
  // One that is sent anew takes the place of the one before.
  await tx.query(
    sql`delete from account_link where expires_at < now() or ("user" = ${user} and kind = ${kind})`,
  )
  const [row] = await tx.query<{ id: string; expiresAt: string }>(
    sql`insert into account_link (id, "user", kind, token_hash, created_by, expires_at)
        values (${newId()}, ${user}, ${kind}, ${token && secretHash(token)}, ${by}, now() + ${lasts[kind]}::interval)
        returning id, ${instant('expires_at')} as "expiresAt"`,
  )
  if (!row) throw new Error('The link was not kept.')
  return row
}

function linkAddress(mail: Mail, token: string): string {
  // Behind the #, so that it stands in no log of a server on the way.
  return mail.address(`/welcome#${token}`)
}

/** Each time that the mail is tried to be sent, the link gets a new secret, so that none has to be kept. */
function linkMail({ database, mail, settings }: LinkParts, kind: LinkKind): MailKind {
  return {
    name: kind,
    async compose({ link }) {
      const token = newSecret()
      const [row] = await database.query<{ name: string; email: string }>(
        sql`update account_link l set token_hash = ${secretHash(token)} from "user" u
            where l.id = ${String(link)} and l.expires_at > now() and u.id = l."user" and u.active
            returning u.name, u.email`,
      )
      if (!row) return null
      const { name: group } = await settings.group()
      const href = linkAddress(mail, token)
      if (kind === 'reset')
        return {
          subject: said('A new password for Kontor'),
          paragraphs: [
            said('Somebody, probably you, asked for a new password for {email}.', { email: row.email }),
            said(
              'The link opens once, within an hour. If it was not you, do nothing: your password stays as it is.',
            ),
          ],
          link: { label: said('Choose a new password'), href },
        }
      return {
        subject: said('You are invited to {group}', { group }),
        paragraphs: [
          said('{name}, you can work with {group} in Kontor. You sign in as {email}.', {
            name: row.name,
            group,
            email: row.email,
          }),
          said('The link opens once, within seven days. After that, ask whoever invited you for another.'),
        ],
        link: { label: said('Choose your password'), href },
      }
    },
  }
}

function linkOver(): Problem {
  return new Problem(
    403,
    'linkOver',
    said(
      'This link does not open any more: it was used, is too old, or a newer one was sent. Ask for another.',
    ),
  )
}

function notActive(): Problem {
  return new Problem(409, 'notActive', said('This user is not active. Make the user active first.'))
}
