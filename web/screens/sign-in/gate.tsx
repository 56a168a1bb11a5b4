import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Logo } from '../../app/logo.tsx'
import { languageNames } from './language-names.ts'
import { isLanguage } from '../../format/language.ts'
import { chooseInterfaceLanguage, speakTo } from '../../i18n/texts.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import './gate.css'

interface GateProps {
  title: string
  lead?: ReactNode
  /** For what does not fit one narrow column. */
  wide?: boolean
  children: ReactNode
}

/** The page before the door: one narrow column, and the choice of language at its foot. */
export function Gate({ title, lead, wide, children }: GateProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  useEffect(() => void speakTo(null), [])
  return (
    <main className="gate">
      <div className={wide ? 'gate-box gate-wide' : 'gate-box'}>
        <div className="row g8 gate-brand">
          <Logo size={24} />
          <span className="bb">Kontor</span>
        </div>
        <h1>{title}</h1>
        {lead && <p className="t2">{lead}</p>}
        {children}
        <label className="gate-language">
          <span className="unseen">{t('gate.language')}</span>
          <select
            value={language}
            onChange={(event) =>
              isLanguage(event.target.value) && void chooseInterfaceLanguage(event.target.value)
            }
          >
            {languageNames.map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </main>
  )
}
