import type { TFunction } from 'i18next'
import { ApiProblem } from './problem.ts'

/** The sentence for people: the server's own, or ours where no server answered or the page itself failed. */
export function problemWords(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiProblem)) return t('kit.problem.page')
  if (error.code === 'offline') return t('kit.problem.offline')
  if (error.code === 'timeout') return t('kit.problem.timeout')
  if (error.status >= 500) return t('kit.problem.server')
  return error.message
}
