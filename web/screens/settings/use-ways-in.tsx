import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { DescribedObject } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { dayOfInstant } from '../../format/day.ts'
import { formatDay, formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'

/** How an active user comes in, as `GET /api/v1/users/ways-in` says. */
interface WayIn {
  user: string
  lastSeenAt: string | null
  secondFactor: boolean
  invitedUntil: string | null
}

export interface WaysIn {
  heads: readonly string[]
  widths: readonly string[]
  /** Of a column of the user: addresses are long, and who is active is a word. */
  widthOf: (field: string) => string | null
  cellsOf: (user: string) => ReactNode[]
}

/** Beside each user, for an administrator: when they were seen last, and whether a password alone lets in. */
export function useWaysIn(object: DescribedObject): WaysIn | null {
  const { t } = useTranslation()
  const language = useLanguage()
  const { me } = useShell()
  const isAsked = object.name === 'user' && me.administrator
  const { data, isPending } = useQuery({
    queryKey: ['list', 'ways-in'],
    enabled: isAsked,
    queryFn: ({ signal }) => api.get<{ items: readonly WayIn[] }>('/users/ways-in', { signal }),
  })
  if (!isAsked) return null
  const byUser = new Map(data?.items.map((way) => [way.user, way]))
  const seen = ({ lastSeenAt, invitedUntil }: WayIn) => {
    if (lastSeenAt) return formatInstant(language, lastSeenAt)
    return invitedUntil
      ? t('account.invitedTill', { day: formatDay(language, dayOfInstant(invitedUntil)) })
      : t('account.neverSeen')
  }
  const factor = (way: WayIn) => (
    <span className={way.secondFactor ? '' : 't3'}>
      {t(way.secondFactor ? 'account.hasFactor' : 'account.passwordAlone')}
    </span>
  )
  return {
    widths: ['172px', '132px'],
    widthOf: (field) => ({ email: '20%', active: '72px' })[field] ?? null,
    heads: [t('settings.seenAt'), t('account.secondFactor')],
    cellsOf: (user) => {
      const way = byUser.get(user)
      if (way) return [seen(way), factor(way)]
      return isPending ? ['', ''] : ['–', '–']
    },
  }
}
