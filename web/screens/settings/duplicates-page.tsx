import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatNumber } from '../../format/format-number.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { Section } from '../../ui/section.tsx'
import { Select } from '../../ui/select.tsx'
import { CardSkeleton } from '../../ui/skeleton.tsx'
import { factors, isSame, rulesBody, weights, type Factor, type Rules } from './match-rules.ts'
import { RulesEffect } from './rules-effect.tsx'
import { RulesTrial } from './rules-trial.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

/** How pairs are judged: what each likeness counts, from where on a pair is shown, and what that changes. */
export function DuplicatesPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [draft, setDraft] = useState<Rules | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['match rules'],
    queryFn: ({ signal }) => api.get<Rules & { usual: Rules }>('/duplicates/rules', { signal }),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  if (!data) return <CardSkeleton />
  const rules = draft ?? data
  const isChanged = !isSame(rules, data)
  const keep = (next: Rules | null, done: string) =>
    act(
      api.put('/duplicates/rules', next === null ? {} : rulesBody(next)).then(() => setDraft(null)),
      done,
      () => api.put('/duplicates/rules', rulesBody(data)),
    )
  return (
    <SettingsPage page="duplicates" problem={problem}>
      <p className="t2 settings-lead">{t('duplicates.rules.lead')}</p>
      <Section title={t('duplicates.rules.counts')}>
        <div className="rules-factors">
          {factors.map((factor) => (
            <FactorRow
              key={factor}
              factor={factor}
              value={rules.factors[factor]}
              onChange={(weight) => setDraft({ ...rules, factors: { ...rules.factors, [factor]: weight } })}
            />
          ))}
        </div>
      </Section>
      <Section title={t('duplicates.rules.from')}>
        <div className="settings-form">
          {(['shown', 'sure'] as const).map((name) => (
            <FieldFrame
              key={name}
              label={t(`duplicates.rules.${name}`)}
              hint={t(`duplicates.rules.${name}Hint`)}
            >
              <NumberInput
                value={String(Math.round(rules[name] * 100))}
                unit="%"
                onChange={(value) => setDraft({ ...rules, [name]: Number(value ?? 0) / 100 })}
              />
            </FieldFrame>
          ))}
        </div>
      </Section>
      <RulesEffect rules={rules} />
      <RulesTrial rules={rules} />
      <div className="rules-foot">
        <Button
          look="primary"
          size="tall"
          {...(isChanged ? {} : { reason: t('duplicates.rules.unchanged') })}
          onClick={() => void keep(rules, t('duplicates.rules.saved'))}
        >
          {t('duplicates.rules.save')}
        </Button>
        {isChanged && (
          <Button size="tall" onClick={() => setDraft(null)}>
            {t('duplicates.rules.dropChanges')}
          </Button>
        )}
        {!isSame(data, data.usual) && (
          <Button size="tall" look="ghost" onClick={() => void keep(null, t('duplicates.rules.resetDone'))}>
            {t('duplicates.rules.reset')}
          </Button>
        )}
      </div>
    </SettingsPage>
  )
}

interface FactorRowProps {
  factor: Factor
  value: number
  onChange: (weight: number) => void
}

/** One likeness in words, and how much it counts. */
function FactorRow({ factor, value, onChange }: FactorRowProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const label = t(`duplicates.rules.factors.${factor}.label`)
  const offered: readonly number[] = weights.some((one) => one === value) ? weights : [...weights, value]
  return (
    <div className="rules-factor">
      <div className="col">
        <span className="b">{label}</span>
        <span className="t3">{t(`duplicates.rules.factors.${factor}.hint`)}</span>
      </div>
      <Select
        aria-label={label}
        value={String(value)}
        options={offered.map((weight) => ({
          value: String(weight),
          label: isNamed(weight)
            ? t(`duplicates.rules.weights.${named[weight]}`)
            : t('duplicates.rules.other', { times: formatNumber(language, weight) }),
        }))}
        onChange={(next) => next !== null && onChange(Number(next))}
      />
    </div>
  )
}

const named = { 0: 'w0', 0.5: 'w0_5', 1: 'w1', 1.5: 'w1_5', 2: 'w2', 3: 'w3' } as const

function isNamed(weight: number): weight is keyof typeof named {
  return weight in named
}
