import { labelOf } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { Door } from '../records/write/door.ts'
import { mayMergeAll } from './may-merge.ts'
import { sidesOf, type MergingSeveral } from './merge-records.ts'
import { planMerges, type MergesPlan, type Source } from './plan-merges.ts'
import { namingAny, previewed, sumOf, type PreviewedSide } from './preview-merge.ts'
import { ruleText, type Rule } from './propose.ts'
import { heldFields, type Side } from './sides.ts'

/** Several records side by side: as of two, but that a choice names the record whose value it is. */
export type SeveralPreview = {
  readonly survivor: PreviewedSide
  readonly others: readonly PreviewedSide[]
  readonly fields: readonly {
    readonly key: string
    readonly face: string
    readonly field: string
    readonly label: string
    readonly choice: Source
    readonly proposed: Source
    readonly rule: Rule
    readonly why: string
    readonly choices: readonly Source[]
    readonly follows: string | null
  }[]
  readonly lines: readonly LinesOfSeveral[]
  readonly references: readonly { readonly label: string; readonly count: number }[]
  readonly roles: readonly string[]
  readonly total: number
}

type LinesOfSeveral = {
  readonly label: string
  readonly face: string
  readonly field: string
  readonly joined: number
  /** Of each line of those that go, by its id: the line that says it already, or null. */
  readonly become: Readonly<Record<string, string | null>>
}

/** What a merge of several would do. Throws as the merge itself would for who may not see or merge them. */
export async function previewSeveral(
  door: Door,
  base: ResolvedObject,
  merging: MergingSeveral,
): Promise<SeveralPreview> {
  const { model, actor, tx } = door
  const { language } = actor
  const [survivor, ...others] = await sidesOf(door, base, merging)
  await mayMergeAll(door, base, survivor, others)
  const plan = planMerges(model, base, survivor, others, merging.choices)
  const references = await namingAny(door, base, merging.survivor, merging.others)
  const shown: PreviewedSide[] = []
  for (const side of others) shown.push(await previewed(tx, model, actor, base, side))
  return {
    survivor: await previewed(tx, model, actor, base, survivor),
    others: shown,
    fields: plan.fields.map(({ held, rule, ...one }) => ({
      key: held.key,
      face: held.face.name,
      field: held.field.name,
      label: labelOf(held.field.field, language),
      ...one,
      rule,
      why: ruleText(rule, language, others.length + 1),
    })),
    lines: linesIn(door, base, [survivor, ...others], plan),
    references: references.flatMap(({ label, count }) => (count > 0 ? [{ label, count }] : [])),
    roles: plan.joined.faces
      .filter((face) => !survivor.faces.includes(face))
      .map((face) => labelOf(face.declaration, language)),
    total: sumOf(references, 'count'),
  }
}

function linesIn(
  { model, actor }: Door,
  base: ResolvedObject,
  sides: readonly Side[],
  { joined, become }: MergesPlan,
): LinesOfSeveral[] {
  return heldFields(model, base)
    .filter(({ isLines, key }) => isLines && sides.some(({ lines }) => (lines.get(key) ?? []).length > 0))
    .map(({ key, face, field }) => {
      const going = sides.slice(1).flatMap(({ lines }) => (lines.get(key) ?? []).map(({ id }) => String(id)))
      return {
        label: labelOf(field.field, actor.language),
        ...{ face: face.name, field: field.name },
        joined: (joined.lines.get(key) ?? []).length,
        become: Object.fromEntries(going.map((id) => [id, become.get(id) ?? null])),
      }
    })
}
