/** The HTTP edge, for the command line and tests. */
export { createServer, type ServerOptions } from './server.ts'
export { openLog } from './log.ts'
