import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatDay } from '../../format/format-day.ts'
import { insideText } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segments } from '../../ui/checkbox.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState } from '../../ui/state.tsx'
import { ConditionWords } from '../list/condition-words.tsx'
import { PlainTable } from '../settings/plain-table.tsx'
import '../settings/settings.css'
import { DecideProposals } from './decide-proposals.tsx'
import { FactsOf } from './facts-of.tsx'
import { ReasonsReport } from './reasons-report.tsx'
import type { KnownCriterion, ProposalPage } from './proposal.ts'

type State = 'open' | 'snoozed'

/** What waits for a decision, or the report of the reasons of what was decided. */
export default function ProposalsScreen() {
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  return tab === 'report' ? <ReasonsReport /> : <Waiting tab={tab} />
}

/** What criteria propose, beside each why; done or snoozed, one or many. */
function Waiting({ tab }: { tab: string | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const language = useLanguage()
  const queries = useQueryClient()
  const model = useModel()
  const [state, setState] = useState<State>('open')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [deciding, setDeciding] = useState<'take' | 'snooze' | null>(null)
  const { data, error, refetch, fetchNextPage, hasNextPage } = useInfiniteQuery({
    queryKey: ['proposals', tab, state],
    queryFn: ({ signal, pageParam }) =>
      api.get<ProposalPage>('/proposals', {
        signal,
        query: { state, ...(tab ? { criterion: tab } : {}), ...(pageParam ? { after: pageParam } : {}) },
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const { criteria } = data.pages[0] ?? { criteria: [] }
  const items = data.pages.flatMap((page) => page.items)
  const current = criteria.find(({ id }) => id === (tab ?? items[0]?.criterion)) ?? criteria[0]
  const object = current && objectNamed(model, current.object)
  if (!current || !object)
    return (
      <>
        <ProposalsHead />
        <EmptyState icon={ClipboardCheck} title={t('settings.proposalsNone')}>
          {t('settings.proposalsNoneHint')}
        </EmptyState>
      </>
    )
  const picked = items.filter(({ record }) => chosen.has(record)).map(({ record }) => record)
  const toggle = (record: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(record)) next.add(record)
      return next
    })
  const all = picked.length === items.length && items.length > 0
  return (
    <>
      <ProposalsHead />
      <div className="settings-body">
        <div className="settings-width col g12">
          <div className="row wrap">
            <Segments<string>
              label={t('settings.criterion')}
              value={current.id}
              choices={criteria.map(({ id, name, count }) => ({ value: id, label: `${name} · ${count}` }))}
              onChange={(next) => {
                setChosen(new Set())
                void navigate({ to: '/proposals', search: { tab: next } })
              }}
            />
          </div>
          {current.where && (
            <p className="t2">
              {t('settings.proposalsWhy', {
                action: current.actionLabel.replace('…', ''),
                what: insideText(language, object.plural),
              })}{' '}
              <ConditionWords object={object} where={current.where} />.
            </p>
          )}
          {current.fault && <Note tone="warn">{t('settings.criterionFault', { fault: current.fault })}</Note>}
          <div className="row g8 wrap">
            <Segments<State>
              label={t('settings.proposalsState')}
              value={state}
              choices={[
                { value: 'open', label: t('settings.proposalsOpen') },
                { value: 'snoozed', label: t('settings.proposalsSnoozed') },
              ]}
              onChange={setState}
            />
            <Checkbox
              value={all}
              label={t('settings.proposalsAll')}
              onChange={() => setChosen(all ? new Set() : new Set(items.map(({ record }) => record)))}
            />
            <span className="grow" />
            {state === 'open' && picked.length > 0 && (
              <span className="row g8" role="status">
                <span className="b">{t('settings.proposalsChosen', { count: picked.length })}</span>
                <Button onClick={() => setDeciding('snooze')}>{t('settings.proposalsSnooze')}</Button>
                <Button look="primary" onClick={() => setDeciding('take')}>
                  {current.actionLabel}
                </Button>
              </span>
            )}
          </div>
          <Rows
            {...{ page: items, criterion: current, chosen, toggle, state }}
            more={hasNextPage ? () => void fetchNextPage() : null}
          />
        </div>
      </div>
      {deciding && (
        <DecideProposals
          decision={deciding}
          criterion={current}
          object={object}
          records={picked}
          titles={new Map(items.map(({ record, title }) => [record, title ?? '–']))}
          onClose={() => setDeciding(null)}
          onDone={() => {
            setChosen(new Set())
            void queries.invalidateQueries()
          }}
        />
      )}
    </>
  )
}

function ProposalsHead() {
  const { t } = useTranslation()
  return (
    <Head title={t('frame.proposals')}>
      <Link className="btn" to="/proposals" search={{ tab: 'report' }}>
        {t('settings.reasonsReport')}
      </Link>
    </Head>
  )
}

interface RowsProps {
  page: ProposalPage['items']
  criterion: KnownCriterion
  chosen: ReadonlySet<string>
  toggle: (record: string) => void
  state: State
  more: (() => void) | null
}

function Rows({ page, criterion, chosen, toggle, state, more }: RowsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <>
      <PlainTable
        label={t('frame.proposals')}
        empty={<p className="t3 card-none">{t('settings.proposalsDone')}</p>}
        heads={[t('settings.reviewWho'), t('settings.proposalsFacts'), t('settings.proposalsSince')]}
        widths={['34%', null, '116px']}
        rows={page.map((one) => ({
          key: one.record,
          cells: [
            <span key="who" className="in-words">
              <Checkbox
                value={chosen.has(one.record)}
                label={one.title ?? '–'}
                onChange={() => toggle(one.record)}
              />
            </span>,
            <span key="why" className="col g4 in-words">
              <FactsOf proposal={one} />
              {one.refused && <span className="bad">{one.refused}</span>}
              {one.reason && state === 'snoozed' && (
                <span className="t3">
                  {one.reason}
                  {one.until && ` · ${formatDay(language, one.until)}`}
                </span>
              )}
            </span>,
            formatDay(language, one.foundOn),
          ],
          deeds: (
            <Link
              className="btn small"
              to="/$object/$id"
              params={{ object: one.path, id: one.record }}
              search={{ dialog: `do-${criterion.action}` }}
            >
              {t('settings.proposalsLook')}
            </Link>
          ),
        }))}
      />
      {more && (
        <div>
          <Button onClick={more}>{t('settings.proposalsMore')}</Button>
        </div>
      )}
    </>
  )
}
