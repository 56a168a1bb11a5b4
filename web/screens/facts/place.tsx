import { useTranslation } from 'react-i18next'
import type { Fact } from '../../api/facts.ts'
import type { ValueContext } from '../../fields/value-text.ts'
import { formatNumber } from '../../format/format-number.ts'

export interface PlaceProps {
  place: NonNullable<Fact['place']>
  context: ValueContext
}

/**
 * Where an address was found: a globe that we draw ourselves, turned to it, and the way to a map outside,
 * which is asked for nothing until somebody goes there.
 */
export function Place({ place: { latitude, longitude }, context }: PlaceProps) {
  const { t } = useTranslation()
  const figure = (value: number) => formatNumber(context.language, value.toFixed(4))
  const words = t('facts.placeAt', { latitude: figure(latitude), longitude: figure(longitude) })
  const at = `${latitude}/${longitude}`
  return (
    <div className="facts-place row g8">
      <Globe latitude={latitude} longitude={longitude} label={words} />
      <div className="col">
        <span className="tn">{words}</span>
        <a
          className="link"
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${at}`}
          target="_blank"
          rel="noreferrer noopener"
        >
          {t('facts.openMap')}
        </a>
      </div>
    </div>
  )
}

const radius = 30
const step = 30

/** The lines of latitude and longitude as seen from above the place, which lies in the middle. */
function Globe({ latitude, longitude, label }: { latitude: number; longitude: number; label: string }) {
  const parallels = range(-60, 60, step).map((one) => range(-180, 180, 10).map((at) => [one, at] as const))
  const meridians = range(-180, 150, step).map((one) => range(-90, 90, 10).map((at) => [at, one] as const))
  const drawn = [...parallels, ...meridians].map((line) => pathOf(line, latitude, longitude)).join('')
  return (
    <svg className="facts-globe" viewBox="-32 -32 64 64" width={64} height={64} role="img" aria-label={label}>
      <circle r={radius} />
      <path d={drawn} />
      <circle className="pin" r={3.5} />
    </svg>
  )
}

function range(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, at) => from + at * by)
}

/** The visible parts of a line, by the orthographic projection. */
function pathOf(line: readonly (readonly [number, number])[], latitude: number, longitude: number): string {
  let isDrawing = false
  return line
    .map(([lat, lon]) => {
      const [a, b, c] = [lat, lon - longitude, latitude].map((degrees) => (degrees * Math.PI) / 180) as [
        number,
        number,
        number,
      ]
      const isSeen = Math.sin(c) * Math.sin(a) + Math.cos(c) * Math.cos(a) * Math.cos(b) >= 0
      const x = radius * Math.cos(a) * Math.sin(b)
      const y = -radius * (Math.cos(c) * Math.sin(a) - Math.sin(c) * Math.cos(a) * Math.cos(b))
      const drawn = isSeen ? `${isDrawing ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}` : ''
      isDrawing = isSeen
      return drawn
    })
    .join('')
}
