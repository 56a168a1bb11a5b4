import { labelOf, type Language } from '#model'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { provedNamed } from './asked-of.ts'

/** The kind of fact that somebody gives who has seen a paper. */
export const paperKind = 'paper'
/** The kind of fact that the owner of an e-mail address gives. */
export const emailKind = 'email'

/** What a kind of fact is called. */
export function factKindLabel(model: ResolvedModel, kind: string, language: Language): string {
  const found = provedNamed(model, kind)
  return found ? labelOf(found.proved, language) : kind
}
