import type { AccessControl } from '../access/access-control.ts'
import type { CatalogParts } from '../catalog/catalog-change.ts'
import { bringDeclaredFormulas } from '../catalog/declared-formulas.ts'
import { bringSearchKeys } from './bring-search-keys.ts'

/** Brings records up to what this version of the program reckons of them: formulas, and keys of search. */
export async function bringRecords(parts: CatalogParts, access: AccessControl): Promise<void> {
  await bringDeclaredFormulas(parts, await access.systemActor('formulas'))
  const model = parts.live.model()
  await bringSearchKeys({ ...parts, model }, await access.systemActor('search keys'))
}
