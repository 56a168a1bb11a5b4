import {
  autoUpdate,
  flip,
  offset,
  safePolygon,
  shift,
  useDismiss,
  useFloating,
  useFocus,
  useHover,
  useInteractions,
  useMergeRefs,
  useRole,
} from '@floating-ui/react'
import type { Placement } from '@floating-ui/react'
import { cloneElement, useState } from 'react'
import type { ReactElement, ReactNode, Ref } from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './kbd.tsx'
import { usePortalRoot } from './portal-root.tsx'
import './tip.css'

/**
 * Words on hover and focus. The pointer may move onto them, Escape hides them. A `reason` comes at
 * once and may hold a link; a name of an icon waits a little.
 */
export function Tip({ text, keys, kind = 'name', placement, children }: TipProps) {
  const [open, setOpen] = useState(false)
  const root = usePortalRoot()
  const { refs, floatingStyles, context } = useFloating({
    open,
    onOpenChange: setOpen,
    placement: placement ?? (kind === 'reason' ? 'top-end' : 'top'),
    strategy: 'fixed',
    whileElementsMounted: autoUpdate,
    middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
  })
  const { getReferenceProps, getFloatingProps } = useInteractions([
    useHover(context, {
      delay: { open: kind === 'reason' ? 80 : 450, close: 60 },
      handleClose: safePolygon(),
      move: false,
    }),
    useFocus(context),
    useDismiss(context),
    useRole(context, { role: 'tooltip' }),
  ])
  const own = children.props as { ref?: Ref<HTMLElement> }
  const ref = useMergeRefs([refs.setReference, own.ref])
  if (text === undefined || text === null || text === '') return children
  return (
    <>
      {cloneElement(children, {
        ...getReferenceProps(children.props as Record<string, unknown>),
        ref,
      } as object)}
      {open &&
        createPortal(
          <div
            ref={refs.setFloating}
            className={`tip ${kind}`}
            style={floatingStyles}
            {...getFloatingProps()}
          >
            {text}
            {keys && <Kbd keys={keys} />}
          </div>,
          root,
        )}
    </>
  )
}

export interface TipProps {
  text: ReactNode
  keys?: string | undefined
  kind?: 'name' | 'reason'
  placement?: Placement
  /** One element that takes a ref. */
  children: ReactElement
}
