import type { Actor } from '../access/actor.ts'
import type { Records } from '../records/records.ts'

/**
 * Writes a decision down through the door, so that it is audited and undone like any change; null takes
 * it back.
 */
export async function writeSetting(
  records: Records,
  actor: Actor,
  key: string,
  value: object | null,
): Promise<void> {
  const found = JSON.parse(await records.list(actor, 'setting', { where: { key }, fields: 'key' })) as {
    items: { id: string }[]
  }
  const id = found.items[0]?.id
  if (id === undefined) {
    if (value !== null) await records.create(actor, 'setting', { key, value })
  } else if (value === null) await records.remove(actor, 'setting', id)
  else await records.update(actor, 'setting', id, { value })
}
