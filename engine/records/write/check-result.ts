import { isDeepStrictEqual } from 'node:util'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { id, join, raw, sql } from '../../database/sql.ts'
import { Problem } from '../../errors.ts'
import { storedKey } from '../stored.ts'
import type { Door } from './door.ts'
import { checkLastAdministrator, mayLockOut } from './check-last-administrator.ts'
import type { Draft, Question } from './draft.ts'
import { mayNotConfirm } from './may-confirm.ts'
import { fieldAction } from './parse-values.ts'
import { noteHeld, openedByRole } from './opened-by-role.ts'
import { rowsSql } from './row-rights.ts'
import { keptForGood, noteLasting } from './kept-for-good.ts'
import { takenBackByRight } from './taken-back.ts'
import { circlesOf } from './circles.ts'
import { checkConfirmed, facesOf, reportRule } from './rules.ts'
import { farRules, type FarRule } from './rule-test.ts'
import { said } from '../../said/said.ts'
import { called } from '../../said/called.ts'

/**
 * Looks at records as they stand written: they must still be within the rows that the actor may write, each
 * field within the rows where it may be changed, and rules that look beyond the record must hold. Marks those
 * that may not stay; nothing is asked where every row is allowed and no such rule exists.
 */
export async function checkResult(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (door.erases) return
  await askOfRows(door, object, drafts)
  await checkLastAdministrator(door, object, drafts)
}

async function askOfRows(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const questions = [
    ...rightQuestions(door, object, drafts),
    ...keptForGood(door, object, drafts),
    ...ruleQuestions(door, object, drafts),
    ...circleQuestions(object, drafts),
  ]
  if (questions.length === 0) return askConfirmed(door, object, drafts)
  await ask(door, object, drafts, questions)
  for (const draft of drafts) checkConfirmed(door, object, draft)
  await askConfirmed(door, object, drafts)
}

/** Where warnings may be confirmed of some records alone, these are asked whether they are among them. */
async function askConfirmed(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Promise<void> {
  const question = confirmQuestion(door, object, drafts)
  if (question) await ask(door, object, drafts, [question])
}

function confirmQuestion(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question | null {
  const rows = door.authority === 'action' ? true : door.actor.access.object(object.name)?.rows('confirm')
  const confirmed = ({ warnings }: Draft) =>
    warnings.find(({ code }) => door.options.confirmed?.includes(code))
  const concerns = (draft: Draft) => confirmed(draft) !== undefined
  if (rows === undefined || rows === true || !drafts.some(concerns)) return null
  const mark = (draft: Draft) => {
    const warning = confirmed(draft)
    if (warning) draft.problem ??= mayNotConfirm(warning)
  }
  return { holds: rowsSql(door, object, rows, 't'), concerns, mark }
}

/**
 * Looks at records as they stand before they are written: each field must lie within the rows where it may be
 * changed then too. Whoever may name themselves in a record they may not change otherwise would else bring
 * it among their own by the very write that changes all the rest.
 */
export async function checkFieldsBefore(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  if (door.erases) return
  const known = drafts.filter((draft) => draft.kind !== 'create')
  await noteLasting(door, object, known)
  if (door.authority === 'action') return
  const questions = [...new Set(known.flatMap((draft) => [...draft.given]))].flatMap((field) => [
    ...changesBefore(door, object, field, known),
    ...baseBefore(door, object, field, known),
  ])
  if (questions.length > 0) await ask(door, object, known, questions)
  await noteHeld(door, object, known)
  await askConfirmed(
    door,
    object,
    known.filter(({ kind }) => kind === 'update'),
  )
}

/** What may be changed of all records that may be changed at all needs no question of its own. */
function changesBefore(
  door: Door,
  object: ResolvedObject,
  field: ResolvedField,
  drafts: readonly Draft[],
): Question[] {
  const access = door.actor.access.object(object.name)
  const rows = access?.change(field.name)
  const concerns = (draft: Draft) => draft.kind === 'update' && draft.given.has(field)
  if (rows === undefined || rows === true || rows === access?.rows('change')) return []
  if (!drafts.some(concerns)) return []
  return [{ holds: rowsSql(door, object, rows, 't'), concerns, mark: (draft) => notHere(draft, field) }]
}

/** Who gives a record one more role changes of its base what they may change of it in another face. */
function baseBefore(
  door: Door,
  object: ResolvedObject,
  field: ResolvedField,
  drafts: readonly Draft[],
): Question[] {
  const concerns = (draft: Draft) =>
    draft.kind === 'adopt' && field.owner !== object.name && isOther(object, draft, field)
  if (!drafts.some(concerns)) return []
  const faces = [...door.model.objects.values()].filter(({ base }) => base === object.base)
  const open = faces.flatMap((face) => {
    const rows = door.actor.access.object(face.name)?.change(field.name)
    return rows === undefined ? [] : [rowsSql(door, face, rows, 't')]
  })
  const holds = open.length === 0 ? raw('false') : sql`(${join(open, ' or ')})`
  return [{ holds, concerns, mark: (draft) => notHere(draft, field) }]
}

function isOther(object: ResolvedObject, draft: Draft, field: ResolvedField): boolean {
  if (!draft.given.has(field)) return false
  const before = draft.before?.values[storedKey(object, field)] ?? null
  return draft.lines.has(field) || !isDeepStrictEqual(draft.values.get(field) ?? null, before)
}

async function ask(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
  questions: readonly Question[],
): Promise<void> {
  const rows = await door.tx.query<Record<string, unknown>>(
    sql`select t.id, ${join(questions.map((question, at) => sql`(${question.holds}) is true as ${id(`q${at}`)}`))}
        from ${id(object.table)} t where t.id = any(${drafts.map((draft) => draft.id)}::uuid[])`,
  )
  const byId = new Map(rows.map((row) => [row['id'] as string, row]))
  for (const draft of drafts)
    questions.forEach((question, at) => {
      if (byId.get(draft.id)?.[`q${at}`] !== true && question.concerns(draft)) question.mark(draft)
    })
}

/** Whether anything is to be asked of these records as they stand written. */
export function asksOfResult(door: Door, object: ResolvedObject, drafts: readonly Draft[]): boolean {
  if (drafts.length === 0) return false
  return (
    rightQuestions(door, object, drafts).length > 0 ||
    keptForGood(door, object, drafts).length > 0 ||
    confirmQuestion(door, object, drafts) !== null ||
    ruleQuestions(door, object, drafts).length > 0 ||
    circleQuestions(object, drafts).length > 0 ||
    mayLockOut(object, drafts)
  )
}

function rightQuestions(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  if (door.authority === 'action') return door.asksActs ? takenBackByRight(door, object, drafts) : []
  const access = door.actor.access.object(object.name)
  const questions = [...openedByRole(door, object, drafts), ...takenBackByRight(door, object, drafts)]
  for (const action of ['create', 'change'] as const) {
    const rows = access?.rows(action)
    const concerns = (draft: Draft) => (draft.kind === 'update') === (action === 'change')
    if (rows === undefined || rows === true || !drafts.some(concerns)) continue
    questions.push({ holds: rowsSql(door, object, rows, 't'), concerns, mark: outside })
  }
  for (const field of new Set(drafts.flatMap((draft) => [...draft.given]))) {
    for (const action of ['create', 'change'] as const) {
      const rows = access?.change(field.name, action)
      const concerns = (draft: Draft) =>
        draft.given.has(field) && fieldAction(object, field, draft.kind) === action
      if (rows === undefined || rows === true || !drafts.some(concerns)) continue
      questions.push({
        holds: rowsSql(door, object, rows, 't'),
        concerns,
        mark: (draft) => notHere(draft, field),
      })
    }
  }
  return questions
}

function circleQuestions(object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  return circlesOf(object)
    .filter(({ concerns }) => drafts.some(concerns))
    .map(({ isFree, ...circle }) => ({ ...circle, holds: isFree('t') }))
}

function ruleQuestions(door: Door, object: ResolvedObject, drafts: readonly Draft[]): Question[] {
  const faces = new Set(drafts.flatMap((draft) => facesOf(door, object, draft)))
  return [...faces].flatMap((face) =>
    farRules(door, face).map((rule) => ruleQuestion(door, object, face, { rule, drafts })),
  )
}

function ruleQuestion(
  door: Door,
  object: ResolvedObject,
  face: ResolvedObject,
  { rule, drafts }: { readonly rule: FarRule; readonly drafts: readonly Draft[] },
): Question {
  return {
    holds: rule.holds(
      't',
      drafts.map((draft) => draft.id),
    ),
    concerns: (draft) => facesOf(door, object, draft).includes(face) && concernsRule(draft, rule),
    mark: (draft) => {
      if (!draft.warnings.some((warning) => warning.code === rule.code)) reportRule(draft, rule)
    },
  }
}

/** A record that broke a rule before may be changed elsewhere; only what the rule looks at makes it count. */
function concernsRule(draft: Draft, rule: FarRule): boolean {
  return (
    draft.kind !== 'update' || rule.fields.some((field) => draft.values.has(field) || draft.lines.has(field))
  )
}

function outside(draft: Draft): void {
  draft.problem ??= new Problem(
    403,
    'outsideRights',
    said(
      'With these values the record would be outside what you may write. Change them, or ask an administrator for the right.',
    ),
  )
}

function notHere(draft: Draft, field: ResolvedField): void {
  draft.errors.push({
    field: field.name,
    code: 'notAllowed',
    message: said('You may not change {label} of this record. Ask an administrator for the right.', {
      label: called(field.field),
    }),
  })
}
