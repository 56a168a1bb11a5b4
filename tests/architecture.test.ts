import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { findCycle } from './architecture/find-cycle.ts'
import { faces, readSources, root, type Import, type Source } from './architecture/read-sources.ts'

const sources = readSources()
const proof = /\.test\.tsx?$|vite\.config\.ts$|^(testing|tests|bench|scripts|web\/dev)\//
const proofs = proofFiles()
const isTest = ({ path }: Source): boolean => proofs.has(path)

/** Each rule stands with its reason, for a rule without one is in the way when it should be changed. */
function rule(
  name: string,
  { why, mend }: { why: string; mend: string },
  find: () => Iterable<string>,
): void {
  test(name, () => {
    const found = [...new Set(find())]
    assert.ok(found.length === 0, `\n${found.join('\n')}\n\nWhy: ${why}\nTo mend it: ${mend}\n`)
  })
}

function eachImport(check: (source: Source, imported: Import) => string | undefined): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap((imported) => {
      const complaint = check(source, imported)
      return complaint ? [`${source.path}:${imported.line} ${complaint}`] : []
    }),
  )
}

const mayImport: Record<string, readonly string[]> = {
  model: [],
  engine: ['model'],
  modules: ['model', 'engine'],
  server: ['model', 'engine', 'modules'],
  web: ['model'],
  cli: ['model', 'engine', 'modules', 'server', 'testing'],
  testing: ['model', 'engine', 'modules', 'server', 'cli'],
  tests: ['model', 'engine', 'modules', 'server', 'cli', 'web', 'testing', 'bench', 'scripts'],
  bench: ['model', 'engine', 'modules', 'server', 'cli', 'testing'],
  scripts: ['model', 'engine', 'modules', 'server', 'cli', 'testing'],
}

rule(
  'imports follow the arrows: server → modules → engine → model ← web',
  {
    why: 'what is below knows nothing of what is above, so it can be read, tested and reused alone.',
    mend: 'move the code down to where both may reach it, or hand the value in from above.',
  },
  () =>
    eachImport((source, { file }) => {
      const [here, there] = [partOf(source.path), file && partOf(file)]
      if (!there || there === here || mayImport[here]?.includes(there)) return undefined
      if (isTest(source) && ['testing', 'modules'].includes(there)) return undefined
      return `${here} may not import ${there} (${file}).`
    }),
)

/** Leftwards only: a domain may use those before it. */
const moduleOrder = [
  ...['parties', 'products', 'approvals', 'ledger', 'invoicing', 'credit'],
  ...['sales', 'purchasing', 'stock', 'rental', 'claims', 'payroll'],
]

rule(
  'modules import leftwards only, in the order parties, products, approvals, ledger, …',
  {
    why: 'a later domain builds on an earlier one; both ways round, neither could be understood alone.',
    mend: 'let the later module extend the object or guard the action of the earlier one.',
  },
  () =>
    eachImport((source, { file }) => {
      const [here, there] = [moduleOf(source.path), file && moduleOf(file)]
      if (!here || !there || here === there || isTest(source)) return undefined
      const isLeft = moduleOrder.indexOf(there) < moduleOrder.indexOf(here) && moduleOrder.includes(there)
      return isLeft ? undefined : `${here} may not import ${there}.`
    }),
)

const faceFiles = new Set(Object.values(faces).map((file) => path.posix.normalize(file)))
const partsWithFace = new Set([...faceFiles].map(housed))

rule(
  'other parts are entered through their faces (#model, #engine, #parties …)',
  {
    why: 'what stands behind a face may change without anybody outside noticing.',
    mend: 'import from the face; where it does not offer what is needed, let it offer that.',
  },
  () =>
    eachImport((source, { file, from }) => {
      if (!file || housed(file) === housed(source.path) || !partsWithFace.has(housed(file))) return undefined
      // Proofs look inside, and modules/index.ts is where the modules are gathered.
      if (isTest(source) || housed(file) === 'testing' || source.path === 'modules/index.ts') return undefined
      return faceFiles.has(file) && from.startsWith('#') ? undefined : `${from} goes past the face.`
    }),
)

rule(
  'no file needs itself, by whatever way round',
  {
    why: 'in a circle there is no first thing to read, and what is loaded first decides what works.',
    mend: 'put what both need into a file of its own. Imports of types only do not count.',
  },
  () => {
    const cycle = findCycle(
      new Map(
        sources.map((source) => [source.path, source.imports.filter(isLoaded).map(({ file }) => file ?? '')]),
      ),
    )
    return cycle ? [cycle.join('\n  → ')] : []
  },
)

rule(
  'model and web touch no machine: they run in the browser',
  {
    why: 'the same rules answer in the server and, at once, in the browser.',
    mend: 'do the input and output in the engine, and hand the value to the model.',
  },
  () =>
    eachImport((source, { from }) => {
      const isPure = ['model', 'web'].includes(partOf(source.path)) && !isTest(source)
      return isPure && /^node:|^(pg|fastify)$/.test(from) ? `imports ${from}.` : undefined
    }),
)

const heavy = ['libphonenumber-js', 'stdnum', 'jsvat', 'ibantools', 'any-ascii', 'temporal-polyfill']

rule(
  'the face of the model brings no heavy library along',
  {
    why: 'the browser loads #model before it shows anything.',
    mend: 'offer what needs the library through #check, #match or #text, which are loaded when asked for.',
  },
  () => {
    const reached = reach('model/index.ts')
    return eachImport((source, { from, typeOnly, dynamic }) => {
      const isHeavy = heavy.some((name) => from === name || from.startsWith(`${name}/`))
      return isHeavy && !typeOnly && !dynamic && reached.has(source.path)
        ? `brings ${from} along.`
        : undefined
    })
  },
)

rule(
  'files have at most 400 lines, functions 70 (stories and markup 130), lines 110 characters',
  {
    why: 'what needs scrolling to be understood holds two things.',
    mend: 'find the second thing, and give it a name and a place.',
  },
  () =>
    sources.flatMap(({ path: file, lines, functions, unbreakable }) => [
      ...(lines.length > 401 && !isPicture(file) ? [`${file} has ${lines.length - 1} lines.`] : []),
      ...functions.flatMap(({ name, line, length }) =>
        length > mostLines(file) ? [`${file}:${line} ${name} has ${length} lines.`] : [],
      ),
      ...lines.flatMap((text, at) =>
        text.length > 110 && !unbreakable.has(at + 1) && !text.includes('https://')
          ? [`${file}:${at + 1} has ${text.length} characters.`]
          : [],
      ),
    ]),
)

rule(
  'names say what the business says',
  {
    why: 'Service, Manager, Helper, utils and types say that something is there, not what.',
    mend: 'name the verb or the noun itself: check-credit-limit.ts, not credit-helper.ts.',
  },
  () =>
    sources.flatMap(({ path: file, types }) => [
      ...(/(^|[-/.])(utils?|helpers?|types|service|manager|common|misc|dto)\.tsx?$/.test(file)
        ? [`${file} has a name that says nothing.`]
        : []),
      ...types
        .filter(({ name }) => /(Service|Manager|Helper|Utils?|DTO|Dto|Impl)$|^I[A-Z][a-z]/.test(name))
        .map(({ name, line }) => `${file}:${line} ${name} says its kind, not its meaning.`),
    ]),
)

rule(
  'a file is named in kebab-case after what it exports',
  {
    why: 'who looks for checkCreditLimit opens check-credit-limit.ts without searching.',
    mend: 'rename the file or the export, or move what does not belong there.',
  },
  () =>
    sources.flatMap(({ path: file, exports }) => {
      const name = path.basename(file).replace(/(\.sql|\.test)?\.tsx?$/, '')
      // A language by its code.
      if (/^[a-z]{2}$/.test(name)) return []
      if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.config)?$/.test(name)) return [`${file} is not kebab-case.`]
      const [main, ...others] = exports
      // A default export has the name that its importer gives it; of several exports, none need be the main
      // one.
      const hasMain =
        main &&
        main !== 'default' &&
        others.length === 0 &&
        name !== 'index' &&
        !/\.(test|config)\.tsx?$/.test(file)
      return hasMain && !sharesAWord(name, main) ? [`${file} exports ${main}, but nothing of its name.`] : []
    }),
)

rule(
  'nothing is left for later',
  {
    why: 'what is not done is in an issue where it is seen, not in a comment where it is not.',
    mend: 'do it, or take the remark out and open an issue.',
  },
  () =>
    sources.flatMap(({ path: file, lines, comments }) => [
      ...comments
        .filter(({ text }) =>
          /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck)|lint-disable(?!.* -- )/.test(text),
        )
        .map(({ text, line }) => `${file}:${line} ${text.trim().split('\n')[0]}`),
      ...lines.flatMap((text, at) =>
        /\b(test|it|suite|describe)\.(skip|todo|only)\(/.test(text)
          ? [`${file}:${at + 1} ${text.trim()}`]
          : [],
      ),
    ]),
)

const schemaName = /\bpublic\.["a-z_]+|'public'|\bset\s+search_path\b|\bcreate\s+schema\b/i
/** Where the search path is set, once for every connection. */
const knowsSchema = /^(engine\/database\/|engine\/schema\/|testing\/|cli\/|bench\/)/

rule(
  'no SQL names a schema',
  {
    why: 'each tenant may live in a schema of its own (KONTOR_SCHEMA), and the search path alone says which.',
    mend: 'leave the schema out; where the catalog is asked, compare with current_schema().',
  },
  () => [
    ...sources
      .filter((source) => !isTest(source) && !knowsSchema.test(source.path) && partOf(source.path) !== 'web')
      .flatMap(({ path: file, strings }) =>
        strings
          .filter(({ text }) => schemaName.test(text))
          .map(({ text, line }) => `${file}:${line} ${text.trim()}`),
      ),
    ...fs
      .globSync('migrations/*.sql', { cwd: root })
      .filter((file) => schemaName.test(fs.readFileSync(path.join(root, file), 'utf8')))
      .map((file) => `${file} names a schema.`),
  ],
)

/** The tests, what looks at the product from outside, and what nobody but these needs. */
function proofFiles(): Set<string> {
  const found = new Set(sources.map((source) => source.path).filter((file) => proof.test(file)))
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const { path: file } of sources) {
      const users = sources.filter(({ imports }) => imports.some((imported) => imported.file === file))
      if (users.length > 0 && users.every((user) => found.has(user.path))) found.add(file)
    }
  }
  return found
}

function partOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function moduleOf(file: string): string | undefined {
  return /^modules\/([^/]+)\//.exec(file)?.[1]
}

/** The part a file lives in: a folder at the root, and each module by itself. */
function housed(file: string): string {
  const module = moduleOf(file)
  return module ? `modules/${module}` : partOf(file)
}

/** `password.ts` may export hashPassword; `distance.ts` may not export similarity. */
function sharesAWord(file: string, exported: string): boolean {
  const stems = file.split('-').map((word) => word.replace(/(ies|s)$/, ''))
  return stems.some((stem) => stem.length > 1 && exported.toLowerCase().includes(stem))
}

function isLoaded({ file, typeOnly, dynamic }: Import): boolean {
  return file !== undefined && !typeOnly && !dynamic
}

function reach(start: string): Set<string> {
  const known = new Map(sources.map((source) => [source.path, source]))
  const reached = new Set([start])
  for (const file of reached) {
    for (const imported of known.get(file)?.imports.filter(isLoaded) ?? []) reached.add(imported.file ?? '')
  }
  return reached
}

/** Previews put pictures side by side for looking at; they decide nothing and are never shipped. */
function isPicture(file: string): boolean {
  return file.startsWith('web/dev/')
}

/** A whole story, and what is mostly markup, say less with each line than a function that decides. */
function mostLines(file: string): number {
  if (isPicture(file)) return Number.POSITIVE_INFINITY
  return /\.test\.ts$|^(tests|testing|bench)\//.test(file) || file.endsWith('.tsx') ? 130 : 70
}
