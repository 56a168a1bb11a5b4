import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'

/** A server of Kontor in a process of its own, on a database that is there already. */
export type ServerProcess = {
  readonly url: string
  readonly process: ChildProcess
  /** All that it has written to its log. */
  log(): string
}

type Given = {
  readonly databaseUrl: string
  readonly schema: string
  readonly dataFolder: string
  /** Arguments of Node itself, before the program. */
  readonly node?: readonly string[]
  /** What the environment holds besides. */
  readonly environment?: Readonly<Record<string, string>>
}

const program = path.join(import.meta.dirname, 'server-for-test.ts')

/** Starts one and waits until it listens; it ends with the test. */
export async function serverProcess(
  t: { after(release: () => Promise<void>): void },
  { databaseUrl, schema, dataFolder, node = [], environment = {} }: Given,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...node, program, databaseUrl, schema, dataFolder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  let log = ''
  child.stderr.on('data', (piece: Buffer) => (log += piece.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      const found = /listening (\S+)/.exec(piece.toString())?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${log}`)))
  })
  return { url, process: child, log: () => log }
}
