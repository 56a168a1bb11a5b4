import { id, sql } from '../database/sql.ts'
import type { JobDeclaration } from '../jobs/job.ts'
import { formObject } from './askable.ts'
import { formOf, writeForm } from './form.ts'
import type { OutsideParts } from './open-outside.ts'
import { remindDaysSetting, remindsSetting } from './outside-settings.ts'

const most = 3
const batch = 200

/** Reminds whoever was asked and has not answered, every few days and a few times in all. */
export function remindJob(parts: OutsideParts): JobDeclaration {
  return {
    name: 'remind outside',
    everyMinutes: 60,
    async run() {
      const on = await parts.settings.get<readonly string[]>(remindsSetting)
      if (!on.includes('partner') || (await parts.mail.state()).state !== 'ready') return { reminded: 0 }
      const days = await parts.settings.get<number>(remindDaysSetting)
      const actor = await parts.access.systemActor('remind outside')
      let reminded = 0
      for (const request of await due(parts, days)) {
        const form = await formOf(parts, request)
        const values = { remindedAt: new Date().toISOString(), reminders: form.reminders + 1 }
        await writeForm(parts, form, values, form.version)
        await parts.database.transaction((tx) =>
          parts.jobs.add(tx, 'mail outside', { request, why: 'reminder' }, { actor }),
        )
        reminded += 1
      }
      return { reminded }
    },
  }
}

async function due({ database, model }: OutsideParts, everyDays: number): Promise<string[]> {
  const table = model().objects.get(formObject)?.table
  if (table === undefined) return []
  const rows = await database.query<{ id: string }>(
    sql`select id from ${id(table)}
        where state = 'open' and expires_at > now() and coalesce(reminders, 0) < ${most}
          and greatest(coalesce(reminded_at, created_at), created_at) < now() - make_interval(days => ${everyDays})
        order by expires_at limit ${batch}`,
  )
  return rows.map((row) => row.id)
}
