import type { LucideIcon } from 'lucide-react'

export type { LucideIcon }

/** One icon of the set: 16 px, or 12 (xs), 14 (s), 20 (l). It is drawn beside words, so readers skip it. */
export function Icon({ of: Drawing, size, className }: IconProps) {
  return <Drawing className={`i ${size ?? ''} ${className ?? ''}`} aria-hidden="true" />
}

export interface IconProps {
  of: LucideIcon
  size?: 'xs' | 's' | 'l' | undefined
  className?: string
}
