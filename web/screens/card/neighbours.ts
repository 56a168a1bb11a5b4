import type { ApiRecord, ApiReference } from '../../api/model.ts'

/** Somebody whom a partner hangs together with, and how. */
export interface Neighbour {
  key: string
  id: string
  /** Where their card is. */
  path: string
  name: string
  relation: string
  note: string | null
  until: string | null
  /** The link is over. */
  ended: boolean
}

/** Links and parties as the server gave them, by the object they are of. */
export type NetworkRows = Readonly<Record<string, readonly ApiRecord[]>>

type Words = { paysFor: string; labelOf: (object: string, field?: string) => string }

const paths: Readonly<Record<string, string>> = {
  contact: 'contacts',
  customer: 'customers',
  supplier: 'suppliers',
}

/** Who is around a partner: contacts and companies by links, parents, daughters, and who pays for whom. */
export function neighboursOf(
  record: ApiRecord,
  rows: NetworkRows,
  { paysFor, labelOf }: Words,
  today: string,
): Neighbour[] {
  const all = [...(rows['contactLink'] ?? []), ...(rows['supplierLink'] ?? [])]
  // The rows may be those of many partners, read at once.
  const own = all.filter((link) => Object.keys(paths).some((role) => idIn(link, role) === record.id))
  const links = own.flatMap((link) => {
    const until = typeof link['until'] === 'string' ? link['until'] : null
    const note = typeof link['position'] === 'string' ? link['position'] : null
    return Object.keys(paths).flatMap((role) => {
      const other = referenceIn(link, role)
      if (!other || other.id === record.id) return []
      const ended = until !== null && until < today
      return [
        {
          ...named(other),
          key: `${link.id} ${role}`,
          path: paths[role] ?? '',
          relation: labelOf(role),
          note,
          until,
          ended,
        },
      ]
    })
  })
  const plain = { note: null, until: null, ended: false, path: 'parties' }
  const above = (['parent', 'payer'] as const).flatMap((field) => {
    const other = referenceIn(record, field)
    return other ? [{ ...named(other), ...plain, key: field, relation: labelOf('party', field) }] : []
  })
  const below = (rows['party'] ?? []).flatMap((other) => {
    const found = { id: other.id, name: String(other['name'] ?? '–'), ...plain }
    const isOf = (field: string) => idIn(other, field) === record.id
    return [
      ...(isOf('parent')
        ? [{ ...found, key: `${other.id} child`, relation: labelOf('party', 'children') }]
        : []),
      ...(isOf('payer') ? [{ ...found, key: `${other.id} pays`, relation: paysFor }] : []),
    ]
  })
  return joined([...above, ...below, ...links])
}

/** Who hangs together with the partner in several ways stands there once, with all of them. */
function joined(all: readonly Neighbour[]): Neighbour[] {
  const known = new Map<string, Neighbour>()
  for (const one of all) {
    const before = known.get(one.id)
    if (!before || before.note !== null || one.note !== null || before.ended || one.ended)
      known.set(before ? one.key : one.id, one)
    else known.set(one.id, { ...before, relation: `${before.relation}, ${one.relation}` })
  }
  return [...known.values()]
}

function idIn(record: ApiRecord, field: string): string | undefined {
  return referenceIn(record, field)?.id
}

function referenceIn(record: ApiRecord, field: string): ApiReference | null {
  const value = record[field]
  return typeof value === 'object' && value !== null && 'id' in value ? (value as ApiReference) : null
}

function named({ id, title }: ApiReference): { id: string; name: string } {
  return { id, name: title ?? '–' }
}
