import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Section } from '../../ui/section.tsx'
import { rulesBody, type Rules } from './match-rules.ts'
import { PlainTable } from './plain-table.tsx'

interface Told {
  all: number
  before: number
  after: number
}

/** What rules would make of known pairs, as `POST /api/v1/duplicates/rules/preview` says. */
interface Preview {
  open: Told
  merged: Told
  different: Told
  changes: readonly { one: string; other: string; before: number; after: number }[]
}

/** What these rules would make of pairs that are known, beside what the rules make of them that hold. */
export function RulesEffect({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const body = rulesBody(rules)
  const { data, error } = useQuery({
    queryKey: ['match rules', 'effect', body],
    queryFn: ({ signal }) => api.post<Preview>('/duplicates/rules/preview', body, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const rows = data
    ? ([
        ['effectOpen', data.open],
        ['effectMerged', data.merged],
        ['effectDifferent', data.different],
      ] as const)
    : []
  const known = rows.filter(([, { all }]) => all > 0)
  return (
    <Section title={t('duplicates.rules.effect')}>
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {data && known.length === 0 && <p className="t3">{t('duplicates.rules.noPairs')}</p>}
      {known.length > 0 && (
        <>
          <p className="t3 settings-lead">{t('duplicates.rules.effectNote')}</p>
          <PlainTable
            label={t('duplicates.rules.effect')}
            heads={[t('duplicates.pair'), t('duplicates.rules.now'), t('duplicates.rules.then')]}
            rows={known.map(([name, { all, before, after }]) => ({
              key: name,
              cells: [
                t(`duplicates.rules.${name}`),
                t('duplicates.rules.of', { count: before, all: formatCount(language, all) }),
                <span key="then" className={after === before ? '' : 'b'}>
                  {t('duplicates.rules.of', { count: after, all: formatCount(language, all) })}
                </span>,
              ],
            }))}
          />
        </>
      )}
      {data && data.changes.length > 0 && (
        <PlainTable
          label={t('duplicates.rules.changes')}
          heads={[t('duplicates.rules.changes'), '']}
          rows={data.changes.map(({ one, other, before, after }) => ({
            key: `${one} ${other} ${before}`,
            cells: [
              `${one} · ${other}`,
              t(after > before ? 'duplicates.rules.comes' : 'duplicates.rules.goes', {
                before: Math.round(before * 100),
                after: Math.round(after * 100),
              }),
            ],
          }))}
        />
      )}
    </Section>
  )
}
