import type { Language } from '#model'
import { Refusal } from '../errors.ts'
import type { RowProblem } from './table.ts'
import { fillingIn } from './not-a-table.ts'
import { tableTexts } from './table-texts.ts'

/** The sentence of a problem with a file or a row of it, in a language; others keep their own sentence. */
export function tableText(problem: RowProblem, language: Language): string {
  const name = problem.code.replace(/^table\./, '')
  if (language === 'en' || !Object.hasOwn(tableTexts, name)) return problem.message
  return tableTexts[name as keyof typeof tableTexts][language].replace(/\{(\w+)\}/g, (place, key: string) =>
    fillingIn(language, problem.params?.[key] ?? place),
  )
}

/** Does what reads or writes a file; why that cannot be is said in the language. */
export async function inLanguage<T>(language: Language, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.code, tableText(error, language), error.params)
  }
}
