import { isTimeZone } from '#model'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { FieldError } from '../errors.ts'
import type { Draft } from '../records/write/draft.ts'
import { said } from '../said/said.ts'

/** What is no time zone is not kept as one: no day could be told by it to whoever works for the company. */
export function companyFaults(object: ResolvedObject, draft: Draft): readonly FieldError[] {
  const field = object.fields.get('timeZone')
  const zone = field && draft.values.get(field)
  if (typeof zone !== 'string' || isTimeZone(zone)) return []
  const message = said('Name a time zone such as Europe/Riga.')
  return [{ field: 'timeZone', code: 'notTimeZone', message }]
}
