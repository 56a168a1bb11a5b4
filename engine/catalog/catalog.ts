import type { RuleDeclaration } from '#model'
import type { Actor } from '../access/actor.ts'
import { addField } from './add-field.ts'
import { addObject, changeObject, restoreObject, retireObject } from './add-object.ts'
import type { CatalogParts } from './catalog-change.ts'
import type { CatalogRows } from './catalog-rows.ts'
import { changeField } from './change-field.ts'
import { finishFieldJob } from './finish-field.ts'
import { eraseField, restoreField, retireField } from './retire-field.ts'
import type { ResolvedModel } from './resolved-model.ts'
import { knownRules } from './known-rules.ts'
import { changeRules, setRules } from './set-rules.ts'
import { widenFieldJob } from './widen-field.ts'

/**
 * Objects and fields that are added, changed and taken away while everything runs. Each change is one
 * transaction, audited, and known to every process at once. Only administrators may (403); what cannot be
 * is refused with its reason (409), and every fault of what was asked for is named (422).
 */
export type Catalog = {
  /** The model with every change that was made up to a second ago. */
  current(): Promise<ResolvedModel>
  /** What was added at run time, retired things too. */
  rows(): CatalogRows
  /** Gives the object's name. */
  addObject(actor: Actor, given: Given): Promise<string>
  changeObject(actor: Actor, name: string, changes: Given): Promise<void>
  retireObject(actor: Actor, name: string): Promise<void>
  restoreObject(actor: Actor, name: string): Promise<void>
  /** Gives the field's name. On a large table its indexes, and the values of a formula, follow by a job. */
  addField(actor: Actor, object: string, given: Given): Promise<string>
  /**
   * Built-in fields take other words only; added ones also other settings, and safe changes of their
   * kind. Where these write a large table anew a job does so, and the field stays as it was until then.
   */
  changeField(actor: Actor, object: string, name: string, changes: Given): Promise<void>
  /** The field vanishes everywhere and keeps its values, history and name. */
  retireField(actor: Actor, object: string, name: string): Promise<void>
  restoreField(actor: Actor, object: string, name: string): Promise<void>
  /** Erases the values of a retired field for good, in the history too; asks to be confirmed (409) first. */
  eraseField(
    actor: Actor,
    object: string,
    name: string,
    options: { readonly confirmed?: readonly string[] },
  ): Promise<void>
  /** What is asked of records beside what is declared: obligatory fields, and what values must be. */
  rules(object: string): readonly RuleDeclaration[]
  /** Those of them that name no field which the actor does not see. */
  rulesFor(actor: Actor, object: string): readonly RuleDeclaration[]
  /**
   * Replaces these rules, all of an object or role together. Taking away what partners are asked for has to
   * be confirmed (409).
   */
  setRules(
    actor: Actor,
    object: string,
    rules: unknown,
    options?: { readonly confirmed?: readonly string[] },
  ): Promise<void>
  /** Adds rules and takes others away (`add`, `remove`), and leaves all else as it is. */
  changeRules(actor: Actor, object: string, changes: Given): Promise<void>
  /** The same changes, each rolled back at its end: to see what would stand against it. */
  readonly rehearsal: Omit<Catalog, 'rehearsal'>
}

export type Given = Readonly<Record<string, unknown>>

/** Opens the catalog for changes. */
export function openCatalog(parts: CatalogParts): Catalog {
  parts.jobs.declare(finishFieldJob(parts))
  parts.jobs.declare(widenFieldJob(parts))
  return { ...changes(parts), rehearsal: changes({ ...parts, rehearsal: true }) }
}

function changes(parts: CatalogParts): Omit<Catalog, 'rehearsal'> {
  const rules = (name: string) => parts.live.rows().rules.find((one) => one.object === name)?.rules ?? []
  return {
    current: () => parts.live.current(),
    rows: () => parts.live.rows(),
    addObject: (actor, input) => addObject(parts, actor, input),
    changeObject: (actor, name, changes) => changeObject(parts, actor, name, changes),
    retireObject: (actor, name) => retireObject(parts, actor, name),
    restoreObject: (actor, name) => restoreObject(parts, actor, name),
    addField: (actor, object, input) => addField(parts, actor, object, input),
    changeField: (actor, object, name, changes) => changeField(parts, actor, object, name, changes),
    retireField: (actor, object, name) => retireField(parts, actor, object, name),
    restoreField: (actor, object, name) => restoreField(parts, actor, object, name),
    eraseField: (actor, object, name, options) =>
      eraseField(parts, actor, object, name, options.confirmed ?? []),
    rules,
    rulesFor(actor, name) {
      const object = parts.live.model().objects.get(name)
      return object ? knownRules(parts.live.model(), actor, object, rules(name)) : []
    },
    setRules: (actor, object, given, options) =>
      setRules(parts, actor, object, given, options?.confirmed ?? []),
    changeRules: (actor, object, changes) => changeRules(parts, actor, object, changes),
  }
}
