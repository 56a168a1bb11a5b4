import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import { currencyOf, isDayOnly, valueText } from '../../fields/value-text.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { MoneyCell, NameCell } from '../../ui/grid/grid-parts.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { LucideIcon } from '../../ui/icon.tsx'
import { latinForm } from '../../ui/text-marks.ts'
import { activityIcon } from '../card/activity-icon.ts'
import { cellEdit } from './cell-edit.ts'
import type { CellWords } from './cell-edit.ts'
import { columnFields, isPlace } from './list-query.ts'
import { PlaceCell } from './place-cell.tsx'
import { FactMark } from './fact-mark.tsx'

interface ColumnParts {
  model: DescribedModel
  context: ValueContext
  words: CellWords
  /** The list stands as it was once; marks tell of today. */
  isPast?: boolean
}

/** The columns that a list of an object may have, the record's title first. */
export function listColumns(object: DescribedObject, parts: ColumnParts): GridColumn<ApiRecord>[] {
  const title = fieldOf(object, object.title)
  const others = columnFields(object).filter((field) => field.name !== object.title)
  return [
    ...(title ? [nameColumn(object, title, parts)] : []),
    ...others.map((field) =>
      field.type === 'taxNumber' && object.base === 'party' && !parts.isPast
        ? provedColumn(object, field, parts)
        : fieldColumn(field, parts),
    ),
  ]
}

function nameColumn(
  object: DescribedObject,
  field: DescribedField,
  parts: ColumnParts,
): GridColumn<ApiRecord> {
  return {
    ...fieldColumn(field, parts),
    width: 212,
    draw: (row) => {
      const name = titleText(object, row, parts.context)
      if (object.base === 'party')
        return <NameCell name={name} latin={latinForm(name)} person={isPerson(row)} />
      return (
        <>
          <Icon of={iconOfRecord(object, row)} className="t3" />
          <span className="nm-main cut">{name}</span>
        </>
      )
    },
  }
}

const roomForMark = 18

/** A number with the mark of how far it is proved. */
function provedColumn(
  object: DescribedObject,
  field: DescribedField,
  parts: ColumnParts,
): GridColumn<ApiRecord> {
  const column = fieldColumn(field, parts)
  return {
    ...column,
    width: column.width + roomForMark,
    draw: (row) => (
      <>
        {column.draw(row)}
        {row[field.name] != null && <FactMark path={object.path} record={row.id} field={field.name} />}
      </>
    ),
  }
}

function fieldColumn(field: DescribedField, parts: ColumnParts): GridColumn<ApiRecord> {
  const { model, context } = parts
  const isFigure = ['money', 'integer', 'decimal', 'percent'].includes(field.control.show)
  return {
    id: field.name,
    title: field.label,
    width: widthFor(field),
    align: isFigure ? 'right' : 'left',
    ...(field.sort === 'none' ? {} : { sort: field.name }),
    ...(field.control.show === 'money' ? { summed: true } : {}),
    draw: (row) =>
      isPlace(field) ? (
        <PlaceCell country={row['country']} place={row[field.name]} />
      ) : field.control.show === 'money' ? (
        <MoneyCell
          amount={(row[field.name] as string | null) ?? null}
          currency={currencyOf(field, row, context)}
        />
      ) : (
        <ShowValue cell field={field} value={row[field.name]} record={row} model={model} context={context} />
      ),
    text: (row) => valueText(field, row[field.name], row, context),
    edit: (row) => cellEdit(field, row, parts),
  }
}

/** What a record is called: its title, and a dash where it has none. */
export function titleText(object: DescribedObject, row: ApiRecord, context: ValueContext): string {
  const field = fieldOf(object, object.title)
  const text = field ? valueText(field, row[object.title], row, context) : ''
  return text === '' ? '–' : text
}

/** What is no partner has the drawing of its object; an activity that of its kind. */
export function iconOfRecord(object: DescribedObject, row: ApiRecord): LucideIcon {
  return object.name === 'activity' ? activityIcon(row['kind']) : iconOf(object.icon ?? undefined)
}

/** People have a round mark. */
export function isPerson(row: ApiRecord): boolean {
  return row['kind'] === 'person'
}

const widths: Readonly<Record<string, number>> = {
  money: 132,
  integer: 76,
  decimal: 96,
  percent: 76,
  day: 112,
  instant: 150,
  choice: 98,
  code: 84,
  identifier: 136,
  email: 190,
  phone: 132,
  reference: 118,
  references: 170,
  tags: 180,
  choices: 160,
  'yes-no': 84,
}

/** Narrower where what stands there is short: numbers, days without hours, people by their marks. */
const narrow: Readonly<Record<string, number>> = {
  sequenceNumber: 94,
  taxNumber: 130,
  place: 118,
  user: 74,
  day: 100,
}

function widthFor(field: DescribedField): number {
  const kind = field.value.kind === 'reference' && field.value.to === 'user' ? 'user' : field.type
  const usual =
    narrow[isPlace(field) ? 'place' : isDayOnly(field) ? 'day' : kind] ?? widths[field.control.show] ?? 140
  // Georgian letters are wider than the others.
  const letter = /\p{Script=Georgian}/u.test(field.label) ? 7.4 : 6.5
  return Math.max(usual, Math.min(190, Math.round(field.label.length * letter + 26)))
}
