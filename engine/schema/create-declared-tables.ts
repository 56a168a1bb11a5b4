import type { Declared } from '../catalog/live-model.ts'
import { resolveModel } from '../catalog/resolve-model.ts'
import type { Database } from '../database/database.ts'
import { raw } from '../database/sql.ts'
import { databaseFunctions } from './database-functions.ts'
import { declaredSchema } from './declared-schema.ts'
import { introspect } from './introspect.ts'
import { schemaDifference } from './schema-difference.ts'

/** Makes whatever tables, columns and functions the declarations need and the database has not got. */
export async function createDeclaredTables(database: Database, declared: Declared): Promise<void> {
  const model = resolveModel({ version: 1, declarations: declared.objects, extensions: declared.extensions })
  await database.transaction(
    async (tx) => {
      const statements = [
        ...databaseFunctions,
        ...schemaDifference(await introspect(tx), declaredSchema(model)),
      ]
      if (statements.length > 0) await tx.query(raw(statements.join(';\n')))
    },
    { statementMilliseconds: 0 },
  )
}
