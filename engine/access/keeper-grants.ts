import type { ResolvedModel } from '../catalog/resolved-model.ts'
import type { Connection } from '../database/database.ts'
import type { Grant } from './compile-access.ts'
import { loadKeeping } from './keeping.ts'
import { pagesOf } from './settings-pages.ts'
import type { Standing } from './standing.ts'

/** Fields of a user by which one comes in as them, or by which others come to see what is theirs. */
export const entryFields = ['email', 'superior', 'party'] as const

/** What people decide about their own record where they keep the users. */
const ownFields = ['name', 'email', 'language', 'picture'] as const

/**
 * The standing with the users and substitutes that its page of the settings lets somebody keep, record by
 * record, so that whatever asks for a right asks for this one too.
 */
export async function withKeptUsers(
  database: Connection,
  model: ResolvedModel,
  user: string,
  standing: Standing | undefined,
  today: string,
): Promise<Standing | undefined> {
  if (!standing || standing.administrator || !pagesOf(standing.grants).has('users')) return standing
  const { reaches, holds } = await loadKeeping(database, model, user, today)
  const [reached, held] = [reaches, holds].map((ids) => [...ids].sort())
  const entry = new Set<string>(entryFields)
  const names = [...(model.objects.get('user')?.fields.values() ?? [])]
    .filter(({ name, system, custom }) => !system && !custom && !entry.has(name))
    .map(({ name }) => name)
  const keeps: Grant[] = [
    keep('user', ['change'], { id: { in: reached } }, names),
    keep('user', ['change', 'delete'], { id: { in: held } }, ['all']),
    keep('user', ['change'], { id: user }, ownFields),
    keep('substitution', ['create', 'change', 'delete'], { user: { in: held } }, ['all']),
  ]
  return { ...standing, grants: [...standing.grants, ...keeps], keeps }
}

function keep(object: string, actions: readonly string[], rows: unknown, change: readonly string[]): Grant {
  return { object, actions, rows, see: [], change }
}
