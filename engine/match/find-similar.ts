import { check } from '#check'
import {
  evidenceOf,
  likeness,
  matchForm,
  matchTexts,
  reasonsIn,
  type MatchForm,
  type MatchRules,
} from '#match'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { sightOf } from '../query/sight.ts'
import { baseOf } from '../records/stored.ts'
import { facesOf } from '../schema/faces.ts'
import { isRare, mostSharing } from './is-rare.ts'
import { keysOf } from './keys-of.ts'
import { isMatched, matchColumns, matchedFields, matchRecordOf } from './match-keys.ts'
import { seenRecords, type SeenRecord } from './seen-records.ts'

export type Similar = SeenRecord & {
  readonly score: number
  /** Almost certainly the same: saving beside it has to be confirmed. */
  readonly sure: boolean
  /** What they have in common, in the words of who asks. */
  readonly reasons: readonly { readonly field: string; readonly code: string; readonly message: string }[]
}

/**
 * Records that may be the one that is being entered. `hidden`: there is one that the actor may not see;
 * nothing more is told of it, and this only to who may enter or change such records, and might repeat it.
 */
export type SimilarRecords = { readonly visible: readonly Similar[]; readonly hidden: boolean }

/**
 * The same with what only the engine may know: which the hidden ones are, and which are all but
 * sure.
 */
export type FoundSimilar = SimilarRecords & {
  readonly hiddenIds: readonly string[]
  /** Those, seen or not, that are all but surely the same. */
  readonly sureIds: readonly string[]
}

export type Entry = Readonly<Record<string, unknown>>

const mostShown = 10

/**
 * Looks for records like an entry, as it is typed. An `id` among the values is the record itself, which is
 * left out, as are those from which it was told apart.
 */
export async function findSimilar(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  rules: MatchRules,
  { object: name, values }: { readonly object: string; readonly values: Entry },
): Promise<FoundSimilar> {
  const object = model.objects.get(name)
  if (!object || actor.access.object(name) === undefined) throw notFound()
  const base = baseOf(model, object)
  const record = isMatched(base) ? matchRecordOf(model, base, normal(model, base, values)) : null
  if (!record) return { visible: [], hidden: false, hiddenIds: [], sureIds: [] }
  const form = matchForm(record)
  const rows = await candidates(connection, model, base, form, values['id'])
  const known = knownFields(model, actor, base)
  const found = rows.flatMap((row) => {
    const score = judged(model, base, form, rules, only(known, row))?.score ?? 0
    return score >= rules.shown ? [{ id: String(row['id']), score }] : []
  })
  const seen = await seenRecords(
    connection,
    model,
    actor,
    object,
    found.map((one) => one.id),
  )
  // By what is seen of each, so that an entry cannot be made to probe what is not.
  const visible = [...seen.values()].flatMap((one): Similar[] => {
    const like = judged(model, base, form, rules, one.values)
    if (!like || like.score < rules.shown) return []
    const score = Math.round(like.score * 100) / 100
    const reasons = like.reasons.map((each) => ({ ...each, message: matchTexts[each.code][actor.language] }))
    return [{ ...one, score, sure: like.score >= rules.sure, reasons }]
  })
  visible.sort((left, right) => right.score - left.score)
  const unseen = mayEnter(model, actor, base) ? found.filter((one) => !seen.has(one.id)) : []
  return {
    visible: visible.slice(0, mostShown),
    hidden: unseen.length > 0,
    hiddenIds: unseen.map((one) => one.id),
    sureIds: [...visible.filter((one) => one.sure), ...unseen.filter((one) => one.score >= rules.sure)].map(
      ({ id: sure }) => sure,
    ),
  }
}

/** Who only reads would learn by an entry whom the others keep: a partner's people are told of no other. */
function mayEnter(model: ResolvedModel, actor: Actor, base: ResolvedObject): boolean {
  return facesOf(model, base).some((face) => {
    const access = actor.access.object(face.name)
    return access?.rows('create') !== undefined || access?.rows('change') !== undefined
  })
}

function judged(
  model: ResolvedModel,
  base: ResolvedObject,
  form: MatchForm,
  rules: MatchRules,
  values: Entry,
) {
  const other = matchRecordOf(model, base, values)
  if (!other) return null
  const evidence = evidenceOf(form, other)
  return { score: likeness(evidence, rules), reasons: reasonsIn(evidence, rules) }
}

/**
 * The fields that the actor may see on some record under some face. By one that they never see nothing is
 * found: that there is somebody with this tax number would tell of it.
 */
export function knownFields(model: ResolvedModel, actor: Actor, base: ResolvedObject): ReadonlySet<string> {
  const reader = { model, actor, authority: 'actor' } as const
  const sights = facesOf(model, base).flatMap((face) => sightOf(reader, face) ?? [])
  return new Set(
    matchedFields(model, base)
      .map(({ field }) => field.name)
      .filter((name) => sights.some((sight) => sight.field(name) !== undefined)),
  )
}

function only(known: ReadonlySet<string>, values: Entry): Entry {
  return Object.fromEntries(Object.entries(values).filter(([name]) => known.has(name)))
}

/** Rows that share a key with the entry, with all that tells who they are. */
async function candidates(
  connection: Connection,
  model: ResolvedModel,
  base: ResolvedObject,
  form: MatchForm,
  own: unknown,
): Promise<readonly Record<string, unknown>[]> {
  const keys = keysOf(form)
  if (keys.length === 0) return []
  const itself = typeof own === 'string' && /^[0-9a-f-]{36}$/.test(own) ? own : null
  return connection.query<Record<string, unknown>>(
    sql`select t.id, ${matchColumns(model, base, 't')} from ${id(base.table)} t where t.id in (
          select f.id from unnest(${keys}::int4[]) k(key)
          cross join lateral (select m.id from ${id(base.table)} m where m.match_keys @> array[k.key]
            limit ${mostSharing}) f where ${isRare(base, sql`k.key`)})
          and t.id is distinct from ${itself}::uuid
          and not exists (select from duplicate_pair d where d.state = 'different'
            and d.one = least(t.id, ${itself}::uuid) and d.other = greatest(t.id, ${itself}::uuid)
            and ${itself}::uuid is not null)`,
    { name: `similar ${model.version} ${base.name}` },
  )
}

/** Numbers as they are stored, so that they meet those of records. */
function normal(model: ResolvedModel, base: ResolvedObject, values: Entry): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const { field, line } of matchedFields(model, base)) {
    const { type, field: declared } = line?.field ?? field
    const country = values[String(declared['country'] ?? '')]
    const plain = (one: unknown): string | null => {
      if (typeof one !== 'string' || one.length > 500) return null
      const checked = type.check
        ? check(type.check, { value: one, ...(typeof country === 'string' ? { country } : {}) })
        : null
      return checked?.result === 'valid' ? checked.normalized : one
    }
    const value = values[field.name]
    if (!line) result[field.name] = plain(value)
    else if (Array.isArray(value))
      result[field.name] = value.slice(0, 20).map((one: unknown) => plain(lineValue(one, line.field.name)))
  }
  return result
}

function lineValue(line: unknown, name: string): unknown {
  return typeof line === 'object' && line !== null ? (line as Record<string, unknown>)[name] : null
}
