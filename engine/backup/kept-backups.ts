/** How many backups are kept: the last one of each of so many days, weeks and months. */
export type Retention = { readonly daily: number; readonly weekly: number; readonly monthly: number }

const periods: Readonly<Record<keyof Retention, (day: Date) => string>> = {
  daily: (at) => at.toISOString().slice(0, 10),
  weekly: (at) => mondayOf(at).toISOString().slice(0, 10),
  monthly: (at) => at.toISOString().slice(0, 7),
}

/**
 * The names of backups that stay, of those whose names say when they were made. Days, weeks (from Monday) and
 * months are counted where there is a backup, so that a machine that stood still loses none; the newest
 * always stays. What has another name is nobody's to delete.
 */
export function keptBackups(names: readonly string[], retention: Retention): ReadonlySet<string> {
  const newestFirst = names
    .flatMap((name) => {
      const at = madeAt(name)
      return at ? [{ name, at }] : []
    })
    .sort((left, right) => right.at.getTime() - left.at.getTime())
  const kept = new Set(newestFirst.slice(0, 1).map(({ name }) => name))
  for (const [period, nameOf] of Object.entries(periods)) {
    const seen = new Set<string>()
    for (const { name, at } of newestFirst) {
      if (seen.has(nameOf(at))) continue
      if (seen.size >= retention[period as keyof Retention]) break
      seen.add(nameOf(at))
      kept.add(name)
    }
  }
  return kept
}

/** The name of a backup that is made now. */
export function backupName(at: Date): string {
  return `kontor-${at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')}.backup`
}

/** When a backup was made, by its name; null for what is none. */
export function madeAt(name: string): Date | null {
  const parts = /^kontor-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/.exec(name)
  const at = parts && new Date(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}Z`)
  return at && !Number.isNaN(at.getTime()) ? at : null
}

function mondayOf(at: Date): Date {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7))
  return day
}
