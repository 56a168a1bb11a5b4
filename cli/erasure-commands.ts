import { readList, type Replayed } from '#engine'
import { words, type Command } from './commands.ts'
import { withEngine } from './with-engine.ts'

const form = 'erasures replay LIST'

/** Erases again in a restored place who was erased after its backup; where something was left, once more. */
export const erasuresReplay: Command = {
  form,
  summary:
    'Erases again who stands in a kontor-erasures.jsonl and is here still, as restore --erasures does. It may be ' +
    'done as often as you like; exit code 1 and their numbers where somebody is left.',
  options: {},
  async run(given) {
    const [file = ''] = words(given, form, ['LIST'])
    const list = await readList(file)
    const replayed = await withEngine((engine) => engine.personal.replay(list))
    if (replayed.done === 0) process.stdout.write('Nobody was left to be erased.\n')
    return toldReplayed(replayed)
  },
}

/** Says what became of a list, and gives the exit code. */
export function toldReplayed({ done, anonymised, later, unknown, left, empty }: Replayed): 0 | 1 {
  const told = (ids: readonly string[], sentence: string) => {
    if (ids.length > 0) process.stdout.write(`${ids.length} ${sentence}: ${ids.join(', ')}\n`)
  }
  if (done > 0) process.stdout.write(`${done} people were erased again, who were so after the backup.\n`)
  told(anonymised, 'of them were made anonymous instead, because other records name them')
  told(later, 'came after the backup was made, so it does not hold them')
  told(empty, 'were deleted before, and nothing of them was left')
  if (unknown.length > 0)
    told(
      unknown,
      'are not in this copy, though they are older than it. Look whether the list is of this office',
    )
  if (left.length === 0) return 0
  process.stderr.write(
    `${left.length} people could not be erased and are still in this copy. Do what stands there, then write: ` +
      `kontor ${form}\n`,
  )
  for (const { object, record, why } of left) process.stderr.write(`${object} ${record}: ${why}\n`)
  return 1
}
