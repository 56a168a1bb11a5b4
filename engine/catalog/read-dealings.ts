import { parseWhere, WhereError, type DealingDeclaration } from '#model'
import type { FieldError } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import { isNear } from '../records/write/rule-test.ts'
import { said } from '../said/said.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { targetName } from './target-name.ts'

const most = 10
const known = ['kind', 'with', 'while', 'close', 'handOver']

/**
 * What an owner says of the business that the records of an added object are: of which kind, with whom, while
 * what holds, what ends it, and who looks after it.
 */
export function readDealings(
  model: ResolvedModel,
  object: ResolvedObject,
  given: unknown,
  errors: FieldError[],
): readonly DealingDeclaration[] {
  const list = given === null ? [] : given
  if (!Array.isArray(list) || list.length > most) {
    errors.push({
      field: 'dealings',
      code: 'dealings',
      message: said('Give a list of at most {most} kinds of business, or an empty one.', { most }),
    })
    return []
  }
  return list.flatMap((one: unknown, at) => readDealing(model, object, one, `dealings[${at}]`, errors) ?? [])
}

function readDealing(
  model: ResolvedModel,
  object: ResolvedObject,
  given: unknown,
  at: string,
  errors: FieldError[],
): DealingDeclaration | null {
  const faults: FieldError[] = []
  const dealing = (typeof given === 'object' && given !== null ? given : {}) as Record<string, unknown>
  const stray = Object.keys(dealing).find((key) => !known.includes(key))
  const fields = [dealing['with']].flat().map(String)
  const partners = fields.map((name) => partnerOf(model, object, name))
  const kinds = partners.map((partner) => partner?.declaration.states?.kinds.map(({ value }) => value) ?? [])
  const message = said(
    'Name fields that lead to a partner in “with”, and a kind of business that they have: {kinds}.',
    { kinds: [...new Set(kinds.flat())].join(', ') || '—' },
  )
  if (fields.length === 0 || partners.includes(undefined))
    faults.push({ field: `${at}.with`, code: 'with', message })
  else if (!kinds.every((all) => all.includes(String(dealing['kind']))))
    faults.push({ field: `${at}.kind`, code: 'kind', message })
  if (stray !== undefined)
    faults.push({ field: `${at}.${stray.slice(0, 80)}`, code: 'unknownSetting', message })
  checkWhile(model, object, dealing['while'], at, faults)
  checkEnd(object, dealing, at, faults)
  errors.push(...faults)
  return faults.length > 0 ? null : (dealing as unknown as DealingDeclaration)
}

function partnerOf(model: ResolvedModel, object: ResolvedObject, name: string): ResolvedObject | undefined {
  const field = object.fields.get(name)
  const target = field && model.objects.get(targetName(field) ?? '')
  const partner = target && model.objects.get(target.base)
  return partner?.declaration.states ? partner : undefined
}

function checkWhile(
  model: ResolvedModel,
  object: ResolvedObject,
  given: unknown,
  at: string,
  faults: FieldError[],
): void {
  if (given === undefined) return
  try {
    if (isNear(parseWhere(given, typeScope({ model, authority: 'action' }, object)))) return
  } catch (error) {
    if (!(error instanceof WhereError)) throw error
  }
  faults.push({
    field: `${at}.while`,
    code: 'while',
    message: said('Give a condition over the fields of the record itself, such as {"x_done":false}.'),
  })
}

function checkEnd(
  object: ResolvedObject,
  dealing: Record<string, unknown>,
  at: string,
  faults: FieldError[],
) {
  const close = dealing['close']
  const settable = (name: string) => {
    const field = object.fields.get(name)
    return field !== undefined && field.column !== null && field.field.how !== 'derived' && !field.system
  }
  const isClose =
    close === undefined || (typeof close === 'object' && close !== null && Object.keys(close).every(settable))
  const to = dealing['handOver']
  const user = to === undefined ? null : object.fields.get(String(to))
  const isUser = user === null || (user !== undefined && targetName(user) === 'user')
  if (isClose && isUser) return
  faults.push({
    field: isClose ? `${at}.handOver` : `${at}.close`,
    code: isClose ? 'handOver' : 'close',
    message: said('Name fields of the object: in “close” with their values, in “handOver” one of a user.'),
  })
}
