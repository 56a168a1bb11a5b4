import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectPostgres } from '#postgres'
import { freePort } from '#testing'

/** A server from Debian's packages, as offices have it: other locales and generated columns than ours. */
export type DebianPostgres = { url: string; version: number; stop(): Promise<void> }

/** Starts one on a folder that goes with it; where none can be had, the answer is the reason why. */
export async function debianPostgres(): Promise<DebianPostgres | string> {
  const bin = findPrograms() ?? (install(), findPrograms())
  if (!bin) return 'PostgreSQL of Debian is not installed, and only root on Debian can install it'
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kontor-debian-postgres-'))
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  if (identity.uid) fs.chownSync(folder, identity.uid, identity.gid)
  const options = { ...identity, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } }
  const initdb = ['-D', `${folder}/data`, '-U', 'kontor', '-A', 'trust', '-E', 'UTF8', '--no-sync']
  const made = spawnSync(path.join(bin, 'initdb'), initdb, { ...options, encoding: 'utf8' })
  if (made.status !== 0) return `PostgreSQL of Debian did not set up its folder: ${made.stderr}`
  const port = await freePort()
  const settings = [...withoutCare, 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', `${folder}/data`, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: 'ignore' },
  )
  const url = `postgres://kontor@127.0.0.1:${port}/postgres`
  const version = await untilReady(url)
  const stop = async (): Promise<void> => {
    // At once, even if a statement does not listen: nothing here is to be kept.
    server.kill('SIGQUIT')
    await once(server, 'exit')
    fs.rmSync(folder, { recursive: true, force: true })
  }
  return { url, version, stop }
}

/** A power cut would lose everything, as with the other database of tests; the rest is as Debian has it. */
const withoutCare = [
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'],
  ...['checkpoint_timeout=1h', 'max_wal_size=1GB'],
]

/** The oldest one at hand: it differs most from the one that comes with Kontor. */
function findPrograms(): string | undefined {
  const root = '/usr/lib/postgresql'
  if (!fs.existsSync(root)) return undefined
  const versions = fs
    .readdirSync(root)
    .map(Number)
    .filter((version) => version >= 15)
  const oldest = versions.toSorted((one, other) => one - other)[0]
  return oldest ? `${root}/${oldest}/bin` : undefined
}

function install(): void {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return
  console.log('Installing postgresql-15 with apt-get, to run the tests on it too.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['postgresql-15', 'postgresql']
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  // The cluster that the package would make for itself is of no use here.
  fs.mkdirSync('/etc/postgresql-common', { recursive: true })
  if (!fs.existsSync('/etc/postgresql-common/createcluster.conf')) {
    fs.writeFileSync('/etc/postgresql-common/createcluster.conf', 'create_main_cluster = false\n')
  }
  packages.some(
    (name) =>
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env }).status === 0,
  )
}

async function untilReady(url: string): Promise<number> {
  const patience = Date.now() + 300_000
  for (;;) {
    try {
      return (await connectPostgres(url)).version
    } catch (error) {
      if (Date.now() > patience) throw error
      await pause(50)
    }
  }
}
