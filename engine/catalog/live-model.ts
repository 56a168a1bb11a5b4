import type { Extension, ObjectDeclaration } from '#model'
import type { Database } from '../database/database.ts'
import { forAll } from '../database/wanted.ts'
import { loadCatalog } from './load-catalog.ts'
import type { CatalogRows } from './catalog-rows.ts'
import { resolveModel } from './resolve-model.ts'
import type { ResolvedModel } from './resolved-model.ts'

export type Declared = {
  readonly objects: readonly ObjectDeclaration[]
  readonly extensions: readonly Extension[]
}

/** The model as this process knows it, kept up with what any process changes. */
export type LiveModel = {
  /** As last heard; at most a second old where `current` was asked before. */
  model(): ResolvedModel
  /** The same with the objects that were retired: they keep their records, of which nobody reads. */
  kept(): ResolvedModel
  rows(): CatalogRows
  /** The model with every change that was made up to a second ago. */
  current(): Promise<ResolvedModel>
  /** Reads what was changed just now. */
  reload(): Promise<ResolvedModel>
}

/** Loads the model, and again whenever a process says that it changed. */
export async function openModel(database: Database, declared: Declared): Promise<LiveModel> {
  let rows: CatalogRows = { objects: [], fields: [], adjustments: [], rules: [] }
  let model = await load()
  let stale = false
  let loading: Promise<ResolvedModel> | undefined

  async function load(): Promise<ResolvedModel> {
    const { version, ...loaded } = await loadCatalog(database)
    rows = loaded
    return resolved(version, loaded)
  }

  function resolved(version: number, catalog: CatalogRows): ResolvedModel {
    const { objects: declarations, extensions } = declared
    return resolveModel({ version, declarations, extensions, catalog })
  }

  function kept(): ResolvedModel {
    return rows.objects.some(({ retired }) => retired) ? resolved(model.version, withRetired(rows)) : model
  }

  async function reload(): Promise<ResolvedModel> {
    stale = false
    try {
      const found = await load()
      if (found.version >= model.version) model = found
      return model
    } catch (error) {
      // Whoever asks next must not take the old model for the one that could not be read.
      stale = true
      throw error
    }
  }

  /**
   * One load at a time. Whoever asks while one runs that began before the change waits for another, also
   * where somebody else who waited has begun that one.
   */
  async function refresh(): Promise<ResolvedModel> {
    while (stale || loading) {
      loading ??= forAll(reload).finally(() => {
        loading = undefined
      })
      await loading
    }
    return model
  }

  database.listen('kontor_model', () => {
    stale = true
    refresh().catch(() => {
      // The database is away; `current` tries again before anything is answered.
    })
  })
  return {
    model: () => model,
    kept,
    rows: () => rows,
    async current() {
      if (!(await database.isCurrent())) stale = true
      return refresh()
    },
    reload: () => {
      stale = true
      return refresh()
    },
  }
}

function withRetired(rows: CatalogRows): CatalogRows {
  const objects = rows.objects.map(({ retired, declaration }) => {
    // Another object may have its path by now.
    const own = retired ? { ...declaration, path: `retired-${declaration.name}` } : declaration
    return { retired: false, declaration: own }
  })
  return { ...rows, objects }
}
