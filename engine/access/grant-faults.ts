import { parseWhere, WhereError } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { FieldError } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import { isChanged, isNoMore, valueOf } from '../records/write/check-kept-users.ts'
import type { Door } from '../records/write/door.ts'
import type { Draft } from '../records/write/draft.ts'
import { said } from '../said/said.ts'
import { saidOf } from '../said/said-of.ts'
import { overAlready } from './still-to-come.ts'

const isGone = said(
  'The condition of this right asks for what is not there any more. Mend the condition before you give the right anew.',
)

/**
 * What is at fault with a right that is given, or given anew: that its condition names what is not there, by
 * which it would give nothing, to the surprise of everyone. What is taken away or shortened is asked nothing.
 */
export function grantFaults(door: Door, object: ResolvedObject, draft: Draft): readonly FieldError[] {
  if (door.authority === 'action' || isNoMore(object, draft, given)) return []
  const of = door.model.objects.get(String(valueOf(object, draft, 'object') ?? ''))
  if (!of || overAlready(valueOf(object, draft, 'until'), door.today)) return []
  const faults = conditionFault(door.model, of, valueOf(object, draft, 'rows'))
  // Who gives it anew need not know what its condition names.
  const isTheirs = draft.kind === 'create' || isChanged(object, draft, 'rows')
  return isTheirs ? faults : faults.map((fault) => ({ ...fault, message: isGone }))
}

const given = ['post', 'group', 'user', 'object', 'rows', 'actions', 'see', 'change'] as const

/** That a condition of rights to an object names what is not there. */
export function conditionFault(model: ResolvedModel, object: ResolvedObject, rows: unknown): FieldError[] {
  if (typeof rows !== 'object' || rows === null || Object.keys(rows).length === 0) return []
  try {
    parseWhere(rows, typeScope({ model, authority: 'action' }, object))
    return []
  } catch (error) {
    if (error instanceof WhereError) return [{ field: 'rows', code: error.code, message: saidOf(error) }]
    throw error
  }
}
