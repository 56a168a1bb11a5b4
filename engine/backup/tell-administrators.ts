import type { Actor } from '../access/actor.ts'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Mail } from '../mail/mail.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import type { Settings } from '../settings/settings.ts'
import type { BackupAlarm } from './backup-runs.ts'

type Parts = {
  readonly database: Database
  readonly mail: Mail
  readonly records: Records
  readonly settings: Settings
}

/** Sends an alarm about the backups to every administrator by mail, in their own language. */
export function tellAdministrators({ database, mail, records, settings }: Parts) {
  mail.declare({
    name: 'backupAlarm',
    async compose() {
      const [last] = await database.query<{ kind: string; error: string | null }>(
        sql`select kind, error from backup_run where state = 'failed' order by began_at desc limit 1`,
      )
      if (!last) return null
      const why = last.error ?? ''
      return {
        subject: said('Kontor: something is wrong with the backups'),
        paragraphs: [
          last.kind === 'backup'
            ? said('The last backup failed: {why}', { why })
            : said('The last trial of a backup failed: {why}', { why }),
        ],
      }
    },
  })
  return async ({ code }: BackupAlarm, by: Actor): Promise<void> => {
    const group = await settings.group()
    const where = { active: true, posts: { some: { 'post.administrator': true } } }
    const found = await records.list(by, 'user', { where, fields: 'email,language', limit: 100 })
    const { items } = JSON.parse(found) as {
      items: { email: string; language: typeof group.language | null }[]
    }
    await database.transaction(async (tx) => {
      for (const { email, language } of items) {
        const to = { to: email, language: language ?? group.language }
        await mail.post(tx, { kind: 'backupAlarm', ...to, payload: { code }, by })
      }
    })
  }
}
