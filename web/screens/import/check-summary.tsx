import { useTranslation } from 'react-i18next'
import { useQuery } from '@tanstack/react-query'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { ShareBar } from '../../ui/progress-bar.tsx'
import { FilledWords } from './filled-words.tsx'
import { importFieldLabel } from './import-field-label.ts'
import { importFieldsQuery } from './import-api.ts'
import type { ImportView } from './import-api.ts'

const parts = [
  { key: 'create', tone: 'good' },
  { key: 'update', tone: 'ink' },
  { key: 'role', tone: 'ink' },
  { key: 'join', tone: 'ink' },
  { key: 'undecided', tone: 'warn' },
  { key: 'skipped', tone: 'mute' },
  { key: 'refused', tone: 'bad' },
] as const

/** The band that says what would happen to all rows. */
export function CheckSummary({ view }: { view: ImportView }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: fields = [] } = useQuery(importFieldsQuery(view.object))
  const { counts } = view
  if (!counts) return null
  const shown = parts.filter(({ key }) => counts[key] > 0)
  const told = shown.map(({ key }) => `${formatCount(language, counts[key])} ${t(`import.fate.${key}`)}`)
  const by = view.key && view.mode !== 'create' ? importFieldLabel(fields, view.key) : null
  return (
    <section className="import-sum" aria-label={t('import.step.check')}>
      <div className="row g8">
        <h2 className="grow">
          {t('import.readNothingWritten', { count: counts.rows, shown: formatCount(language, counts.rows) })}
        </h2>
        <span className="t3 s">
          {t('import.intoWhat', { label: view.label })}
          {by && ` · ${t('import.matchedBy', { field: by })}`}
        </span>
      </div>
      <ShareBar
        label={told.join(', ')}
        shares={shown.map(({ key, tone }) => ({ key, tone, count: counts[key] }))}
      />
      <ul className="import-key tn">
        {shown.map(({ key, tone }) => (
          <li key={key}>
            <i className={`import-mark ${tone}`} aria-hidden="true" />
            <b>{formatCount(language, counts[key])}</b> <span className="t2">{t(`import.fate.${key}`)}</span>
          </li>
        ))}
      </ul>
      {counts.creates.length > 0 && (
        <p className="t2 s">
          {t('import.alsoCreates', {
            what: counts.creates
              .slice(0, 8)
              .map(({ label, title }) => `${label} “${title}”`)
              .join(', '),
          })}
          {counts.creates.length > 8 && ' …'}
        </p>
      )}
      {counts.create + counts.role > 0 && <FilledWords view={view} />}
    </section>
  )
}
