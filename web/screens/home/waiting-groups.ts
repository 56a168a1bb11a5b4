import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { plannedAt } from '../card/timeline.ts'
import type { WaitingOrder } from './home-layout.ts'

export interface WaitingLine {
  readonly object: DescribedObject
  readonly record: ApiRecord
}

/**
 * What waits, the most urgent first: as one group without a name, or by kind under the names of the kinds, in
 * the order in which their objects tell them. An object whose records have no kind is one itself.
 */
export function waitingGroups(
  lines: readonly WaitingLine[],
  order: WaitingOrder,
): { label: string; lines: WaitingLine[] }[] {
  const urgent = lines.toSorted((one, other) => urgency(one.record).localeCompare(urgency(other.record)))
  if (order === 'urgency') return [{ label: '', lines: urgent }]
  const objects = [...new Set(lines.map(({ object }) => object))]
  return objects.flatMap((object) => {
    const own = urgent.filter((line) => line.object === object)
    const choices = object.fields.find(({ name }) => name === 'kind')?.choices ?? []
    const kinds = choices.map(({ value, label }) => ({
      label,
      lines: own.filter(({ record }) => record['kind'] === value),
    }))
    const told = new Set(kinds.flatMap((kind) => kind.lines))
    const rest = { label: object.plural, lines: own.filter((line) => !told.has(line)) }
    return [...kinds, rest].filter((group) => group.lines.length > 0)
  })
}

/** The day by which it is wanted; what has none comes last. */
function urgency(record: ApiRecord): string {
  return plannedAt(record)?.day ?? '9999'
}
