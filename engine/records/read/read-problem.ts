import { expressionText, WhereError, type Language } from '#model'
import { Problem } from '../../errors.ts'

/** Runs what reads a where-object; what is wrong with it becomes a 422 that names the place. */
export function withWhereProblems<V>(language: Language, work: () => V): V {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof WhereError)) throw error
    const field = error.path === '' ? 'where' : `where.${error.path}`
    const message = expressionText(error.said, language)
    throw new Problem(422, error.code, message, { errors: [{ field, code: error.code, message }] })
  }
}
