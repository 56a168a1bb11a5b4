import type { DescribedObject } from '../../../api/model.ts'
import type { EditedGrant } from './edited-grants.ts'

const own = { in: '$myCompanies' }

/** How the lines stand to the companies of the group: `open` where no line is behind a wall. */
export type Wall = 'open' | 'some' | 'walled'

/**
 * The field in which records of an object name the companies that deal with them; undefined where they name
 * none.
 */
export function companiesField(object: DescribedObject | undefined): string | undefined {
  return object?.fields.find(({ type, settings }) => type === 'references' && settings['to'] === 'company')
    ?.name
}

/** Whether what the lines open ends at the companies of whoever holds them. */
export function wallOf(grants: readonly EditedGrant[], objects: readonly DescribedObject[]): Wall {
  const states = grants.filter(opens).flatMap((grant) => {
    const field = fieldOf(grant, objects)
    return field === undefined ? [] : [isBehind(grant.rows, field)]
  })
  if (!states.includes(true)) return 'open'
  return states.includes(false) ? 'some' : 'walled'
}

/** A line by which partners are only entered, among one's own companies, opens none and stands as it is. */
function opens({ actions }: EditedGrant): boolean {
  return actions.includes('read')
}

/** Whether there is anything that a wall could stand before. */
export function canBeWalled(grants: readonly EditedGrant[], objects: readonly DescribedObject[]): boolean {
  return grants.some((grant) => fieldOf(grant, objects) !== undefined)
}

/**
 * The lines with a wall between companies, or without: of records that name companies those remain that name
 * one of the holder’s. What else a line asks for stays. Records that are seen with such a record follow it.
 */
export function withWall(
  grants: readonly EditedGrant[],
  objects: readonly DescribedObject[],
  isWalled: boolean,
): EditedGrant[] {
  return grants.map((grant) => {
    const field = fieldOf(grant, objects)
    if (field === undefined || isBehind(grant.rows, field) === isWalled) return grant
    if (!isWalled && !opens(grant)) return grant
    return { ...grant, rows: isWalled ? behind(grant.rows, field) : inFront(grant.rows, field) }
  })
}

function fieldOf({ object, actions }: EditedGrant, objects: readonly DescribedObject[]): string | undefined {
  return actions.length === 0 ? undefined : companiesField(objects.find(({ name }) => name === object))
}

function isBehind(rows: EditedGrant['rows'], field: string): boolean {
  if (rows === null) return false
  return isWall(rows, field) || (Array.isArray(rows['all']) && rows['all'].some((one) => isWall(one, field)))
}

function isWall(condition: unknown, field: string): boolean {
  if (typeof condition !== 'object' || condition === null) return false
  return JSON.stringify((condition as Record<string, unknown>)[field]) === JSON.stringify(own)
}

function behind(rows: EditedGrant['rows'], field: string): Record<string, unknown> {
  if (rows === null || !(field in rows)) return { ...rows, [field]: own }
  return { all: [rows, { [field]: own }] }
}

function inFront(rows: EditedGrant['rows'], field: string): EditedGrant['rows'] {
  if (rows === null) return null
  const { [field]: asked, all, ...rest } = rows
  const kept = isWall(rows, field) || asked === undefined ? rest : { ...rest, [field]: asked }
  const conditions: readonly unknown[] = Array.isArray(all) ? all : []
  const others = conditions.filter((one) => !isOnlyWall(one, field))
  // What the wall was put beside stands by itself again.
  const isBeside = others.length === 1 && conditions.length === 2 && Object.keys(kept).length === 0
  if (isBeside) return others[0] as Record<string, unknown>
  const whole = others.length > 0 ? { ...kept, all: others } : kept
  return Object.keys(whole).length > 0 ? whole : null
}

function isOnlyWall(condition: unknown, field: string): boolean {
  return isWall(condition, field) && Object.keys(condition as object).length === 1
}
