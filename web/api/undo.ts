import type { QueryClient } from '@tanstack/react-query'
import { announce } from '../ui/announce.tsx'
import { toast } from '../ui/toast-store.ts'
import { api } from './client.ts'

/** What an undo took back and what it kept, or the job that does it. */
type Undone = { reversed: number; kept: readonly { reason: string }[] } | { job: string }

/** Says what was done, and offers to take it back; what an undo keeps is said too, with the reason. */
export function toastWithUndo(queries: QueryClient, message: string, change: string | null): void {
  announce(message)
  if (!change) return toast(message)
  toast(message, async () => {
    const undone = await api.post<Undone>(`/changes/${change}/undo`)
    await queries.invalidateQueries()
    if ('kept' in undone && undone.kept[0]) toast(undone.kept[0].reason)
  })
}
