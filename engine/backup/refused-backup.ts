import { Problem } from '../errors.ts'

type Code =
  | 'notBackup'
  | 'newer'
  | 'otherBuild'
  | 'keyMissing'
  | 'keyWrong'
  | 'keyWeak'
  | 'notEncrypted'
  | 'damaged'
  | 'noList'
  | 'cutOff'
  | 'exchanged'
  | 'notEmpty'
  | 'nothing'
  | 'exists'
  | 'notWritten'

/** Why a backup is not made or not taken in, in one sentence that says what to do. */
export function refusedBackup(code: Code, sentence: string): Problem {
  return new Problem(409, `backup.${code}`, sentence)
}
