import type { openLog } from '#server'

/** What ends a process, and what it hears; another one in tests. */
type Ending = Pick<NodeJS.Process, 'on' | 'exit'>

/**
 * Mistakes of the program that no request and no job hears of are logged as the others are: Node would print
 * them with all that the database, or whoever threw them, says of somebody's values.
 */
export function logMistakes(log: ReturnType<typeof openLog>, ending: Ending = process): void {
  // Nobody waits for it, so it must not end everybody's work.
  ending.on('unhandledRejection', (reason) => log.error({ err: reason }, 'bug'))
  // Nobody knows in what state it leaves this process: whoever looks after it starts another one.
  ending.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'bug')
    ending.exit(1)
  })
}
