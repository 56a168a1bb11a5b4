import type { ResolvedModel } from './catalog/resolved-model.ts'
import type { Database } from './database/database.ts'
import { ensureSequence } from './sequences/next-numbers.ts'
import { beginSearchKeys } from './search/bring-search-keys.ts'
import { indexPosts } from './system/index-posts.ts'
import { seed } from './system/seed.ts'

/** What an installation begins with, and what a new version adds. */
export async function beginWith(database: Database, model: ResolvedModel): Promise<void> {
  await ensureSequences(database, model)
  await beginSearchKeys(database)
  await seed(database, model)
  await indexPosts(database, model)
}

async function ensureSequences(database: Database, model: ResolvedModel): Promise<void> {
  for (const object of model.objects.values()) {
    for (const field of object.fields.values()) {
      if (field.field.type !== 'sequenceNumber' || field.owner !== object.name) continue
      await database.transaction((tx) => ensureSequence(tx, object, field))
    }
  }
}
