import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { targetOf, useModel } from '../../api/model.ts'
import type { DescribedField, DescribedObject } from '../../api/model.ts'
import { codeOptions } from '../../fields/code-options.ts'
import { referenceOptions } from '../../fields/reference-options.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { MultiSelect, Select } from '../../ui/select.tsx'
import { FilterSentences } from '../list/filter-builder.tsx'
import { RecordTitle } from '../list/filter-value.tsx'
import { joinWhom, splitWhom, whomFieldsOf, type Whom, type WhomFields } from './for-whom.ts'

export interface ConditionForProps {
  object: DescribedObject
  where: Record<string, unknown> | null
  onChange: (where: Record<string, unknown> | null) => void
  /** What the sentences after the pickers say. */
  label: string
  children?: ReactNode
}

/**
 * A condition of which is asked first for which category and countries it holds, with plain pickers, and then
 * what has to be so, as sentences. Give it a key of the object: another object begins anew.
 */
export function ConditionFor({ object, where, onChange, label, children }: ConditionForProps) {
  const fields = whomFieldsOf(useModel(), object)
  // Kept apart from where on: a country in a sentence is not taken away into the picker.
  const [parts, setParts] = useState(() => splitWhom(fields, where))
  const change = (changes: Partial<typeof parts>) => {
    const next = { ...parts, ...changes }
    setParts(next)
    onChange(joinWhom(fields, next.whom, next.rest))
  }
  return (
    <>
      <ForWhom {...{ fields }} whom={parts.whom} onChange={(whom) => change({ whom })} />
      <section className="col g8" aria-label={label}>
        <span className="b">{label}</span>
        {children}
        <FilterSentences
          object={object}
          where={parts.rest}
          begin={null}
          onChange={(rest) => change({ rest })}
        />
      </section>
    </>
  )
}

interface ForWhomProps {
  fields: WhomFields
  whom: Whom
  onChange: (whom: Whom) => void
}

function ForWhom({ fields: { category, country }, whom, onChange }: ForWhomProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (!category && !country) return null
  return (
    <section className="for-whom" aria-label={t('settings.forWhom')}>
      {category && (
        <FieldFrame label={category.label} hint={t('settings.forUnder')}>
          <CategoryChoice
            field={category}
            value={whom.category}
            onChange={(next) => onChange({ ...whom, category: next })}
          />
        </FieldFrame>
      )}
      {country && (
        <FieldFrame label={country.label}>
          <MultiSelect
            value={whom.countries}
            options={codeOptions(country, language)}
            placeholder={t('settings.forAllCountries')}
            onChange={(countries) => onChange({ ...whom, countries })}
          />
        </FieldFrame>
      )}
    </section>
  )
}

interface CategoryChoiceProps {
  field: DescribedField
  value: string | null
  onChange: (value: string | null) => void
}

function CategoryChoice({ field, value, onChange }: CategoryChoiceProps) {
  const { t } = useTranslation()
  const target = targetOf(useModel(), field)
  if (!target) return null
  return (
    <Select
      value={value}
      shown={value === null ? undefined : <RecordTitle target={target} id={value} />}
      placeholder={t('settings.forAllCategories')}
      load={(typed, signal) => referenceOptions(target, typed, signal)}
      onChange={(next) => onChange(next)}
    />
  )
}
