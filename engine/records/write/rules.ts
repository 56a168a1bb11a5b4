import { calledOn, type RuleDeclaration } from '#model'
import type { ResolvedField, ResolvedObject } from '../../catalog/resolved-model.ts'
import { baseOf, roleKey, storedKey } from '../stored.ts'
import { checkReferences } from './check-references.ts'
import type { Door } from './door.ts'
import { valueAfter, type Draft } from './draft.ts'
import { fieldFault } from './field-fault.ts'
import { ownedLines } from './lines.ts'
import { mayConfirm } from './may-confirm.ts'
import { simpleRule, type RuleTest } from './rule-test.ts'
import type { FieldError } from '../../errors.ts'

/**
 * Holds drafts against what is always required, against what may be chosen, and against the rules of every
 * face that the record will have, as far as they look at the record's own fields; rules that look further are
 * asked of the result.
 */
export async function checkRules(
  door: Door,
  object: ResolvedObject,
  drafts: readonly Draft[],
): Promise<void> {
  for (const draft of drafts) {
    for (const face of facesOf(door, object, draft)) {
      checkRequired(door, object, face, draft)
      for (const rule of face.rules) checkRule(door, face, draft, rule)
    }
  }
  for (const draft of drafts) checkConfirmed(door, object, draft)
  await checkReferences(door, object, drafts)
}

/** Whoever confirms a warning needs the right to, on whatever way it is confirmed. */
export function checkConfirmed(door: Door, object: ResolvedObject, draft: Draft): void {
  if (door.authority === 'action') return
  for (const warning of draft.warnings) {
    if (door.options.confirmed?.includes(warning.code)) draft.problem ??= mayConfirm(door, object, warning)
  }
}

/** The base and every role that the record will play. */
export function facesOf(door: Door, object: ResolvedObject, draft: Draft): ResolvedObject[] {
  const base = baseOf(door.model, object)
  const roles = base.roles.filter(
    (role) => role === object.name || draft.before?.values[roleKey(role)] === true,
  )
  return [base, ...roles.flatMap((role) => door.model.objects.get(role) ?? [])]
}

/** A warning that the actor has not confirmed keeps a record from being written, except in a dry run. */
export function heldBack(door: Door, draft: Draft): boolean {
  return !door.options.dryRun && unconfirmed(door, draft.warnings).length > 0
}

/** Warnings that the actor has not confirmed, and could: what follows a merge unseen asks nobody. */
export function unconfirmed<W extends { readonly code: string }>(door: Door, warnings: readonly W[]): W[] {
  if (door.renames && door.authority === 'action') return []
  return warnings.filter((warning) => !door.options.confirmed?.includes(warning.code))
}

function checkRequired(door: Door, object: ResolvedObject, face: ResolvedObject, draft: Draft): void {
  for (const field of face.fields.values()) {
    if (field.owner !== face.name || field.field.how !== 'required' || field.system) continue
    if (isEmptyAfter(door, face, draft, field) && isTouched(draft, field)) {
      addError(draft, fieldFault('required', calledNow(object, field, draft), door.actor.language))
    }
  }
}

/** The field by the word that it has for what is written: a person is asked for another name than a firm. */
function calledNow(object: ResolvedObject, { name, field }: ResolvedField, draft: Draft) {
  const asked = field.called?.flatMap(({ when }) => Object.keys(when ?? {})) ?? []
  const values = asked.flatMap((one) => {
    const known = object.fields.get(one)
    return known ? [[one, valueAfter(draft, known, storedKey(object, known))] as const] : []
  })
  return { name, field: { ...field, ...calledOn(field, object.name, Object.fromEntries(values)) } }
}

function isEmptyAfter(door: Door, face: ResolvedObject, draft: Draft, field: ResolvedField): boolean {
  if (ownedLines(door.model, field)) return (draft.lines.get(field) ?? []).length === 0
  // A dry run takes no number, though the record would have one.
  if (field.field.type === 'sequenceNumber') return false
  return valueAfter(draft, field, storedKey(face, field)) === null
}

/**
 * What is empty already may stay so while something else is changed: nobody is kept from mending a phone
 * number.
 */
function isTouched(draft: Draft, field: ResolvedField): boolean {
  return draft.kind !== 'update' || draft.values.has(field) || draft.lines.has(field)
}

function checkRule(door: Door, face: ResolvedObject, draft: Draft, rule: RuleDeclaration): void {
  const test = simpleRule(door, face, rule)
  if (!test) return
  const after = (field: ResolvedField) => ownValue(face, draft, field)
  if (!test.isBroken(after)) return
  const before = (field: ResolvedField) => draft.before?.values[storedKey(face, field)] ?? null
  if (
    draft.kind === 'update' &&
    test.isBroken(before) &&
    !test.fields.some((field) => isTouched(draft, field))
  )
    return
  reportRule(draft, test)
}

/** Says on the draft that it breaks a rule: an error, or a warning where the rule only warns. */
export function reportRule(draft: Draft, test: RuleTest): void {
  for (const field of test.fields) draft.against.add(field)
  if (test.warning) draft.warnings.push({ code: test.code, message: test.message })
  else addError(draft, { field: test.at, code: test.code, message: test.message })
}

function ownValue(face: ResolvedObject, draft: Draft, field: ResolvedField): unknown {
  const lines = draft.lines.get(field)
  return lines ? (lines.length > 0 ? lines : null) : valueAfter(draft, field, storedKey(face, field))
}

function addError(draft: Draft, error: FieldError): void {
  if (!draft.errors.some((known) => known.field === error.field)) draft.errors.push(error)
}
