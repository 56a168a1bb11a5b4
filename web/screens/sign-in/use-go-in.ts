import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { meQuery } from '../../api/me.ts'
import { isProblem } from '../../api/problem.ts'

/** What the server says to a password or a link that is right: one is in, or something more is asked for. */
export type Entered = {
  next?: 'second'
  ways?: readonly ('code' | 'passkey')[]
  passkey?: PublicKeyCredentialRequestOptionsJSON | null
}

/** Leads in, to where one wanted to go; first to what one’s post still asks for. */
export function useGoIn(back: string | undefined): () => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  return async () => {
    queries.clear()
    try {
      await queries.ensureQueryData(meQuery)
    } catch (error) {
      if (!isProblem(error, 403)) throw error
      return router.navigate({ to: '/second-factor', search: back ? { back } : {} })
    }
    await router.navigate({ href: safePath(back), replace: true })
  }
}

/** Only addresses of our own pages are followed, whatever the link said. */
function safePath(back: string | undefined): string {
  return back && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-in') ? back : '/'
}
