import type { Field, ObjectDeclaration } from '#model'
import type { Connection } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { AddedRules, Adjustment, CatalogField, CatalogRows } from './catalog-rows.ts'

export type LoadedCatalog = CatalogRows & { readonly version: number }

type Row = {
  readonly version: number
  readonly objects: readonly { declaration: ObjectDeclaration; retired: boolean }[]
  readonly fields: readonly (Omit<CatalogField, 'declaration'> & { declaration: Field })[]
  readonly adjustments: readonly Adjustment[]
  readonly rules: readonly AddedRules[]
  readonly pending: readonly string[]
}

/** Everything that was added and adjusted at run time, as of one moment. */
export async function loadCatalog(connection: Connection): Promise<LoadedCatalog> {
  const [row] = await connection.query<Row>(sql`
    select coalesce((select (value ->> 'version')::int from engine_state where key = 'model'), 1) as version,
      (select coalesce(json_agg(json_build_object(
                'declaration', declaration, 'retired', retired_at is not null) order by created_at, name), '[]')
         from catalog_object) as objects,
      (select coalesce(json_agg(json_build_object(
                'object', object, 'name', name, 'declaration', declaration, 'column', column_name, 'pending', pending,
                'retired', retired_at is not null, 'erased', erased_at is not null,
                'becoming', (select value ->> 'type' from engine_state s
                             where s.key = 'changing ' || f.object || ' ' || f.name)) order by place), '[]')
         from catalog_field f) as fields,
      (select coalesce(json_agg(json_build_object('object', object, 'field', field, 'changes', changes)), '[]')
         from catalog_adjustment) as adjustments,
      (select coalesce(json_agg(json_build_object('object', object, 'rules', rules)), '[]') from catalog_rule) as rules,
      (select coalesce(json_agg(substr(key, 9)), '[]') from engine_state where key like 'pending %') as pending`)
  if (!row) throw new Error('The catalog gave no answer.')
  return row
}

/** Says that the model is another one now; all processes hear of it when the transaction commits. */
export async function raiseModelVersion(tx: Connection): Promise<number> {
  const [row] = await tx.query<{ version: number }>(sql`
    insert into engine_state (key, value) values ('model', '{"version": 2}')
    on conflict (key) do update
      set value = jsonb_build_object('version', (engine_state.value ->> 'version')::int + 1)
    returning (value ->> 'version')::int as version`)
  return row?.version ?? 1
}
