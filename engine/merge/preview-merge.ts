import { labelOf, pluralOf } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { getRecord } from '../records/read/get-record.ts'
import { actingReader } from '../records/read/list-conditions.ts'
import type { Door } from '../records/write/door.ts'
import { said } from '../said/said.ts'
import { mayMerge } from './may-merge.ts'
import type { Merging } from './merge-records.ts'
import { knownLines } from './join-lines.ts'
import { linesToJoin, planMerge } from './plan-merge.ts'
import { choicesFor, ruleText, type Choice, type Rule } from './propose.ts'
import { countNaming, holderIn, referrersTo } from './references-to.ts'
import { heldFields, loadSides, type Side } from './sides.ts'

/**
 * Two records side by side, what is proposed of each field and why, and all that will name the one that
 * stays.
 */
export type MergePreview = {
  readonly survivor: PreviewedSide
  readonly other: PreviewedSide
  readonly fields: readonly PreviewedField[]
  readonly lines: readonly PreviewedLines[]
  readonly references: readonly { readonly label: string; readonly count: number }[]
  /** Roles that the one that stays takes on. */
  readonly roles: readonly string[]
  /** How many records are brought round in all. */
  readonly total: number
}

/** A record under each face that it plays, as its reader sees it. */
export type PreviewedSide = {
  readonly id: string
  readonly title: string
  readonly faces: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export type PreviewedField = {
  readonly key: string
  readonly face: string
  readonly field: string
  readonly label: string
  readonly choice: Choice
  readonly proposed: Choice
  readonly rule: Rule
  readonly why: string
  readonly choices: readonly Choice[]
  readonly follows: string | null
}

/** The lines of both under one field; how each reads stands in the records themselves (`faces`). */
export type PreviewedLines = {
  readonly label: string
  readonly face: string
  readonly field: string
  readonly survivor: number
  readonly other: number
  readonly joined: number
  /** Of each line of the other, by its id: the line of the one that stays that says it already, or null. */
  readonly become: Readonly<Record<string, string | null>>
}

/** What a merge would do. Throws as the merge itself would for who may not see or merge the two. */
export async function previewMerge(
  door: Door,
  base: ResolvedObject,
  { survivor, other, choices: given }: Merging,
): Promise<MergePreview> {
  const { model, actor, tx } = door
  const { language } = actor
  const [one, two] = await loadSides(tx, model, base, [survivor, other])
  await mayMerge(door, base, one, two)
  const plan = planMerge(model, base, one, two, given)
  const references = await countedReferences(door, base, survivor, other)
  const taken = two.faces.filter((face) => !one.faces.includes(face))
  return {
    survivor: await previewed(tx, model, actor, base, one),
    other: await previewed(tx, model, actor, base, two),
    fields: plan.fields.map(({ held, proposal, choice, follows }) => ({
      key: held.key,
      face: held.face.name,
      field: held.field.name,
      label: labelOf(held.field.field, language),
      choice,
      proposed: proposal.choice,
      rule: proposal.rule,
      why: ruleText(proposal.rule, language),
      choices: choicesFor(held),
      follows,
    })),
    lines: linesIn(door, base, one, two, plan),
    references: references.flatMap(({ label, count }) => (count > 0 ? [{ label, count }] : [])),
    roles: taken.map((face) => labelOf(face.declaration, language)),
    total: sumOf(references, 'count'),
  }
}

function linesIn(
  { actor, model }: Door,
  base: ResolvedObject,
  one: Side,
  two: Side,
  { writes }: ReturnType<typeof planMerge>,
): PreviewedLines[] {
  return heldFields(model, base).flatMap((held): PreviewedLines[] => {
    const { face, field } = held
    const both = linesToJoin(model, held, one, two)
    if (!both || both.kept.length + both.added.length === 0) return []
    const written = writes.find((write) => write.face === face)?.values[field.name]
    const known = knownLines(both.kept, both.added, both.aside)
    const become = both.added.map((line, at) => {
      const place = known[at] ?? null
      return [String(line['id']), place === null ? null : String(both.kept[place]?.['id'])] as const
    })
    return [
      {
        label: labelOf(field.field, actor.language),
        ...{ face: face.name, field: field.name },
        ...{ survivor: both.kept.length, other: both.added.length },
        joined: Array.isArray(written) ? written.length : both.kept.length,
        become: Object.fromEntries(become),
      },
    ]
  })
}

/** Records that name the one that goes: how many the actor sees doing so, and how many there are. */
type CountedReferences = { readonly label: string; readonly count: number; readonly all: number }

export function sumOf(references: readonly CountedReferences[], what: 'count' | 'all'): number {
  return references.reduce((sum, one) => sum + one[what], 0)
}

/** The same of several that go, those of one object and field together. */
export async function namingAny(
  door: Door,
  base: ResolvedObject,
  survivor: string,
  others: readonly string[],
): Promise<readonly CountedReferences[]> {
  const found = new Map<string, CountedReferences>()
  for (const other of others)
    for (const one of await countedReferences(door, base, survivor, other)) {
      const { count = 0, all = 0 } = found.get(one.label) ?? {}
      found.set(one.label, { label: one.label, count: one.count + count, all: one.all + all })
    }
  return [...found.values()]
}

/** By object and field, shares included. */
async function countedReferences(
  door: Door,
  base: ResolvedObject,
  survivor: string,
  other: string,
): Promise<readonly CountedReferences[]> {
  const { model, actor, tx } = door
  const found: CountedReferences[] = []
  for (const referrer of referrersTo(model, base)) {
    const { all, seen } = await countNaming(door, referrer, other, [survivor, other])
    if (all === 0) continue
    const field = labelOf((referrer.within?.lines ?? referrer.field).field, actor.language)
    const label = `${pluralOf(holderIn(referrer).declaration, actor.language)}: ${field}`
    found.push({ label, count: seen, all })
  }
  const [shares] = await tx.query<{ count: number }>(
    sql`select count(*)::integer as count from record_share where record = ${other}`,
  )
  if (shares && shares.count > 0)
    found.push({ label: said('Opened to others').in(actor.language), count: shares.count, all: shares.count })
  return found
}

/** A record under each face that it plays, as the actor sees it. */
export async function previewed(
  tx: Transaction,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
  side: Side,
): Promise<PreviewedSide> {
  const faces: Record<string, Readonly<Record<string, unknown>>> = {}
  for (const face of side.faces) {
    try {
      const found = await getRecord(tx, actingReader(model, actor), face, side.record.id)
      if ('json' in found) faces[face.name] = JSON.parse(found.json) as Record<string, unknown>
    } catch (error) {
      // Whole under another face: that was asked before.
      if (!(error instanceof Problem && error.status === 404)) throw error
    }
  }
  return { id: side.record.id, title: String(side.record.values[base.title] ?? ''), faces }
}
