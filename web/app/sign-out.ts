import { api } from '../api/client.ts'
import { dropAllDrafts } from '../ui/draft-store.ts'
import { forgetOpened } from './opened-lately.ts'

/** Ends the session here and leaves nothing of the firm's in this browser. */
export async function signOut(): Promise<void> {
  let next = '/sign-in'
  try {
    const left = await api.remove<{ continueAt: string | null }>('/session')
    // Who came in by a provider may be led to sign out there too.
    if (left.continueAt) next = left.continueAt
  } finally {
    dropAllDrafts()
    forgetOpened()
    for (const name of (await globalThis.caches?.keys()) ?? [])
      if (name.startsWith('kontor-data')) await caches.delete(name)
    location.assign(next)
  }
}
