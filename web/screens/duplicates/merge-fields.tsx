import { useTranslation } from 'react-i18next'
import { fieldOf, objectNamed, useModel } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { useValueContext } from '../../fields/use-value-context.ts'
import { PlainTable } from '../settings/plain-table.tsx'
import {
  goingHead,
  type MergeChoice,
  type MergeField,
  type MergePreview,
  type MergeSide,
} from './merge-preview.ts'

export interface MergeFieldsProps {
  preview: MergePreview
  fields: readonly MergeField[]
  choices: Readonly<Record<string, MergeChoice>>
  onChoose: (key: string, choice: MergeChoice) => void
}

/** Field by field what each holds, which of them is taken, and why it is proposed. */
export function MergeFields({ preview, fields, choices, onChoose }: MergeFieldsProps) {
  const { t } = useTranslation()
  const { others } = preview
  const isMany = others.length > 1
  const chosenOf = (field: MergeField): MergeChoice => choices[field.follows ?? field.key] ?? field.choice
  return (
    <div className={`merge-values ${isMany ? 'merge-many' : ''}`}>
      <PlainTable
        label={t('duplicates.values')}
        empty={
          <p className="t3 card-none">{t(isMany ? 'duplicates.sameValuesMany' : 'duplicates.sameValues')}</p>
        }
        heads={[
          t('duplicates.field'),
          t('duplicates.stays'),
          ...others.map((_, at) => goingHead(preview, at, t('duplicates.goes'))),
          t('duplicates.why'),
        ]}
        rows={fields.map((field) => ({
          key: field.key,
          cells: [
            field.label,
            <Value
              key="survivor"
              {...{ field, onChoose }}
              side={preview.survivor}
              source="survivor"
              chosen={chosenOf(field)}
            />,
            ...others.map((side) => (
              <Value key={side.id} {...{ field, side, onChoose }} source={side.id} chosen={chosenOf(field)} />
            )),
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
                  {t(isMany ? 'duplicates.bothMany' : 'duplicates.both')}
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
  side: MergeSide
  source: MergeChoice
  chosen: MergeChoice
  onChoose: (key: string, choice: MergeChoice) => void
}

function Value({ field, side, source, chosen, onChoose }: ValueProps) {
  const model = useModel()
  const context = useValueContext()
  const object = objectNamed(model, field.face)
  const described = object && fieldOf(object, field.field)
  const record = recordOf(side, field)
  const isTaken = chosen === source || chosen === 'both'
  const isOpen =
    field.rule !== 'same' &&
    field.follows === null &&
    field.choices.length > 1 &&
    field.choices.includes(source)
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
        checked={chosen === source}
        onChange={() => onChoose(field.key, source)}
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
