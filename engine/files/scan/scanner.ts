import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { newId } from '#model'
import type { Actor } from '../../access/actor.ts'
import type { Database } from '../../database/database.ts'
import { id, sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { circumstances } from '../../records/write/audit.ts'
import { said } from '../../said/said.ts'
import type { Sentence } from '../../said/sayer.ts'
import type { Settings } from '../../settings/settings.ts'
import { clamdPlace, pingScanner, scanStream, ScannerFailure, type Verdict } from './clamd.ts'

/** What is known of the content of a file; null: nobody has looked, and nobody is to. */
export type Scan = 'clean' | 'waiting' | 'infected' | 'tooLarge' | null

export type ScannerState = {
  readonly isSetUp: boolean
  /** Why it does not scan just now. */
  readonly problem: Sentence | null
  /** How many files it has not seen yet. */
  readonly waiting: number
}

export type Scanner = {
  readonly isSetUp: boolean
  /**
   * Has content looked through that has just come in. Throws a 422 `infected` that names the file and stands
   * in the log, and a 409 where it cannot be scanned now and must be: what is read at once may not wait,
   * whatever the office chose for files.
   */
  admit(actor: Actor, arriving: Arriving): Promise<Scan>
  /** Throws a ScannerFailure. */
  scan(content: Readable): Promise<Verdict>
  state(): Promise<ScannerState>
}

/** Content that came in, and whether it may lie unseen until the scanner is back. */
export type Arriving = {
  readonly name: string
  readonly hash: string
  readonly localFile: string
  readonly mayWait: boolean
}

export type ScannerParts = {
  readonly database: Database
  readonly settings: Settings
  readonly fileTable: () => string
  /** Where clamd listens; without it nothing is scanned. */
  readonly clamd?: string
  /** How long it may be silent. */
  readonly patienceMilliseconds?: number
}

/** Looks through uploads for what does harm, by a clamd that the operator runs. */
export function openScanner(parts: ScannerParts): Scanner {
  const { database, settings, clamd, patienceMilliseconds = 30_000 } = parts
  const place = clamd === undefined ? null : clamdPlace(clamd)
  const scan = (content: Readable): Promise<Verdict> => {
    if (!place) throw new ScannerFailure('No scanner is set up.')
    return scanStream(place, content, patienceMilliseconds)
  }
  return {
    isSetUp: place !== null,
    scan,
    async admit(actor, { name, hash, localFile, mayWait }) {
      if (!place) return null
      try {
        const verdict = await scan(createReadStream(localFile))
        if (verdict.isClean) return 'clean'
        await noteRefusal(database, actor, { name, hash, finding: verdict.finding })
        throw infected(name, verdict.finding)
      } catch (error) {
        if (!(error instanceof ScannerFailure)) throw error
        // It would wait for ever: the scanner will not take it later either.
        if (error.tooLarge) throw tooLargeToScan(name)
        if (mayWait && (await settings.get<string>('files.unscanned')) === 'later') return 'waiting'
        throw scannerDown(name)
      }
    },
    async state() {
      const [row] = await database.query<{ waiting: number }>(
        sql`select count(*)::int as waiting from ${id(parts.fileTable())} where scan = 'waiting'`,
      )
      const waiting = row?.waiting ?? 0
      if (!place) return { isSetUp: false, problem: null, waiting }
      const problem = await pingScanner(place, Math.min(5_000, patienceMilliseconds)).then(() => null, reason)
      return { isSetUp: true, problem, waiting }
    },
  }
}

function reason(error: unknown): Sentence {
  if (!(error instanceof ScannerFailure)) throw error
  return said('The scanner does not answer: {reason}', { reason: error.message })
}

/** Who tried to bring what in, for the log. */
async function noteRefusal(
  database: Database,
  actor: Actor,
  details: { name: string; hash: string; finding: string },
): Promise<void> {
  await database.query(
    sql`insert into audit_entry (change, actor, source, request, object, action, after, confirmed)
        values (${newId()}, ${actor.user}, ${actor.source}, ${actor.request}, 'file', 'refuseInfected',
                ${JSON.stringify(details)}::jsonb, ${circumstances(actor, {})}::text[])`,
    { name: 'infected entry' },
  )
}

export function infected(name: string, finding: string): Problem {
  const message = said(
    '“{name}” was not taken: the scanner found {finding} in it. Clean it, or leave it out.',
    {
      name,
      finding,
    },
  )
  return new Problem(422, 'infected', message, { errors: [{ field: 'file', code: 'infected', message }] })
}

function scannerDown(name: string): Problem {
  return new Problem(
    409,
    'scannerDown',
    said('“{name}” was not taken: the scanner does not answer just now. Try again later.', { name }),
  )
}

function tooLargeToScan(name: string): Problem {
  return new Problem(
    409,
    'tooLargeToScan',
    said(
      '“{name}” was not taken: it is larger than the scanner looks through. Send a smaller one, or have its StreamMaxLength raised.',
      { name },
    ),
  )
}
