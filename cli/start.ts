import net from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createEngine, type Engine, type MigrationStep } from '#engine'
import { StartFailure } from '#postgres'
import { createServer, openLog, trustedProxies, type TrustedProxies } from '#server'
import { backupBeforeUpgrade } from './backup-before-upgrade.ts'
import { backupSecret } from './backup-secret.ts'
import { WrongUsage, type Command } from './commands.ts'
import { buildWeb } from './build-web.ts'
import { loadSample } from './load-sample.ts'
import { logMistakes } from './log-mistakes.ts'
import { overtaken, waitForOthers } from './other-servers.ts'
import { engineOptions, openPostgres, placeOf, type Place } from './with-engine.ts'

/** Brings everything up, says where it is, and stays until it is told to stop. */
export const start: Command = {
  form: 'start [--demo] [--no-backup]',
  summary:
    'Starts Kontor. With --demo an empty installation is filled with a sample group of companies. A newer version ' +
    'backs the data up before it changes them, unless --no-backup says not to.',
  options: { demo: { type: 'boolean' }, 'no-backup': { type: 'boolean' } },
  async run({ values, positionals }) {
    if (positionals.length > 0) throw new WrongUsage('Write it as: kontor start [--demo] [--no-backup]')
    const place = placeOf(process.env)
    const address = addressOf(process.env)
    const proxies = proxiesOf(process.env)
    await waitForPort(address)
    const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)
    const web = await buildWeb(say)
    const postgres = await openPostgres(place, false, say)
    const log = openLog()
    const open = async () => {
      await waitForOthers({ url: postgres.url, schema: place.schema }, say)
      if (!values['no-backup']) await backUp(place, postgres, say)
      return openEngine(place, postgres, log, say)
    }
    const engine = await open().catch(async (error: unknown) => {
      await postgres.stop()
      throw error
    })
    logMistakes(log)
    const server = await createServer(engine, {
      web,
      logger: log,
      ...(proxies === null ? {} : { trustProxy: proxies }),
      ...(place.monitorToken ? { monitorToken: place.monitorToken } : {}),
    })
    const stop = stopper(server, engine, postgres)
    let told: Promise<number> | undefined
    try {
      if (values['demo']) await loadSample(engine, say)
      const token = await engine.accounts.setupLink()
      // Where that takes long, it goes on beside the first requests.
      await Promise.race([engine.warmUp(), pause(warmUpMilliseconds, undefined, { ref: false })])
      // Whoever is told to stop from now on stops in order, as soon as the start is over.
      told = toldToStop(engine, say)
      await server.listen(address)
      // From here on a database that does not answer is waited for.
      await engine.jobs.start()
      engine.chain.start()
      greet(engine, address, token, say)
    } catch (error) {
      await stop()
      throw explained(error, address)
    }
    const code = (await told) ?? 0
    await stopAtLast(stop)
    return code
  },
}

type Address = { readonly host: string; readonly port: number }

function addressOf(environment: NodeJS.ProcessEnv): Address {
  const port = Number(environment['PORT'] ?? 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new WrongUsage(`PORT is “${environment['PORT']}”, but a port is a whole number from 1 to 65535.`)
  }
  return { host: environment['HOST'] ?? '127.0.0.1', port }
}

function proxiesOf(environment: NodeJS.ProcessEnv): TrustedProxies | null {
  try {
    return trustedProxies(environment['KONTOR_TRUST_PROXY'])
  } catch (error) {
    throw new WrongUsage((error as Error).message)
  }
}

/**
 * A start while the last Kontor is still stopping waits for it; a port that others hold is told at once
 * after that.
 */
async function waitForPort(address: Address): Promise<void> {
  const patience = performance.now() + 30_000
  for (;;) {
    const failure = await portFailure(address)
    if (!failure) return
    if (failure.code !== 'EADDRINUSE' || performance.now() > patience || !(await isStopping(address)))
      throw explained(failure, address)
    await pause(250)
  }
}

/** A Kontor that is stopping lets go of its port before it lets go of its data, and answers no more. */
async function isStopping({ host, port }: Address): Promise<boolean> {
  try {
    await fetch(`http://${host}:${port}/readyz`, { signal: AbortSignal.timeout(1_000) })
    return false
  } catch (error) {
    // Nobody answers on the port any more: it is about to be free. Who takes the call and says nothing is no
    // Kontor.
    return (error as Error).name !== 'TimeoutError'
  }
}

function portFailure({ host, port }: Address): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error))
    probe.listen({ host, port }, () => probe.close(() => resolve(null)))
  })
}

function explained(error: unknown, { host, port }: Address): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    return new StartFailure(
      'startFailed',
      `Port ${port} is taken by another program. Stop it, or give Kontor another one: PORT=${port + 1} npm start.`,
    )
  }
  if (code === 'EACCES')
    return new StartFailure(
      'startFailed',
      `Port ${port} may not be used by this user. Choose one above 1023, such as PORT=4000.`,
    )
  if (code === 'EADDRNOTAVAIL')
    return new StartFailure(
      'startFailed',
      `This computer has no address ${host}. Correct HOST, or leave it out.`,
    )
  return error
}

function openEngine(
  place: Place,
  postgres: Awaited<ReturnType<typeof openPostgres>>,
  log: ReturnType<typeof openLog>,
  say: (sentence: string) => void,
) {
  return createEngine({
    ...engineOptions(place, postgres),
    log: (text, error) => log.error(error === undefined ? {} : { err: error }, text),
    onSlow: ({ fingerprint, text }, milliseconds, of) =>
      log.warn({ ...of, fingerprint, statement: text, milliseconds }, 'slow statement'),
    progress: (step) => {
      const told = toldOf(step)
      if (told) say(told)
    },
  })
}

/** A new database is made in a moment; one with data can take a while, so each step is told. */
function toldOf({ done, total, name, isNew }: MigrationStep): string {
  if (isNew) return done === 0 ? 'Making the tables …' : ''
  return `Bringing the database up to date: ${done} of ${total}${name && ` (${name})`}`
}

async function backUp(
  { schema, data, filesUrl }: Place,
  { url }: { readonly url: string },
  say: (sentence: string) => void,
): Promise<void> {
  const place = { url, schema, dataFolder: data, ...(filesUrl === null ? {} : { filesUrl }) }
  await backupBeforeUpgrade(place, await backupSecret(process.env), say)
}

function greet(
  engine: Engine,
  { host, port }: Address,
  token: string | null,
  say: (sentence: string) => void,
): void {
  const origin =
    engine.options.origin ??
    `http://${host === '127.0.0.1' || host === '0.0.0.0' ? 'localhost' : host}:${port}`
  say(`Kontor is ready at ${origin}`)
  if (token) say(`Set it up here (this link works once): ${origin}/set-up?token=${token}`)
}

function stopper(
  server: Awaited<ReturnType<typeof createServer>>,
  engine: Engine,
  postgres: { stop(): Promise<void> },
) {
  let stopping: Promise<void> | undefined
  return () => {
    stopping ??= (async () => {
      engine.database.ending()
      await server.close()
      await engine.close()
      await postgres.stop()
    })()
    return stopping
  }
}

/** Until somebody says so, or a newer version has the data; gives the exit code. */
async function toldToStop(engine: Engine, say: (sentence: string) => void): Promise<number> {
  const watching = new AbortController()
  const newer = overtaken(engine, watching.signal).then(
    () => 1,
    // Told to stop first, or it cannot be known whether it was: neither ends a server that works.
    () => new Promise<never>(() => {}),
  )
  const code = await Promise.race([signalled().then(() => 0), newer])
  watching.abort()
  if (code !== 0)
    say('A newer version of Kontor has brought the data up to date. Start that one in place of this.')
  return code
}

/** Waits for Ctrl-C or SIGTERM; a second one does not wait for anybody. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const told = () => {
      for (const signal of signals) process.once(signal, () => process.exit(1))
      resolve()
    }
    for (const signal of signals) process.once(signal, told)
  })
}

async function stopAtLast(stop: () => Promise<void>): Promise<void> {
  process.stdout.write('Stopping …\n')
  await stop()
  process.stdout.write('Kontor has stopped.\n')
  // What was left, a mail server that never answers for one, keeps nobody waiting.
  setTimeout(() => process.exit(), restMilliseconds).unref()
}

const warmUpMilliseconds = 1_500
const restMilliseconds = 250
const signals = ['SIGINT', 'SIGTERM'] as const
