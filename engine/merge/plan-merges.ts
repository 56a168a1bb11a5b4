import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import { fieldErrors } from '../errors.ts'
import { roleKey } from '../records/stored.ts'
import { said } from '../said/said.ts'
import { placesOf, type PlainLine } from './join-lines.ts'
import { groupOf, linesToJoin, planMerge, type Choices, type MergePlan } from './plan-merge.ts'
import { choicesFor, type Choice, type Rule } from './propose.ts'
import { heldFields, type Held, type Side } from './sides.ts'

/** Whose value the one record is to hold: `survivor`, `both` (what all say), or the id of one that goes. */
export type Source = string

/** What people decide of a merge of several, by the key of a field; what is left open is proposed. */
export type SourceChoices = Readonly<Record<string, Source>>

/** Of one field among several records: what is proposed, and what is chosen. */
export type FieldAmong = {
  readonly held: Held
  readonly proposed: Source
  readonly choice: Source
  readonly rule: Rule
  readonly choices: readonly Source[]
  readonly follows: string | null
}

export type MergesPlan = {
  readonly fields: readonly FieldAmong[]
  /** Which record goes in next, and what is chosen of it and of what has become one before. */
  readonly steps: readonly Step[]
  /** The one record as it will be. */
  readonly joined: Side
  /** Of each line that goes in, by its id: the one that says it already, or null where it comes along. */
  readonly become: ReadonlyMap<string, string | null>
}

type Step = { readonly other: Side; readonly choices: Choices }

/**
 * Plans how several records become one: one after the other goes into the one that stays, each beside what
 * has become one before it, so that the best of all is proposed. Throws a 422 for a choice that cannot be
 * made.
 */
export function planMerges(
  model: ResolvedModel,
  base: ResolvedObject,
  survivor: Side,
  others: readonly Side[],
  given: SourceChoices,
): MergesPlan {
  const open = folded(model, base, survivor, others, new Map())
  const leaders = leadersIn(model, open.told)
  const fields = open.told.map((one): FieldAmong => {
    const leader = leaders.get(groupOf(model, one.held) ?? '')
    const sides = [survivor, ...others].filter(({ faces }) => faces.includes(one.held.face))
    return {
      ...{ held: one.held, rule: one.rule, proposed: one.source, choice: one.source },
      choices: sourcesFor(one.held, survivor, sides),
      follows: leader === undefined || leader === one.held.key ? null : leader,
    }
  })
  const wanted = wantedIn(model, fields, given)
  if (wanted.size === 0) return { fields, ...open }
  const chosen = folded(model, base, survivor, others, wanted)
  const sources = new Map(chosen.told.map(({ held, source }) => [held.key, source]))
  return {
    ...chosen,
    fields: fields.map((one) => ({ ...one, choice: sources.get(one.held.key) ?? one.choice })),
  }
}

/** A field as the steps left it: from whom its value is by now, and why. */
type Told = { readonly held: Held; readonly source: Source; readonly rule: Rule; readonly leads: boolean }

/** Lets the records go in one by one, as it will be done. */
function folded(
  model: ResolvedModel,
  base: ResolvedObject,
  survivor: Side,
  others: readonly Side[],
  wanted: ReadonlyMap<string, Source>,
) {
  const told = new Map<string, Told>()
  const steps: Step[] = []
  const become = new Map<string, string | null>()
  let one = survivor
  for (const [at, other] of others.entries()) {
    const choices = choicesAt(model, planMerge(model, base, one, other, {}), other, wanted)
    const plan = planMerge(model, base, one, other, choices)
    steps.push({ other, choices })
    for (const { held, proposal, choice, follows } of plan.fields) {
      const known = told.get(held.key)
      const first = [survivor, ...others.slice(0, at)].find(({ faces }) => faces.includes(held.face))
      const before = known?.source ?? (first === survivor ? 'survivor' : (first?.record.id ?? 'survivor'))
      told.set(held.key, {
        held,
        source: choice === 'other' ? other.record.id : choice === 'both' ? 'both' : before,
        rule: ruleAfter(known?.rule, proposal),
        leads: known?.leads === true || (follows === null && proposal.rule !== 'same'),
      })
    }
    one = joinedSide(model, base, one, other, plan, become)
  }
  return { told: [...told.values()], steps, joined: one, become }
}

/** What was wanted of all of them, said of the two of a step; what was not is as it is proposed. */
function choicesAt(
  model: ResolvedModel,
  { fields }: MergePlan,
  other: Side,
  wanted: ReadonlyMap<string, Source>,
): Choices {
  const leading = fields.filter(({ follows }) => follows === null)
  return Object.fromEntries(
    leading.map(({ held, choice }): [string, Choice] => {
      const source = wanted.get(groupOf(model, held) ?? held.key)
      if (source === undefined) return [held.key, choice]
      return [held.key, source === other.record.id ? 'other' : source === 'both' ? 'both' : 'survivor']
    }),
  )
}

/** Where one of the two is empty it says less than what decided before. */
function ruleAfter(known: Rule | undefined, { rule, choice }: { rule: Rule; choice: Choice }): Rule {
  if (known === undefined || known === 'same') return rule
  return rule === 'same' || (rule === 'only' && choice === 'survivor') ? known : rule
}

/** Of fields that go together, the first that leads at any step leads them all. */
function leadersIn(model: ResolvedModel, told: readonly Told[]): ReadonlyMap<string, string> {
  const leaders = new Map<string, string>()
  for (const { held, leads } of told) {
    const group = groupOf(model, held)
    if (group !== null && leads && !leaders.has(group)) leaders.set(group, held.key)
  }
  return leaders
}

function sourcesFor(held: Held, survivor: Side, sides: readonly Side[]): readonly Source[] {
  const choices = choicesFor(held)
  const all = sides.map((side) => (side === survivor ? 'survivor' : side.record.id))
  if (!choices.includes('other')) return all.slice(0, 1)
  return choices.includes('both') ? [...all, 'both'] : all
}

function wantedIn(
  model: ResolvedModel,
  fields: readonly FieldAmong[],
  given: SourceChoices,
): ReadonlyMap<string, Source> {
  const wanted = new Map<string, Source>()
  for (const [key, source] of Object.entries(given)) {
    const field = fields.find(({ held }) => held.key === key)
    if (!field?.choices.includes(source))
      throw fieldErrors([
        {
          field: key.slice(0, 100),
          code: 'choice',
          message: said('This cannot be chosen here. Take one of the choices that the preview offers.'),
        },
      ])
    if (field.follows === null) wanted.set(groupOf(model, field.held) ?? key, source)
  }
  return wanted
}

/** Two as the one that they become, with what is known of its values: when each was set, and its lines. */
function joinedSide(
  model: ResolvedModel,
  base: ResolvedObject,
  one: Side,
  other: Side,
  { fields, writes }: MergePlan,
  become: Map<string, string | null>,
): Side {
  const values = { ...one.record.values }
  const setAt = new Map(one.setAt)
  const lines = new Map(one.lines)
  const chosen = new Map(fields.map(({ held, choice }) => [held.key, choice]))
  const added = other.faces.filter((face) => !one.faces.includes(face))
  for (const face of added) values[roleKey(face.name)] = true
  for (const held of heldFields(model, base)) {
    const { key, field, face } = held
    const written = writes.find((write) => write.face === face)?.values ?? {}
    if (held.isLines) {
      const joined = written[field.name]
      if (Array.isArray(joined)) lines.set(key, withIds(model, held, one, other, joined, become))
      else noteKnown(model, held, one, other, become)
      continue
    }
    const isOthers = chosen.get(key) === 'other' || added.includes(face)
    if (field.name in written) values[key] = written[field.name] ?? null
    else if (isOthers) values[key] = other.record.values[key] ?? null
    if (isOthers) setAt.set(key, other.setAt.get(key) ?? other.createdAt)
  }
  return {
    ...one,
    record: { ...one.record, values },
    ...{ lines, setAt, faces: [...one.faces, ...added] },
  }
}

/** New lines are known by the ids of those that they come from. */
function withIds(
  model: ResolvedModel,
  held: Held,
  one: Side,
  other: Side,
  joined: readonly PlainLine[],
  become: Map<string, string | null>,
): readonly PlainLine[] {
  const both = linesToJoin(model, held, one, other)
  if (!both) return joined
  const places = placesOf(both.kept, both.added, both.aside)
  const lines = joined.map((line, at) =>
    'id' in line ? line : { ...line, id: both.added[places.indexOf(at)]?.['id'] },
  )
  for (const [at, line] of both.added.entries()) {
    const into = String(lines[places[at] ?? -1]?.['id'])
    become.set(String(line['id']), into === String(line['id']) ? null : into)
  }
  return lines
}

function noteKnown(
  model: ResolvedModel,
  held: Held,
  one: Side,
  other: Side,
  become: Map<string, string | null>,
): void {
  const both = linesToJoin(model, held, one, other)
  for (const line of both?.added ?? []) become.set(String(line['id']), null)
}
