import type { Jobs } from '../jobs/jobs.ts'
import type { Mail } from '../mail/mail.ts'
import { standingAlarms } from '../mail/standing-alarms.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import { openChain, type Chain, type ChainParts } from './chain.ts'
import { headAlarms, type HeadAlarm } from './head-alarms.ts'

export type WatchedChain = Chain & {
  /** What stands in the way of its head being kept outside. */
  alarms(): Promise<HeadAlarm[]>
}

type Parts = ChainParts & {
  readonly jobs: Jobs
  readonly mail: Mail
  readonly records: Records
  readonly settings: Settings
}

const everyMinutes = 15

/** The chain, with administrators told by mail, once, when its head cannot be kept outside. */
export function openWatchedChain(parts: Parts): WatchedChain {
  const { database, settings, jobs, headFolder } = parts
  const alarms = async () => headAlarms(database, (await settings.group()).timeZone)
  const tell = standingAlarms(parts, {
    kind: 'headAlarm',
    subject: said('Kontor: the log is not kept outside'),
    standing: alarms,
  })
  if (headFolder !== undefined)
    jobs.declare({ name: 'watch head', everyMinutes, run: ({ actor }) => tell(actor) })
  return { ...openChain(parts), alarms }
}
