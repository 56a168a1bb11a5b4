import { useNavigate } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsPhone } from '../../ui/use-media.ts'
import { useNodeWords, type NetworkPartsProps } from './network-list.tsx'
import { cut, cutWithin, namesAlike } from './network-names.ts'
import { layOut, mostSteps, type NetworkNode, type Placed } from './network-graph.ts'

const wide = { column: 210, line: 44, letters: 24 }
const narrow = { column: 168, line: 46, letters: 19 }
const edge = 16

/** The network as a picture that grows both ways; arrows walk in it, + shows more, Enter opens a card. */
export function NetworkPicture({ graph, own, onOpen, onMore }: NetworkPartsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = useNodeWords()
  const phone = useIsPhone()
  const size = phone ? narrow : wide
  const [at, setAt] = useState(own)
  const { placed, lines } = layOut(graph.nodes, own, !phone)
  const columns = placed.map(({ column }) => column)
  const left = Math.min(0, ...columns)
  const width = (Math.max(1, ...columns) - left + 1) * size.column + edge * 2
  const height = Math.max(3, lines) * size.line + edge * 2
  const x = ({ column }: Placed) => (column - left + 0.5) * size.column + edge
  const y = ({ line }: Placed) => (line + 0.5 + Math.max(0, 3 - lines) / 2) * size.line + edge
  const places = new Map(placed.map((one) => [one.id, one]))
  const go = ({ path, id }: NetworkNode) =>
    void navigate({ to: '/$object/$id', params: { object: path, id }, search: { tab: 'network' } })
  const act = (node: NetworkNode) => (node.hidden > 0 || node.more ? onMore(node.id) : onOpen(node.id))
  const walk = (event: KeyboardEvent) => {
    const node = graph.nodes.get(at)
    const to = node && stepTo(event.key, node, placed, graph.nodes)
    if (node && event.key === 'Enter' && node.id !== own) go(node)
    else if (node && event.key === '+') act(node)
    else if (to) setAt(to)
    else return
    event.preventDefault()
    if (to) document.getElementById(`network-${to}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const active = graph.nodes.has(at) ? at : own
  const alike = namesAlike([...graph.nodes.values()], size.letters)
  const scroll = useRef<HTMLDivElement>(null)
  const middle = (0.5 - left) * size.column + edge
  useLayoutEffect(() => {
    // The partner in the middle stays in view when the picture grows around it.
    const box = scroll.current
    if (!box) return
    box.scrollLeft = phone ? 0 : middle - box.clientWidth / 2
    box.scrollTop = (height - box.clientHeight) / 2
  }, [middle, height, phone])
  return (
    <div className="network-scroll" ref={scroll}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="tree"
        aria-label={t('card.networkKeys')}
        aria-activedescendant={`network-${active}`}
        tabIndex={0}
        onKeyDown={walk}
      >
        {graph.cross.map(([one, other]) => {
          const [from, to] = [places.get(one), places.get(other)]
          return (
            from &&
            to && (
              <path
                key={`${one} ${other}`}
                className="network-cross"
                d={curve(x(from), y(from), x(to), y(to))}
              />
            )
          )
        })}
        {placed.map((place) => {
          const node = graph.nodes.get(place.id)
          const by = node?.by ? places.get(node.by) : undefined
          return (
            by && (
              <path
                key={place.id}
                className={node?.ended ? 'network-ended' : ''}
                d={curve(x(by), y(by), x(place), y(place))}
              />
            )
          )
        })}
        {placed.map((place) => {
          const node = graph.nodes.get(place.id)
          if (!node) return null
          const canOpen = (!node.isOpen && node.step < mostSteps) || node.hidden > 0 || node.more
          return (
            <Node
              key={node.id}
              node={node}
              words={words(node)}
              at={{ x: x(place), y: y(place), way: place.column < 0 ? -1 : 1 }}
              letters={size.letters}
              alike={alike.has(node.id)}
              active={active === node.id}
              onGo={() => (node.id === own ? setAt(own) : go(node))}
              onAct={canOpen ? () => act(node) : null}
            />
          )
        })}
      </svg>
    </div>
  )
}

interface NodeProps {
  node: NetworkNode
  words: string
  at: { x: number; y: number; way: number }
  letters: number
  /** Another begins with the same words, so that the end has to tell them apart. */
  alike: boolean
  active: boolean
  onGo: () => void
  onAct: (() => void) | null
}

function Node({ node, words, at: { x, y, way }, letters, alike, active, onGo, onAct }: NodeProps) {
  const { t } = useTranslation()
  const { id, name, step, ended, isOpen, hidden, more, next } = node
  const beyond = hidden > 0 || more ? (more ? '+' : `+${hidden}`) : '+'
  // The button stands on the edge of the box; the words keep clear of it.
  const room = letters - (onAct ? 3 : 1)
  const middle = x - (onAct ? way * 9 : 0)
  const shown = alike ? cutWithin(name, room) : cut(name, room)
  const told = [name, words, hidden > 0 && t('card.networkMore', { count: hidden })]
    .filter(Boolean)
    .join(', ')
  return (
    <g
      id={`network-${id}`}
      role="treeitem"
      aria-level={step + 1}
      aria-label={told}
      aria-selected={active}
      {...(next.length > 0 || onAct ? { 'aria-expanded': isOpen } : {})}
      className={`network-node ${step === 0 ? 'own' : ''} ${ended ? 'ended' : ''} ${active ? 'on' : ''}`}
    >
      {shown !== name && <title>{told}</title>}
      <g onClick={onGo}>
        <rect x={x - letters * 3.6} y={y - 19} width={letters * 7.2} height={38} rx={6} />
        <text x={middle} y={step === 0 ? y + 5 : y - 3}>
          {shown}
        </text>
        {step > 0 && (
          <text x={middle} y={y + 12} className="network-relation">
            {cut(words, room + 2)}
          </text>
        )}
      </g>
      {onAct && (
        <g className="network-act" onClick={onAct}>
          <circle cx={x + way * letters * 3.6} cy={y} r={11} />
          <text x={x + way * letters * 3.6} y={y + 4}>
            {beyond}
          </text>
        </g>
      )}
    </g>
  )
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2
  return `M ${x1} ${y1} C ${middle} ${y1}, ${middle} ${y2}, ${x2} ${y2}`
}

/** Where an arrow leads: up and down within a column, outwards to whom it leads, inwards to who led there. */
function stepTo(
  key: string,
  node: NetworkNode,
  placed: readonly Placed[],
  nodes: ReadonlyMap<string, NetworkNode>,
): string | null {
  const own = placed.find(({ id }) => id === node.id)
  if (!own) return null
  const column = placed.filter((one) => one.column === own.column).toSorted((a, b) => a.line - b.line)
  const at = column.indexOf(own)
  if (key === 'ArrowDown') return column[at + 1]?.id ?? null
  if (key === 'ArrowUp') return column[at - 1]?.id ?? null
  if (key === 'Home') return placed.find(({ column: one }) => one === 0)?.id ?? null
  const way = { ArrowRight: 1, ArrowLeft: -1 }[key]
  if (way === undefined) return null
  const isOut = own.column === 0 || Math.sign(own.column) === way
  if (!isOut) return node.by
  return (
    node.next.find(
      (id) => Math.sign(placed.find((one) => one.id === id)?.column ?? 0) === way && nodes.has(id),
    ) ?? null
  )
}
