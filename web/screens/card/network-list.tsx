import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { mostSteps, type NetworkGraph, type NetworkNode } from './network-graph.ts'

export interface NetworkPartsProps {
  graph: NetworkGraph
  /** The partner in the middle. */
  own: string
  onOpen: (id: string) => void
  onMore: (id: string) => void
}

/** The network as a list within lists: each step further is one level deeper. */
export function NetworkList({ graph, own, onOpen, onMore }: NetworkPartsProps) {
  const { t } = useTranslation()
  return <Below of={own} label={t('card.network')} graph={graph} own={own} onOpen={onOpen} onMore={onMore} />
}

function Below({ of, label, ...props }: NetworkPartsProps & { of: string; label: string }) {
  const { t } = useTranslation()
  const { graph, onMore } = props
  const node = graph.nodes.get(of)
  if (!node) return null
  return (
    <ul className="network-list" aria-label={label}>
      {node.next.map((id) => {
        const other = graph.nodes.get(id)
        return other && <Item key={id} node={other} {...props} />
      })}
      {(node.hidden > 0 || node.more) && (
        <li>
          <Button look="ghost" size="small" onClick={() => onMore(of)}>
            {node.more ? t('card.networkManyMore') : t('card.networkMore', { count: node.hidden })}
          </Button>
        </li>
      )}
    </ul>
  )
}

function Item({ node, ...props }: NetworkPartsProps & { node: NetworkNode }) {
  const { t } = useTranslation()
  const words = useNodeWords()
  const { id, path, name, step, ended, isOpen, next } = node
  return (
    <li className={ended ? 't3' : undefined}>
      <span className="row g6 network-line">
        <span>
          <Link className="b" to="/$object/$id" params={{ object: path, id }} search={{ tab: 'network' }}>
            {name}
          </Link>{' '}
          {words(node)}
        </span>
        {!isOpen && step < mostSteps && (
          <Button look="ghost" size="small" onClick={() => props.onOpen(id)}>
            {t('card.networkOpen')}
            <span className="unseen"> {name}</span>
          </Button>
        )}
      </span>
      {isOpen && (next.length > 0 || node.hidden > 0) && (
        <Below of={id} label={t('card.networkOf', { name })} {...props} />
      )}
    </li>
  )
}

/** How somebody hangs together with whoever leads to them. */
export function useNodeWords(): (node: NetworkNode) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ relation, note, until, ended }) => {
    const end =
      until && t(ended ? 'card.networkLeft' : 'card.networkUntil', { day: formatDay(language, until) })
    return [relation, note, end].filter(Boolean).join(' · ')
  }
}
