import { ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'
import './section.css'

export interface SectionHeaderProps {
  id?: string
  title: ReactNode
  count?: ReactNode
  note?: ReactNode
  /** What is done with this section stands in its head. */
  actions?: ReactNode
}

export function SectionHeader({ id, title, count, note, actions }: SectionHeaderProps) {
  return (
    <header className="sec-head">
      <h2 id={id}>{title}</h2>
      {count !== undefined && <span className="t3 tn">{count}</span>}
      {note && <span className="t3 cut">{note}</span>}
      {actions && <div className="row g6 push">{actions}</div>}
    </header>
  )
}

/** A part of a card or a form, under its head. */
export function Section({ children, ...head }: SectionHeaderProps & { children: ReactNode }) {
  const id = useId()
  return (
    <section className="sec" aria-labelledby={head.id ?? id}>
      <SectionHeader id={id} {...head} />
      {children}
    </section>
  )
}

export interface KeyValueItem {
  key: string
  label: ReactNode
  value: ReactNode
  /** Hidden behind "5 empty" until asked for. */
  empty?: boolean
}

export interface KeyValueProps {
  items: readonly KeyValueItem[]
  columns?: 1 | 2
  /** Width of the labels, in pixels. */
  labelWidth?: number
}

/** Labels and values in one or two columns; what is empty folds away. */
export function KeyValue({ items, columns = 1, labelWidth }: KeyValueProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const empty = items.filter((item) => item.empty)
  const shown = all ? items : items.filter((item) => !item.empty)
  const half = columns === 2 ? Math.ceil(shown.length / 2) : shown.length
  const style = labelWidth ? { gridTemplateColumns: `${labelWidth}px minmax(0, 1fr)` } : undefined
  return (
    <>
      <div className={columns === 2 ? 'two' : ''}>
        {[shown.slice(0, half), shown.slice(half)].map(
          (part, side) =>
            part.length > 0 && (
              <dl key={side} className="kv" style={style}>
                {part.map((item) => (
                  <div key={item.key} className="kv-row">
                    <dt>{item.label}</dt>
                    <dd>{item.value}</dd>
                  </div>
                ))}
              </dl>
            ),
        )}
      </div>
      {empty.length > 0 && (
        <button type="button" className="kv-more" aria-expanded={all} onClick={() => setAll(!all)}>
          <Icon of={ChevronRight} size="s" className={all ? 'turned' : ''} />
          {t('kit.emptyFields', { count: empty.length })}
        </button>
      )}
    </>
  )
}
