import type { Language } from '../declaration.ts'
import type { Problem } from '../field-type.ts'
import { fillText } from './fill-text.ts'
import { problemsInEnglish, type ProblemCode, type ProblemTexts } from './problem-texts/en.ts'
import { problemsInLatvian } from './problem-texts/lv.ts'
import { problemsInGeorgian } from './problem-texts/ka.ts'
import { problemsInChinese } from './problem-texts/zh.ts'
import { problemsInRussian } from './problem-texts/ru.ts'

/**
 * The sentence of a field's problem in a language; one that field types did not make keeps its own sentence.
 */
export function problemText(problem: Problem, language: Language): string {
  if (language === 'en' || !Object.hasOwn(problemsInEnglish, problem.code)) return problem.message
  return fillText(texts[language][problem.code as ProblemCode], problem.params ?? {}) ?? problem.message
}

const texts: Readonly<Record<Exclude<Language, 'en'>, ProblemTexts>> = {
  lv: problemsInLatvian,
  ka: problemsInGeorgian,
  zh: problemsInChinese,
  ru: problemsInRussian,
}
