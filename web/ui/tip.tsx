import { cloneElement, useCallback, useEffect, useId, useRef, useState } from 'react'
import type { FocusEvent, ReactElement, ReactNode, Ref } from 'react'
import { createPortal } from 'react-dom'
import { Kbd } from './kbd.tsx'
import type { Placement } from './place-beside.ts'
import { usePortalRoot } from './portal-root.tsx'
import { useBeside } from './use-beside.ts'
import './tip.css'

/** How long a pointer rests before the words come, and how long they stay for it to move onto them. */
const waitMilliseconds = { name: 450, reason: 80 }
const stayMilliseconds = 140

/**
 * Words on hover and focus. The pointer may move onto them, Escape hides them. A `reason` comes at
 * once and may hold a link; a name of an icon waits a little.
 */
export function Tip({ text, keys, kind = 'name', placement, children }: TipProps) {
  const root = usePortalRoot()
  const id = useId()
  const { open, show, hide, keep } = useShown()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [panel, setPanel] = useState<HTMLElement | null>(null)
  const own = children.props as OwnProps
  const ref = useBoth(setAnchor, own.ref)
  useBeside({
    anchor,
    panel,
    placement: placement ?? (kind === 'reason' ? 'top-end' : 'top'),
    gap: 6,
    padding: 8,
  })
  const isEmpty = text === undefined || text === null || text === ''
  return (
    <>
      {cloneElement(children, {
        ref,
        ...(open && !isEmpty ? { 'aria-describedby': id } : {}),
        onMouseEnter: both(own.onMouseEnter, () => show(waitMilliseconds[kind])),
        onMouseLeave: both(own.onMouseLeave, () => hide(stayMilliseconds)),
        onPointerDown: both(own.onPointerDown, () => hide(0)),
        onBlur: both(own.onBlur, () => hide(0)),
        onFocus: both(own.onFocus, (event: FocusEvent<HTMLElement>) => {
          if (event.currentTarget.matches(':focus-visible')) show(0)
        }),
      } as object)}
      {open &&
        !isEmpty &&
        createPortal(
          <div
            ref={setPanel}
            id={id}
            role="tooltip"
            className={`tip ${kind}`}
            onMouseEnter={keep}
            onMouseLeave={() => hide(stayMilliseconds)}
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

type Handler<E = never> = ((event: E) => void) | undefined
type OwnProps = {
  ref?: Ref<HTMLElement>
  onMouseEnter?: Handler
  onMouseLeave?: Handler
  onPointerDown?: Handler
  onBlur?: Handler
  onFocus?: Handler
}

/** Shown after a while and hidden after a while; Escape hides it at once. */
function useShown() {
  const [open, setOpen] = useState(false)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const keep = () => clearTimeout(waiting.current)
  const after = (milliseconds: number, next: boolean) => {
    keep()
    if (milliseconds === 0) setOpen(next)
    else waiting.current = setTimeout(() => setOpen(next), milliseconds)
  }
  useEffect(() => () => clearTimeout(waiting.current), [])
  useEffect(() => {
    if (!open) return undefined
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)
    document.addEventListener('keydown', escape, true)
    return () => document.removeEventListener('keydown', escape, true)
  }, [open])
  return {
    open,
    keep,
    show: (milliseconds: number) => after(milliseconds, true),
    hide: (milliseconds: number) => after(milliseconds, false),
  }
}

function both<E>(own: Handler<E>, also: (event: E) => void): (event: E) => void {
  return (event) => {
    own?.(event)
    also(event)
  }
}

/** One ref for two who want the element. */
function useBoth(one: (element: HTMLElement | null) => void, other: Ref<HTMLElement> | undefined) {
  return useCallback(
    (element: HTMLElement | null) => {
      one(element)
      if (other) give(other, element)
    },
    [one, other],
  )
}

function give(ref: Ref<HTMLElement>, element: HTMLElement | null) {
  if (typeof ref === 'function') ref(element)
  else if (ref) ref.current = element
}
