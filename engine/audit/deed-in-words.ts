import { labelOf, type Language } from '#model'
import type { ActionRegistry } from '../actions/actions.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'

type Known = { readonly model: ResolvedModel; readonly actions: Pick<ActionRegistry, 'all'> }

/** What an action, or a role that came or went, is called; null for anything else. */
export function deedOfRecord({ model, actions }: Known, action: string, language: Language): string | null {
  const [verb, of = ''] = action.split(':')
  const act = actions.all.find((one) => `${one.on.name}.${one.name}` === of)
  if (verb === 'do') return act ? labelOf(act, language).replace('…', '') : null
  const role = model.objects.get(of)
  if (!role || (verb !== 'become' && verb !== 'leave')) return null
  const what = called(role.declaration)
  const sentence =
    verb === 'become' ? said('New role: {what}', { what }) : said('Role ended: {what}', { what })
  return sentence.in(language)
}

/** The same of everything that the log holds; an action that the program has no more is called one. */
export function deedInWords(known: Known, action: string, language: Language): string {
  const [verb = ''] = action.split(':')
  const isMerge = action.startsWith('do:') && action.endsWith('.merge')
  if (isMerge) return said('Merged').in(language)
  return deedOfRecord(known, action, language) ?? deeds[verb]?.in(language) ?? action
}

/** Through what something was done, as the screen of the log says it. */
export function sourceInWords(source: string, language: Language): string {
  return sources[source]?.in(language) ?? source
}

const deeds: Readonly<Record<string, ReturnType<typeof said>>> = {
  create: said('Created'),
  update: said('Changed'),
  delete: said('Deleted'),
  become: said('Took on a role'),
  leave: said('Left a role'),
  signIn: said('Signed in'),
  export: said('Exported'),
  read: said('Read'),
  print: said('Printed'),
  keepRight: said('Right kept'),
  signOut: said('Signed out'),
  signInFailed: said('Sign-in failed'),
  setPassword: said('Set a password'),
  changePassword: said('Changed the password'),
  askReset: said('Asked for a new password'),
  createKey: said('Made a key'),
  revokeKey: said('Revoked a key'),
  invite: said('Invited'),
  addSecondFactor: said('Added a second factor'),
  removeSecondFactor: said('Removed a second factor'),
  resetSecondFactors: said('Reset second factors'),
  newRecoveryCodes: said('Made recovery codes'),
  useRecoveryCode: said('Used a recovery code'),
  linkSignIn: said('Linked a sign-in provider'),
  unlinkSignIn: said('Unlinked a sign-in provider'),
  endAllSessions: said('Ended all sessions'),
  setUp: said('Set Kontor up'),
  seeAs: said('Began to see as'),
  endSeeAs: said('Stopped seeing as'),
  addObject: said('Object added'),
  changeObject: said('Object changed'),
  retireObject: said('Object retired'),
  restoreObject: said('Object brought back'),
  addField: said('Field added'),
  changeField: said('Field changed'),
  retireField: said('Field retired'),
  restoreField: said('Field brought back'),
  eraseField: said('Field erased for good'),
  setRules: said('Obligatory fields set'),
  knownModel: said('Shape taken note of'),
  knownLines: said('Lines taken note of'),
  knownUndos: said('Undos taken note of'),
  knownNames: said('Names of merged records taken note of'),
  knownErasures: said('Erasures taken note of'),
  noteErasure: said('Erasure taken note of'),
  erase: said('Values destroyed in the log'),
  resetPassword: said('Chose a new password by a link'),
  acceptInvitation: said('Took up the invitation'),
  endSession: said('Ended a session'),
  do: said('Action'),
}

const sources: Readonly<Record<string, ReturnType<typeof said>>> = {
  web: said('in Kontor'),
  api: said('by a program'),
  cli: said('on the command line'),
  import: said('by import'),
  job: said('by a job'),
  system: said('by the system'),
}
