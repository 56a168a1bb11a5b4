import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import './timeline.css'

/** The days of a timeline, newest first. */
export function Timeline({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="timeline" aria-label={label}>
      {children}
    </section>
  )
}

export function TimelineDay({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="timeline-day">
      <h3>{title}</h3>
      {children}
    </section>
  )
}

export interface TimelineItemProps {
  icon: LucideIcon
  tone?: 'warn' | 'bad' | 'good'
  children: ReactNode
  /** When, how long, who. */
  meta?: ReactNode
  /** At the right end: the day a task is due. */
  end?: ReactNode
  /** Not drawn for the last of a day. */
  joined?: boolean
}

export function TimelineItem({ icon, tone, children, meta, end, joined }: TimelineItemProps) {
  return (
    <article className={`timeline-item ${joined ? 'joined' : ''}`}>
      <span className={`timeline-mark ${tone ?? ''}`}>
        <Icon of={icon} size="xs" />
      </span>
      <div className="grow">
        <div className="timeline-words">{children}</div>
        {meta && <div className="t3 s">{meta}</div>}
      </div>
      {end && <div className="s warn">{end}</div>}
    </article>
  )
}

/** What a change did: the old struck through, the new on green. */
export function Difference({ before, after }: { before?: ReactNode; after?: ReactNode }) {
  return (
    <span className="difference">
      {before !== undefined && before !== null && <del>{before}</del>}
      {after !== undefined && after !== null && <ins>{after}</ins>}
    </span>
  )
}
