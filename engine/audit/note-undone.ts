import type { ActionRegistry } from '../actions/actions.ts'
import { actionTx } from '../actions/tx.ts'
import type { Door } from '../records/write/door.ts'

/** That an action was done to a record, as the log says it: `do:customer.freeze`. */
export type DoneAction = { readonly action: string; readonly record: string }

/** Lets actions write down that they were undone, after what they had written has gone back. */
export async function noteUndone(
  door: Door,
  actions: ActionRegistry,
  done: readonly DoneAction[],
): Promise<void> {
  const tx = actionTx({ ...door, authority: 'action' })
  for (const { action, record } of done) {
    const declared = actions.all.find((one) => action === `do:${one.on.name}.${one.name}`)
    if (!declared?.undone) continue
    const [held] = await tx.find(declared.on, { id: record }, { limit: 1 })
    if (held) await declared.undone({ record: held, tx })
  }
}
