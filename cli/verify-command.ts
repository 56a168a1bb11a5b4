import { access, stat } from 'node:fs/promises'
import path from 'node:path'
import { headFileName, type Engine } from '#engine'
import { textOption } from './account-commands.ts'
import { foundWords } from './found-words.ts'
import { words, WrongUsage, type Command, type Given } from './commands.ts'
import { withEngine } from './with-engine.ts'

const form = 'verify [--files] [--head FILE|FOLDER]'

/** Looks for what is not as it should be, and lists it; names how much of the log is not sealed yet. */
export const verify: Command = {
  form,
  summary:
    'Checks that log and data are whole; exit code 1 and a list where something is not as it should be. ' +
    '--files reads the content of every file as well and digests it anew. ' +
    '--head compares the log with the heads that were kept outside.',
  options: { files: { type: 'boolean' }, head: { type: 'string' } },
  async run(given) {
    words(given, form, [])
    const headFile = await headFileOf(given)
    const files = given.values['files'] === true
    const { findings, tail, locked } = await withEngine(async (engine) => ({
      findings: await engine.verify({ progress, files, ...(headFile === undefined ? {} : { headFile }) }),
      tail: await tailOf(engine),
      locked: await engine.lockedSecrets(),
    }))
    for (const sentence of locked) process.stderr.write(`${sentence}\n`)
    for (const finding of findings) process.stdout.write(`${finding}\n`)
    process.stdout.write(tail)
    process.stdout.write(foundWords(findings.length))
    return findings.length === 0 ? 0 : 1
  },
}

/** Long checks say where they are, to whoever looks. */
function progress(what: string, done: number, all: number): void {
  if (!process.stderr.isTTY || what === '') return
  process.stderr.write(`Checking: ${what} (${done + 1} of ${all})\n`)
}

/** The folder into which the heads are written serves as well as the file there. */
async function headFileOf(given: Given): Promise<string | undefined> {
  const named = textOption(given, 'head')
  if (named === undefined) return undefined
  const isFolder = (await stat(named).catch(() => null))?.isDirectory() === true
  const file = isFolder ? path.join(named, headFileName) : named
  await access(file).catch(() => {
    throw new WrongUsage(
      `There is no file ${file}. Name the ${headFileName} that was kept outside, or the folder in which it is.`,
    )
  })
  return file
}

async function tailOf(engine: Engine): Promise<string> {
  const { position, tail, tailSince } = await engine.chain.state()
  if (tail === 0) return ''
  return (
    `${position} entries of the log are sealed; ${tail} are not sealed yet, the oldest of them of ${tailSince}. ` +
    'A running server seals them within seconds.\n'
  )
}
