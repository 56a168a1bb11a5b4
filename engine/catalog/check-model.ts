import type { ResolvedModel, ResolvedObject } from './resolved-model.ts'
import type { FormulaFault } from './settle-formulas.ts'
import { dealingsOf } from '../dealings/dealings-of.ts'
import { isNear } from '../records/write/rule-test.ts'
import { faultsOfOwned } from './check-owned.ts'
import { faultsOfSight } from './check-seen-with.ts'
import { targetName } from './target-name.ts'

/** Throws with everything in a model that names what does not exist, or stands in each other's way. */
export function checkModel(model: ResolvedModel, formulas: readonly FormulaFault[]): void {
  const faults = [...model.objects.values()].flatMap((object) => [
    ...faultsOfNames(object),
    ...faultsOfTargets(model, object),
    ...faultsOfColumns(object),
    ...faultsOfDealings(model, object),
    ...faultsOfSight(model, object),
    ...faultsOfOwned(model, object),
  ])
  for (const { object, field, message } of formulas) {
    // One that users added has been left out of the model instead.
    if (model.objects.get(object)?.fields.has(field))
      faults.push(`The formula ${object}.${field} is not right. ${String(message)}`)
  }
  if (model.byPath.size < model.objects.size) faults.push('Two objects have the same path.')
  if (faults.length > 0) throw new Error(`The model contradicts itself:\n${faults.join('\n')}`)
}

function faultsOfNames(object: ResolvedObject): string[] {
  const named: [string, string][] = [
    ['its title', String(object.title)],
    ...Object.values(object.declaration.titles ?? {}).map((name): [string, string] => [
      'its title in another language',
      String(name),
    ]),
    ...Object.entries(object.lists).flatMap(([list, { columns, sort }]) => [
      ...columns.map((name): [string, string] => [`the list ${list}`, String(name)]),
      ...([sort ?? []].flat() as string[]).map((name): [string, string] => [
        `the sort of ${list}`,
        name.replace(/^-/, ''),
      ]),
    ]),
    ...object.card.flatMap(({ section, fields }) =>
      fields.map((name): [string, string] => [`the section ${section}`, String(name)]),
    ),
    ...(object.declaration.indexes ?? []).flatMap((names) =>
      names.map((name): [string, string] => ['an index', String(name)]),
    ),
    ...(object.declaration.tree ? [['its tree', String(object.declaration.tree)] as [string, string]] : []),
    ...(object.declaration.owned
      ? [['its owner', String(object.declaration.owned.via)] as [string, string]]
      : []),
  ]
  return named
    .filter(([, name]) => !object.fields.has(name))
    .map(([where, name]) => `${object.name} has no field ${name}, which ${where} names.`)
}

function faultsOfTargets(model: ResolvedModel, object: ResolvedObject): string[] {
  return [...object.fields.values()].flatMap(({ name, field, type }) => {
    const value = type.valueType(field)
    if (value.kind === 'lines') {
      const lines = model.objects.get(value.of)
      if (!lines) return [`${object.name}.${name} shows lines of ${value.of}, which is not declared.`]
      return lines.fields.has(value.via)
        ? []
        : [`${object.name}.${name} goes by ${value.of}.${value.via}, which is no field.`]
    }
    const to = targetName({ field, type })
    return to === null || model.objects.has(to)
      ? []
      : [`${object.name}.${name} refers to ${to}, which is not declared.`]
  })
}

/** A dealing that leads nowhere would guard nothing. What users added may lose a field. */
function faultsOfDealings(model: ResolvedModel, object: ResolvedObject): string[] {
  if (object.custom) return []
  const declared = (object.declaration.dealings ?? []).flatMap((one) =>
    one.with.map((name) => ({ one, name })),
  )
  const found = dealingsOf(model, object)
  return [
    ...declared
      .filter(({ one, name }) => !found.some((known) => known.declared === one && known.field.name === name))
      .map(({ one, name }) => `${object.name}.${String(name)} is no business of the kind ${one.kind}.`),
    ...found
      .filter(({ holds }) => holds !== null && !isNear(holds))
      .map(({ kind }) => `Whether ${object.name} is ${kind.value} is asked of other records.`),
  ]
}

function faultsOfColumns(object: ResolvedObject): string[] {
  const kept = ['id', 'version', ...(object.declaration.owned ? ['position'] : [])]
  const taken = new Map(kept.map((name) => [name, name]))
  return [...object.fields.values()].flatMap(({ name, column }) => {
    if (column === null) return []
    const other = taken.get(column)
    taken.set(column, name)
    return other === undefined ? [] : [`${object.name}.${name} and ${other} have the same column ${column}.`]
  })
}
