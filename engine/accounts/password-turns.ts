import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/** At once as many as leave the process room for its other work; more wait, and far more are turned away. */
const atOnce = 2
const mostWaiting = 100

/** Whether whoever asks is signed in or comes from a browser from which they have signed in before. */
export type Standing = 'known' | 'stranger'

export type PasswordTurns = {
  /** Does the work once it is its turn. Throws a 429 where too many of that standing wait. */
  run<T>(standing: Standing, work: () => Promise<T>): Promise<T>
  /** How many of that standing wait. */
  waiting(standing: Standing): number
}

/**
 * Turns at hashing passwords, which is slow on purpose. Whoever is known comes before all strangers and has a
 * line of their own: strangers may send as many sign-ins, for as many e-mails and from as many networks, as
 * they like, and nobody who works here is turned away for it.
 */
export function passwordTurns(): PasswordTurns {
  const lines: Readonly<Record<Standing, (() => void)[]>> = { known: [], stranger: [] }
  let running = 0
  return {
    waiting: (standing) => lines[standing].length,
    async run(standing, work) {
      const line = lines[standing]
      if (running >= atOnce) {
        if (line.length >= mostWaiting) throw tooMany()
        // Whoever finishes hands their turn over, so the count stays.
        await new Promise<void>((resolve) => line.push(resolve))
      } else running += 1
      try {
        return await work()
      } finally {
        const next = lines.known.shift() ?? lines.stranger.shift()
        if (next) next()
        else running -= 1
      }
    },
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
