import type { Extension, Field, ObjectDeclaration } from '#model'
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
}

/** Something that an administrator decides once for the whole group. */
export type SettingDeclaration = {
  /** The module and the setting: `group.currency`. */
  readonly key: string
  /** Its label, its kind and what it may hold. */
  readonly field: Field
  /** What holds while nobody has decided. */
  readonly initial: unknown
}
