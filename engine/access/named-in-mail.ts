import { mayNameUser } from '../audit/named-users.ts'
import type { ResolvedModel } from '../catalog/resolved-model.ts'
import { raw, type Sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import type { AccessControl } from './access-control.ts'

type Parts = { readonly model: () => ResolvedModel; readonly access: Pick<AccessControl, 'actorFor'> }

/**
 * Whether the user who gets a mail may be told who the user of `alias` is, by their rights as it goes out: a
 * partner's people know us by the firm.
 */
export async function namedInMail({ access, model }: Parts, user: unknown, alias: string): Promise<Sql> {
  if (typeof user !== 'string') return raw('false')
  try {
    const actor = await access.actorFor({ user, source: 'job', request: 'mail' })
    return mayNameUser({ model: model(), actor, authority: 'actor' }, alias)
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return raw('false')
    throw error
  }
}
