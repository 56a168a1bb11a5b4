import { check, checkText } from '#check'
import { expressionText, FormulaError, FormulaValueError } from '#model'
import { evaluateWithRates, fieldErrors, Problem, type Actor, type Engine, type Sentence } from '#engine'
import type { FastifyInstance } from 'fastify'
import { actorOf } from './session.ts'
import { bodyObject } from './write-params.ts'
import { said } from './said.ts'

const kinds = ['tax-number', 'company-number', 'phone', 'email', 'iban', 'postal-code'] as const
type Kind = (typeof kinds)[number]

/** Checks of single values, and formulas tried out on values, for entry forms and for programs. */
export function checkRoutes(app: FastifyInstance, engine: Engine): void {
  app.post<{ Params: { kind: string } }>('/checks/:kind', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    const kind = kinds.find((one) => one === request.params.kind)
    if (!kind)
      throw new Problem(
        404,
        'notFound',
        said('There is no such check. There are: {kinds}.', { kinds: kinds.join(', ') }),
      )
    return checked(kind, bodyObject(request), actor.language)
  })
  app.post('/formulas/evaluate', { config: { once: 'anew' } }, async (request) => {
    const actor = await actorOf(engine, request)
    const { formula, values = {} } = bodyObject(request)
    if (typeof formula !== 'string')
      throw needed('formula', said('Give the formula as text, such as "ROUND(price * 1.21, 2)".'))
    if (typeof values !== 'object' || values === null || Array.isArray(values)) {
      throw needed('values', said('Give the values as {"price": {"type": "decimal", "value": "12.50"}}.'))
    }
    return evaluated(engine, actor, formula, values)
  })
}

function checked(kind: Kind, body: Record<string, unknown>, language: Actor['language']) {
  const { value, country, type } = body
  if (typeof value !== 'string') throw needed('value', said('Give the value to check as text.'))
  if (value.length > 1_000) throw needed('value', said('No such value is longer than 1,000 characters.'))
  const result = check(kind, {
    value,
    ...(typeof country === 'string' ? { country: country.slice(0, 10) } : {}),
    ...(typeof type === 'string' ? { type: type.slice(0, 40) } : {}),
  })
  return { ...result, reason: checkText(result.code, result.params, language) }
}

/** A mistake in the formula is a 422 that says where it stands. */
async function evaluated(engine: Engine, actor: Actor, formula: string, values: object) {
  try {
    return await evaluateWithRates(engine.database, engine.model(), actor, {
      formula,
      values: values as never,
    })
  } catch (error) {
    if (error instanceof FormulaError) throw formulaProblem(error, actor.language)
    if (error instanceof FormulaValueError)
      throw fieldErrors([
        { field: error.field, code: error.code, message: expressionText(error.said, actor.language) },
      ])
    throw error
  }
}

function formulaProblem({ code, said, position }: FormulaError, language: Actor['language']): Problem {
  const message = expressionText(said, language)
  return new Problem(422, 'formula', message, { position, errors: [{ field: 'formula', code, message }] })
}

function needed(field: string, message: Sentence): Problem {
  return fieldErrors([{ field, code: 'required', message }])
}
