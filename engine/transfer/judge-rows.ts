import type { Door } from '../records/write/door.ts'
import type { Outcome } from '../records/write/draft.ts'
import { judgeRecords } from '../records/write/write-records.ts'
import { planRows, type Decided, type PlannedRow, type RowPlan } from './plan-rows.ts'
import { words, type Sentence } from '../said/sayer.ts'
import type { FileRow, Finding, ReadRow, RowReader } from './read-rows.ts'

/** A row with everything that stands against it. */
export type JudgedRow = PlannedRow & { readonly own: string | null }

/** Checks rows as the run would write them: cells, references, rules, rights, uniqueness. Writes nothing. */
export async function judgeRows(
  door: Door,
  plan: RowPlan,
  rows: readonly ReadRow[],
  decided?: ReadonlyMap<number, Decided>,
): Promise<JudgedRow[]> {
  const planned = await planRows(door, plan, rows, decided)
  const operations = planned.flatMap(({ operation }) => operation ?? [])
  const outcomes = operations.length === 0 ? [] : await judgeRecords(door, plan.object, operations)
  let next = 0
  return planned.map((row) => {
    const outcome = row.operation ? outcomes[next++] : undefined
    const own = row.operation && row.operation.kind !== 'create' ? row.operation.id : null
    if (!outcome) return { ...row, own }
    // A cell that could not be read leaves its field empty; that it is needed need not be said too.
    const named = new Set(row.findings.map(({ field }) => field))
    const more = findingsOf(plan.reader, row.file, outcome).filter(
      ({ field }) => field === null || !named.has(field),
    )
    return { ...row, own, findings: [...row.findings, ...more] }
  })
}

/** What an outcome says against a row, by column. */
export function findingsOf(
  reader: RowReader,
  file: FileRow,
  outcome: Outcome,
  confirmed: readonly string[] = [],
): Finding[] {
  const findings: Finding[] = []
  const add = (level: Finding['level'], field: string | null, code: string, sentence: Sentence) => {
    const source = field === null ? null : reader.sourceOf(field)
    findings.push({
      source,
      field,
      code,
      level,
      message: words(sentence, reader.language),
      value: source === null ? null : (file.cells[source] ?? null),
    })
  }
  if (outcome.problem) add('error', null, outcome.problem.code, outcome.problem.in(reader.language))
  for (const error of outcome.errors) add('error', error.field, error.code, error.message)
  for (const warning of outcome.warnings) {
    if (!confirmed.includes(warning.code)) add('warning', null, warning.code, warning.message)
  }
  return findings
}
