import { UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

interface ClashChoiceProps {
  /** The two values as words; empty where there is none. */
  yours: string
  theirs: string
  onYours: () => void
  onTheirs: () => void
}

/** Somebody else changed the same value meanwhile: both side by side, and nothing typed is lost. */
export function ClashChoice({ yours, theirs, onYours, onTheirs }: ClashChoiceProps) {
  const { t } = useTranslation()
  const sides = [
    { key: 'yours', label: t('card.clashYours'), value: yours, keep: t('card.clashKeep'), choose: onYours },
    {
      key: 'theirs',
      label: t('card.clashTheirs'),
      value: theirs,
      keep: t('card.clashTake'),
      choose: onTheirs,
    },
  ]
  return (
    <span className="clash" role="alert">
      <span className="row g8 b">
        <Icon of={UsersRound} className="warn" />
        {t('card.clash')}
      </span>
      <span className="clash-sides">
        {sides.map(({ key, label, value, keep, choose }) => (
          <span key={key} className="clash-side">
            <span className="t3 s">{label}</span>
            <span lang={langOfText(value)}>{value === '' ? '–' : value}</span>
            <Button size="small" onClick={choose}>
              {keep}
            </Button>
          </span>
        ))}
      </span>
    </span>
  )
}
