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
  /** Where one wanted to go, where the server kept it. */
  back?: string
}

/** Leads in, to where one wanted to go; first to what one’s post still asks for. */
export function useGoIn(back: string | undefined): (to?: string) => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  return async (to = back) => {
    queries.clear()
    try {
      await queries.ensureQueryData(meQuery)
    } catch (error) {
      if (!isProblem(error, 403)) throw error
      return router.navigate({ to: '/second-factor', search: to ? { back: to } : {} })
    }
    await router.navigate({ href: safePath(to), replace: true })
  }
}

/** Only addresses of our own pages are followed, whatever the link said. */
function safePath(back: string | undefined): string {
  const url = back?.startsWith('/') ? URL.parse(back, location.origin) : null
  // As the browser reads it: "/\t/elsewhere" and "/\\elsewhere" lead elsewhere.
  if (url?.origin !== location.origin || url.pathname.startsWith('//')) return '/'
  return url.pathname.startsWith('/sign-in') ? '/' : url.href.slice(url.origin.length)
}
