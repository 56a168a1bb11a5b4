import { isId, labelOf, parseWhere, dependencies } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { fieldErrors, type Problem } from '../errors.ts'
import { sightOf } from '../query/sight.ts'
import { typeScope } from '../query/type-scope.ts'
import type { Records } from '../records/records.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import { decidable, type Criterion } from './criteria.ts'

/** What waits for a decision: the record, and what it holds of what the criterion looks at. */
export type Proposal = {
  readonly criterion: string
  readonly object: string
  readonly path: string
  readonly record: string
  readonly title: string | null
  readonly foundOn: string
  readonly state: 'open' | 'snoozed'
  readonly until: string | null
  readonly reason: string | null
  readonly refused: string | null
  /** Values of the fields that the condition names. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** A criterion as whoever decides by it may know it. */
export type KnownCriterion = {
  readonly id: string
  readonly name: string
  readonly object: string
  readonly action: string
  readonly actionLabel: string
  readonly where: unknown
  readonly input: Readonly<Record<string, unknown>>
  readonly count: number
  /** Why its action takes what the criterion gives no more; whoever decides gives something else. */
  readonly fault: string | null
  /** Why it does not act by itself any more, though it was switched on; people go on deciding by it. */
  readonly stopped: string | null
}

type Reading = { readonly model: ResolvedModel; readonly actor: Actor }

/** Who counts further than this is not told more by it. */
const mostCounted = 10_000

/** Criteria by which the actor may decide, with how much waits that they may see and do. */
export async function knownCriteria(
  connection: Connection,
  reading: Reading,
  criteria: readonly Criterion[],
  {
    state,
    faults,
    stopped,
  }: {
    readonly state: Proposal['state']
    readonly faults: ReadonlyMap<string, Problem>
    readonly stopped: ReadonlyMap<string, Said>
  },
): Promise<KnownCriterion[]> {
  const known: KnownCriterion[] = []
  for (const criterion of criteria) {
    const { id: key, name, face, action, where, input } = criterion
    const [row] = await connection.query<{ count: string }>(
      sql`select count(*) from (
            select from proposal p join ${id(face.table)} t on t.id = p.record
            where p.criterion = ${key}::uuid and p.state = ${state} and ${decidable(reading, criterion, 't')}
            limit ${mostCounted}) x`,
    )
    known.push({
      ...{ id: key, name, object: face.name, action: action.name, input, count: Number(row?.count ?? 0) },
      actionLabel: labelOf(action, reading.actor.language).replace('…', ''),
      where,
      fault: faults.get(key)?.in(reading.actor.language) ?? null,
      stopped: stopped.get(key)?.in(reading.actor.language) ?? null,
    })
  }
  return known
}

/** A page of what one criterion proposes, in the order of the records' ids. */
export async function listProposals(
  connection: Connection,
  records: Pick<Records, 'list'>,
  reading: Reading,
  criterion: Criterion,
  { state, after, limit }: { readonly state: Proposal['state']; after?: string | undefined; limit: number },
): Promise<{ items: Proposal[]; next: string | null }> {
  if (after !== undefined && !isId(after))
    throw fieldErrors([
      {
        field: 'after',
        code: 'cursor',
        message: said('This page cannot be continued. Begin the list anew.'),
      },
    ])
  const { face } = criterion
  const rows = await connection.query<Row>(
    sql`select p.record, p.found_on::text as "foundOn", p.state, p.until::text as until, p.reason, p.refused,
          p.decided_by as "refusedTo"
        from proposal p join ${id(face.table)} t on t.id = p.record
        where p.criterion = ${criterion.id}::uuid and p.state = ${state}
          and p.record > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
          and ${decidable(reading, criterion, 't')}
        order by p.record limit ${limit + 1}`,
  )
  const page = rows.slice(0, limit)
  const values = await valuesOf(
    records,
    reading,
    criterion,
    page.map(({ record }) => record),
  )
  // A refusal says what whoever was refused may know.
  const refusedOf = ({ refused, refusedTo }: Row) =>
    refused === null || refusedTo === reading.actor.user
      ? refused
      : said('Somebody tried it, and was refused. Try it to see why.').in(reading.actor.language)
  const items = page.map(({ refusedTo, ...row }): Proposal => {
    const { id: _, ...facts } = values.get(row.record) ?? { id: row.record }
    const { [face.title]: title, ...others } = facts
    return {
      ...{ ...row, criterion: criterion.id, object: face.name, path: face.path },
      refused: refusedOf({ ...row, refusedTo }),
      title: title === undefined || title === null ? null : String(title),
      facts: others,
    }
  })
  return { items, next: rows.length > limit ? (page.at(-1)?.record ?? null) : null }
}

type Row = Pick<Proposal, 'record' | 'foundOn' | 'state' | 'until' | 'reason' | 'refused'> & {
  readonly refusedTo: string | null
}

/** Through the door, so that nobody reads here what they may not read elsewhere. */
async function valuesOf(
  records: Pick<Records, 'list'>,
  { model, actor }: Reading,
  { face, where }: Criterion,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  if (ids.length === 0) return new Map()
  const sight = sightOf({ model, actor, authority: 'actor' }, face)
  const names = [face.title, ...fieldsIn(model, face, where)].filter(
    (name) =>
      sight?.field(name) !== undefined &&
      face.fields.get(name)?.type.valueType(face.fields.get(name)!.field).kind !== 'lines',
  )
  const fields = [...new Set(names)].join(',') || 'id'
  const found = JSON.parse(
    await records.list(actor, face.name, { where: { id: { in: ids } }, fields, limit: 1000 }),
  ) as { items: ({ id: string } & Record<string, unknown>)[] }
  return new Map(found.items.map((one) => [one.id, one]))
}

function fieldsIn(model: ResolvedModel, face: ResolvedObject, where: unknown): string[] {
  const condition = parseWhere(where, typeScope({ model, authority: 'action' }, face))
  return dependencies(condition).flatMap((path) => (face.fields.has(path[0] ?? '') ? [path[0] ?? ''] : []))
}
