import { useTranslation } from 'react-i18next'
import type { Fact, FactDifference } from '../../api/facts.ts'
import { langOfText } from '../../format/language.ts'
import { Button } from '../../ui/button.tsx'

export interface DifferencesProps {
  fact: Fact
  busy: boolean
  onSettle?: (fact: Fact, field: FactDifference, how: 'accept' | 'keep') => void
}

/** What was entered and what the source says, side by side, to be settled field by field. */
export function Differences({ fact, busy, onSettle }: DifferencesProps) {
  const { t } = useTranslation()
  return (
    <table className="facts-differ">
      <thead>
        <tr>
          <th scope="col">{t('facts.field')}</th>
          <th scope="col">{t('facts.entered')}</th>
          <th scope="col">{t('facts.says')}</th>
          {onSettle && <td />}
        </tr>
      </thead>
      <tbody>
        {fact.differences.map((one) => (
          <tr key={one.field}>
            <th scope="row">{one.label}</th>
            <td data-label={t('facts.entered')} {...langOf(one.ours)}>
              {one.ours ?? '–'}
            </td>
            <td className="b" data-label={t('facts.says')} {...langOf(one.theirs)}>
              {one.theirs}
            </td>
            {onSettle && (
              <td>
                {one.mayAccept && (
                  <span className="row g6">
                    <Button size="small" busy={busy} onClick={() => onSettle(fact, one, 'accept')}>
                      {t('facts.accept')}
                    </Button>
                    <Button size="small" look="ghost" busy={busy} onClick={() => onSettle(fact, one, 'keep')}>
                      {t('facts.keep')}
                    </Button>
                  </span>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function langOf(text: string | null) {
  const lang = text === null ? undefined : langOfText(text)
  return lang ? { lang } : {}
}
