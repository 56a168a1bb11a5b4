import { describeRules } from '#engine'
import { modules } from '../modules/index.ts'
import { words, type Command } from './commands.ts'

/** Prints what can be done with what, when, and what may object to it. */
export const rules: Command = {
  form: 'rules',
  summary: 'Prints every action with its condition and its guards.',
  options: {},
  async run(given) {
    words(given, 'rules', [])
    process.stdout.write(`${describeRules(modules).join('\n')}\n`)
    return 0
  },
}
