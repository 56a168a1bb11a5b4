/** A record as an expression reads it. */
export interface RecordView {
  /** The JSON form of a field: a reference as its id, or as an object with an id. */
  value(name: string): unknown
  /** The records behind a field: of a reference the one referred to (or none), of lines all of them. */
  rows(name: string): readonly RecordView[]
}

/** What an expression knows beside the record. */
export type Surroundings = {
  /** Values of `$me`, `$myTeam`, `$today` and the like. */
  readonly variables: Readonly<Record<string, string | null | readonly string[]>>
  /** The time zone in which an instant falls on a day, such as 'Europe/Riga'. */
  readonly timeZone: string
  /** The present instant, RFC 3339. */
  readonly now: string
  /** How much of currency `to` one of `from` is worth on a day; undefined where it is not known. */
  readonly rate?: (from: string, to: string, day: string) => string | undefined
  /** Whether a record of a tree stands under (or is) another. */
  readonly isUnder?: (object: string, id: string, ancestor: string) => boolean
  /** How much work may be done before giving up, in steps of about a microsecond. */
  readonly most?: number
}

/** A record given as JSON: references and lines as nested objects, where more than their ids is asked. */
export function jsonRecord(record: Readonly<Record<string, unknown>>): RecordView {
  return {
    value: (name) => (Object.hasOwn(record, name) ? record[name] : null),
    rows: (name) => {
      const behind = Object.hasOwn(record, name) ? record[name] : null
      const all: readonly unknown[] = Array.isArray(behind) ? behind : [behind]
      return all.filter(isRecord).map(jsonRecord)
    },
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
