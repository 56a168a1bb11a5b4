import { api } from '../api/client.ts'
import type { DescribedObject } from '../api/model.ts'

let noted = false

/**
 * Paper is asked for like a list of this one record: the right to print holds it, and the log has it. Says
 * whether it may be printed.
 */
export async function notePrinted(object: DescribedObject, id: string): Promise<boolean> {
  const query = { where: { id }, fields: 'id', limit: 1, purpose: 'print' }
  const { items } = await api.get<{ items: readonly unknown[] }>(`/${object.path}`, { query })
  return items.length > 0
}

/** Prints what the log was told of already, so that it is not told twice. */
export function printNoted(): void {
  noted = true
  window.print()
  noted = false
}

export function wasNoted(): boolean {
  return noted
}
