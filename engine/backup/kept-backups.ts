import { addDays, dayAt, type Day } from '#model'

/** How many backups are kept: the last one of each of so many days, weeks and months. */
export type Retention = { readonly daily: number; readonly weekly: number; readonly monthly: number }

const periods: Readonly<Record<keyof Retention, (day: Day) => string>> = {
  daily: (day) => day,
  weekly: mondayOf,
  monthly: (day) => day.slice(0, 7),
}

/**
 * The names of backups that stay, of those whose names say when they were made. Days, weeks (from Monday)
 * and months are those of the group, and counted where there is a backup, so that a machine that stood
 * still loses none; the newest always stays, and what somebody asked for stays as long as its day does.
 * What has another name is nobody's to delete, and what is named after a day to come, because a clock was
 * ahead, counts for nothing and stays.
 */
export function keptBackups(
  names: readonly string[],
  retention: Retention,
  { now = Number.POSITIVE_INFINITY, timeZone = 'UTC' }: { now?: number; timeZone?: string } = {},
): ReadonlySet<string> {
  const dated = names.flatMap((name) => readName(name) ?? [])
  const newestFirst = dated
    .filter(({ at }) => at.getTime() <= now)
    .sort(
      (left, right) => right.at.getTime() - left.at.getTime() || Number(left.isAsked) - Number(right.isAsked),
    )
  const kept = new Set(newestFirst.slice(0, 1).map(({ name }) => name))
  for (const { name, at } of dated) if (at.getTime() > now) kept.add(name)
  for (const [period, ofDay] of Object.entries(periods)) {
    const nameOf = (at: Date) => ofDay(dayAt(at.getTime(), timeZone))
    const seen = new Set<string>()
    for (const { name, at } of newestFirst) {
      if (seen.has(nameOf(at))) continue
      if (seen.size >= retention[period as keyof Retention]) break
      seen.add(nameOf(at))
      kept.add(name)
    }
    if (period === 'daily')
      for (const { name, at, isAsked } of newestFirst) if (isAsked && seen.has(nameOf(at))) kept.add(name)
  }
  return kept
}

/** Whose backup it is, and whether somebody asked for it beside the schedule. */
export type BackupOrigin = { readonly installation?: string; readonly isAsked?: boolean }

/** The name of a backup that is made now. */
export function backupName(at: Date, { installation, isAsked = false }: BackupOrigin = {}): string {
  const instant = at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')
  const whose = installation === undefined ? '' : `${installation}-`
  return `kontor-${whose}${instant}${isAsked ? '-asked' : ''}.backup`
}

/** When a backup was made, by its name; null for what is none. */
export function madeAt(name: string): Date | null {
  return readName(name)?.at ?? null
}

/** Whose backup it is, by its name; null where it does not say. */
export function installationOf(name: string): string | null {
  return readName(name)?.installation ?? null
}

const form = /^kontor-(?:([0-9a-f]{12})-)?(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z(-asked)?\.backup$/

function readName(name: string) {
  const [, installation = null, day, hour, minute, second, asked] = form.exec(name) ?? []
  const at = new Date(`${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at.getTime()) ? null : { name, at, installation, isAsked: asked !== undefined }
}

function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return addDays(day, -((weekday + 6) % 7)) ?? day
}
