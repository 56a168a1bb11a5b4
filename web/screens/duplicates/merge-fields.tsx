import { useTranslation } from 'react-i18next'
import { fieldOf, objectNamed, useModel } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { PlainTable } from '../settings/plain-table.tsx'
import type { MergeChoice, MergeField, MergePreview, MergeSide } from './merge-preview.ts'

export interface MergeFieldsProps {
  preview: MergePreview
  fields: readonly MergeField[]
  choices: Readonly<Record<string, MergeChoice>>
  onChoose: (key: string, choice: MergeChoice) => void
}

/** Field by field what either holds, which of the two is taken, and why it is proposed. */
export function MergeFields({ preview, fields, choices, onChoose }: MergeFieldsProps) {
  const { t } = useTranslation()
  const chosenOf = (field: MergeField): MergeChoice => choices[field.follows ?? field.key] ?? field.choice
  return (
    <div className="merge-values">
      <PlainTable
        label={t('duplicates.values')}
        empty={<p className="t3 card-none">{t('duplicates.sameValues')}</p>}
        heads={[t('duplicates.field'), t('duplicates.stays'), t('duplicates.goes'), t('duplicates.why')]}
        rows={fields.map((field) => ({
          key: field.key,
          cells: [
            field.label,
            <Value key="left" {...{ field, preview, onChoose }} side="survivor" chosen={chosenOf(field)} />,
            <Value key="right" {...{ field, preview, onChoose }} side="other" chosen={chosenOf(field)} />,
            <span key="why" className="col g4">
              <span className="t3">{field.why}</span>
              {field.choices.includes('both') && field.rule !== 'same' && (
                <label className="merge-choice">
                  <input
                    type="radio"
                    name={`merge ${field.key}`}
                    checked={chosenOf(field) === 'both'}
                    onChange={() => onChoose(field.key, 'both')}
                  />
                  {t('duplicates.both')}
                </label>
              )}
            </span>,
          ],
        }))}
      />
    </div>
  )
}

interface ValueProps {
  field: MergeField
  preview: MergePreview
  side: 'survivor' | 'other'
  chosen: MergeChoice
  onChoose: (key: string, choice: MergeChoice) => void
}

function Value({ field, preview, side, chosen, onChoose }: ValueProps) {
  const model = useModel()
  const context = useValueContext()
  const object = objectNamed(model, field.face)
  const described = object && fieldOf(object, field.field)
  const record = recordOf(preview[side], field)
  const isTaken = chosen === side || chosen === 'both'
  const isOpen = field.rule !== 'same' && field.follows === null && field.choices.length > 1
  const value = described && record && (
    <ShowValue
      field={described}
      value={record[field.field]}
      record={record}
      model={model}
      context={context}
      cell
    />
  )
  if (!isOpen) return <span className={isTaken ? '' : 't3'}>{value ?? '–'}</span>
  return (
    <label className={`merge-choice ${isTaken ? '' : 'off'}`}>
      <input
        type="radio"
        name={`merge ${field.key}`}
        checked={chosen === side}
        onChange={() => onChoose(field.key, side)}
      />
      <span>{value ?? '–'}</span>
    </label>
  )
}

/** The record under the face of the field, or under another that shows it. */
export function recordOf(side: MergeSide, field: Pick<MergeField, 'face' | 'field'>) {
  const own = side.faces[field.face]
  return own ?? Object.values(side.faces).find((face) => field.field in face)
}
