import { pino } from 'pino'

/** A structured log on standard error. Nothing of a request's content is in it, so no personal values are. */
export function openLog() {
  return pino(
    { level: process.env['KONTOR_LOG'] ?? 'warn', base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  )
}
