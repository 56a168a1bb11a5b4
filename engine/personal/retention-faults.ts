import { expressionText, parseWhere, WhereError } from '#model'
import { actsBeyondKey } from '../access/acts-by-itself.ts'
import { faultOfSight, isWhole, scopeOf } from '../catalog/wholly-seen.ts'
import type { ResolvedObject } from '../catalog/resolved-model.ts'
import type { FieldError } from '../errors.ts'
import type { Door } from '../records/write/door.ts'
import { valueAfter, type Draft } from '../records/write/draft.ts'
import { storedKey } from '../records/stored.ts'
import { isDayField } from './kept-until.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'

const acts: readonly string[] = ['object', 'where', 'dayField', 'months', 'outcome', 'active']
const asks: readonly string[] = ['object', 'where', 'dayField']

/**
 * Of whom a rule brings up tells what it asks, and one that acts by itself erases whom it finds: whoever is
 * no administrator lets it ask only what they see on every record, count from days that they see there, and
 * act by itself only where they see all of the records. What names nothing no administrator asks either, for
 * nothing would go by such a rule.
 */
export function retentionFaults(door: Door, object: ResolvedObject, draft: Draft): readonly FieldError[] {
  const { actor, authority, model } = door
  if (authority === 'action') return []
  const valueOf = (name: string): unknown => {
    const field = object.fields.get(name)
    return field ? valueAfter(draft, field, storedKey(object, field)) : null
  }
  const isTouched = (names: readonly string[]) =>
    [...draft.values.keys()].some(({ name }) => names.includes(name))
  const name = String(valueOf('object'))
  const face = model.objects.get(name) ?? model.byPath.get(name)
  if (!face || !isTouched(acts)) return []
  // One that is switched off does nothing, and is switched off as it is.
  const isAsked = valueOf('active') !== false && isTouched([...asks, 'active'])
  if (actor.access.administrator) return isAsked ? unknownIn(door, face, valueOf) : []
  const isActing = valueOf('outcome') === 'anonymise' && valueOf('active') !== false
  const faults: FieldError[] = actsBeyondKey(actor, 'outcome', isActing)
  const fault = (field: string, message: Sentence) => faults.push({ field, code: 'unseen', message })
  if (valueOf('outcome') === 'anonymise' && !isWhole(actor, face, undefined)) fault('outcome', notAll)
  if (!isTouched(asks)) return faults
  const unseen = faultOfWhere(door, face, valueOf('where'))
  if (unseen) fault('where', unseen)
  const day = valueOf('dayField')
  const field = typeof day === 'string' ? face.fields.get(day) : undefined
  if (day !== null && !(field && isWhole(actor, face, field))) fault('dayField', notSeen)
  else if (day !== null && !isDayField(face, day)) fault('dayField', noDay)
  return faults
}

function unknownIn(door: Door, face: ResolvedObject, valueOf: (name: string) => unknown): FieldError[] {
  const day = valueOf('dayField')
  const asked = {
    where: valueOf('where'),
    dayField: typeof day === 'string' ? { [day]: { set: true } } : null,
  }
  const faults = Object.entries(asked).flatMap(([field, where]): FieldError[] => {
    const message = faultOfWhere(door, face, where)
    return message === null ? [] : [{ field, code: 'unknown', message }]
  })
  const isNamed = !faults.some(({ field }) => field === 'dayField')
  if (day !== null && isNamed && !isDayField(face, day))
    faults.push({ field: 'dayField', code: 'noDay', message: noDay })
  return faults
}

const notAll = said(
  'Only who sees all of these records lets a rule act by itself. Let people look through them, or ask an administrator.',
)
const notSeen = said('It names what you do not see. Leave it out, or ask an administrator.')

const noDay = said('Name a field of these records that holds a day or an instant.')

function faultOfWhere({ actor, model }: Door, face: ResolvedObject, where: unknown): Sentence | null {
  if (where === null) return null
  try {
    return faultOfSight(model, actor, face, parseWhere(where, scopeOf(model, actor, face)))
  } catch (error) {
    if (!(error instanceof WhereError)) throw error
    return expressionText(error.said, actor.language)
  }
}
