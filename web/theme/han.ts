/**
 * Brings a Han font along where the machine has none. Nearly every desk and phone has one, so its list of
 * a hundred pieces (31 KB) is fetched only after the page stands; then each piece comes by its letters.
 */
export function bringHanFont(): void {
  const look = () => {
    if (!hasHanFont()) void import('@fontsource-variable/noto-sans-sc/wght.css')
  }
  if ('requestIdleCallback' in globalThis) requestIdleCallback(look, { timeout: 2_000 })
  else setTimeout(look, 500)
}

/** A Han letter is as wide as it is high; the box that stands for a missing one is not. */
function hasHanFont(): boolean {
  const canvas = document.createElement('canvas').getContext('2d')
  if (!canvas) return true
  canvas.font = '100px system-ui, sans-serif'
  return Math.round(canvas.measureText('国').width) === 100
}
