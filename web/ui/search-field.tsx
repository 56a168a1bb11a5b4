import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import './search-field.css'

export interface SearchFieldProps {
  value: string
  onChange: (value: string) => void
  placeholder?: string
  label?: string
  keys?: string
  autoFocus?: boolean
  /** Leads to what was found, by the arrow down or Enter. */
  onDown?: () => void
  ref?: Ref<HTMLInputElement>
}

/** A field to search the open page: Escape empties it first, then leaves it. */
export function SearchField({
  value,
  onChange,
  placeholder,
  label,
  keys,
  autoFocus,
  onDown,
  ref,
}: SearchFieldProps) {
  const { t } = useTranslation()
  return (
    <label className="search-field">
      <Icon of={Search} size="s" />
      <input
        ref={ref}
        type="search"
        value={value}
        autoFocus={autoFocus}
        placeholder={placeholder ?? t('kit.search')}
        aria-label={label ?? placeholder ?? t('kit.search')}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          // Where signs are composed from keys, these choose among them.
          if (event.nativeEvent.isComposing) return
          if (onDown && (event.key === 'ArrowDown' || event.key === 'Enter')) {
            event.preventDefault()
            onDown()
          }
          if (event.key !== 'Escape') return
          // What the field stands in goes with it, once it is empty.
          if (value === '' && event.currentTarget.closest('dialog, [role=dialog]')) return
          event.stopPropagation()
          if (value === '') event.currentTarget.blur()
          else onChange('')
        }}
      />
      {value !== '' && (
        <button type="button" aria-label={t('kit.empty')} onClick={() => onChange('')}>
          <Icon of={X} size="s" />
        </button>
      )}
      {value === '' && keys && <Kbd keys={keys} />}
    </label>
  )
}
