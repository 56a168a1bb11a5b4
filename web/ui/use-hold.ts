import { useRef } from 'react'
import type { MouseEvent, PointerEvent } from 'react'

/** As long as phones themselves take for a long press, in milliseconds. */
const holdTime = 500
/** A finger that moves farther than this scrolls, in pixels. */
const slack = 10

/**
 * A long press of a finger, spread over what is pressed. The link below it neither opens nor offers the
 * phone’s own menu; a mouse keeps its right click.
 */
export function useHold(onHold: (() => void) | undefined) {
  const press = useRef<{ x: number; y: number; timer: number } | null>(null)
  if (!onHold) return {}
  const end = () => window.clearTimeout(press.current?.timer)
  const hold = () => {
    if (!press.current) return
    end()
    press.current = null
    swallowClick()
    onHold()
  }
  return {
    onPointerDown({ pointerType, clientX: x, clientY: y }: PointerEvent) {
      end()
      press.current = pointerType === 'mouse' ? null : { x, y, timer: window.setTimeout(hold, holdTime) }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const from = press.current
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > slack) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    // Android tells of a long press by this, before or after the timer.
    onContextMenu(event: MouseEvent) {
      if (press.current) event.preventDefault()
      hold()
    },
  }
}

/** The press that was held ends in no click, neither on what it began on nor on what stands there by now. */
function swallowClick() {
  const stop = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  const once = { capture: true, once: true }
  window.addEventListener('click', stop, once)
  window.addEventListener('pointerdown', () => window.removeEventListener('click', stop, true), once)
}
