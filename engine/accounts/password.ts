import { readFile } from 'node:fs/promises'
import { hash, verify } from '@node-rs/argon2'
import { longestPassword, shortestPassword, weighPassword, type PasswordFault } from '#model'
import { fieldErrors } from '../errors.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { passwordTurns, type Standing } from './password-turns.ts'

/** The least that OWASP's password storage cheat sheet asks of Argon2id (2024): 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Those of this process. */
export const turns = passwordTurns()

/**
 * The hash under which a password is kept. `own`: what everybody knows of whose it is, such as the e-mail.
 * Throws a 422 for one that is too short or too long, is just that, or is tried first (ASVS 2.1.1 to 2.1.7).
 */
export async function hashPassword(
  password: unknown,
  own: readonly string[],
  standing: Standing = 'known',
): Promise<string> {
  const checked = await checkPassword(password, own)
  return turns.run(standing, () => hash(checked.normalize('NFKC'), cost))
}

/**
 * Whether it is the password. Takes the same time where there is no hash to compare with. Throws a 429 where
 * too many ask at once.
 */
export async function isPassword(
  password: string,
  known: string | null,
  standing: Standing,
): Promise<boolean> {
  const matches = await turns.run(standing, async () =>
    verify(known ?? (await nobodysHash()), password.slice(0, longestPassword).normalize('NFKC')),
  )
  return matches && known !== null
}

async function checkPassword(password: unknown, own: readonly string[]): Promise<string> {
  const given = typeof password === 'string' ? password : ''
  // The list is read and let go of: it is asked seldom, and would take room all the time.
  const list = await readFile(new URL('common-passwords.txt', import.meta.url), 'utf8')
  const isListed = (one: string) => !/^# |\n/.test(one) && list.includes(`\n${one}\n`)
  const { fault } = weighPassword(given, own, isListed)
  if (fault !== null)
    throw fieldErrors([{ field: 'password', code: 'password', message: faultMessages[fault] }])
  return given
}

const faultMessages: Readonly<Record<PasswordFault, Said>> = {
  short: said('Choose a password of at least {least} characters; several words are easiest to remember.', {
    least: shortestPassword,
  }),
  long: said('Choose a password of at most {most} characters.', { most: longestPassword }),
  own: said('Choose a password other than your name and the e-mail address.'),
  common: said(
    'This password is among the first that anybody tries. Choose another; several words are easiest to remember.',
  ),
  simple: said(
    'This password follows a simple pattern, which is tried early. Choose several words that do not belong together.',
  ),
}

let nobodys: Promise<string> | undefined
function nobodysHash(): Promise<string> {
  return (nobodys ??= hash('nobody has this password', cost))
}
