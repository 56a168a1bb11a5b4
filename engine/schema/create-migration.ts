import { resolveModel } from '../catalog/resolve-model.ts'
import { openDatabase } from '../database/database.ts'
import { raw } from '../database/sql.ts'
import type { Module } from '../module.ts'
import { systemObjects } from '../system/system-objects.ts'
import { databaseFunctions } from './database-functions.ts'
import { declaredSchema } from './declared-schema.ts'
import { introspect } from './introspect.ts'
import { migrate, readMigrations, type Migration } from './migrate.ts'
import { renderSchema } from './render-schema.ts'
import { schemaDifference } from './schema-difference.ts'

/**
 * Runs all migrations on an empty database, and says what is still missing for the declarations, and how
 * everything looks then.
 */
export async function createMigration(
  databaseUrl: string,
  modules: readonly Module[],
): Promise<{ statements: string[]; schema: string }> {
  const database = openDatabase({ url: databaseUrl })
  try {
    const migrations = await readMigrations()
    await migrate(database, migrations)
    const model = resolveModel({
      version: 1,
      declarations: [...systemObjects, ...modules.flatMap((module) => module.objects)],
      extensions: modules.flatMap((module) => module.extensions ?? []),
    })
    const wanted = declaredSchema(model)
    const present = await introspect(database)
    const statements = [
      ...missingFunctions(migrations),
      ...schemaDifference(present, wanted),
      ...abandoned(present, wanted),
    ]
    if (statements.length > 0) await database.transaction((tx) => tx.query(raw(statements.join(';\n'))))
    return { statements, schema: renderSchema(await introspect(database)) }
  } finally {
    await database.close()
  }
}

/** Functions whose present text no migration holds. */
function missingFunctions(migrations: readonly Migration[]): string[] {
  const texts = migrations.map(({ text }) => text)
  return databaseFunctions.filter((statement) => !texts.some((text) => text.includes(statement)))
}

/** Tables of objects that are declared no more, told by the column that every object's table has. */
function abandoned(present: ReturnType<typeof declaredSchema>, wanted: typeof present): string[] {
  return [...present]
    .filter(
      ([name, table]) => !wanted.has(name) && table.columns.has('updated_by') && table.columns.has('version'),
    )
    .map(([name]) => `drop table "${name}"`)
}
