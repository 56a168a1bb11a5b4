import { Problem } from '../errors.ts'
import { said } from '../said/said.ts'

/**
 * The connection was lost while a transaction was being committed: nobody knows whether it is in. What asks
 * again with a key of its request, or as a job, is answered rightly either way, and takes it for a database
 * that is away; anybody else has to look first (`toLookFirst`).
 */
export class PerhapsDone extends Problem {
  constructor(cause: unknown) {
    const message = said(
      'The database does not answer just now. Try again in a moment; nothing has to be set up anew.',
    )
    super(503, 'databaseAway', message)
    this.cause = cause
  }

  toLookFirst(): Problem {
    const message = said(
      'The connection to the database was lost just as this was being saved, so it may have been done or not. Look whether it is there before you do it again.',
    )
    const problem = new Problem(503, 'perhapsDone', message)
    problem.cause = this.cause
    return problem
  }
}
