import { useTranslation } from 'react-i18next'
import type { Dot as State } from './edited-grants.ts'

export interface DotProps {
  state: State
  /** What it stands for: “Export, Customers”. */
  name: string
  /** Another one than is saved. */
  isNew: boolean
  /** Shown below it where there is no head of a column. */
  caption?: string
  onPress: () => void
}

/** Full, half or empty, for all records, some or none; its name says the same. */
export function Dot({ state, name, isNew, caption, onPress }: DotProps) {
  const { t } = useTranslation()
  const said = isNew ? t('rights.dotNew', { state: t(`rights.dots.${state}`) }) : t(`rights.dots.${state}`)
  return (
    <button
      type="button"
      className={`right-dot ${isNew ? 'new' : ''}`}
      data-dot
      aria-label={`${name}: ${said}`}
      title={caption === undefined ? said : undefined}
      onClick={onPress}
    >
      <i className={state} />
      {caption !== undefined && <span aria-hidden="true">{caption}</span>}
    </button>
  )
}

/** What the three states mean. */
export function DotLegend() {
  const { t } = useTranslation()
  return (
    <span className="row g12 s t2 right-legend">
      {(['all', 'some', 'none'] as const).map((state) => (
        <span key={state} className="row g6">
          <span className="right-dot" aria-hidden="true">
            <i className={state} />
          </span>
          {t(`rights.dots.${state}`)}
        </span>
      ))}
    </span>
  )
}
