import { useEffect, useRef } from 'react'

/** The panels that are open, the latest last. */
const open: HTMLElement[] = []

/**
 * Says when somebody presses elsewhere: neither on the panel, nor on what opened it, nor on a panel that was
 * opened from it.
 */
export function usePressOutside(
  panel: HTMLElement | null,
  anchor: HTMLElement | null,
  onPress: () => void,
): void {
  const latest = useRef(onPress)
  latest.current = onPress
  useEffect(() => {
    if (!panel) return undefined
    open.push(panel)
    const press = (event: PointerEvent) => {
      const { target } = event
      if (!(target instanceof Node) || anchor?.contains(target)) return
      if (open.slice(open.indexOf(panel)).some((one) => one.contains(target))) return
      latest.current()
    }
    // Whoever keeps a press to itself is elsewhere too.
    document.addEventListener('pointerdown', press, true)
    return () => {
      open.splice(open.indexOf(panel), 1)
      document.removeEventListener('pointerdown', press, true)
    }
  }, [panel, anchor])
}
