import { expressionText, parseWhere, WhereError, type Language } from '#model'
import type { ResolvedModel } from './resolved-model.ts'
import { faultOfSight, scopeOf, type Shaper } from './wholly-seen.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

/** A where-object over the records that may be chosen, given as an object or as the text of one. */
export function readCondition(
  model: ResolvedModel,
  to: string,
  given: unknown,
  { language, shaper }: { readonly language: Language; readonly shaper: Shaper },
): { readonly where: object } | { readonly fault: Sentence } {
  const target = model.objects.get(to)
  if (!target) return { fault: said('Name the object whose records may be chosen first.') }
  try {
    const where: unknown = typeof given === 'string' ? JSON.parse(given) : given
    const unseen = faultOfSight(model, shaper, target, parseWhere(where, scopeOf(model, shaper, target)))
    if (unseen) return { fault: unseen }
    return { where: where as object }
  } catch (error) {
    if (error instanceof WhereError) return { fault: expressionText(error.said, language) }
    if (error instanceof SyntaxError)
      return { fault: said('Write the condition as JSON, such as {"active":true}.') }
    throw error
  }
}
