import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../api/me.ts'
import { Note } from '../ui/band.tsx'
import './bare-administrator.css'

/** Reminds administrators who come in by a password alone, until they do not any more. */
export function BareAdministrator({ isThere = false }: { isThere?: boolean }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  if (!me.bareAdministrator) return null
  return (
    <div className="bare-administrator">
      <Note
        tone="warn"
        icon={ShieldAlert}
        title={t('frame.bareAdministrator')}
        actions={
          !isThere && (
            <Link className="link" to="/settings/$page" params={{ page: 'keys' }}>
              {t('frame.toSecondFactors')}
            </Link>
          )
        }
      >
        {t('frame.bareAdministratorNote')}
      </Note>
    </div>
  )
}
