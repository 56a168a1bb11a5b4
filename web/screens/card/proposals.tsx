import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedField, DescribedModel } from '../../api/model.ts'
import { fieldOf, objectNamed } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import type { ValueContext } from '../../fields/value-text.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Section } from '../../ui/section.tsx'
import './proposals.css'

interface ProposalsProps {
  record: ApiRecord
  model: DescribedModel
  context: ValueContext
  /** Whether one may accept what was sent. */
  may: boolean
}

/** What a partner sent beside what we hold, to be accepted field by field. */
export function Proposals({ record, model, context, may }: ProposalsProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const object = objectNamed(model, String(record['role']))
  const partner = record['party'] as ApiReference | null
  const answers = (record['answers'] ?? {}) as Record<string, unknown>
  const names = Object.keys(answers)
  const accepted = (record['accepted'] ?? []) as string[]
  const files = (record['files'] ?? []) as { taken?: boolean }[]
  const hasPapers = files.some(({ taken }) => taken !== true)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [papers, setPapers] = useState(true)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { data: ours } = useQuery({
    queryKey: ['record', object?.name, partner?.id, 'ours'],
    queryFn: ({ signal }) => api.get<ApiRecord>(`/${object?.path}/${partner?.id}`, { signal }),
    enabled: object !== undefined && partner !== null,
  })
  if (!object || !partner || (names.length === 0 && !hasPapers)) return null
  const accept = async () => {
    setBusy(true)
    try {
      const { change } = await api.act(`/data-requests/${record.id}/accept`, {
        fields: [...chosen],
        papers: papers && hasPapers,
      })
      toastWithUndo(queries, t('card.proposalsAccepted'), change)
      await queries.invalidateQueries()
      setChosen(new Set())
      setProblem(null)
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }
  const show = (field: DescribedField, value: unknown) =>
    Array.isArray(value) || field.value.kind === 'lines' ? (
      lineWords(value)
    ) : (
      <ShowValue field={field} value={value} record={ours ?? record} model={model} context={context} cell />
    )
  return (
    <Section title={t('card.proposals')}>
      <table className="proposals">
        <thead>
          <tr>
            <th scope="col">{t('card.proposalsField')}</th>
            <th scope="col">{t('card.proposalsOurs')}</th>
            <th scope="col">{t('card.proposalsTheirs')}</th>
          </tr>
        </thead>
        <tbody>
          {names.flatMap((name) => {
            const field = fieldOf(object, name)
            if (!field) return []
            const label = accepted.includes(name) ? `${field.label} ✓` : field.label
            return (
              <tr key={name}>
                <th scope="row">
                  {may ? (
                    <Checkbox
                      label={label}
                      value={chosen.has(name)}
                      onChange={(on) =>
                        setChosen(
                          (now) => new Set(on ? [...now, name] : [...now].filter((one) => one !== name)),
                        )
                      }
                    />
                  ) : (
                    label
                  )}
                </th>
                <td>{show(field, ours?.[name] ?? null)}</td>
                <td>{show(field, answers[name])}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {may && hasPapers && <Checkbox label={t('card.proposalsPapers')} value={papers} onChange={setPapers} />}
      {problem !== null && <Note tone="bad">{problemWords(problem, t)}</Note>}
      {may && (
        <Button
          look="primary"
          busy={busy}
          {...(chosen.size === 0 && !(papers && hasPapers) ? { reason: t('card.proposalsNone') } : {})}
          onClick={() => void accept()}
        >
          {t('card.proposalsAccept')}
        </Button>
      )}
    </Section>
  )
}

/** Lines in one line of words each: an address, an account. */
function lineWords(value: unknown): string {
  const lines = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]
  return lines
    .map((line) =>
      Object.entries(line as Record<string, unknown>)
        .filter(([key, one]) => key !== 'id' && typeof one === 'string' && one !== '')
        .map(([, one]) => one)
        .join(', '),
    )
    .join(' · ')
}
