import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { announce } from '../ui/announce.tsx'
import { toast } from '../ui/toast-store.ts'
import { api } from './client.ts'
import { ended } from './ended-job.ts'

/** What an undo took back and what it kept, or the job that does it. */
export type Undone =
  | {
      reversed: number
      what: readonly { label: string; count: number }[]
      kept: readonly { reason: string }[]
      change?: string
    }
  | { job: string; change?: string }

/** How many reasons a line tells; the others stand beside the undo, in the history and in the log. */
const mostReasons = 3

/** Takes a change back, however long that takes, and says what came of it. */
export async function takeBack(change: string): Promise<string> {
  const undone = await api.post<Undone>(`/changes/${change}/undo`)
  if (!('job' in undone)) return undoneWords(undone)
  const { result } = await ended(undone.job)
  return undoneWords({ reversed: result?.reversed ?? 0, what: [], kept: result?.kept ?? [] })
}

/** What was taken back and what stays, with the reasons, in one line. */
export function undoneWords(undone: Undone): string {
  if ('job' in undone) return i18next.t('card.undone')
  const what = undone.what.map(({ label, count }) => `${label} ${count}`).join(' · ')
  const reasons = [...new Set(undone.kept.map(({ reason }) => reason))]
  const told = reasons.slice(0, mostReasons).join(' ')
  return [
    undone.reversed === 0
      ? i18next.t('card.undoneNothing')
      : what === ''
        ? i18next.t('card.undone')
        : i18next.t('card.undoneWhat', { what }),
    ...(reasons.length === 0 ? [] : [told + (reasons.length > mostReasons ? ' …' : '')]),
  ].join(' ')
}

/** Says what was done, and offers to take it back; what an undo keeps is said too, with the reason. */
export function toastWithUndo(queries: QueryClient, message: string, change: string | null): void {
  announce(message)
  if (!change) return toast(message)
  toast(message, async () => {
    const words = await takeBack(change)
    await queries.invalidateQueries()
    toast(words)
  })
}
