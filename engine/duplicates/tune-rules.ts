import {
  evidenceOf,
  factorOf,
  likeness,
  matchFactors,
  matchTexts,
  type Evidence,
  type MatchRules,
} from '#match'
import type { Language } from '#model'
import type { Actor } from '../access/actor.ts'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Entry } from '../match/find-similar.ts'
import { matchedFields, matchRecordOf } from '../match/match-keys.ts'
import { seenRecords } from '../match/seen-records.ts'
import { sightOf } from '../query/sight.ts'
import { facesOf } from '../schema/faces.ts'

/** What rules would say of pairs of which somebody has decided already, and of those that are open. */
export type RulesPreview = {
  /** Pairs that became one: how many there are, and how many these rules would show. */
  readonly merged: Told
  /** Pairs that were told apart: each that is shown asks in vain. */
  readonly different: Told
  readonly open: Told
  /** Pairs that the rules as they are show and these do not, and the other way round. */
  readonly changes: readonly {
    readonly one: string
    readonly other: string
    readonly before: number
    readonly after: number
    readonly state: string
  }[]
}

type Told = { readonly all: number; readonly before: number; readonly after: number }

type Row = {
  readonly one: string
  readonly other: string
  readonly state: 'open' | 'different' | 'merged'
  readonly evidence: readonly Evidence[]
}

const mostLooked = 2_000
const mostTold = 20

/**
 * Judges known pairs anew by the evidence that was kept of them, those of which the actor sees both, or, of
 * two that became one, the one that stayed; by what the actor sees wherever they see such a record, or rules
 * of one thing alone would tell whether that is alike where it is hidden.
 */
export async function previewRules(
  connection: Connection,
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
  { before, after }: { readonly before: MatchRules; readonly after: MatchRules },
): Promise<RulesPreview> {
  const rows = await connection.query<Row>(
    sql`select one, other, state, evidence from duplicate_pair
        where object = ${base.name} and evidence <> '[]' order by state = 'open', id desc limit ${mostLooked}`,
  )
  const ids = [...new Set(rows.flatMap(({ one, other }) => [one, other]))]
  const seen = await seenRecords(connection, model, actor, base, ids)
  const visible = rows.filter(({ one, other, state }) =>
    state === 'merged' ? seen.has(one) || seen.has(other) : seen.has(one) && seen.has(other),
  )
  const isTold = toldEvidence(model, actor, base)
  const judged = visible.map((row) => {
    const evidence = row.evidence.filter(isTold)
    return { ...row, before: likeness(evidence, before), after: likeness(evidence, after) }
  })
  const told = (state: Row['state']): Told => {
    const own = judged.filter((row) => row.state === state)
    return {
      all: own.length,
      before: own.filter((row) => row.before >= before.shown).length,
      after: own.filter((row) => row.after >= after.shown).length,
    }
  }
  const titleOf = (one: string) => seen.get(one)?.title ?? ''
  return {
    merged: told('merged'),
    different: told('different'),
    open: told('open'),
    changes: judged
      .filter((row) => row.before >= before.shown !== row.after >= after.shown)
      .slice(0, mostTold)
      .map(({ one, other, state, ...row }) => ({
        one: titleOf(one),
        other: titleOf(other),
        state,
        before: Math.round(row.before * 100) / 100,
        after: Math.round(row.after * 100) / 100,
      })),
  }
}

/** Whether what evidence is of is hidden on no record that the actor sees, under whichever face. */
function toldEvidence(
  model: ResolvedModel,
  actor: Actor,
  base: ResolvedObject,
): (evidence: Evidence) => boolean {
  const reader = { model, actor, authority: 'actor' } as const
  const sights = facesOf(model, base).flatMap((face) => sightOf(reader, face) ?? [])
  const hidden = new Set<string>(
    matchedFields(model, base)
      .filter(({ field }) => !sights.every((sight) => sight.field(field.name) === true))
      .map(({ part }) => part),
  )
  return ({ field }) => !hidden.has(field)
}

/** How rules judge two records, and by what: how much each likeness and difference counts there. */
export type RulesTrial = {
  readonly score: number
  readonly isShown: boolean
  readonly isSure: boolean
  /** The strongest first; a `code` of null is a difference that no reason is told of. */
  readonly parts: readonly {
    readonly field: string
    readonly code: string | null
    readonly message: string | null
    readonly speaks: 'for' | 'against'
    readonly strength: 'decides' | 'much' | 'some' | 'little'
  }[]
}

/** Judges two records by what is seen of them. */
export function tryRules(
  model: ResolvedModel,
  base: ResolvedObject,
  language: Language,
  rules: MatchRules,
  [one, other]: readonly [Entry, Entry],
): RulesTrial {
  const [left, right] = [matchRecordOf(model, base, one), matchRecordOf(model, base, other)]
  const evidence = left && right ? evidenceOf(left, right) : []
  const score = likeness(evidence, rules)
  const weighed = evidence
    .map((each) => ({ ...each, weight: each.weight * rules.factors[factorOf(each)] }))
    .filter(({ weight }) => weight !== 0)
    .toSorted((first, second) => Math.abs(second.weight) - Math.abs(first.weight))
  return {
    score: Math.round(score * 100) / 100,
    isShown: score >= rules.shown,
    isSure: score >= rules.sure,
    parts: weighed.map(({ field, code, weight }) => ({
      field,
      code,
      message: code && matchTexts[code][language],
      speaks: weight > 0 ? 'for' : 'against',
      strength: strengthOf(Math.abs(weight)),
    })),
  }
}

/** In natural logarithms of odds: what decides makes of a stranger one that is shown. */
function strengthOf(weight: number): RulesTrial['parts'][number]['strength'] {
  if (weight >= 3.7) return 'decides'
  if (weight >= 1.5) return 'much'
  return weight >= 0.6 ? 'some' : 'little'
}

/** Brings the likeness of all open pairs to what other rules say of the evidence that was kept. */
export async function rescorePairs(connection: Connection, rules: MatchRules): Promise<void> {
  const weights = matchFactors.map((name) => ({ name, weight: rules.factors[name] }))
  const none = likeness([], rules)
  await connection.query(
    sql`update duplicate_pair p set score = s.score from (
          select d.id, 1 / (1 + exp(-(ln(${none}::float8 / (1 - ${none}::float8)) + coalesce(sum(e.weight * w.weight), 0))))
            as score
          from duplicate_pair d
          left join lateral jsonb_to_recordset(d.evidence) e(field text, code text, weight float8) on true
          left join json_to_recordset(${JSON.stringify(weights)}::json) as w(name text, weight float8)
            on w.name = case when e.code = 'otherLegalForm' then 'legalForm'
                             when e.field = 'registrationNumber' then ${factorOf({ field: 'registrationNumber', code: null })}
                             else e.field end
          where d.state = 'open' group by d.id) s
        where s.id = p.id and p.score is distinct from s.score::real`,
  )
}
