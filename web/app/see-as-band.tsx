import { Eye } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../format/format-day.ts'
import { useLanguage } from '../i18n/use-language.ts'
import { Band } from '../ui/band.tsx'
import { Button } from '../ui/button.tsx'
import { endSeeAs } from './see-as.ts'
import { useShell } from './shell.ts'

/** Over every page while one sees Kontor as somebody else: whose eyes, until when, and the way back. */
export function SeeAsBand() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { me, seenBy } = useShell()
  const until = seenBy?.until
  useEffect(() => {
    if (until === undefined) return undefined
    const timer = setTimeout(() => void endSeeAs(), Math.max(0, Date.parse(until) - Date.now()))
    return () => clearTimeout(timer)
  }, [until])
  if (!seenBy) return null
  return (
    <Band
      tone="ink"
      icon={Eye}
      title={t('frame.seenAs', { name: me.name })}
      actions={
        <Button look="primary" onClick={() => void endSeeAs()}>
          {t('frame.endSeeAs')}
        </Button>
      }
    >
      {t('frame.seenAsNote', { time: formatTime(language, seenBy.until) })}
    </Band>
  )
}
