import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Engine } from '#engine'
import { begunDatabase, sampleDatabase } from './begun-database.ts'
import { launchBrowser } from './launch-browser.ts'
import type { SampleUsers } from './sample/load-sample-group.ts'

export type BrowserAppOptions = {
  /** How many partners the sample has; `null` leaves the installation empty, as before its set-up. */
  readonly parties?: number | null
  /** Whether some of them have papers. */
  readonly papers?: boolean
  /** The server to which mails are handed. */
  readonly smtpUrl?: string
  /** Where backups go. */
  readonly backupTo?: string
}

export type PageOptions = {
  /** The mailbox of a user of the sample, or of one with its password, or null to stay signed out. */
  readonly as?: string | null
  readonly size?: { readonly width: number; readonly height: number }
  readonly theme?: 'light' | 'dark'
  readonly language?: 'en' | 'lv' | 'ka' | 'zh' | 'ru'
  /**
   * Errors that the page is meant to meet in this test: a text of the console that holds one of them is no
   * failure.
   */
  readonly expects?: readonly (string | RegExp)[]
}

export type BrowserApp = {
  readonly engine: Engine
  readonly browser: Browser
  readonly origin: string
  /** Those of the sample, by their posts. */
  readonly users: SampleUsers | null
  /**
   * A page of the app in a browser context of its own, signed in as the administrator unless told otherwise.
   */
  open(address: string, options?: PageOptions): Promise<Page>
  /**
   * What went wrong in the pages since they were opened; a test that has finished well finds nothing here.
   */
  readonly failures: readonly string[]
}

type Hooks = { after(release: () => Promise<void>): void }

/**
 * The whole of Kontor for a browser test: an engine on a database of its own with a small sample group, its
 * server on a free port with the built web app, and a real browser. It goes with the test (`t`), or with the
 * file:
 * `const app = await browserApp({ after })` above its tests.
 */
export async function browserApp(
  t: Hooks,
  { parties = 60, papers = false, ...more }: BrowserAppOptions = {},
): Promise<BrowserApp> {
  const releases: (() => Promise<unknown>)[] = []
  // One release for all, last opened first closed: the order of several `after` hooks differs between test
  // and file.
  t.after(async () => {
    for (const release of releases.toReversed()) await release()
  })
  const { engine, origin, users } = await startServer(releases, { parties, papers }, more)
  const browser = await launchBrowser()
  releases.push(() => browser.close())
  const failures: string[] = []
  return {
    engine,
    browser,
    origin,
    users,
    failures,
    open: (address, options = {}) => openPage({ browser, origin, failures }, address, options),
  }
}

async function startServer(
  releases: (() => Promise<unknown>)[],
  { parties, papers }: { parties: number | null; papers: boolean },
  more: { readonly smtpUrl?: string; readonly backupTo?: string },
) {
  // Loaded here, because the other tests need neither the server nor the builder of the web app.
  const [{ createEngine }, { createServer }, { modules }, { buildWeb }, { loadSampleGroup, sampleUsers }] =
    await Promise.all([
      import('#engine'),
      import('#server'),
      import('../modules/index.ts'),
      import('../cli/build-web.ts'),
      import('./sample/load-sample-group.ts'),
    ])
  const t = { after: (release: () => Promise<void>) => void releases.push(release) }
  const isCopied = parties !== null && !papers
  const { url, schema } = await (isCopied ? sampleDatabase(t, parties) : begunDatabase(t))
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), 'kontor-browser-'))
  releases.push(async () => rmSync(dataFolder, { recursive: true, force: true }))
  const engine = await createEngine({ databaseUrl: url, schema, dataFolder, modules, ...more })
  releases.push(() => engine.close())
  // Papers are files, which no database holds.
  if (parties !== null && papers) await loadSampleGroup(engine, { parties, papers })
  const users = parties === null ? null : await sampleUsers(engine)
  const server = await createServer(engine, { web: await buildWeb(() => {}) })
  releases.push(() => server.close())
  await engine.jobs.start()
  const origin = (await server.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost')
  return { engine, origin, users }
}

async function openPage(
  app: { browser: Browser; origin: string; failures: string[] },
  address: string,
  {
    as = 'karlis',
    size = { width: 1440, height: 900 },
    theme = 'light',
    language = 'en',
    expects = [],
  }: PageOptions,
): Promise<Page> {
  const context = await app.browser.newContext({
    viewport: size,
    colorScheme: theme,
    locale: language,
    timezoneId: 'Europe/Riga',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  // A slow machine is no failure; what never comes ends the test all the same.
  context.setDefaultTimeout(90_000)
  fromOurPages(context, app.origin)
  if (as) await signIn(context, app.origin, as)
  const page = await context.newPage()
  const isExpected = (text: string) =>
    expects.some((one) => (typeof one === 'string' ? text.includes(one) : one.test(text)))
  page.on('pageerror', (error) => app.failures.push(`${address}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text()))
      app.failures.push(`${address}: ${message.text()}`)
  })
  await page.goto(app.origin + address)
  await page.locator('main').first().waitFor()
  return page
}

/** What a test asks for beside the page says where it comes from, as the page itself would. */
function fromOurPages({ request }: BrowserContext, origin: string): void {
  const ask = request.fetch.bind(request)
  request.fetch = (address, options = {}) =>
    ask(address, { ...options, headers: { origin, ...options.headers } })
}

async function signIn(context: BrowserContext, origin: string, mailbox: string): Promise<void> {
  const { samplePassword } = await import('./sample/load-sample-group.ts')
  const answer = await context.request.post(`${origin}/api/v1/session`, {
    data: { email: `${mailbox}@daugava.example`, password: samplePassword },
  })
  if (answer.status() !== 201)
    throw new Error(`Nobody could be signed in: ${answer.status()} ${await answer.text()}`)
}
