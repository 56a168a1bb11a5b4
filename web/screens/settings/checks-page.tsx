import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatInstant } from '../../format/format-day.ts'
import { formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { GroupSettings } from './group-settings.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

/** A source as `GET /api/v1/fact-sources` says. */
interface Source {
  kind: string
  label: string
  on: boolean
  address: string
  waiting: number
  facts: number
  pausedUntil: string | null
  failure: string | null
}
type Trial = { label: string; ok: boolean; milliseconds: number; said: string }

/** Whom outside one asks about what was entered: each with its switch, address and pace, and a try. */
export function ChecksPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [trial, setTrial] = useState<Trial | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['fact sources'],
    queryFn: ({ signal }) => api.get<{ items: readonly Source[] }>('/fact-sources', { signal }),
    refetchInterval: 15_000,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const items = data?.items ?? []
  const tryOut = ({ kind, label }: Source) =>
    act(
      api
        .post<Omit<Trial, 'label'>>(`/fact-sources/${kind}/trial`)
        .then((answer) => setTrial({ ...answer, label })),
    )
  return (
    <SettingsPage page="checks" problem={problem}>
      <Section title={t('facts.sources')}>
        <p className="t3 settings-lead">{t('facts.sourcesLead')}</p>
        <div className="settings-lead" aria-live="polite">
          {trial && (
            <Note tone={trial.ok ? 'good' : 'warn'} title={trial.label}>
              {trial.ok ? t('facts.trialOk', { milliseconds: trial.milliseconds }) : trial.said}
            </Note>
          )}
        </div>
        <Sources items={items} waiting={isPending} onTry={(source) => void tryOut(source)} />
      </Section>
      {items.map(({ kind, label }) => (
        <GroupSettings key={kind} title={label} keys={keysOf(kind)} />
      ))}
    </SettingsPage>
  )
}

const ofItsOwn = ['mapping', 'alive', 'keyIn', 'keyName', 'key']

function keysOf(kind: string): string[] {
  return ['on', 'address', 'ownNetwork', 'perMinute', 'days', ...ofItsOwn].map(
    (name) => `checks.${kind}.${name}`,
  )
}

interface SourcesProps {
  items: readonly Source[]
  waiting: boolean
  onTry: (source: Source) => void
}

function Sources({ items, waiting, onTry }: SourcesProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const stateOf = ({ on, pausedUntil, failure }: Source) => {
    if (!on) return t('facts.off')
    if (pausedUntil === null) return t('facts.on')
    return t('facts.paused', { at: formatInstant(language, pausedUntil), why: failure ?? '' })
  }
  return (
    <PlainTable
      label={t('facts.sources')}
      waiting={waiting}
      heads={[t('facts.source'), t('facts.state'), t('facts.facts'), t('facts.waiting')]}
      rows={items.map((source) => ({
        key: source.kind,
        cells: [
          source.label,
          <span key="state" className={source.on && source.pausedUntil !== null ? 'bad' : ''}>
            {stateOf(source)}
          </span>,
          formatCount(language, source.facts),
          formatCount(language, source.waiting),
        ],
        deeds: source.address !== '' && (
          <Button size="small" onClick={() => onTry(source)}>
            {t('facts.tryOut')}
          </Button>
        ),
      }))}
    />
  )
}
