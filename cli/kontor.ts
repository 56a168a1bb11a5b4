import { enableCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { StartFailure } from '#postgres'
import { commands, usage, WrongUsage, type Command } from './commands.ts'
import { withFewPools } from './with-few-pools.ts'

/** The command line: finds the command, and turns what stops it into one sentence and an exit code. */
export async function kontor(args: readonly string[]): Promise<number> {
  const [first = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(first)) {
    process.stdout.write(await usage())
    return 0
  }
  try {
    const { load, given } = find(first, rest)
    const command = await load()
    if (given.includes('--help')) {
      process.stdout.write(`kontor ${command.form}\n${command.summary}\n`)
      return 0
    }
    const { values, positionals } = parseArgs({
      args: given,
      options: command.options,
      allowPositionals: true,
      strict: true,
    })
    return await toItsEnd(command.run({ values, positionals }))
  } catch (error) {
    if (error instanceof WrongUsage || isArgumentError(error)) {
      process.stderr.write(`${(error as Error).message}\n`)
      return 2
    }
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 1
  }
}

/** Connections that only wait do not keep a process alive, but what it was asked to do must. */
async function toItsEnd(work: Promise<number>): Promise<number> {
  const alive = setInterval(() => {}, 60_000)
  try {
    return await work
  } finally {
    clearInterval(alive)
  }
}

/** A command is one word, or two: `user add`. */
function find(first: string, rest: readonly string[]): { load: () => Promise<Command>; given: string[] } {
  const two = commands[`${first} ${rest[0] ?? ''}`]
  if (two) return { load: two, given: rest.slice(1) }
  const one = commands[first]
  if (one) return { load: one, given: [...rest] }
  throw new WrongUsage(`There is no command “${first}”. Write “kontor help” for those there are.`)
}

function isArgumentError(error: unknown): boolean {
  return String((error as { code?: string })?.code ?? '').startsWith('ERR_PARSE_ARGS')
}

/** What is foreseen says what to do in its own words; the rest shows where it came from. */
function sentenceOf(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  // Told by name: the engine is loaded only by the commands that need it.
  if (error instanceof Error && ['Problem', 'Refusal'].includes(error.name)) return problemSentence(error)
  if (error instanceof Error && process.env['KONTOR_DEBUG'] !== '1') {
    return `Kontor met something that it did not expect: ${error.message} (Set KONTOR_DEBUG=1 for where.)`
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Each field at fault on a line of its own. */
function problemSentence(problem: Error & { details?: { errors?: readonly { message: unknown }[] } }) {
  const { errors = [] } = problem.details ?? {}
  return errors.length > 1 ? errors.map(({ message }) => String(message)).join('\n') : problem.message
}

if (import.meta.main) withFewPools()
// What was stripped and compiled once need not be again: it is half of a start.
if (import.meta.main) enableCompileCache()
if (import.meta.main) process.exitCode = await kontor(process.argv.slice(2))
