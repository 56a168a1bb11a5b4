import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { langOfText } from '../../format/language.ts'
import { Checkbox } from '../checkbox.tsx'
import { Monogram } from '../monogram.tsx'
import { Bone } from '../skeleton.tsx'
import type { Group, RowWindow } from './row-window.ts'
import { useHold } from '../use-hold.ts'
import { useGridScroll } from './use-grid-scroll.ts'
import './record-rows.css'

/** Height of a row on a phone, in pixels. */
const ROW = 64

export interface RecordRowsProps<Row> {
  label: string
  rows: RowWindow<Row>
  draw: (row: Row) => ReactNode
  drawGroup?: (group: Group) => ReactNode
  empty?: ReactNode
}

/** A list on a phone: rows of two lines with one action at the end, read as they come into view. */
export function RecordRows<Row>({ label, rows, draw, drawGroup, empty }: RecordRowsProps<Row>) {
  const scroll = useGridScroll({ rows: rows.count, rowHeight: ROW })
  const { first, last } = scroll.view
  useEffect(() => rows.want(first, last), [rows, rows.count, first, last])
  const lines: ReactNode[] = []
  for (let index = first; index <= last; index++) {
    const item = rows.item(index)
    if (!item) continue
    lines.push(
      <li
        key={item.key}
        className={item.kind === 'group' ? 'record-group' : ''}
        style={{ transform: `translateY(${index * ROW + scroll.map.shift}px)` }}
        aria-setsize={rows.count}
        aria-posinset={index + 1}
      >
        {item.kind === 'group' ? (
          (drawGroup?.(item.group) ?? String(item.group.value))
        ) : item.row === undefined ? (
          <Outline />
        ) : (
          draw(item.row)
        )}
      </li>,
    )
  }
  if (rows.count === 0 && !rows.fresh) return <div className="record-rows">{empty}</div>
  return (
    <div className="record-rows" ref={scroll.scroller} onScroll={scroll.onScroll}>
      <ul aria-label={label} style={{ height: scroll.map.height }}>
        {lines}
      </ul>
    </div>
  )
}

export interface RecordRowProps {
  name: string
  person?: boolean
  /** Behind the name: a chip of its role. */
  chip?: ReactNode
  second?: ReactNode
  /** At the end: when, how late. */
  end?: ReactNode
  href: string
  /** One action, at the thumb. */
  action?: ReactNode
  /** While rows are being chosen: a press ticks the row in place of opening it. */
  tick?: { on: boolean; label: string; onChange: (on: boolean) => void } | undefined
  /** A long press. */
  onHold?: (() => void) | undefined
}

export function RecordRow({ name, person, chip, second, end, href, action, tick, onHold }: RecordRowProps) {
  const hold = useHold(onHold)
  const words = (
    <>
      <span className="grow">
        <span className="row g6">
          <span className="cut record-name" lang={langOfText(name)}>
            {name}
          </span>
          {chip}
        </span>
        {second && <span className="cut record-second">{second}</span>}
      </span>
      {end && <span className="record-end">{end}</span>}
    </>
  )
  if (tick)
    return (
      <label className={`record-row record-link ${tick.on ? 'on' : ''}`}>
        <span className="record-tick">
          <Checkbox value={tick.on} aria-label={tick.label} onChange={tick.onChange} />
        </span>
        {words}
      </label>
    )
  return (
    <div className="record-row" {...hold}>
      <Link to={href} className="record-link">
        <Monogram name={name} person={person} size={40} />
        {words}
      </Link>
      {action}
    </div>
  )
}

function Outline() {
  return (
    <div className="record-row">
      <span className="record-link">
        <Bone width={40} height={40} round />
        <span className="col g8">
          <Bone width={160} />
          <Bone width={110} height={8} />
        </span>
      </span>
    </div>
  )
}
