import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { StartFailure } from '#postgres'

const root = path.join(import.meta.dirname, '..')

/**
 * Builds the web app where its sources are newer than what was built last, and gives the folder it lies in.
 */
export async function buildWeb(say: (sentence: string) => void): Promise<string> {
  const folder = path.join(root, 'web', 'dist')
  const stamp = path.join(folder, '.sources')
  const hash = sourcesHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return folder
  say('Building the web app …')
  const building = `${folder}.${process.pid}.new`
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  try {
    await run([vite, 'build', 'web', '--outDir', building, '--emptyOutDir', '--logLevel', 'warn'])
    writeFileSync(path.join(building, '.sources'), hash)
    putInPlace(building, folder)
  } finally {
    rmSync(building, { recursive: true, force: true })
  }
  return folder
}

/** Several processes may build at once, while others serve what was built before. */
function putInPlace(built: string, folder: string): void {
  const left = `${folder}.${process.pid}.old`
  for (;;) {
    try {
      if (existsSync(folder)) renameSync(folder, left)
      renameSync(built, folder)
      return
    } catch (error) {
      // Another process has just put its own there, or taken the old one away: then it is our turn again.
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error
      if (!existsSync(built)) throw error
    } finally {
      rmSync(left, { recursive: true, force: true })
    }
  }
}

/** A fingerprint of all that the web app is made from. */
function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const place of ['web', 'model', 'package-lock.json']) {
    for (const file of filesBelow(path.join(root, place))) {
      if (file.endsWith('.test.ts')) continue
      hash.update(path.relative(root, file)).update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

function filesBelow(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => !/^(dist(\..*)?|node_modules)$/.test(entry.name))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'en'))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(path.join(place, entry.name)) : [path.join(place, entry.name)],
    )
}

function run(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4_000)))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else
        reject(
          new StartFailure(
            'startFailed',
            `The web app could not be built. What the builder said:\n${said.trim()}`,
          ),
        )
    })
  })
}
