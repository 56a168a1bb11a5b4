import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { readLine } from '../files/append-lines.ts'
import type { Head } from './head-file.ts'

const batchLines = 5_000
const mostNamed = 20

/**
 * Compares the heads that were kept outside with the chain as it is, a sentence for each that it no longer
 * goes through. Throws where the file cannot be read.
 */
export async function checkHeads(database: Connection, file: string): Promise<string[]> {
  const findings: string[] = []
  let [number, heads, missing]: [number, Head[], number] = [0, [], 0]
  // Each head holds all that went before, so one that was cut off is made good by any that follows.
  let cutOff: number | null = null
  const compare = async () => {
    const lost = await lostHeads(database, heads)
    missing += lost.length
    findings.push(...lost.slice(0, mostNamed - Math.min(mostNamed, findings.length)).map(sentence))
    heads = []
  }
  for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
    number += 1
    if (line.trim() === '') continue
    const { whole: head, cutOff: torn } = readLine(line, begin, headOf)
    if (torn !== null && !begins(torn)) findings.push(`Line ${number} of ${file} is not a head of the chain.`)
    cutOff = head ? null : torn !== null && begins(torn) ? number : cutOff
    if (head) heads.push(head)
    if (heads.length >= batchLines) await compare()
  }
  await compare()
  if (cutOff !== null)
    findings.push(
      `Line ${cutOff} of ${file} was cut off while it was written, and no whole one follows. Let Kontor run until ` +
        'it has written the next, a minute after the next change, and copy the file anew if this is a copy.',
    )
  if (number === 0) findings.push(`${file} holds no head, so nothing was compared with it.`)
  if (missing > mostNamed)
    findings.push(`In all, ${missing} heads that were kept outside are not in the chain.`)
  return findings
}

const begin = '{"position":'

/** Whether a line that is none began as one: a crash leaves such. */
function begins(line: string): boolean {
  return line.startsWith(begin) || begin.startsWith(line)
}

function headOf(line: string): Head | null {
  try {
    const { position, hash, at } = JSON.parse(line) as Partial<Head>
    if (!Number.isSafeInteger(position) || !/^[0-9a-f]{64}$/.test(hash ?? '')) return null
    return { position: position ?? 0, hash: hash ?? '', at: at ?? '' }
  } catch {
    // What is no JSON is no head; a line that was cut off by a crash is one of these.
    return null
  }
}

async function lostHeads(database: Connection, heads: readonly Head[]): Promise<Head[]> {
  if (heads.length === 0) return []
  const rows = await database.query<{ place: string }>(
    sql`select h.place from unnest(${heads.map((head) => head.position)}::bigint[], ${heads.map((head) => head.hash)}::text[])
          with ordinality as h(position, hash, place)
        left join audit_seal s on s.position = h.position and s.hash = decode(h.hash, 'hex')
        where s.number is null order by h.place`,
  )
  return rows.flatMap(({ place }) => heads[Number(place) - 1] ?? [])
}

function sentence({ position, at }: Head): string {
  return (
    `The head that was kept outside at ${at}, after ${position} entries, is not in the chain: ` +
    'the log up to there was rewritten or cut off.'
  )
}
