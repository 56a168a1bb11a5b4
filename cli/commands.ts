import type { ParseArgsOptionsConfig } from 'node:util'

export type Given = {
  readonly values: Readonly<Record<string, unknown>>
  readonly positionals: readonly string[]
}

export type Command = {
  /** How it is written, without the name of the program. */
  readonly form: string
  readonly summary: string
  readonly options: ParseArgsOptionsConfig
  /** Gives the exit code: 0 done, 1 refused or failed. */
  run(given: Given): Promise<number>
}

/** The command was written in a way that it does not understand: exit code 2. */
export class WrongUsage extends Error {}

const accounts = () => import('./account-commands.ts')
const transfer = () => import('./transfer-commands.ts')
const backups = () => import('./backup-commands.ts')

/**
 * All commands by their words, each loaded when it is called: a quick one must not wait for a large one's
 * parts.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  'user add': async () => (await accounts()).userAdd,
  'user reset-factors': async () => (await accounts()).userResetFactors,
  'key create': async () => (await accounts()).keyCreate,
  import: async () => (await transfer()).importCommand,
  export: async () => (await transfer()).exportCommand,
  backup: async () => (await backups()).backup,
  restore: async () => (await backups()).restore,
  'erasures replay': async () => (await import('./erasure-commands.ts')).erasuresReplay,
  verify: async () => (await import('./verify-command.ts')).verify,
  'duplicates try': async () => (await import('./try-duplicates-command.ts')).tryDuplicates,
  demo: async () => (await accounts()).demo,
  rules: async () => (await import('./rules-command.ts')).rules,
}

export async function usage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((load) => load()))
  const forms = all.map(({ form, summary }) => `  kontor ${form}\n      ${summary}`)
  return ['Kontor, the merchant’s office.', '', ...forms, '', ...environment, ''].join('\n')
}

const environment = [
  'Environment: PORT (4000), HOST (127.0.0.1), KONTOR_DATA (./data), DATABASE_URL (your own PostgreSQL 15 or newer),',
  'KONTOR_SCHEMA, KONTOR_ORIGIN, KONTOR_SECRET, KONTOR_TRUST_PROXY (1 behind one proxy, or its address),',
  'SMTP_URL, FILES_URL, KONTOR_CLAMD, KONTOR_HEAD_FOLDER, KONTOR_ERASURE_FOLDER, KONTOR_BACKUP_TO, KONTOR_BACKUP_KEY,',
  'KONTOR_BACKUP_KEY_FILE, KONTOR_MONITOR_TOKEN (what a monitor sends for /metrics),',
  'KONTOR_OWN_NETWORK (never: no source of facts within the own network).',
]

/** The single words that a command takes, checked for number. */
export function words(given: Given, form: string, names: readonly string[]): string[] {
  if (given.positionals.length === names.length) return [...given.positionals]
  throw new WrongUsage(`Write it as: kontor ${form}`)
}
