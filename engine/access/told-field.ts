import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { called } from '../said/called.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'
import type { Rows } from './actor.ts'
import { toldRows } from './compile-access.ts'
import type { Question } from './explain.ts'
import { writes } from './what-it-takes.ts'

/** To whom a field of one user alone is told: to this one, to another, or it hangs on the record. */
export type ToldTo = 'them' | 'another' | 'asked'

/** The same of a question that reads such a field; null for all others. */
export async function toldTo(
  model: ResolvedModel,
  { object, field, record, action }: Question,
  holds: (rows: Rows) => Promise<boolean>,
): Promise<ToldTo | null> {
  const rows = field === undefined || writes(action) ? undefined : toldRows(model, object, field)
  if (rows === undefined) return null
  if (record === undefined) return 'asked'
  return (await holds(rows)) ? 'them' : 'another'
}

/** Says so; the fields are called by their words to who may know of them. */
export function toldSays({ asker, object, field: name = '', actor }: Question, to: ToldTo): Said {
  const field = object.fields.get(name)
  const whose = object.fields.get(field?.field.toldTo ?? '')
  const knows = (one: string) =>
    asker.access.administrator || asker.access.object(object.name)?.see(one) !== undefined
  const words = { name: actor.name, field: field && knows(name) ? called(field.field) : name }
  if (to === 'them') return said('The field “{field}” of this record is told to {name} alone.', words)
  if (!whose || !knows(whose.name))
    return to === 'asked'
      ? said('The field “{field}” only of records of which it is told to {name} alone.', words)
      : said('But the field “{field}” of this record is told to one user alone, and not to {name}.', words)
  const more = { ...words, whose: called(whose.field) }
  return to === 'asked'
    ? said(
        'The field “{field}” only of records with {name} in the field “{whose}”: it is told to them alone.',
        more,
      )
    : said(
        'But the field “{field}” is told only to who stands in the field “{whose}” of the record, and not to {name}.',
        more,
      )
}
