import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { useShell } from '../../app/shell.ts'
import { formatInstant } from '../../format/format-day.ts'
import { formatBytes, formatCount } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

const parts = ['hour', 'daily', 'weekly', 'monthly', 'trialDays'] as const
type Part = (typeof parts)[number]
type Schedule = Record<Part, number> & { timeZone: string }
type Run = {
  id: string
  kind: 'backup' | 'trial'
  state: 'running' | 'done' | 'failed'
  name: string | null
  bytes: number | null
  error: string | null
  beganAt: string
}
type Backups = {
  place: 'folder' | 's3' | null
  where: string | null
  encrypted: boolean
  last: Run | null
  lastTrial: Run | null
  next: string | null
  unnamed: number
  oldestUnnamed: { name: string; madeAt: string }[]
  schedule: Schedule
  alarms: { code: string; message: string }[]
  items: Run[]
}

/** How the backups stand, when they are made and how long they are kept; one at once, and a trial of it. */
export function BackupsPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const { settings } = useShell()
  const [changing, setChanging] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['backups'],
    queryFn: () => api.get<Backups>('/backups'),
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => run.state === 'running') ? 2_000 : 15_000,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const hasPlace = data !== undefined && data.place !== null
  const isAdministrator = settings.some(({ items }) => items.some(({ key }) => key === 'health'))
  const begin = (place: string) => act(api.post(place), t('settings.backups.begun'))
  return (
    <SettingsPage
      page="backup"
      problem={problem}
      actions={
        hasPlace && (
          <Button look="primary" onClick={() => void begin('/backups')}>
            {t('settings.backups.backUpNow')}
          </Button>
        )
      }
    >
      {data?.alarms.map(({ code, message }) => (
        <div key={code} className="settings-lead">
          <Note tone={code === 'noPlace' ? 'warn' : 'bad'}>{message}</Note>
        </div>
      ))}
      {data && (
        <Section
          title={t('settings.backups.state')}
          actions={
            isAdministrator && (
              <Button size="small" onClick={() => setChanging(true)}>
                {t('settings.backups.change')}
              </Button>
            )
          }
        >
          <State of={data} />
        </Section>
      )}
      <Section
        title={t('settings.backups.runs')}
        actions={
          hasPlace && (
            <Button size="small" onClick={() => void begin('/backups/trial')}>
              {t('settings.backups.tryNow')}
            </Button>
          )
        }
      >
        <Runs items={data?.items ?? []} waiting={isPending} />
      </Section>
      {data && data.unnamed > 0 && <Unnamed of={data} />}
      {changing && data && <ChangeSchedule of={data.schedule} onClose={() => setChanging(false)} />}
    </SettingsPage>
  )
}

function State({ of }: { of: Backups }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const when = (run: Run | null) => (run ? formatInstant(language, run.beganAt) : t('settings.never'))
  const { hour, daily, weekly, monthly, trialDays, timeZone } = of.schedule
  const size = of.last?.bytes ? ` · ${formatBytes(language, of.last.bytes)}` : ''
  return (
    <KeyValue
      items={[
        { key: 'last', label: t('settings.backups.last'), value: when(of.last) + size },
        {
          key: 'next',
          label: t('settings.backups.next'),
          value: of.next ? formatInstant(language, of.next) : '–',
        },
        {
          key: 'where',
          label: t('settings.backups.where'),
          value: of.where ? (
            <span className="backups-where">
              <code>{of.where}</code>{' '}
              <span className="t3">
                · {t(of.encrypted ? 'settings.backups.sealed' : 'settings.backups.open')}
              </span>
            </span>
          ) : (
            '–'
          ),
        },
        { key: 'trial', label: t('settings.backups.lastTrial'), value: when(of.lastTrial) },
        {
          key: 'schedule',
          label: t('settings.backups.schedule'),
          value: t('settings.backups.daily', { hour: String(hour).padStart(2, '0'), timeZone }),
        },
        {
          key: 'kept',
          label: t('settings.backups.kept'),
          value: t('settings.backups.keptAre', { daily, weekly, monthly }),
        },
        {
          key: 'trials',
          label: t('settings.backups.trials'),
          value: t('settings.backups.everyDays', { days: formatCount(language, trialDays) }),
        },
      ]}
    />
  )
}

function Runs({ items, waiting }: { items: readonly Run[]; waiting: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <PlainTable
      label={t('settings.backups.runs')}
      waiting={waiting}
      empty={<p className="t3 card-none settings-lead">{t('settings.backups.noRuns')}</p>}
      heads={[
        t('settings.backups.what'),
        t('settings.state'),
        t('settings.backups.size'),
        t('settings.createdAt'),
      ]}
      rows={items.map((run) => ({
        key: run.id,
        cells: [
          t(`settings.jobKinds.${run.kind === 'backup' ? 'backup' : 'tryBackup'}`),
          <span key="state" className={run.state === 'failed' ? 'bad' : ''}>
            {[t(`settings.states.${run.state}`), run.error].filter(Boolean).join(': ')}
          </span>,
          <span key="size" className="tn">
            {run.bytes === null ? '' : formatBytes(language, run.bytes)}
          </span>,
          formatInstant(language, run.beganAt),
        ],
      }))}
    />
  )
}

/** What nobody deletes but whoever looks after the place, and how they tell whether they need it. */
function Unnamed({ of: { unnamed: count, oldestUnnamed: oldest } }: { of: Backups }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Section title={t('settings.backups.unnamed')} count={formatCount(language, count)}>
      <p className="t2 settings-lead">{t('settings.backups.unnamedAre')}</p>
      <p className="t2 settings-lead">
        {t('settings.backups.unnamedCan')} <code>bin/kontor restore FILE --check</code>
      </p>
      {oldest.length > 0 && (
        <PlainTable
          label={t('settings.backups.unnamed')}
          heads={[
            t(count > oldest.length ? 'settings.backups.unnamedOldest' : 'settings.backups.unnamedName'),
            t('settings.createdAt'),
          ]}
          rows={oldest.map(({ name, madeAt }) => ({
            key: name,
            cells: [
              <code key="name" className="backups-where">
                {name}
              </code>,
              formatInstant(language, madeAt),
            ],
          }))}
        />
      )}
    </Section>
  )
}

function ChangeSchedule({ of, onClose }: { of: Schedule; onClose: () => void }) {
  const { t } = useTranslation()
  const { act } = useAct()
  const [given, setGiven] = useState<Record<Part, string>>(() => {
    const { hour, daily, weekly, monthly, trialDays } = of
    return {
      hour: String(hour),
      daily: String(daily),
      weekly: String(weekly),
      monthly: String(monthly),
      trialDays: String(trialDays),
    }
  })
  const save = async () => {
    const changed = parts.filter((part) => given[part].trim() !== String(of[part]))
    // What is no number goes as it was typed, and the server says what it wants instead.
    const valueOf = (part: Part) => (/^\s*\d+\s*$/.test(given[part]) ? Number(given[part]) : given[part])
    await api.patch('/settings', Object.fromEntries(changed.map((part) => [`backup.${part}`, valueOf(part)])))
    await act(Promise.resolve(), t('settings.kept'))
  }
  return (
    <FormDialog title={t('settings.backups.change')} onSave={save} onClose={onClose}>
      {(faultOf) =>
        parts.map((part) => (
          <FieldFrame
            key={part}
            label={t(`settings.backups.parts.${part}`)}
            hint={part === 'hour' ? t('settings.backups.hourHint', { timeZone: of.timeZone }) : undefined}
            problem={faultOf(`backup.${part}`)}
          >
            <TextInput
              value={given[part]}
              onChange={(value) => setGiven((before) => ({ ...before, [part]: value }))}
              inputMode="numeric"
              autoFocus={part === 'hour'}
            />
          </FieldFrame>
        ))
      }
    </FormDialog>
  )
}
