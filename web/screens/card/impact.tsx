import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import type { Option } from '../../ui/pick.ts'
import { Select } from '../../ui/select.tsx'

type Outcome = 'keep' | 'handOver' | 'close'
/** What hangs on the record, of one kind. */
export type ImpactLine = {
  key: string
  /** Null for what is no record. */
  path: string | null
  label: string
  field: string | null
  kind: string | null
  count: number
  more: boolean
  examples: readonly { id: string; title: string | null }[]
  outcomes: readonly Outcome[]
  open: 'refused' | 'warned' | null
  /** What becomes of it while it is kept. */
  becomes: string
}
export type Impact = {
  lines: readonly ImpactLine[]
  refusals: readonly string[]
  warnings: readonly string[]
}
/** What was chosen of a line: nothing while it is kept. */
export type Chosen = { outcome: Outcome; to: Option | null }
export type Outcomes = Readonly<Record<string, Chosen>>

export interface ImpactOfProps {
  place: string
  action: string
  chosen: Outcomes
  onChoose: (chosen: Outcomes) => void
}

/** What hangs on a record before its state is changed, and what is to become of each. */
export function ImpactOf({ place, action, chosen, onChoose }: ImpactOfProps) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['impact', place, action],
    queryFn: ({ signal }) => api.get<Impact>(`${place}/impact`, { signal, query: { action } }),
  })
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!data) return <p className="t3">{t('kit.loading')}</p>
  return (
    <section className="col g8" aria-label={t('card.impact')}>
      <h3 className="b">{t('card.impact')}</h3>
      {data.lines.length === 0 && <p className="t3">{t('card.impactNone')}</p>}
      <ul className="impact">
        {data.lines.map((line) => (
          <Line
            key={line.key}
            line={line}
            chosen={chosen[line.key] ?? { outcome: 'keep', to: null }}
            onChoose={(one) => onChoose({ ...chosen, [line.key]: one })}
          />
        ))}
      </ul>
      {data.refusals.map((words) => (
        <Note key={words} tone="bad">
          {words}
        </Note>
      ))}
      {data.warnings.map((words) => (
        <Note key={words} tone="warn">
          {words}
        </Note>
      ))}
    </section>
  )
}

function Line({
  line,
  chosen,
  onChoose,
}: {
  line: ImpactLine
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const model = useModel()
  const users = objectNamed(model, 'user')
  const count = `${formatCount(language, line.count)}${line.more ? '+' : ''}`
  const words = {
    keep: t('card.impactKeep'),
    handOver: t('card.impactHandOver'),
    close: t('card.impactClose'),
  }
  const { path } = line
  const what = [line.label, line.kind ?? line.field].filter(Boolean).join(' · ')
  return (
    <li>
      <p>
        {what} {(path !== null || line.count > 1) && <span className="t2 tn">{count}</span>}
      </p>
      <div className="impact-choice">
        {line.outcomes.length > 1 && (
          <Select
            aria-label={t('card.impactWhat', { what })}
            value={chosen.outcome}
            options={line.outcomes.map((value) => ({ value, label: words[value] }))}
            clearable={false}
            onChange={(outcome) => onChoose({ outcome: (outcome ?? 'keep') as Outcome, to: chosen.to })}
          />
        )}
        {chosen.outcome === 'handOver' && users && (
          <Select
            aria-label={t('card.impactTo', { what })}
            value={chosen.to?.value ?? null}
            shown={chosen.to?.label}
            load={(typed, signal) => referenceOptions(users, typed, signal, { active: true })}
            clearable={false}
            onChange={(_, to) => onChoose({ outcome: 'handOver', to: to ?? null })}
          />
        )}
      </div>
      <p className="t3">
        {line.examples.map(({ id, title }, at) => (
          <span key={id}>
            {at > 0 && ' · '}
            {path === null ? (
              title
            ) : (
              <Link className="link" to="/$object/$id" params={{ object: path, id }}>
                {title ?? t('card.impactOpen')}
              </Link>
            )}
          </span>
        ))}
        {line.examples.length > 0 && line.count > line.examples.length && ' …'}
      </p>
      {chosen.outcome === 'keep' && <p className="t2">{line.becomes}</p>}
      {line.open && chosen.outcome === 'keep' && (
        <p className="warn">{t(line.open === 'warned' ? 'card.impactWarned' : 'card.impactRefused')}</p>
      )}
    </li>
  )
}

/** The choices as the action takes them; what is handed over to nobody yet is left out. */
export function outcomesOf(chosen: Outcomes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([key, { outcome, to }]): [string, unknown][] => {
      if (outcome === 'close') return [[key, 'close']]
      return outcome === 'handOver' && to ? [[key, { handOver: to.value }]] : []
    }),
  )
}
