/** Something outside the program keeps Kontor from starting; the message says what it is and what to do. */
export class StartFailure extends Error {
  override name = 'StartFailure'
  readonly code: StartFailureCode

  constructor(code: StartFailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export type StartFailureCode =
  | 'folderInUse'
  | 'folderDamaged'
  | 'folderNotWritable'
  | 'diskFull'
  | 'otherVersion'
  | 'programMissing'
  | 'serverTooOld'
  | 'serverUnreachable'
  | 'serverRefused'
  | 'startFailed'
  | 'databaseNewer'
  | 'databaseOlder'
  | 'othersRunning'
  | 'databaseDiffers'
