import type { AccessControl } from './access/access-control.ts'
import type { History } from './audit/open-history.ts'
import type { ResolvedModel } from './catalog/resolved-model.ts'
import { keptConnections } from './database/database.ts'
import type { Records } from './records/records.ts'

export type WarmUpParts = {
  readonly access: Pick<AccessControl, 'systemActor'>
  readonly model: () => ResolvedModel
  readonly records: Pick<Records, 'list' | 'get'>
  readonly history: Pick<History, 'of'>
}

/**
 * Lists, searches and opens once what people list, search and open, over all connections that are kept: a
 * connection of PostgreSQL learns of the tables with the first statement that it is asked, which for a search
 * takes a hundred times as long as the search itself, and this program is compiled as it goes. Without it an
 * office that comes in at once waits seconds for its first answers.
 */
export async function warmUp({ access, model, records, history }: WarmUpParts): Promise<void> {
  const actor = await access.systemActor('warm up')
  const faces = [...model().objects.values()].filter(
    ({ declaration, searched }) => searched && !declaration.owned && !declaration.system,
  )
  const lane = async (): Promise<void> => {
    for (const { name, title } of faces) {
      await records.list(actor, name, { search: 'a', limit: 8, fields: [title] })
      const page = await records.list(actor, name, { limit: 8, fields: [title] })
      const [first] = (JSON.parse(page) as { items: readonly { id: string }[] }).items
      if (!first) continue
      await records.get(actor, name, first.id)
      await history.of(actor, name, first.id, { limit: 8 })
    }
  }
  await Promise.all(Array.from({ length: keptConnections }, lane))
}
