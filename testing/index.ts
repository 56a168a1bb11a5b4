export { begunDatabase, sampleDatabase } from './begun-database.ts'
export { browserApp, type BrowserApp, type PageOptions } from './browser-app.ts'
export { launchBrowser } from './launch-browser.ts'
export {
  freshDatabase,
  sweepTestDatabases,
  type DatabaseTemplate,
  type FreshDatabase,
  type FreshDatabaseOptions,
} from './fresh-database.ts'
export { clamdServer, eicar, type ClamdServer } from './clamd-server.ts'
export { factSourcesServer, type FactSourcesServer, type SourceMood } from './fact-sources-server.ts'
export { moveTemporaryFiles } from './fast-folder.ts'
export { freePort } from './free-port.ts'
export { objectStorage } from './object-storage.ts'
export { dismissTestServer, testServer } from './test-server.ts'
export { shiftedDatabase } from './shifted-database.ts'
export { smallDisk, type SmallDisk } from './small-disk.ts'
export { tcpProxy, type TcpProxy } from './tcp-proxy.ts'
export { mailServer, type MailServer } from './mail-server.ts'
export { frontOf, openIdProvider, type OpenIdProvider } from './open-id-provider.ts'
export { planRows, type PlanStep } from './plan-rows.ts'
