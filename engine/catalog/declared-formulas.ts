import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../access/actor.ts'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { formulaGraph, type StoredFormula } from '../records/write/formula-graph.ts'
import { isLarge } from './bring-table-to.ts'
import { changeCatalog, type CatalogParts } from './catalog-change.ts'
import { computeNow } from './compute-now.ts'
import type { ResolvedModel } from './resolved-model.ts'

/** What each formula was when its values were last worked out, by its object and field. */
type Known = Readonly<Record<string, string>>

/**
 * Gives records their values of formulas that a new version of the program declares, or words differently:
 * at once where there are few, else by a job, and the field is pending until then.
 */
export async function bringDeclaredFormulas(parts: CatalogParts, actor: Actor): Promise<void> {
  const declared = declaredFormulas(parts.live.model())
  if (isDeepStrictEqual(await knownFormulas(parts.database), textsOf(declared))) return
  await changeCatalog(parts, actor, async (change) => {
    const { tx } = change
    const known = await knownFormulas(tx)
    for (const formula of declared.filter((one) => known[keyOf(one)] !== textOf(one))) {
      const { face, field } = formula
      if (await isLarge(tx, face.table)) {
        await tx.query(
          sql`insert into engine_state (key, value) values (${`pending ${keyOf(formula)}`}, 'true')
              on conflict (key) do nothing`,
        )
        const payload = {
          object: face.name,
          field: field.name,
          later: [],
          search: false,
          after: null,
          done: 0,
        }
        await parts.jobs.add(tx, 'finish field', payload, { actor, label: field.field.label })
      } else await computeNow(parts, change, parts.live.model(), face, field, false)
    }
    await tx.query(
      sql`insert into engine_state (key, value) values ('formulas', ${JSON.stringify(textsOf(declared))}::jsonb)
          on conflict (key) do update set value = excluded.value`,
    )
  })
}

function declaredFormulas(model: ResolvedModel): StoredFormula[] {
  const tables = [...model.objects.values()].filter(({ isRole }) => !isRole)
  return tables.flatMap(({ name }) => formulaGraph(model).ofTable(name)).filter(({ field }) => !field.custom)
}

async function knownFormulas(connection: Connection): Promise<Known> {
  const [row] = await connection.query<{ value: Known }>(
    sql`select value from engine_state where key = 'formulas'`,
  )
  return row?.value ?? {}
}

function textsOf(formulas: readonly StoredFormula[]): Known {
  return Object.fromEntries(formulas.map((formula) => [keyOf(formula), textOf(formula)]))
}

function keyOf({ face, field }: StoredFormula): string {
  return `${face.name}.${field.name}`
}

function textOf({ field: { field } }: StoredFormula): string {
  return `${String(field['gives'])}: ${String(field['formula'])}`
}
