import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import type { ApiRecord, ApiReference, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, objectNamed, targetOf } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { toastWithUndo } from '../../api/undo.ts'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
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

type Line = Readonly<Record<string, unknown>>
type ProposedLine = {
  line: string
  is: 'new' | 'changed' | 'gone'
  ours: Line | null
  theirs: Line | null
  accepted: boolean
}
type Proposal = {
  name: string
  theirs: unknown
  ours: unknown
  accepted: boolean
  may: boolean
  lines?: ProposedLine[]
}
/** What can be ticked: a field, or a line of it. */
type Row = {
  key: string
  name: string
  line: string | null
  label: string
  ours: string
  theirs: string
  accepted: boolean
  may: boolean
}

/** What a partner sent beside what we hold, to be accepted field by field and line by line. */
export function Proposals({ record, model, context, may }: ProposalsProps) {
  const { t } = useTranslation()
  const object = objectNamed(model, String(record['role']))
  const partner = record['party'] as ApiReference | null
  const { data } = useQuery({
    queryKey: ['record', 'dataRequest', record.id, 'answers', record['updatedAt']],
    queryFn: ({ signal }) =>
      api.get<{ items: Proposal[]; asked: string[] }>(`/data-requests/${record.id}/answers`, { signal }),
    enabled: object !== undefined && partner !== null,
  })
  const files = (record['files'] ?? []) as { taken?: boolean }[]
  const hasPapers = files.some(({ taken }) => taken !== true)
  if (!object || !data) return null
  const rows = data.items.flatMap((one) =>
    rowsOf(one, object, model, context, (is) => t(`card.proposalsLine.${is}`)),
  )
  const asked = data.asked.map((name) => fieldOf(object, name)?.label ?? name).join(', ')
  return (
    <Section title={t('card.proposals')}>
      {asked !== '' && <p className="t3 s proposals-asked">{t('card.proposalsAsked', { fields: asked })}</p>}
      {rows.length === 0 && !hasPapers ? (
        <p className="t3 card-none">{t('card.proposalsEmpty')}</p>
      ) : (
        <Acceptance record={record} rows={rows} may={may} hasPapers={hasPapers} />
      )}
    </Section>
  )
}

interface AcceptanceProps {
  record: ApiRecord
  rows: readonly Row[]
  may: boolean
  hasPapers: boolean
}

function Acceptance({ record, rows, may, hasPapers }: AcceptanceProps) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [papers, setPapers] = useState(true)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const accept = async () => {
    setBusy(true)
    try {
      const input = { ...inputOf(rows.filter(({ key }) => chosen.has(key))), papers: papers && hasPapers }
      const { change } = await api.act(`/data-requests/${record.id}/accept`, input)
      toastWithUndo(queries, t('card.proposalsAccepted'), change)
      await queries.invalidateQueries()
      setChosen(new Set())
      setProblem(null)
    } catch (error) {
      setProblem(error)
    }
    setBusy(false)
  }
  const tick = (key: string, on: boolean) =>
    setChosen((now) => new Set(on ? [...now, key] : [...now].filter((one) => one !== key)))
  return (
    <>
      {rows.length > 0 && <ProposalTable rows={rows} may={may} chosen={chosen} onTick={tick} />}
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
    </>
  )
}

interface ProposalTableProps {
  rows: readonly Row[]
  may: boolean
  chosen: ReadonlySet<string>
  onTick: (key: string, on: boolean) => void
}

function ProposalTable({ rows, may, chosen, onTick }: ProposalTableProps) {
  const { t } = useTranslation()
  return (
    <table className="proposals">
      <thead>
        <tr>
          <th scope="col">{t('card.proposalsField')}</th>
          <th scope="col">{t('card.proposalsOurs')}</th>
          <th scope="col">{t('card.proposalsTheirs')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">
              {may && !row.accepted ? (
                <Checkbox
                  label={row.label}
                  value={chosen.has(row.key)}
                  {...(row.may ? {} : { reason: t('card.proposalsMayNot') })}
                  onChange={(on) => onTick(row.key, on)}
                />
              ) : (
                `${row.label}${row.accepted ? ' ✓' : ''}`
              )}
            </th>
            <td data-label={t('card.proposalsOurs')}>{row.ours}</td>
            <td data-label={t('card.proposalsTheirs')}>{row.theirs}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The fields that are ticked, and of lines those that are. */
function inputOf(rows: readonly Row[]) {
  const lines = Map.groupBy(
    rows.filter(({ line }) => line !== null),
    ({ name }) => name,
  )
  return {
    fields: [...new Set(rows.map(({ name }) => name))],
    lines: Object.fromEntries([...lines].map(([name, own]) => [name, own.map(({ line }) => line)])),
  }
}

function rowsOf(
  { name, theirs, ours, accepted, may, lines }: Proposal,
  object: DescribedObject,
  model: DescribedModel,
  context: ValueContext,
  wordOf: (is: ProposedLine['is']) => string,
): Row[] {
  const field = fieldOf(object, name)
  if (!field) return []
  const target = targetOf(model, field)
  const linked = field.settings['asked'] as { to: string } | undefined
  // Whom links lead to is told with the fields of the link.
  const own = [...((linked && objectNamed(model, linked.to)?.fields) ?? []), ...(target?.fields ?? [])]
  const shown = [...new Map(own.map((one) => [one.name, one])).values()]
  const words = (line: Line | null) =>
    shown
      .map((one) => valueText(one, line?.[one.name] ?? null, null, context))
      .filter((text) => text !== '')
      .join(', ')
  const common = { name, may }
  if (!lines)
    return [
      {
        ...common,
        ...{ key: name, line: null, label: field.label, accepted },
        ours: valueText(field, ours, null, context) || '–',
        theirs: valueText(field, theirs, null, context),
      },
    ]
  return lines.map((one) => ({
    ...common,
    ...{ key: `${name} ${one.line}`, line: one.line, accepted: one.accepted },
    label: `${field.label} · ${wordOf(one.is)}`,
    ours: words(one.ours) || '–',
    theirs: words(one.theirs) || '–',
  }))
}
