import { useEffect, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { createPortal } from 'react-dom'
import type { Placement } from './place-beside.ts'
import { usePortalRoot } from './portal-root.tsx'
import { useBeside } from './use-beside.ts'
import { usePressOutside } from './use-press-outside.ts'
import './popover.css'

/**
 * A panel beside what opened it: it keeps inside the window, closes on Escape, on leaving by Tab and
 * on a press elsewhere, and gives the focus back to where it came from.
 */
export function Popover({
  anchor,
  open,
  onClose,
  placement = 'bottom-start',
  fit,
  label,
  role,
  className,
  padding = 8,
  returnTo,
  onKeyDown,
  children,
}: PopoverProps) {
  const root = usePortalRoot()
  const [panel, setPanel] = useState<HTMLDivElement | null>(null)
  useBeside({ anchor, panel, fit, placement, gap: 4, padding })
  usePressOutside(panel, anchor, onClose)
  useFocusReturn(panel, returnTo ?? anchor)
  if (!open) return null
  const close = (event: KeyboardEvent) => {
    onKeyDown?.(event)
    if (event.defaultPrevented) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
  }
  return createPortal(
    <div
      ref={setPanel}
      className={`pop popover ${className ?? ''}`}
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={close}
    >
      {children}
    </div>,
    root,
  )
}

export interface PopoverProps {
  anchor: HTMLElement | null
  open: boolean
  onClose: () => void
  placement?: Placement
  /** As wide as what opened it: at least, or exactly. */
  fit?: 'least' | 'same'
  label?: string | undefined
  role?: 'dialog' | 'listbox' | 'menu'
  className?: string
  padding?: number
  /** Where the focus goes afterwards, if not to the anchor. */
  returnTo?: HTMLElement | null | undefined
  onKeyDown?: (event: KeyboardEvent) => void
  children: ReactNode
}

function useFocusReturn(panel: HTMLElement | null, anchor: HTMLElement | null) {
  useEffect(() => {
    if (!panel) return undefined
    if (!panel.contains(document.activeElement)) {
      const wanted = panel.querySelector<HTMLElement>(
        '[data-autofocus], input, [role=listbox], [role=menuitem], button',
      )
      ;(wanted ?? panel).focus({ preventScroll: true })
    }
    return () => {
      const lost = document.activeElement === document.body || panel.contains(document.activeElement)
      if (lost) anchor?.focus({ preventScroll: true })
    }
  }, [panel, anchor])
}
