import { inEnglish, type Said } from '../said.ts'

/**
 * Why a formula was not taken: where in its text, a stable code, and sentences that say what to do.
 * `expressionText` gives them in other languages.
 */
export class FormulaError extends Error {
  readonly code: string
  readonly said: readonly Said[]
  /** Characters (UTF-16 units) before the place, and how many the place has. */
  readonly position: number
  readonly length: number

  constructor(
    code: string,
    said: Said | readonly Said[],
    place: { readonly position: number; readonly length: number },
  ) {
    const all = [said].flat()
    super(inEnglish(all))
    this.name = 'FormulaError'
    this.code = code
    this.said = all
    this.position = place.position
    this.length = place.length
  }
}
