import type { StateRule, StatesDeclaration } from '#model'
import type { ResolvedModel, ResolvedObject } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import { id, join, raw, sql } from '../database/sql.ts'

/** In which state a record is, on each face that has one and that it plays. */
export type FaceState = { readonly face: ResolvedObject; readonly state: string | null }

/**
 * The states of many records of one object, by one statement. They are held until the transaction ends:
 * whoever is changing one is waited for, and nobody changes one before what is begun by it is there to be
 * seen. Others who begin something hold them as well, and nobody waits for those.
 */
export async function statesOf(
  connection: Connection,
  model: ResolvedModel,
  partner: ResolvedObject,
  records: readonly string[],
): Promise<Map<string, readonly FaceState[]>> {
  const faces = facesWithState(model, partner)
  if (faces.length === 0 || records.length === 0) return new Map()
  const columns = faces.flatMap(({ face, column }, at) => [
    sql`${face.roleColumn ? id('t', face.roleColumn) : raw('true')} as ${id(`plays${at}`)}`,
    sql`${id('t', column)} as ${id(`state${at}`)}`,
  ])
  const rows = await connection.query<Record<string, unknown>>(
    sql`select t.id, ${join(columns)} from ${id(partner.table)} t where t.id = any(${records}::uuid[])
        order by t.id for key share`,
  )
  return new Map(
    rows.map((row) => [
      row['id'] as string,
      faces.flatMap(({ face }, at) =>
        row[`plays${at}`] === true ? [{ face, state: (row[`state${at}`] ?? null) as string | null }] : [],
      ),
    ]),
  )
}

function facesWithState(model: ResolvedModel, partner: ResolvedObject) {
  const name = partner.declaration.states?.field ?? ''
  const faces = [partner, ...partner.roles.flatMap((role) => model.objects.get(role) ?? [])]
  return faces.flatMap((face) => {
    const field = face.fields.get(name)
    return field && field.owner === face.name && field.column !== null ? [{ face, column: field.column }] : []
  })
}

/** What the matrix says of a state and a kind; what it does not name is open. */
export function ruleOf(states: StatesDeclaration, state: string | null, kind: string): StateRule {
  return (state === null ? undefined : states.rules[state]?.[kind]) ?? {}
}

/** Whether any state stands against what is begun of a kind; most talk is always open. */
export function isEverClosed(states: StatesDeclaration, kind: string): boolean {
  return Object.values(states.rules).some((rules) => rules[kind]?.begin !== undefined)
}

export const severity = { open: 0, warned: 1, refused: 2 } as const

/**
 * The state that decides whether something is begun: that of the role named, or of the most open role where
 * the record itself is named. Null where nothing stands against it.
 */
export function decisive(
  states: StatesDeclaration,
  all: readonly FaceState[],
  kind: string,
  named: ResolvedObject | null,
): (FaceState & { readonly begin: 'refused' | 'warned' }) | null {
  const concerned = named ? all.filter(({ face }) => face === named) : all
  const [mildest] = concerned
    .map((one) => ({ ...one, begin: ruleOf(states, one.state, kind).begin ?? ('open' as const) }))
    .toSorted((left, right) => severity[left.begin] - severity[right.begin])
  return mildest && mildest.begin !== 'open' ? { ...mildest, begin: mildest.begin } : null
}
