import type { Actor, Engine } from '#engine'

type Change = { readonly change: string; readonly action: string }

/**
 * Adds to the deeds by which a partner came to another status the memo that the log of status changes keeps
 * of them, as far as the actor may read that log: a step forward leaves it nowhere else.
 */
export async function withMemos<C extends Change>(
  engine: Engine,
  actor: Actor,
  party: string,
  changes: readonly C[],
): Promise<readonly (C & { readonly memo?: string })[]> {
  const log = actor.access.object('statusChange')
  const deeds = changes.flatMap(({ change, action }) => (action.startsWith('do:') ? [change] : []))
  const isOpen =
    log?.rows('read') !== undefined && ['party', 'memo'].every((name) => log.see(name) !== undefined)
  if (deeds.length === 0 || !isOpen) return changes
  // Of many partners in one change only what is of this one.
  const written = await engine.history.writtenBy('statusChange', { field: 'party', record: party }, deeds)
  const records = [...new Set(written.map(({ record }) => record))].slice(0, mostRead)
  const memos = await memosOf(engine, actor, party, records)
  return changes.map((one) => {
    if (!one.action.startsWith('do:')) return one
    const steps = written.filter(({ change }) => change === one.change)
    const memo = steps.map(({ record }) => memos.get(record)).find((found) => found !== undefined)
    return memo === undefined ? one : { ...one, memo }
  })
}

/** A page has fewer deeds than this, and each of them moves a partner once or twice. */
const mostRead = 500

async function memosOf(engine: Engine, actor: Actor, party: string, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const page = await engine.records.list(actor, 'statusChange', {
    where: { party, id: { in: ids }, memo: { set: true } },
    fields: ['memo'],
    limit: mostRead,
  })
  const { items } = JSON.parse(page) as { items: { id: string; memo: string }[] }
  return new Map(items.map(({ id, memo }) => [id, memo]))
}
