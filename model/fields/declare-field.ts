import type { Beginning, CalledDeclaration, Field, How, Labels, MatchPart } from '../declaration.ts'

/** What may be said of a field of any type. */
export type CommonOptions = {
  readonly label: string
  readonly labels?: Labels
  readonly help?: string
  readonly helps?: Labels
  /** It may never be empty, so it has to be given when a record is made. */
  readonly required?: true
  readonly unique?: true
  readonly indexed?: true
  readonly searched?: 'name' | 'identifier'
  readonly matched?: MatchPart
  readonly apart?: true
  readonly toldTo?: string
  readonly copyOf?: string
  readonly internal?: true
  readonly readOnly?: true
  readonly afterwards?: 'byActions'
  readonly begins?: Beginning
  readonly synonyms?: readonly string[]
  readonly defaults?: Readonly<Record<string, unknown>>
  readonly called?: readonly CalledDeclaration[]
  readonly untold?: true
  /** The field is a field of the main one among owned lines; writing either writes both. */
  readonly mirrors?: { readonly lines: string; readonly field: string }
}

/** Refuses, at compile time, options that the type does not know: a misspelt one would else do nothing. */
export type Known<C, O> = C & { readonly [K in Exclude<keyof C, keyof O>]: never }

/** A field that is required or has a default is never empty. */
export type Held<C, V> = C extends { readonly required: true } | { readonly default: {} } ? V : V | null
export type HowOf<C> = C extends { readonly required: true } ? 'required' : 'optional'
/** A required field takes no null; any other is emptied by null, and one with a default then gets it. */
export type Given<C, I> = C extends { readonly required: true } ? I : I | null

export type Declared<C, V, I = V> = Field<Held<C, V>, HowOf<C>, Given<C, I>>

/** A field as plain data, from the options of its constructor. */
export function declareField<F extends Field>(type: string, options: object, how?: How): F {
  const { required, ...settings } = options as { required?: true }
  return { type, ...settings, how: how ?? (required ? 'required' : 'optional') } as unknown as F
}
