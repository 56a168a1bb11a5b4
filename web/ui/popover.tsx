import {
  autoUpdate,
  flip,
  offset,
  shift,
  size,
  useDismiss,
  useFloating,
  useInteractions,
} from '@floating-ui/react'
import type { Placement } from '@floating-ui/react'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { KeyboardEvent, ReactNode } from 'react'
import { usePortalRoot } from './portal-root.tsx'
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
  const panel = useRef<HTMLDivElement | null>(null)
  const { refs, floatingStyles, context } = useFloating({
    open,
    onOpenChange: (next) => !next && onClose(),
    placement,
    strategy: 'fixed',
    elements: { reference: anchor },
    whileElementsMounted: autoUpdate,
    middleware: [
      offset(4),
      flip({ padding }),
      shift({ padding }),
      size({
        padding,
        apply({ availableHeight, rects, elements }) {
          const style = elements.floating.style
          style.maxHeight = `${Math.max(160, Math.min(availableHeight, 560))}px`
          if (fit === 'least') style.minWidth = `${rects.reference.width}px`
          if (fit === 'same') style.width = `${rects.reference.width}px`
        },
      }),
    ],
  })
  const { getFloatingProps } = useInteractions([useDismiss(context, { escapeKey: false })])
  useFocusReturn(open, returnTo ?? anchor, panel)
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
      ref={(element) => {
        panel.current = element
        refs.setFloating(element)
      }}
      className={`pop popover ${className ?? ''}`}
      style={floatingStyles}
      role={role}
      aria-label={label}
      tabIndex={-1}
      {...getFloatingProps({ onKeyDown: close })}
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

function useFocusReturn(
  open: boolean,
  anchor: HTMLElement | null,
  panel: React.RefObject<HTMLElement | null>,
) {
  useEffect(() => {
    if (!open) return undefined
    const element = panel.current
    if (element && !element.contains(document.activeElement)) {
      const wanted = element.querySelector<HTMLElement>(
        '[data-autofocus], input, [role=listbox], [role=menuitem], button',
      )
      ;(wanted ?? element).focus({ preventScroll: true })
    }
    return () => {
      const lost = document.activeElement === document.body || element?.contains(document.activeElement)
      if (lost) anchor?.focus({ preventScroll: true })
    }
  }, [open, anchor, panel])
}
