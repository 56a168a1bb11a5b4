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
  const written = await engine.history.writtenBy('statusChange', deeds)
  // Of many partners in one change only what is of this one.
  const memos = await memosOf(
    engine,
    actor,
    party,
    written.map(({ record }) => record),
  )
  return changes.map((one) => {
    if (!one.action.startsWith('do:')) return one
    const steps = written.filter(({ change }) => change === one.change)
    const memo = steps.map(({ record }) => memos.get(record)).find((found) => found !== undefined)
    return memo === undefined ? one : { ...one, memo }
  })
}

const batchRows = 500

async function memosOf(engine: Engine, actor: Actor, party: string, ids: readonly string[]) {
  const memos = new Map<string, string>()
  for (let at = 0; at < ids.length; at += batchRows) {
    const page = await engine.records.list(actor, 'statusChange', {
      where: { party, id: { in: ids.slice(at, at + batchRows) }, memo: { set: true } },
      fields: ['memo'],
      limit: batchRows,
    })
    const { items } = JSON.parse(page) as { items: { id: string; memo: string }[] }
    for (const { id, memo } of items) memos.set(id, memo)
  }
  return memos
}
