import { Check } from 'lucide-react'
import { useState } from 'react'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { cloneElement } from 'react'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import { Kbd } from './kbd.tsx'
import { Popover } from './popover.tsx'
import './menu.css'

/** One thing to choose; 'line' divides, a heading names what follows. */
export type MenuItem =
  | {
      label: string
      icon?: LucideIcon | undefined
      /** Drawn in the icon's place, such as a monogram. */
      mark?: ReactNode
      keys?: string
      /** A second word in grey at the end. */
      aside?: ReactNode
      onChoose: () => void
      /** Why it cannot be chosen now; shown under it. */
      reason?: string | undefined
      /** A tick for what is on; then the item is one that switches. */
      on?: boolean
      danger?: boolean
      /** Leaves the menu open, for what is switched several times. */
      stay?: boolean
    }
  | { heading: string }
  | 'line'

/** A menu of things to do, opened by its button. Arrows move, a letter jumps, Enter chooses. */
export function Menu({ items, label, placement, children }: MenuProps) {
  const [open, setOpen] = useState(false)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const own = children.props as { on?: boolean }
  return (
    <>
      {cloneElement(children, {
        ref: setAnchor,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        on: open || own.on,
        onClick: () => setOpen(!open),
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        },
      } as object)}
      <MenuPanel
        items={items}
        label={label}
        open={open}
        onClose={() => setOpen(false)}
        anchor={anchor}
        placement={placement}
      />
    </>
  )
}

export interface MenuProps {
  items: readonly MenuItem[]
  label?: string
  placement?: 'bottom-start' | 'bottom-end' | 'top-start' | 'top-end' | 'right-start' | undefined
  /** The button that opens it. */
  children: ReactElement
}

/** The menu without its button, for places that open it themselves (a right click, a column's head). */
export function MenuPanel({
  items,
  label,
  open,
  onClose,
  anchor,
  returnTo,
  placement = 'bottom-start',
}: MenuPanelProps) {
  return (
    <Popover
      anchor={anchor}
      returnTo={returnTo}
      open={open}
      onClose={onClose}
      placement={placement}
      role="menu"
      label={label}
      className="menu"
      onKeyDown={(event) => moveInMenu(event, onClose)}
    >
      {items.map((item, index) => (
        <MenuRow key={index} item={item} onClose={onClose} />
      ))}
    </Popover>
  )
}

export interface MenuPanelProps {
  items: readonly MenuItem[]
  label?: string | undefined
  open: boolean
  onClose: () => void
  anchor: HTMLElement | null
  returnTo?: HTMLElement | null | undefined
  placement?: MenuProps['placement']
}

function MenuRow({ item, onClose }: { item: MenuItem; onClose: () => void }) {
  if (item === 'line') return <hr role="separator" />
  if ('heading' in item) return <h4 role="presentation">{item.heading}</h4>
  const choose = () => {
    if (item.reason) return
    if (!item.stay) onClose()
    item.onChoose()
  }
  return (
    <button
      type="button"
      role={item.on === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.on}
      aria-disabled={item.reason ? true : undefined}
      tabIndex={-1}
      className={`menu-item ${item.danger ? 'bad' : ''} ${item.reason ? 'off' : ''}`}
      onClick={choose}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
    >
      {item.mark}
      {item.icon && <Icon of={item.icon} />}
      <span className="grow">
        <span className="cut menu-label">{item.label}</span>
        {item.reason && <span className="menu-reason">{item.reason}</span>}
      </span>
      {item.aside && <span className="t3 s">{item.aside}</span>}
      {item.keys && <Kbd keys={item.keys} />}
      {item.on && <Icon of={Check} size="s" className="tick" />}
    </button>
  )
}

function moveInMenu(event: KeyboardEvent, onClose: () => void) {
  const panel = event.currentTarget
  const items = [...panel.querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const go = (index: number) => {
    event.preventDefault()
    items[(index + items.length) % items.length]?.focus()
  }
  if (event.key === 'ArrowDown') go(at + 1)
  else if (event.key === 'ArrowUp') go(at <= 0 ? items.length - 1 : at - 1)
  else if (event.key === 'Home') go(0)
  else if (event.key === 'End') go(items.length - 1)
  else if (event.key === 'Tab') onClose()
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
    const letter = event.key.toLowerCase()
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)]
    const next = order.find((item) => item.textContent?.trim().toLowerCase().startsWith(letter))
    if (next) go(items.indexOf(next))
  }
}
