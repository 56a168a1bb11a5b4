import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { Browser } from 'playwright-core'

/**
 * Starts the browser of the browser tests: the one that comes as a package, else one that is installed, else
 * Debian's, which root installs. CHROME_PATH names another. Close it at the end.
 */
export async function launchBrowser(): Promise<Browser> {
  const complaints: string[] = []
  for (const candidate of candidates()) {
    const found = candidate()
    if (!found) continue
    try {
      return await launch(found)
    } catch (error) {
      complaints.push(`${found.executable}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  throw new Error(
    `No browser for the tests could be started. Install Chromium, or name one by CHROME_PATH. ${complaints.join(' ')}`,
  )
}

type Chromium = { executable: string; libraries?: string }

const tree = path.dirname(import.meta.dirname)
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function candidates(): (() => Chromium | undefined)[] {
  return [
    () => named(process.env.CHROME_PATH),
    () => bundled(false),
    // Only where the machine lacks libraries: where it has them, its own fit better.
    () => bundled(true),
    ...installed.map((executable) => () => named(executable)),
    fromDebian,
  ]
}

async function launch({ executable, libraries }: Chromium): Promise<Browser> {
  // Loaded here, because most tests need no browser and it takes its time.
  const { chromium } = await import('playwright-core')
  return chromium.launch({
    executablePath: executable,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--font-render-hinting=none'],
    timeout: 120_000,
    env: { ...environment(), ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) },
  })
}

function named(executable: string | undefined): Chromium | undefined {
  return executable && fs.existsSync(executable) ? { executable } : undefined
}

/** The browser and the libraries that a bare machine lacks come as archives in one package. */
function bundled(withLibraries: boolean): Chromium | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const root = path.resolve(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '../..')
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = path.join(tree, 'node_modules', '.cache', `chromium-${version}`)
  const executable = path.join(folder, 'chromium')
  const libraries = path.join(folder, 'lib')
  if (!fs.existsSync(executable)) {
    whole(executable, (place) => fs.writeFileSync(place, inflated(root, 'chromium.br'), { mode: 0o755 }))
  }
  if (!withLibraries) return { executable }
  if (!fs.existsSync(libraries)) {
    whole(libraries, (place) => untar(inflated(root, 'al2023.tar.br'), place))
  }
  return { executable, libraries }
}

function inflated(root: string, archive: string): Buffer {
  return brotliDecompressSync(fs.readFileSync(path.join(root, 'bin', archive)))
}

function untar(archive: Buffer, folder: string): void {
  fs.mkdirSync(folder)
  const tar = spawnSync('tar', ['-x', '--strip-components=1', '-C', folder], {
    input: archive,
    encoding: 'utf8',
  })
  if (tar.status !== 0) throw new Error(`The libraries of the test browser were not unpacked: ${tar.stderr}`)
}

/** Made beside its place and then renamed: several test files may want it at once, or be stopped half-way. */
function whole(place: string, make: (place: string) => void): void {
  const making = `${place}.${process.pid}.new`
  fs.mkdirSync(path.dirname(place), { recursive: true })
  try {
    make(making)
    fs.renameSync(making, place)
  } catch (error) {
    // Another process has just put the same there.
    if (!fs.existsSync(place)) throw error
  } finally {
    fs.rmSync(making, { recursive: true, force: true })
  }
}

function fromDebian(): Chromium | undefined {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return undefined
  console.log('Installing chromium with apt-get for the browser tests.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    stdio: 'ignore',
  })
  return named('/usr/bin/chromium')
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
}
