import { inEnglish, type Said } from './said.ts'

/**
 * Why a where-object was not taken: where in it, a stable code, and a sentence that says what to do.
 * `expressionText` gives it in other languages.
 */
export class WhereError extends Error {
  readonly path: string
  readonly code: string
  readonly said: readonly Said[]

  constructor(path: string, code: string, said: Said) {
    super(inEnglish([said]))
    this.name = 'WhereError'
    this.path = path
    this.code = code
    this.said = [said]
  }
}
