import { lazy, Suspense } from 'react'
import { api, setProver } from '../api/client.ts'
import { bringTexts } from '../i18n/texts.ts'
import type { AskedPresence } from '../screens/settings/show-presence.tsx'
import { createStore } from '../ui/store.ts'
import { useStore } from '../ui/use-store.ts'

interface Waiting {
  asked: AskedPresence
  answer: (isShown: boolean) => void
}

const waiting = createStore<Waiting | null>(null)

setProver(async () => {
  const asked = await api.post<AskedPresence>('/session/presence/ask')
  return new Promise<boolean>((resolve) => {
    const answer = (isShown: boolean) => {
      waiting.set(null)
      resolve(isShown)
    }
    waiting.set({ asked, answer })
  })
})

/** Few ever see it: it comes when the server first wants to know. */
const ShowPresence = lazy(async () => {
  const [screen] = await Promise.all([
    import('../screens/settings/show-presence.tsx'),
    bringTexts('account', 'gate', 'settings'),
  ])
  return screen
})

/** Where somebody is asked who they are, above whatever is open. */
export function Presence() {
  const now = useStore(waiting)
  if (!now) return null
  return (
    <Suspense fallback={null}>
      <ShowPresence asked={now.asked} onShown={() => now.answer(true)} onClose={() => now.answer(false)} />
    </Suspense>
  )
}
