import type { Problem } from '../field-type.ts'
import { fillText } from './fill-text.ts'
import { problemsInEnglish, type ProblemCode } from './problem-texts/en.ts'

/** A value refused: the code, the English sentence, and what fills it. */
export function refuse(
  code: ProblemCode,
  params: NonNullable<Problem['params']> = {},
): { readonly problem: Problem } {
  const message = fillText(problemsInEnglish[code], params) ?? problemsInEnglish[code]
  return { problem: { code, message, ...(Object.keys(params).length > 0 ? { params } : {}) } }
}
