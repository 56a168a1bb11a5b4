import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/chip.tsx'
import { Select } from '../../ui/select.tsx'
import type { ColumnMapping, FileColumn, ImportField } from './import-api.ts'
import { importFieldLabel } from './import-field-label.ts'

export interface ColumnRowProps {
  column: FileColumn
  mapped: ColumnMapping
  fields: readonly ImportField[]
  onMap: (field: string | null) => void
  onMissing: (missing: ColumnMapping['missing']) => void
  onValues: () => void
}

const tones: Readonly<Record<ColumnMapping['certainty'], Tone>> = {
  certain: 'good',
  likely: 'ink',
  guess: 'warn',
  none: 'out',
}

/** One column of the file: its heading with three samples, the field it goes to, and how sure that is. */
export function ColumnRow({ column, mapped, fields, onMap, onMissing, onValues }: ColumnRowProps) {
  const { t } = useTranslation()
  const field = fields.find((one) => one.field === mapped.field)
  const name = column.header || t('import.columnNumber', { number: column.index + 1 })
  const replaced = Object.keys(mapped.values).length
  return (
    <tr>
      <th scope="row">
        <span className="b cut">{name}</span>
        <span className="t3 s cut" title={column.samples.join(' · ')}>
          {column.samples.join(' · ') || t('import.noSamples')}
        </span>
      </th>
      <td>
        <Select
          aria-label={t('import.fieldFor', { column: name })}
          value={mapped.field}
          shown={mapped.field === null ? undefined : importFieldLabel(fields, mapped.field)}
          placeholder={t('import.leaveOut')}
          clearable
          options={fields.map((one) => ({
            value: one.field,
            label: one.label,
            ...(one.group ? { group: one.group } : {}),
            ...(one.required ? { aside: t('kit.obligatory') } : {}),
          }))}
          onChange={onMap}
        />
        {field?.reference && (
          <Select<ColumnMapping['missing']>
            aria-label={t('import.missingFor', { column: name })}
            value={mapped.missing}
            options={(['refuse', 'create', 'empty'] as const).map((value) => ({
              value,
              label: t(`import.missing.${value}`),
            }))}
            onChange={(missing) => missing && onMissing(missing)}
          />
        )}
      </td>
      <td>
        <div className="row g6">
          <Chip tone={mapped.by === 'person' ? 'good' : tones[mapped.certainty]}>
            {t(mapped.by === 'person' ? 'import.certainty.chosen' : `import.certainty.${mapped.certainty}`)}
          </Chip>
          {field && (
            <Button look="ghost" size="small" onClick={onValues}>
              {replaced > 0 ? t('import.valuesReplaced', { count: replaced }) : t('import.values')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  )
}
