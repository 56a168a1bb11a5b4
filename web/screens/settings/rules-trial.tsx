import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { objectNamed, useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { Note } from '../../ui/band.tsx'
import { Chip } from '../../ui/chip.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import type { Option } from '../../ui/pick.ts'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { factors, rulesBody, type Factor, type Rules } from './match-rules.ts'
import { PlainTable } from './plain-table.tsx'

/** How rules judge two records, as `POST /api/v1/duplicates/rules/trial` says. */
interface Trial {
  score: number
  isShown: boolean
  isSure: boolean
  parts: readonly {
    field: string
    code: string | null
    message: string | null
    speaks: 'for' | 'against'
    strength: 'decides' | 'much' | 'some' | 'little'
  }[]
}

/** Two partners of one's choice, and what these rules say of them, in words. */
export function RulesTrial({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const model = useModel()
  const object = objectNamed(model, 'party')
  const [one, setOne] = useState<Option | null>(null)
  const [other, setOther] = useState<Option | null>(null)
  const asked = { records: [one?.value, other?.value], ...rulesBody(rules) }
  const { data, error } = useQuery({
    queryKey: ['match rules', 'trial', asked],
    enabled: one !== null && other !== null && one.value !== other.value,
    queryFn: ({ signal }) => api.post<Trial>('/duplicates/rules/trial', asked, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (!object) return null
  const sides = [
    { key: 'one', label: t('duplicates.rules.one'), value: one, onChange: setOne },
    { key: 'two', label: t('duplicates.rules.two'), value: other, onChange: setOther },
  ]
  return (
    <Section title={t('duplicates.rules.trial')}>
      <p className="t3 settings-lead">{t('duplicates.rules.trialLead')}</p>
      <div className="rules-sides">
        {sides.map(({ key, label, value, onChange }) => (
          <FieldFrame key={key} label={label}>
            <Select
              value={value?.value ?? null}
              shown={value?.label}
              load={(typed, signal) => referenceOptions(object, typed, signal)}
              onChange={(_, option) => onChange(option)}
            />
          </FieldFrame>
        ))}
      </div>
      {error && <Note tone="bad">{problemWords(error, t)}</Note>}
      {data && one && other && <Verdict trial={data} />}
    </Section>
  )
}

function Verdict({ trial: { score, isShown, isSure, parts } }: { trial: Trial }) {
  const { t } = useTranslation()
  const verdict = isSure ? 'sure' : isShown ? 'shown' : 'no'
  return (
    <>
      <div className="settings-lead" aria-live="polite">
        <Note tone={isSure ? 'bad' : isShown ? 'warn' : 'good'}>
          {t(`duplicates.rules.verdicts.${verdict}`, { percent: Math.round(score * 100) })}
        </Note>
      </div>
      <PlainTable
        label={t('duplicates.rules.trial')}
        empty={<p className="t3 card-none">{t('duplicates.rules.nothing')}</p>}
        heads={[t('duplicates.rules.factor'), t('duplicates.rules.weight')]}
        rows={parts.map(({ field, code, message, speaks, strength }) => ({
          key: `${field} ${code}`,
          cells: [
            <span key="what" className="row g8">
              <Chip tone={speaks === 'for' ? 'good' : 'warn'}>{t(`duplicates.rules.speaks.${speaks}`)}</Chip>
              {message ??
                t('duplicates.rules.differs', {
                  what: isFactor(field) ? t(`duplicates.rules.factors.${field}.label`) : field,
                })}
            </span>,
            t(`duplicates.rules.strengths.${strength}`),
          ],
        }))}
      />
    </>
  )
}

function isFactor(field: string): field is Factor {
  return (factors as readonly string[]).includes(field)
}
