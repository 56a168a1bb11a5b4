import { createReadStream, createWriteStream } from 'node:fs'
import { access, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { Problem, type Actor, type Engine } from '#engine'
import { textOption } from './account-commands.ts'
import { words, WrongUsage, type Command, type Given } from './commands.ts'
import { withEngine } from './with-engine.ts'

const importForm = 'import OBJECT FILE [--mapping FILE] [--key FIELD] [--dry-run] [--yes] [--json]'
type View = Awaited<ReturnType<Engine['imports']['get']>>

/** Imports a file: checks the whole of it, says what would happen, and writes it once that is agreed to. */
export const importCommand: Command = {
  form: importForm,
  summary:
    'Checks a CSV or XLSX file and imports it. --dry-run only checks; --yes does not ask; --key changes ' +
    'records that are there.',
  options: {
    mapping: { type: 'string' },
    key: { type: 'string' },
    'dry-run': { type: 'boolean' },
    yes: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  async run(given) {
    const [object = '', file = ''] = words(given, importForm, ['OBJECT', 'FILE'])
    const changes = { ...(await mappingOf(given)), ...keyOf(given) }
    await access(file).catch(() => {
      throw new WrongUsage(`There is no file ${file}. Check its name.`)
    })
    return withEngine(async (engine) => {
      const actor = await engine.access.systemActor('kontor import')
      await engine.jobs.start()
      const { id } = await engine.imports.upload(actor, {
        object,
        name: path.basename(file),
        content: createReadStream(file),
      })
      if (Object.keys(changes).length > 0) await engine.imports.change(actor, id, changes)
      await engine.imports.check(actor, id)
      const checked = await settled(engine, actor, id, given)
      if (checked.state !== 'checked') return finish(engine, actor, checked, given)
      await tellProblems(engine, actor, checked, given)
      if (given.values['dry-run'] === true || !(await isAgreed(checked, given)))
        return finish(engine, actor, checked, given)
      await engine.imports.run(actor, id)
      return finish(engine, actor, await settled(engine, actor, id, given), given)
    })
  },
}

const exportForm = 'export OBJECT FILE [--where JSON]'

/** Exports all records of an object, or those of a condition, as CSV or XLSX by the ending of the file. */
export const exportCommand: Command = {
  form: exportForm,
  summary:
    'Writes all records, or those of a condition, into a CSV or XLSX file, which imports again to the same.',
  options: { where: { type: 'string' } },
  async run(given) {
    const [object = '', file = ''] = words(given, exportForm, ['OBJECT', 'FILE'])
    const where = whereOf(textOption(given, 'where'))
    const format = path.extname(file).toLowerCase() === '.xlsx' ? 'xlsx' : 'csv'
    await withEngine(async (engine) => {
      const actor = await engine.access.systemActor('kontor export')
      const { content } = await engine.exports.open(actor, {
        object,
        format,
        ...(where === undefined ? {} : { where }),
      })
      const unfinished = `${file}.part`
      try {
        await pipeline(content, createWriteStream(unfinished))
        await rename(unfinished, file)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    })
    process.stdout.write(`Written to ${file}.\n`)
    return 0
  },
}

/** A mapping is a list of columns, an object of headings and fields, or all that can be said of an import. */
async function mappingOf(given: Given): Promise<Record<string, unknown>> {
  const file = textOption(given, 'mapping')
  if (file === undefined) return {}
  const read: unknown = await readFile(file, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch(() => {
      throw new WrongUsage(`The mapping ${file} is missing or not JSON. Write it like {"Nosaukums": "name"}.`)
    })
  if (Array.isArray(read)) return { mapping: read }
  if (typeof read !== 'object' || read === null)
    throw new WrongUsage(`The mapping ${file} is neither a list nor an object.`)
  if ('mapping' in read) return read as Record<string, unknown>
  return { mapping: Object.entries(read).map(([header, field]) => ({ header, field })) }
}

function keyOf(given: Given): Record<string, unknown> {
  const key = textOption(given, 'key')
  return key === undefined ? {} : { key, mode: 'both' }
}

function whereOf(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new WrongUsage('The condition is not JSON. Write it like --where \'{"city":"Rīga"}\'.')
  }
}

/** Waits for a check or a run, and shows how far it is. */
async function settled(engine: Engine, actor: Actor, id: string, given: Given): Promise<View> {
  const shows = process.stderr.isTTY === true && given.values['json'] !== true
  for (;;) {
    const view = await engine.imports.get(actor, id)
    if (view.state !== 'checking' && view.state !== 'running') {
      if (shows) process.stderr.write('\r\x1b[K')
      return view
    }
    const progress = view['progress'] as { done: number; total: number | null } | null
    if (shows && progress)
      process.stderr.write(`\r${view.state}: ${progress.done} of ${progress.total ?? '…'} rows\x1b[K`)
    await pause(150)
  }
}

async function tellProblems(engine: Engine, actor: Actor, view: View, given: Given): Promise<void> {
  if (given.values['json'] === true) return
  const counts = view.counts
  if (!counts) return
  const parts = [
    `${counts.rows} rows`,
    `${counts.create} to create`,
    `${counts.update} to change`,
    `${counts.refused} with problems`,
    `${counts.undecided} that repeat something`,
  ]
  process.stdout.write(`${parts.join(', ')}.\n`)
  for (const kind of (await engine.imports.problemKinds(actor, view.id)).slice(0, 20)) {
    process.stdout.write(`  ${kind.rows} × ${kind.header ?? 'row'}: ${kind.message}\n`)
  }
}

async function isAgreed({ counts }: View, given: Given): Promise<boolean> {
  if (given.values['yes'] === true) return true
  const left = (counts?.refused ?? 0) + (counts?.undecided ?? 0) + (counts?.warned ?? 0)
  if (left === 0) return true
  const question = `${left} rows would stay out. `
  if (process.stdin.isTTY !== true)
    throw new Problem(409, 'import.notAgreed', `${question}Mend the file, or add --yes to import the others.`)
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question}Import the others? [y/N] `)
  terminal.close()
  return /^y/i.test(answer.trim())
}

async function finish(engine: Engine, actor: Actor, view: View, given: Given): Promise<number> {
  const failed = view.state === 'failed' || view.state === 'mapped'
  if (given.values['json'] === true) {
    const problems = await engine.imports.problemKinds(actor, view.id)
    process.stdout.write(`${JSON.stringify({ ...view, rows: undefined, problems })}\n`)
  } else if (view.state === 'done') {
    const result = view['result'] as Record<string, number>
    process.stdout.write(
      `${result['created']} created, ${result['changed']} changed, ${result['unchanged']} unchanged, ` +
        `${result['refused']} refused, ${(result['undecided'] ?? 0) + (result['skipped'] ?? 0)} left out.\n`,
    )
  }
  if (failed) process.stderr.write(`${String(view['error'] ?? 'The import was stopped.')}\n`)
  return failed ? 1 : 0
}
