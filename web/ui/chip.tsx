import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { hueOf } from './hue.ts'
import type { Hue } from './hue.ts'
import { Icon } from './icon.tsx'
import './chip.css'
import './monogram.css'

export type Tone = 'good' | 'warn' | 'bad' | 'cold' | 'ink' | 'out'

/** A short word on a ground of its own: a role (out), a remark (tone), a count. */
export function Chip({
  tone,
  children,
  onRemove,
}: {
  tone?: Tone
  children: ReactNode
  onRemove?: () => void
}) {
  return (
    <span className={`chip ${tone ?? ''}`}>
      <span className="cut">{children}</span>
      {onRemove && <RemoveButton of={children} onRemove={onRemove} />}
    </span>
  )
}

/**
 * A tag or category in its own colour: the same word has the same colour everywhere unless one was chosen.
 */
export function Tag({ name, hue, onRemove }: { name: string; hue?: Hue | undefined; onRemove?: () => void }) {
  return (
    <span className={`chip h${hue ?? hueOf(name)}`}>
      <span className="cut">{name}</span>
      {onRemove && <RemoveButton of={name} onRemove={onRemove} />}
    </span>
  )
}

function RemoveButton({ of, onRemove }: { of: ReactNode; onRemove: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className="chip-x"
      aria-label={t('kit.remove', { what: typeof of === 'string' ? of : '' })}
      onClick={onRemove}
    >
      <Icon of={X} size="xs" />
    </button>
  )
}
