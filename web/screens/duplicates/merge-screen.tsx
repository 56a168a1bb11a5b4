import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import { problemWords } from '../../api/problem-words.ts'
import { PathHead } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Section } from '../../ui/section.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast-store.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import '../settings/settings.css'
import { PlainTable } from '../settings/plain-table.tsx'
import './duplicates.css'
import { MergeFields } from './merge-fields.tsx'
import { MergeLines } from './merge-lines.tsx'
import type { MergeChoice, MergePreview } from './merge-preview.ts'
import { MergeSides } from './merge-sides.tsx'

/**
 * Two records side by side, or several: which value stays, what is joined, and what will name the one that
 * stays. In the address those that go stand with commas between.
 */
export default function MergeScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { object = '', one = '', other = '' } = useParams({ strict: false })
  const [choices, setChoices] = useState<Readonly<Record<string, MergeChoice>>>({})
  const [isWhole, setWhole] = useState(false)
  const [busy, setBusy] = useState(false)
  /** How far a job is that brings very many references round, in percent. */
  const [percent, setPercent] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['merge', object, one, other],
    queryFn: ({ signal }) =>
      api.get<MergePreview>(`/${object}/${one}/merge`, { query: { others: other }, signal }),
    retry: false,
  })
  const ids = other.split(',')
  const isMany = ids.length > 1
  const letStay = (stays: string) => {
    const rest = [one, ...ids].filter((id) => id !== stays).join(',')
    setChoices({})
    void navigate({ to: '/duplicates/$object/$one/$other', params: { object, one: stays, other: rest } })
  }
  const merge = async () => {
    if (!data || busy) return
    setBusy(true)
    setProblem(null)
    try {
      const done = await api.post<{ change: string; job?: string }>(`/${object}/${one}/merge`, {
        others: ids,
        choices,
      })
      if (done.job) {
        setPercent(0)
        const last = await ended(done.job, (now) =>
          setPercent(now.total ? Math.floor((100 * now.done) / now.total) : 0),
        )
        if (last.state !== 'done') throw new Error(last.error ?? t('duplicates.mergeStopped'))
      }
      await queries.invalidateQueries()
      const names = data.others.map(({ title }) => title).join(', ')
      toast(t('duplicates.merged', { name: names }), async () => {
        const undone = await api.post<{ job?: string }>(`/changes/${done.change}/undo`)
        if (undone.job) await ended(undone.job)
        await queries.invalidateQueries()
      })
      await navigate({ to: '/$object/$id', params: { object, id: one } })
    } catch (failure) {
      setProblem(problemWords(failure, t))
      setBusy(false)
      setPercent(null)
    }
  }
  const title = isMany ? t('duplicates.mergeTitleMany', { many: ids.length + 1 }) : t('duplicates.mergeTitle')
  useShortcuts([
    {
      keys: 'Ctrl+Enter',
      label: title,
      group: t('duplicates.title'),
      run: () => void merge(),
    },
  ])
  const tellApart = async () => {
    try {
      await api.post('/duplicates', { pairs: [[one, other]], decision: 'different' })
      toast(t('duplicates.differentDone', { count: 1 }))
      await queries.invalidateQueries({ queryKey: ['list', 'duplicates'] })
      await navigate({ to: '/duplicates' })
    } catch (failure) {
      setProblem(problemWords(failure, t))
    }
  }
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const shown = data.fields.filter(({ rule, follows }) => isWhole || (rule !== 'same' && follows === null))
  return (
    <>
      <PathHead path={[{ label: t('duplicates.title'), href: '/duplicates' }]} title={title} />
      <div className="settings-body">
        <MergeSides preview={data} object={object} onStay={letStay} />
        <div className="merge-foot">
          {!isMany && (
            <Button icon={ArrowLeftRight} onClick={() => letStay(other)}>
              {t('duplicates.swap')}
            </Button>
          )}
          <Checkbox value={isWhole} label={t('duplicates.allFields')} onChange={setWhole} />
        </div>
        <Section title={t('duplicates.values')} count={shown.length}>
          <MergeFields
            preview={data}
            fields={shown}
            choices={choices}
            onChoose={(key, choice) => setChoices((now) => ({ ...now, [key]: choice }))}
          />
        </Section>
        <Joined preview={data} />
        {problem && <Note tone="bad">{problem}</Note>}
        {percent !== null && <ProgressBar percent={percent} label={t('duplicates.merging')} />}
        <div className="merge-foot">
          <Button look="primary" size="tall" keys="Ctrl+Enter" busy={busy} onClick={() => void merge()}>
            {t('duplicates.merge', { name: data.survivor.title })}
          </Button>
          {!isMany && (
            <Button size="tall" onClick={() => void tellApart()}>
              {t('duplicates.differentOne')}
            </Button>
          )}
          <span className="t3 s">{t('duplicates.mergeHint')}</span>
        </div>
      </div>
    </>
  )
}

/** Lines that are joined, roles that are taken on, and what is brought round. */
function Joined({ preview }: { preview: MergePreview }) {
  const { t } = useTranslation()
  const { lines, others, references, roles } = preview
  const rows = [
    ...roles.map((role) => [role, t('duplicates.takesRole')] as const),
    ...lines.map((one) => [one.label, <MergeLines key={one.label} preview={preview} lines={one} />] as const),
    ...references.map(({ label, count }) => [label, t('duplicates.broughtRound', { count })] as const),
  ]
  return (
    <Section title={t('duplicates.joins')}>
      <div className="merge-values">
        <PlainTable
          label={t('duplicates.joins')}
          empty={
            <p className="t3 card-none">
              {t(others.length > 1 ? 'duplicates.joinsNothingMany' : 'duplicates.joinsNothing')}
            </p>
          }
          heads={[t('duplicates.what'), t('duplicates.becomes')]}
          rows={rows.map(([what, becomes]) => ({ key: what, cells: [what, becomes] }))}
        />
      </div>
    </Section>
  )
}
