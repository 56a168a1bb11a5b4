import './progress-bar.css'

/** A thin bar of how far something is; null moves without saying how far. */
export function ProgressBar({ percent, label }: { percent: number | null; label: string }) {
  return (
    <div
      className="bar"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <i
        className={percent === null ? 'moving' : ''}
        style={percent === null ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}

export interface Share {
  key: string
  tone: 'ink' | 'good' | 'warn' | 'bad' | 'mute'
  count: number
}

/**
 * A bar in parts, as the check of an import shows what would become of its rows. Parts keep at least a hair.
 */
export function ShareBar({ shares, label }: { shares: readonly Share[]; label: string }) {
  return (
    <div className="shares" role="img" aria-label={label}>
      {shares.map(
        ({ key, tone, count }) => count > 0 && <i key={key} className={tone} style={{ flexGrow: count }} />,
      )}
    </div>
  )
}
