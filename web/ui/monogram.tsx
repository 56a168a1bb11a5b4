import { hueOf } from './hue.ts'
import type { Hue } from './hue.ts'
import { initials } from './initials.ts'
import './monogram.css'

/** The letters that stand for a partner (square) or a person (round), in a colour of their own. */
export function Monogram({ name, person, size = 20, hue, image }: MonogramProps) {
  const classes = `mono m${size} h${hue ?? hueOf(name)} ${person ? 'p' : ''}`
  if (image) return <img className={classes} src={image} alt="" />
  return (
    <span className={classes} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

export interface MonogramProps {
  name: string
  person?: boolean | undefined
  size?: 20 | 24 | 32 | 40 | 44 | 64
  hue?: Hue
  image?: string
}
