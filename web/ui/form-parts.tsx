import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ProgressBar } from './progress-bar.tsx'
import './form-parts.css'
import './card-parts.css'

/** A form of one column, with what belongs to it at the side: who is already known, what will be saved. */
export function FormColumns({ side, children }: { side?: ReactNode; children: ReactNode }) {
  return (
    <div className="form-columns">
      <div className="form-main">
        <div className="form-width">{children}</div>
      </div>
      {side && <aside className="form-side">{side}</aside>}
    </div>
  )
}

export interface EntryFootProps {
  filled: number
  needed: number
  nextGap?: string | undefined
  onNextGap?: () => void
  /** The ways on; the primary last. */
  children: ReactNode
}

/** The foot of an entry: how much of what is obligatory is there, the next gap, and the ways on. */
export function EntryFoot({ filled, needed, nextGap, onNextGap, children }: EntryFootProps) {
  const { t } = useTranslation()
  return (
    <footer className="entry-foot">
      {needed > 0 && (
        <>
          <span className="entry-bar">
            <ProgressBar
              percent={Math.round((filled / needed) * 100)}
              label={t('kit.filled', { filled, needed })}
            />
          </span>
          <span className="t2">{t('kit.filled', { filled, needed })}</span>
        </>
      )}
      {nextGap && (
        <button type="button" className="link b" onClick={onNextGap}>
          {t('kit.nextGap', { what: nextGap })}
        </button>
      )}
      <span className="push row g12">{children}</span>
    </footer>
  )
}
