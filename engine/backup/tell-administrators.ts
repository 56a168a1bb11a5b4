import type { Actor } from '../access/actor.ts'
import { standingAlarms } from '../mail/standing-alarms.ts'
import { said } from '../said/said.ts'
import type { BackupAlarm } from './backup-runs.ts'

/** Tells every administrator by mail what is wrong with the backups, once for as long as it lasts. */
export function tellAdministrators(
  parts: Parameters<typeof standingAlarms>[0],
  alarms: () => Promise<readonly BackupAlarm[]>,
): (by: Actor) => Promise<void> {
  return standingAlarms(parts, {
    kind: 'backupAlarm',
    subject: said('Kontor: something is wrong with the backups'),
    standing: alarms,
  })
}
