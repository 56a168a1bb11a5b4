import { api } from '../api/client.ts'
import { draftsHolding, dropDraft } from '../ui/draft-store.ts'
import { forgetOpened, openedLately } from './opened-lately.ts'

const numbers = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const mostAsked = 10_000

/**
 * A browser keeps drafts and what was opened lately, also of people who are erased meanwhile. As soon as the
 * server can be asked again, whatever names one of them is let go of here.
 */
export function letGoWheneverConnected(): () => void {
  const ask = () => {
    // Without a connection there is nobody to ask; the next time there is one it is asked again.
    letGoOfErased().catch(() => {})
  }
  ask()
  addEventListener('online', ask)
  return () => removeEventListener('online', ask)
}

type Held = { readonly text: string; drop(): unknown }

/** Gives how many kept things were let go of. */
export async function letGoOfErased(): Promise<number> {
  const held = [...drafts(), ...opened(), ...(await answers())]
  const named = [...new Set(held.flatMap(({ text }) => text.match(numbers) ?? []))]
  const erased = new Set<string>()
  for (let at = 0; at < named.length; at += mostAsked) {
    const records = named.slice(at, at + mostAsked)
    const answer = await api.post<{ records: readonly string[] }>('/erased-records', { records })
    for (const record of answer.records) erased.add(record)
  }
  if (erased.size === 0) return 0
  const gone = held.filter(({ text }) => (text.match(numbers) ?? []).some((one) => erased.has(one)))
  await Promise.all(gone.map(async ({ drop }) => drop()))
  return gone.length
}

function drafts(): Held[] {
  return draftsHolding().map(({ key, text }) => ({ text: `${key} ${text}`, drop: () => dropDraft(key) }))
}

function opened(): Held[] {
  return openedLately.get().items.map(({ id }) => ({ text: id, drop: () => forgetOpened(id) }))
}

/** What the service worker keeps for times without a connection. */
async function answers(): Promise<Held[]> {
  const held: Held[] = []
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (!name.startsWith('kontor-data')) continue
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true })
      if (answer)
        held.push({
          text: `${request.url} ${await answer.text()}`,
          drop: () => cache.delete(request, { ignoreVary: true }),
        })
    }
  }
  return held
}
