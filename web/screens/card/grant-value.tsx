import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedField, DescribedModel } from '../../api/model.ts'
import { objectNamed } from '../../api/model.ts'
import { Tag } from '../../ui/chip.tsx'

/** What a right names (an object, deeds, fields) in the reader's words; null for its other values. */
export function grantWords(
  grant: ApiRecord,
  field: DescribedField,
  model: DescribedModel,
  t: TFunction,
): string[] | null {
  const object = objectNamed(model, String(grant['object'] ?? ''))
  const given = grant[field.name]
  if (field.name === 'object') return [object?.plural ?? String(given ?? '')]
  if (!['actions', 'see', 'change'].includes(field.name) || !Array.isArray(given)) return null
  return (given as string[]).map((name) => {
    const right = rights.find((one) => one === name)
    if (field.name === 'actions')
      return right
        ? t(`values.rights.${right}`)
        : (object?.actions.find((action) => action.name === name)?.label ?? name)
    if (name === 'all') return t('values.rights.all')
    return object?.fields.find((one) => one.name === name)?.label ?? name
  })
}

const rights = ['read', 'create', 'change', 'delete', 'export', 'import', 'print', 'confirm'] as const

export interface GrantValueProps {
  grant: ApiRecord
  field: DescribedField
  model: DescribedModel
}

/** A value of a right, by words. */
export function GrantValue({ grant, field, model }: GrantValueProps) {
  const { t } = useTranslation()
  const words = grantWords(grant, field, model, t) ?? []
  if (words.length === 0) return <span className="t3">–</span>
  if (field.name === 'object') return <span>{words[0]}</span>
  return (
    <span className="row g4 cut" title={words.join(', ')}>
      {words.map((word) => (
        <Tag key={word} name={word} />
      ))}
    </span>
  )
}
