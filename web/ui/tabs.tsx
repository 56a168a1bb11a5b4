import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { Link } from '@tanstack/react-router'
import type { LinkProps } from '@tanstack/react-router'
import { bringIntoView } from './bring-into-view.ts'
import './tabs.css'

export interface TabItem<K extends string> {
  key: K
  label: ReactNode
  count?: ReactNode
  /** The address of the tab: tabs are places, so they open in a new window too. */
  link?: LinkProps
}

export interface TabsProps<K extends string> {
  label: string
  items: readonly TabItem<K>[]
  chosen: K
  onChoose?: (key: K) => void
  /** At the right end of the same line: filter, sort, group, columns. */
  children?: ReactNode
  /** After the last tab: a plus for a new view. */
  after?: ReactNode
}

/** Tabs in a line, with what belongs to the line at its right end. Left and right move between them. */
export function Tabs<K extends string>({ label, items, chosen, onChoose, children, after }: TabsProps<K>) {
  const line = useRef<HTMLDivElement>(null)
  useEffect(() => bringIntoView(line.current, '[data-tab].on'), [chosen])
  return (
    <div className="tabs">
      <div ref={line} className="tabs-list" role="navigation" aria-label={label} onKeyDown={moveInTabs}>
        {items.map((item) => {
          const inside = (
            <>
              <span>{item.label}</span>
              {item.count !== undefined && <span className="n">{item.count}</span>}
            </>
          )
          const attributes = {
            className: item.key === chosen ? 'on' : '',
            'aria-current': item.key === chosen ? ('page' as const) : undefined,
            'data-tab': true,
          }
          return item.link ? (
            <Link key={item.key} {...item.link} {...attributes} activeProps={{}}>
              {inside}
            </Link>
          ) : (
            <button key={item.key} type="button" {...attributes} onClick={() => onChoose?.(item.key)}>
              {inside}
            </button>
          )
        })}
        {after}
      </div>
      {children && <div className="tabs-end">{children}</div>}
    </div>
  )
}

function moveInTabs(event: KeyboardEvent<HTMLElement>) {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (by === 0) return
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-tab]')]
  const at = tabs.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  event.preventDefault()
  tabs[(at + by + tabs.length) % tabs.length]?.focus()
}
