import { useEffect, useState } from 'react'
import './skeleton.css'

/** True once waiting has lasted 200 ms, and from then on for at least 300 ms, so that nothing flickers. */
export function useSlow(waiting: boolean): boolean {
  const [shown, setShown] = useState(false)
  const [since, setSince] = useState(0)
  useEffect(() => {
    if (waiting === shown) return undefined
    const wait = waiting ? 200 : Math.max(0, 300 - (Date.now() - since))
    const timer = setTimeout(() => {
      setShown(waiting)
      if (waiting) setSince(Date.now())
    }, wait)
    return () => clearTimeout(timer)
  }, [waiting, shown, since])
  return shown
}

/** A grey bar in the place of a word. */
export function Bone({
  width,
  height = 10,
  round,
}: {
  width: number | string
  height?: number
  round?: boolean
}) {
  return <span className={`bone ${round ? 'round' : ''}`} style={{ width, height }} />
}

const widths = [190, 150, 214, 120, 176, 198, 132, 206, 160, 184]

/** Rows in the shape of a list, paler downwards. */
export function ListSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row" style={{ opacity: Math.max(0.12, 1 - row * 0.08) }}>
          <Bone width={15} height={15} round />
          <Bone width={20} height={20} round />
          <Bone width={widths[row % widths.length] ?? 160} />
          <Bone width={58} />
          <Bone width={64} />
        </div>
      ))}
    </div>
  )
}

/** A card in outline: name, proof strip, sections. */
export function CardSkeleton() {
  return (
    <div className="skeleton skeleton-card" aria-hidden="true">
      <div className="row g12">
        <Bone width={44} height={44} round />
        <div className="col g8">
          <Bone width={220} height={18} />
          <Bone width={320} />
        </div>
      </div>
      {[0, 1, 2].map((section) => (
        <div key={section} className="col g12" style={{ opacity: 1 - section * 0.28 }}>
          <Bone width={120} height={12} />
          {[0, 1, 2].map((line) => (
            <div key={line} className="row g16">
              <Bone width={100} />
              <Bone width={widths[section * 3 + line] ?? 160} />
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
