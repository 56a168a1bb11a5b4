import type { Extension, Field, ObjectDeclaration } from '#model'
import type { Sentence } from './said/sayer.ts'
import type { FactSource } from './facts/fact-source.ts'
import type { AnyAction, AnyGuard } from './actions/action.ts'

/** A part of the business: what it adds to the model, and what can be done. */
export type Module = {
  readonly name: string
  /** Base objects, owned lines and roles. */
  readonly objects: readonly ObjectDeclaration[]
  readonly extensions?: readonly Extension[]
  readonly actions?: readonly AnyAction[]
  readonly guards?: readonly AnyGuard[]
  readonly settings?: readonly SettingDeclaration[]
  /** Records that every installation begins with. */
  readonly seeds?: readonly SeedDeclaration[]
  /** Sources outside that can say whether what was entered is so. */
  readonly factSources?: readonly FactSource[]
  /** Which of its objects hold what is known of people. */
  readonly people?: readonly PeopleDeclaration[]
}

/** Records put in once each; what an owner changes or deletes does not come back. */
export type SeedDeclaration = {
  readonly object: string
  /** The unique field by which each is known. */
  readonly key: string
  readonly records: readonly Readonly<Record<string, unknown>>[]
}

/** Records of an object that stand for people, and what is kept about them in others. */
export type PeopleDeclaration = {
  /** The base object. */
  readonly object: string
  /** Whether a record, in stored form, is one of a person. */
  isPerson(values: Readonly<Record<string, unknown>>): boolean
  /**
   * Objects whose records go with the person: always (`delete`), or only where the person is erased, and
   * lose their texts where the person becomes anonymous (`empty`). What else names them keeps its reference.
   */
  readonly with: readonly {
    readonly object: string
    readonly via: readonly string[]
    readonly outcome: 'delete' | 'empty'
  }[]
}

/** Something that an administrator decides once for the whole group. */
export type SettingDeclaration = {
  /** The module and the setting: `group.currency`. */
  readonly key: string
  /** Its label, its kind and what it may hold. */
  readonly field: Field
  /** What holds while nobody has decided. */
  readonly initial: unknown
  /** The page of the settings whose holders decide it; else that of the group. */
  readonly page?: string
  /** A key or a password: kept sealed, shown to nobody again, read by the program alone. */
  readonly secret?: true
  /** What is wrong with a value beyond its kind, as a sentence for whoever enters it. */
  readonly fault?: (value: unknown) => Sentence | null
}
