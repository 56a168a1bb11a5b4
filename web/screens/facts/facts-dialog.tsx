import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { ended } from '../../api/ended-job.ts'
import { factsQuery, type Fact } from '../../api/facts.ts'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { dayOfInstant } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { langOfText } from '../../format/language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ProofMark } from '../../ui/proof-mark.tsx'
import { toast } from '../../ui/toast-store.ts'
import { Differences } from './differences.tsx'
import { Place } from './place.tsx'
import './facts.css'

export interface FactsDialogProps {
  object: DescribedObject
  record: ApiRecord
  context: ValueContext
  onClose: () => void
}

/** All that is known of a record's values, by whom and since when; what differs is settled field by field. */
export function FactsDialog({ object, record, context, onClose }: FactsDialogProps) {
  const { t } = useTranslation()
  const title = String(record[object.title] ?? '–')
  const { data, error, isPending } = useQuery(factsQuery(object.path, record.id))
  const deeds = useDeeds(object, record)
  const items = data?.items ?? []
  const isAsked = items.some(({ kind }) => !['form', 'email', 'paper'].includes(kind))
  const mayChange = object.may.includes('change')
  return (
    <Dialog
      open
      size="large"
      title={t('facts.title')}
      subtitle={title}
      onClose={onClose}
      actions={
        mayChange &&
        isAsked && (
          <Button look="primary" busy={deeds.busy} onClick={() => void deeds.checkAgain()}>
            {t('facts.checkAgain')}
          </Button>
        )
      }
    >
      {(error || deeds.problem) && <Note tone="bad">{deeds.problem ?? problemWords(error, t)}</Note>}
      {isPending && <p className="t3">{t('kit.loading')}</p>}
      {data && items.length === 0 && <p className="t3">{t('facts.nothing')}</p>}
      <ul className="facts-all">
        {items.map((fact) => (
          <li key={`${fact.kind} ${fact.field} ${fact.line}`}>
            <ProofMark proof={fact.proof} size="l" />
            <div className="grow">
              <FactWords fact={fact} context={context} />
              {fact.differences.length > 0 && (
                <Differences
                  fact={fact}
                  busy={deeds.busy}
                  {...(mayChange ? { onSettle: (...given) => void deeds.settle(...given) } : {})}
                />
              )}
              {fact.place && <Place place={fact.place} context={context} />}
            </div>
            {fact.kind === 'email' && mayChange && fact.proof !== 'proved' && (
              <Button busy={deeds.busy} onClick={() => void deeds.askOwner(fact.line)}>
                {t('facts.askOwner')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function FactWords({ fact, context }: { fact: Fact; context: ValueContext }) {
  const { t } = useTranslation()
  const day = (instant: string) => formatDay(context.language, dayOfInstant(instant))
  const words = [
    fact.source ?? (fact.kind === 'form' ? t('facts.byForm') : null),
    fact.checkedAt && t('facts.since', { day: day(fact.checkedAt) }),
    fact.expiresAt && t(fact.isExpired ? 'facts.wasUntil' : 'facts.until', { day: day(fact.expiresAt) }),
    fact.reference && t('facts.reference', { reference: fact.reference }),
  ].filter(Boolean)
  return (
    <>
      <span className="b">{fact.label}</span> <span className="t2">{t(`kit.proof.${fact.proof}`)}</span>
      {fact.about !== null && (
        <p className="facts-about" lang={langOfText(fact.about)}>
          {fact.about}
        </p>
      )}
      <p className="s t3">{words.join(' · ')}</p>
      {fact.isOutdated && <p className="s">{t('facts.ofAnother')}</p>}
      {fact.reason && fact.proof !== 'wellFormed' && <p className="s">{fact.reason}</p>}
      {fact.failure && <p className="s t2">{fact.failure}</p>}
    </>
  )
}

/** What can be done with the facts of a record; whatever comes of it, they are read anew. */
function useDeeds(object: DescribedObject, record: ApiRecord) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const path = `/${object.path}/${record.id}/facts`
  const act = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(problemWords(error, t))
    }
    setBusy(false)
    await queries.invalidateQueries()
  }
  return {
    busy,
    problem,
    checkAgain: () =>
      act(async () => {
        const { job } = await api.post<{ job: string | null }>(path, {})
        if (job) await ended(job)
        toast(t('facts.checked'))
      }),
    askOwner: (line: string | null) =>
      act(async () => {
        await api.post(path, { kind: 'email', line })
        toast(t('facts.asked'))
      }),
    settle: (fact: Fact, field: { field: string; label: string }, how: 'accept' | 'keep') =>
      act(async () => {
        const { change } = await api.patch(`${path}/${fact.id}`, { [how]: [field.field] })
        const words = t(how === 'accept' ? 'facts.accepted' : 'facts.kept', { field: field.label })
        toastWithUndo(queries, words, change)
      }),
  }
}
