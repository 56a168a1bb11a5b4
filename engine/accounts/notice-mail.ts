import type { Language } from '#model'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { said } from '../said/said.ts'
import type { LinkParts } from './account-links.ts'
import type { FactorParts, Notice } from './second-factors.ts'

/** Tells people by mail what was changed about their sign-in, or tried, in case that it was not they. */
export function noticeMail({ access, mail, settings }: LinkParts): FactorParts['tell'] {
  mail.declare({
    name: 'notice',
    compose: async ({ what }) => ({
      subject:
        what === 'guessed'
          ? said('Somebody tries to sign in to Kontor as you')
          : said('Your sign-in to Kontor was changed'),
      paragraphs: [
        words[what as Notice] ?? words.secondFactor,
        said('If it was not you, tell your administrator at once.'),
      ],
    }),
  })
  return async (tx, user, what, at) => {
    if ((await mail.state()).state !== 'ready') return
    const to = await personOf(tx, user)
    if (!to) return
    const language = to.language ?? (await settings.group()).language
    const by = await access.systemActor('notice')
    await mail.post(tx, { kind: 'notice', to: at ?? to.email, language, payload: { what }, by })
  }
}

const words = {
  email: said(
    'You sign in to Kontor by another e-mail from now on, and mails for you go there: it was changed.',
  ),
  secondFactor: said('What you show beside your password was changed: an authenticator, a passkey or codes.'),
  password: said('Your password was changed.'),
  guessed: said('Somebody typed your password, and then several wrong codes in place of your second step.'),
  key: said(
    'A key was made by which a program does what you may do. A new password does not end it: revoke it on your page “Sign-in and keys” if you do not know it.',
  ),
  signIn: said('An account elsewhere by which you come in was linked or unlinked.'),
}

async function personOf(tx: Transaction, user: string) {
  const [row] = await tx.query<{ email: string; language: Language | null }>(
    sql`select email, language from "user" where id = ${user} and active`,
  )
  return row
}
