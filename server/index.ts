/** The HTTP edge, for the command line and tests. */
export { createServer, type ServerOptions } from './server.ts'
export { trustedProxies, type TrustedProxies } from './trusted-proxies.ts'
export { openLog } from './log.ts'
