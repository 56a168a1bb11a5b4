import { hash, verify } from '@node-rs/argon2'
import { shortestPassword } from '#model'
import { fieldErrors, Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/** The least that OWASP's password storage cheat sheet asks of Argon2id (2024): 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const longest = 256

/** At once as many as leave the process room for its other work; more wait, and far more are turned away. */
const atOnce = 2
const mostWaiting = 100

/**
 * The hash under which a password is kept. Throws a 422 for one that is too short, too long or the e-mail
 * itself.
 */
export async function hashPassword(password: unknown, email: string): Promise<string> {
  const checked = checkPassword(password, email)
  return inTurn(() => hash(checked.normalize('NFKC'), cost))
}

/** Whether it is the password. Takes the same time where there is no hash to compare with. */
export async function isPassword(password: string, known: string | null): Promise<boolean> {
  const matches = await inTurn(async () =>
    verify(known ?? (await nobodysHash()), password.slice(0, longest).normalize('NFKC')),
  )
  return matches && known !== null
}

function checkPassword(password: unknown, email: string): string {
  const fault =
    typeof password !== 'string' || password.length < shortestPassword
      ? said('Choose a password of at least {least} characters; several words are easiest to remember.', {
          least: shortestPassword,
        })
      : password.length > longest
        ? said('Choose a password of at most {most} characters.', { most: longest })
        : password.toLowerCase() === email.toLowerCase()
          ? said('Choose a password other than the e-mail address.')
          : tooCommon.has(password.toLowerCase())
            ? said(
                'This password is among the first that anybody tries. Choose another; several words are easiest to remember.',
              )
            : null
  if (fault) throw fieldErrors([{ field: 'password', code: 'password', message: fault }])
  return password as string
}

const tooCommon = new Set([
  'password',
  'password1',
  'password123',
  '12345678',
  '123456789',
  '1234567890',
  'qwertyuiop',
  'qwerty123',
  'iloveyou',
  '11111111',
  '00000000',
  'administrator',
  'letmein1',
  'welcome1',
  'abcd1234',
  '87654321',
  'sunshine',
  'princess',
])

let nobodys: Promise<string> | undefined
function nobodysHash(): Promise<string> {
  return (nobodys ??= hash('nobody has this password', cost))
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= mostWaiting) throw tooMany()
    // Whoever finishes hands their turn over, so the count stays.
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}

function tooMany(): Problem {
  return new Problem(
    429,
    'tooManySignIns',
    said('Too many people sign in just now. Try again in a few seconds.'),
    {
      retryAfterSeconds: 5,
    },
  )
}
