import { spawn } from 'node:child_process'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { keeperAddress } from './keeper-address.ts'

/**
 * The address of the PostgreSQL on which the tests of this process run: the one that KONTOR_TEST_DATABASE_URL
 * names, else one that is started for this test run and goes with it.
 */
export function testServer(): Promise<string> {
  return (server ??= process.env.KONTOR_TEST_DATABASE_URL
    ? Promise.resolve(process.env.KONTOR_TEST_DATABASE_URL)
    : askKeeper())
}

/** Lets the test database stop right after its last user, instead of some seconds later. */
export async function dismissTestServer(): Promise<void> {
  const keeper = await visit()
  if (!keeper) return
  keeper.write('leave')
  keeper.resume()
  await new Promise((resolve) => keeper.once('close', resolve))
}

let server: Promise<string> | undefined

async function askKeeper(): Promise<string> {
  const patience = Date.now() + 300_000
  let started = 0
  while (Date.now() < patience) {
    const keeper = await visit()
    if (keeper) {
      const url = await greeting(keeper)
      if (url) return url
    } else if (Date.now() - started > 5_000) {
      started = Date.now()
      startKeeper()
    }
    await pause(20)
  }
  throw new Error('The test database did not start within five minutes.')
}

function visit(): Promise<net.Socket | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect(keeperAddress)
    socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined))
  })
}

/** Undefined if the keeper was just leaving. The connection stays open: it is what keeps the keeper. */
async function greeting(keeper: net.Socket): Promise<string | undefined> {
  const line = await new Promise<string>((resolve) => {
    let heard = ''
    keeper.on('data', (data) => {
      heard += String(data)
      if (heard.includes('\n')) resolve(heard)
    })
    keeper.once('close', () => resolve(heard))
  })
  keeper.unref()
  if (line === '') return undefined
  const { url, problem } = JSON.parse(line) as { url?: string; problem?: string }
  if (!url) throw new Error(`The test database did not start. ${problem}`)
  return url
}

function startKeeper(): void {
  const program = path.join(import.meta.dirname, 'postgres-keeper.ts')
  spawn(process.execPath, [program], { detached: true, stdio: 'ignore', cwd: import.meta.dirname }).unref()
}
