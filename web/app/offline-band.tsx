import { useSyncExternalStore } from 'react'
import { keptSince } from '../api/kept-answers.ts'
import { formatInstant, formatTime } from '../format/format-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { OfflineStrip } from '../ui/state.tsx'
import { useStore } from '../ui/use-store.ts'

let since = globalThis.navigator?.onLine === false ? new Date().toISOString() : null

function subscribe(follower: () => void): () => void {
  const change = () => {
    since = navigator.onLine ? null : (since ?? new Date().toISOString())
    follower()
  }
  addEventListener('online', change)
  addEventListener('offline', change)
  return () => {
    removeEventListener('online', change)
    removeEventListener('offline', change)
  }
}

/** The strip over every page while there is no connection; it says how old is what is read nevertheless. */
export function OfflineBand() {
  const language = useLanguage()
  const start = useSyncExternalStore(subscribe, () => since)
  const kept = useStore(keptSince)
  if (start === null && kept === null) return null
  return (
    <OfflineStrip
      since={start && formatTime(language, start)}
      keptFrom={kept && formatInstant(language, kept)}
      waiting={0}
    />
  )
}
