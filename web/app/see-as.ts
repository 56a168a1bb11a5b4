import { api } from '../api/client.ts'
import { forgetOpened } from './opened-lately.ts'

/** Shows Kontor as somebody else sees it, from its first page on. */
export async function beginSeeAs(user: string): Promise<void> {
  await api.post('/see-as', { user })
  await startOver('/')
}

/** Back to oneself, to where one chose whom to see as. */
export async function endSeeAs(): Promise<void> {
  await api.remove('/see-as')
  await startOver('/settings/users')
}

/** Nothing that one person saw is taken for what another sees: neither kept answers nor what is in memory. */
async function startOver(address: string): Promise<void> {
  forgetOpened()
  for (const name of (await globalThis.caches?.keys()) ?? [])
    if (name.startsWith('kontor-data')) await caches.delete(name)
  location.assign(address)
}
