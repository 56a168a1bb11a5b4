import { queryOptions } from '@tanstack/react-query'
import type { MenuGroup } from '../app/shell.ts'
import { api } from './client.ts'

/** Who is signed in, what they see of the group, and the menu of their post, as `GET /api/v1/me` says. */
export interface Me {
  user: { id: string; name: string; email: string; language: string | null }
  posts: readonly { id: string; title: string }[]
  administrator: boolean
  /** An administrator who came in by a password alone. */
  bareAdministrator: boolean
  /** The posts that one holds today, and some of those who decide on rights. */
  decides: { posts: readonly string[]; people: readonly string[] }
  /** Who looks through this person's eyes, and until when (RFC 3339). */
  seenBy: { name: string; until: string } | null
  group: string
  /** The currency of amounts that name none of their own. */
  currency: string
  companies: readonly { id: string; title: string }[]
  menu: readonly MenuGroup[]
  creates: readonly { path: string; label: string; icon: string }[]
  /** When each record was opened that others opened to one, the latest first. */
  shared: readonly string[]
  mayImport: boolean
  settings: readonly string[]
  /** The pages of the settings that rights may open, as far as one opens them oneself. */
  pages: readonly string[]
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/me', { signal }),
  staleTime: 60_000,
})
