import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import './band.css'

export interface BandProps {
  tone: 'ink' | 'warn' | 'bad' | 'good'
  icon?: LucideIcon
  title?: ReactNode
  children?: ReactNode
  /** What can be done about it, at the right end. */
  actions?: ReactNode
}

/** A band across the top for what concerns the whole page: yesterday shown, offline, see as somebody. */
export function Band({ tone, icon, title, children, actions }: BandProps) {
  return (
    <div className={`band ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {icon && <Icon of={icon} />}
      <div className="grow">
        {title && <div className="bb">{title}</div>}
        {children && <div className={title ? 't2 s' : ''}>{children}</div>}
      </div>
      {actions}
    </div>
  )
}

/** The same in a box, inside a form or a section. */
export function Note({ tone, icon, title, children, actions }: BandProps) {
  return (
    <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      {icon && <Icon of={icon} />}
      <div className="grow">
        {title && <div className="bb">{title}</div>}
        {children}
        {actions && <div className="row g8 note-actions">{actions}</div>}
      </div>
    </div>
  )
}
