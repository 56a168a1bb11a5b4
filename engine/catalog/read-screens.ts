import { parseWhere, WhereError, type ListDeclaration, type SectionDeclaration } from '#model'
import type { FieldError } from '../errors.ts'
import { typeScope } from '../query/type-scope.ts'
import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import { said } from '../said/said.ts'
import type { Sentence } from '../said/sayer.ts'
import { saidOf } from '../said/said-of.ts'

const mostLists = 50
const mostSections = 50
const mostNames = 500

/** Lists as an administrator arranges them, by name: their columns, order and filter. */
export function readLists(
  model: ResolvedModel,
  object: ResolvedObject,
  given: unknown,
  errors: FieldError[],
): Readonly<Record<string, ListDeclaration>> {
  const entries = isPlain(given) ? Object.entries(given) : []
  if (!isPlain(given) || entries.length > mostLists) {
    errors.push(
      fault(
        'lists',
        said('Give at most {most} lists by their names, each with its columns.', { most: mostLists }),
      ),
    )
    return {}
  }
  for (const [name, list] of entries) {
    const at = `lists.${name.slice(0, 40)}`
    if (!/^[a-zA-Z][a-zA-Z0-9]{0,39}$/.test(name) || !isPlain(list)) {
      errors.push(fault(at, said('Name a list by letters, and give its columns, sort, where and label.')))
      continue
    }
    const { columns, sort = [], where = {}, label } = list
    const order = [sort].flat().map((one) => (typeof one === 'string' ? one.replace(/^-/, '') : one))
    if (!areFields(object, columns))
      errors.push(fault(at, said('Its columns are a list of fields of the object.')))
    if (!areFields(object, order)) errors.push(fault(at, said('It is sorted by fields of the object.')))
    if (label !== undefined && !isLabel(label)) errors.push(fault(at, said('Its label is a text.')))
    const wrong = faultOfWhere(model, object, where)
    if (wrong) errors.push(fault(at, wrong))
  }
  return given as Record<string, ListDeclaration>
}

/** The card as an administrator arranges it: sections with the fields in them. */
export function readCard(
  model: ResolvedModel,
  object: ResolvedObject,
  given: unknown,
  errors: FieldError[],
): readonly SectionDeclaration[] {
  if (!Array.isArray(given) || given.length > mostSections) {
    errors.push(fault('card', said('Give at most {most} sections, as a list.', { most: mostSections })))
    return []
  }
  given.forEach((section: unknown, number) => {
    const at = `card.${number}`
    if (!isPlain(section) || !isLabel(section['section']) || !areFields(object, section['fields'])) {
      errors.push(fault(at, said('A section has a heading and a list of fields of the object.')))
    } else {
      const wrong = faultOfWhere(model, object, section['when'] ?? {})
      if (wrong) errors.push(fault(at, wrong))
    }
  })
  return given as readonly SectionDeclaration[]
}

function areFields(object: ResolvedObject, given: unknown): boolean {
  return (
    Array.isArray(given) &&
    given.length <= mostNames &&
    given.every((name) => typeof name === 'string' && object.fields.has(name))
  )
}

function faultOfWhere(model: ResolvedModel, object: ResolvedObject, where: unknown): Sentence | null {
  try {
    parseWhere(where, typeScope({ model, authority: 'action' }, object))
    return null
  } catch (error) {
    if (error instanceof WhereError) return saidOf(error)
    throw error
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isLabel(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= 100
}

function fault(field: string, message: Sentence): FieldError {
  return { field, code: 'form', message }
}
