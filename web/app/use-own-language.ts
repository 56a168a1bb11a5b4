import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { meQuery } from '../api/me.ts'
import type { Language } from '../format/language.ts'
import { chooseInterfaceLanguage } from '../i18n/texts.ts'

/** Changes the language at once, and keeps it in one's own record, so that other browsers speak it too. */
export function useOwnLanguage(): (language: Language) => Promise<void> {
  const queries = useQueryClient()
  return async (language) => {
    await chooseInterfaceLanguage(language)
    // The choice holds here whether or not it could be kept for other browsers too.
    await api.patch('/me', { language }).catch(() => undefined)
    await queries.invalidateQueries({ queryKey: meQuery.queryKey })
  }
}
