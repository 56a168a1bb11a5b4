import type texts from '../../i18n/en/settings.json'

/** An entry of the log, as `GET /api/v1/audit/entries` says. */
export interface LogEntry {
  id: string
  at: string
  by: { id: string; title: string } | null
  source: string
  /** The address at which they sat. */
  from: string | null
  object: string
  objectLabel: string
  path: string | null
  record: { id: string; title: string | null } | null
  action: string
  change: string
  reason: string | null
  kept?: number
  changes: readonly { field: string; label: string; before: unknown; after: unknown }[]
  details: Readonly<Record<string, unknown>> | null
}

/** What of the log one wants to see; what is left out asks nothing. */
export type LogFilter = Partial<Record<(typeof logKeys)[number], string>>

export const logKeys = ['user', 'object', 'action', 'source', 'from', 'to', 'record', 'change'] as const

export type LogDeed = keyof typeof texts.logActions

/** Deeds in the order of the filter, those of one kind together. */
export const logDeeds = {
  records: ['create', 'update', 'delete', 'become', 'leave', 'do'],
  taken: ['read', 'export', 'print'],
  access: [
    ...['signIn', 'signInFailed', 'signOut', 'endSession', 'endAllSessions', 'seeAs', 'endSeeAs'],
    ...['changePassword', 'setPassword', 'askReset', 'resetPassword', 'invite', 'acceptInvitation'],
    ...['addSecondFactor', 'removeSecondFactor', 'resetSecondFactors', 'newRecoveryCodes', 'useRecoveryCode'],
    ...['createKey', 'revokeKey', 'linkSignIn', 'unlinkSignIn', 'keepRight', 'setUp'],
  ],
  shape: [
    ...['addObject', 'changeObject', 'retireObject', 'restoreObject'],
    ...['addField', 'changeField', 'retireField', 'restoreField', 'eraseField', 'setRules'],
    ...['knownModel', 'knownLines', 'knownUndos', 'knownNames', 'knownErasures'],
  ],
  log: ['erase', 'noteErasure'],
} as Readonly<Record<keyof typeof texts.logGroups, readonly LogDeed[]>>

export const logSources = ['web', 'api', 'cli', 'import', 'job', 'system'] as const

/** A deed whose words are known, of an action such as `become:customer`. */
export function deedNamed(action: string): LogDeed | undefined {
  const [verb] = action.split(':')
  return Object.values(logDeeds)
    .flat()
    .find((one) => one === verb)
}
