import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Database } from '../database/database.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { Mail } from '../mail/mail.ts'
import type { Records } from '../records/records.ts'
import type { AccessControl } from '../access/access-control.ts'
import type { Settings } from '../settings/settings.ts'
import type { FactSource } from './fact-source.ts'

/** What facts need of the engine around them. */
export type FactsParts = {
  readonly database: Database
  readonly model: () => ResolvedModel
  readonly records: Records
  readonly jobs: Jobs
  readonly access: AccessControl
  readonly settings: Settings
  readonly mail: Mail
  readonly sources: readonly FactSource[]
  /** How long a source may take to answer. */
  readonly patienceMilliseconds: number
  /** Whether an administrator may say that a source is within our own network. */
  readonly mayAskOwnNetwork: boolean
}
