import { labelOf, pluralOf, type Language } from '#model'
import type { AnyGuard } from '../actions/action.ts'
import { id, join, raw, sql } from '../database/sql.ts'
import { filled } from '../query/placeholder.ts'
import { recordScope } from '../query/record-scope.ts'
import { sightOf } from '../query/sight.ts'
import { said } from '../said/said.ts'
import { words, type Sentence } from '../said/sayer.ts'
import type { Door } from '../records/write/door.ts'
import type { AboutChange, Told } from './impact-source.ts'
import { ruleOf } from './states-of.ts'
import { endable, hangingOn, mayEnd, type Hanging } from './open-dealings.ts'

/** What becomes of open business when a record comes into another state. */
export type Outcome = 'keep' | 'handOver' | 'close'

/** What hangs on a record, told before a state is changed. */
export type ImpactLine = {
  readonly key: string
  /** Of which object the records are; null for what is no record. */
  readonly object: string | null
  readonly path: string | null
  readonly label: string
  /** The field by which it hangs; null for what is no record. */
  readonly field: string | null
  /** The kind of business; null for what merely names the record. */
  readonly kind: string | null
  readonly count: number
  /** There are more than were counted. */
  readonly more: boolean
  readonly examples: readonly { readonly id: string; readonly title: string | null }[]
  readonly outcomes: readonly Outcome[]
  /** What the new state asks of what is kept open. */
  readonly open: 'refused' | 'warned' | null
  /** What becomes of it where nothing else is chosen, as a sentence. */
  readonly becomes: string
}

export type Impact = { readonly state: string; readonly lines: readonly ImpactLine[] }

/** Counting further tells nobody more, and takes time where a million hang on one record. */
const mostCounted = 10_000
const exampleRows = 3

/**
 * What hangs on a record, as far as the actor may see it, and what can become of each: records that name it,
 * by the references of the catalog, and what others tell that is none.
 */
export async function previewImpact(
  { door, face, record: { id: record }, state }: AboutChange,
  others: readonly (() => Promise<readonly Told[]> | readonly Told[])[],
): Promise<Impact> {
  const lines: ImpactLine[] = []
  for (const hanging of hangingOn(door, face, state)) {
    const [row] = await door.tx.query<{ count: string }>(
      sql`select count(*) from (select from ${id(hanging.object.table)} t where ${hanging.rows(record, 't')}
            limit ${mostCounted + 1}) x`,
    )
    const count = Number(row?.count ?? 0)
    if (count > 0) lines.push(await lineOf(door, hanging, record, count, state))
  }
  for (const other of others) lines.push(...(await other()).map((told) => toldLine(door, told)))
  const weight = ({ open, kind }: ImpactLine) => (open ? 0 : kind === null ? 2 : 1)
  return { state, lines: lines.toSorted((left, right) => weight(left) - weight(right)) }
}

async function lineOf(
  door: Door,
  hanging: Hanging,
  record: string,
  count: number,
  state: string,
): Promise<ImpactLine> {
  const { object, field, dealing, key, open } = hanging
  const { language } = door.actor
  return {
    ...{ key, object: object.name, path: object.path, open },
    label: pluralOf(object.declaration, language),
    field: labelOf(field.field, language),
    kind: dealing ? labelOf(dealing.kind, language) : null,
    count: Math.min(count, mostCounted),
    more: count > mostCounted,
    examples: await examplesOf(door, hanging, record),
    outcomes: await outcomesOf(door, hanging, record),
    becomes: words(staying(hanging, state), language),
  }
}

function staying({ dealing }: Hanging, state: string): Sentence {
  if (!dealing) return said('Stays as it is.')
  const { begin } = ruleOf(dealing.states, state, dealing.kind.value)
  if (begin === 'refused') return said('Stays as it is; nothing new of the kind is begun.')
  if (begin === 'warned') return said('Stays as it is; whoever begins something new has to confirm it.')
  return said('Stays as it is, and new ones can be begun.')
}

function toldLine({ actor }: Door, { key, label, count, examples = [], becomes }: Told): ImpactLine {
  return {
    ...{ key, object: null, path: null, field: null, kind: null, open: null, outcomes: ['keep'] },
    ...{ count, more: false, examples },
    label: words(label, actor.language),
    becomes: words(becomes, actor.language),
  }
}

async function examplesOf(door: Door, { object, rows }: Hanging, record: string) {
  const reader = { model: door.model, actor: door.actor, authority: 'actor' } as const
  const sees =
    sightOf(reader, object)?.field(object.title) !== undefined && object.fields.get(object.title)?.column
  const title = sees
    ? filled(sql`(${recordScope(reader, object, 't').column(object.title).sql})::text`, door)
    : raw('null')
  return door.tx.query<{ id: string; title: string | null }>(
    sql`select t.id, ${title} as title from ${id(object.table)} t where ${rows(record, 't')}
        order by t.id desc limit ${exampleRows}`,
  )
}

async function outcomesOf(door: Door, hanging: Hanging, record: string): Promise<Outcome[]> {
  const offered = (['handOver', 'close'] as const).filter((what) => mayEnd(door, hanging, what))
  if (offered.length === 0) return ['keep']
  const some = offered.map(
    (what, at) => sql`exists (select from ${id(hanging.object.table)} t
      where ${hanging.rows(record, 't')} and ${endable(door, hanging, 't', what)}) as ${id(`o${at}`)}`,
  )
  const [row] = await door.tx.query<Record<string, boolean>>(sql`select ${join(some)}`)
  return ['keep', ...offered.filter((_, at) => row?.[`o${at}`] === true)]
}

/** What guards say now, before the action is asked for. */
export type GuardWords = { readonly refusals: readonly string[]; readonly warnings: readonly string[] }

/** Asks every guard of an action; what they object to is told, and nothing is thrown. */
export async function askGuards(
  guards: readonly AnyGuard[],
  occasion: Parameters<AnyGuard['check']>[0],
  language: Language,
): Promise<GuardWords> {
  const refusals: string[] = []
  const warnings: string[] = []
  for (const guard of guards) {
    const objection = await guard.check(occasion)
    if (objection instanceof Error) refusals.push(objection.in(language))
    else if (objection) warnings.push(words(objection.warning.message, language))
  }
  return { refusals, warnings }
}
