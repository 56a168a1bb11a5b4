import { useLayoutEffect } from 'react'
import { placeBeside } from './place-beside.ts'
import type { Wanted } from './place-beside.ts'

interface Beside extends Wanted {
  anchor: HTMLElement | null
  panel: HTMLElement | null
  /** As wide as what opened it: at least, or exactly. */
  fit?: 'least' | 'same' | undefined
}

/** Keeps a panel beside what opened it, while the window scrolls or changes and both of them grow. */
export function useBeside({ anchor, panel, fit, placement, gap, padding }: Beside) {
  useLayoutEffect(() => {
    if (!anchor || !panel) return undefined
    let known = ''
    const place = () => {
      // Where nothing has changed nothing is measured: measuring would lose what is scrolled within.
      if (stateOf(anchor, panel) === known) return
      put(panel, anchor, { placement, gap, padding }, fit)
      known = stateOf(anchor, panel)
    }
    place()
    const onScroll = (event: Event) => {
      if (!(event.target instanceof Node) || !panel.contains(event.target)) place()
    }
    const sizes = new ResizeObserver(place)
    sizes.observe(anchor)
    sizes.observe(panel)
    window.addEventListener('resize', place)
    document.addEventListener('scroll', onScroll, true)
    return () => {
      sizes.disconnect()
      window.removeEventListener('resize', place)
      document.removeEventListener('scroll', onScroll, true)
    }
  }, [anchor, panel, fit, placement, gap, padding])
}

function put(panel: HTMLElement, anchor: HTMLElement, wanted: Wanted, fit: Beside['fit']) {
  const box = anchor.getBoundingClientRect()
  const { style } = panel
  style.maxHeight = ''
  if (fit === 'least') style.minWidth = `${box.width}px`
  if (fit === 'same') style.width = `${box.width}px`
  const placed = placeBeside(box, { width: panel.offsetWidth, height: panel.offsetHeight }, room(), wanted)
  style.left = `${Math.round(placed.left)}px`
  style.top = `${Math.round(placed.top)}px`
  style.maxHeight = `${placed.maxHeight}px`
}

function room() {
  return { width: document.documentElement.clientWidth, height: window.innerHeight }
}

function stateOf(anchor: HTMLElement, panel: HTMLElement): string {
  const { left, top, width, height } = anchor.getBoundingClientRect()
  const { width: across, height: down } = room()
  return [left, top, width, height, across, down, panel.offsetWidth, panel.offsetHeight].join()
}
