import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import './filter-chip.css'

export interface FilterChipProps {
  icon?: LucideIcon
  field: string
  operator: string
  value?: ReactNode
  /** Opens the filter at this condition. */
  onOpen?: () => void
  onRemove: () => void
}

/** A condition that is on: field, operator, value, and a cross. */
export function FilterChip({ icon, field, operator, value, onOpen, onRemove }: FilterChipProps) {
  const { t } = useTranslation()
  return (
    <span className="fchip" role="group" aria-label={`${field} ${operator}`}>
      <button type="button" className="fchip-open" onClick={onOpen}>
        <span>
          {icon && <Icon of={icon} size="s" />}
          {field}
        </span>
        <span className="op">{operator}</span>
        {value !== undefined && <span className="val">{value}</span>}
      </button>
      <button
        type="button"
        className="x"
        aria-label={t('kit.removeFilter', { what: field })}
        onClick={onRemove}
      >
        <Icon of={X} size="xs" />
      </button>
    </span>
  )
}
