import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { langOfText } from '../format/language.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import { Monogram } from './monogram.tsx'
import { ProofMark } from './proof-mark.tsx'
import type { Proof } from './proof-mark.tsx'
import { TextArea } from './text-input.tsx'
import './card-parts.css'

export interface CardWhoProps {
  name: string
  person?: boolean
  image?: string
  /** In the line of the name: status and roles. */
  beside?: ReactNode
  /** Below: number, place, tags, manager. */
  below?: ReactNode
  /** At most one primary and two plain buttons. */
  actions?: ReactNode
}

/** Who a card is about. */
export function CardWho({ name, person, image, beside, below, actions }: CardWhoProps) {
  return (
    <div className="who">
      <Monogram name={name} person={person} size={44} {...(image ? { image } : {})} />
      <div className="grow">
        <div className="who-line">
          <span className="who-name" lang={langOfText(name)} title={name}>
            {name}
          </span>
          {beside}
        </div>
        {below && <div className="who-line who-below">{below}</div>}
      </div>
      {actions && <div className="who-actions">{actions}</div>}
    </div>
  )
}

export interface Fact {
  key: string
  label: string
  proof: Proof
  /** Source and day, or what differs. */
  detail: string
  /** Opens the contradiction side by side. */
  onOpen?: () => void
}

const severity: Readonly<Record<Proof, number>> = {
  contradicted: 0,
  stale: 1,
  unchecked: 2,
  wellFormed: 3,
  proved: 4,
}

/** Up to five facts with their proof; on a phone the worst come first. */
export function Facts({ facts, onCheck }: { facts: readonly Fact[]; onCheck?: () => void }) {
  const { t } = useTranslation()
  return (
    <ul className="facts">
      {facts.map((fact) => (
        <li key={fact.key} style={{ '--worst': severity[fact.proof] } as React.CSSProperties}>
          <ProofMark proof={fact.proof} />
          <span className="grow">
            <span className="b cut fact-line">{fact.label}</span>
            {fact.onOpen ? (
              <button type="button" className={`s fact-line link ${fact.proof}`} onClick={fact.onOpen}>
                {fact.detail}
              </button>
            ) : (
              <span className={`s cut fact-line fact-detail ${fact.proof}`}>{fact.detail}</span>
            )}
          </span>
        </li>
      ))}
      {onCheck && (
        <li className="facts-check">
          <Button look="ghost" onClick={onCheck}>
            {t('kit.checkAgain')}
          </Button>
        </li>
      )}
    </ul>
  )
}

/** The card's own part and the column at its side; below 1200 the side is a tab of its own. */
export function CardColumns({
  side,
  sideLabel,
  children,
}: {
  side?: ReactNode
  sideLabel?: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className="card-columns">
      {/* A scrolled region that the keyboard must reach too. */}
      <div className="card-main" tabIndex={0} role="region" aria-label={t('kit.overview')}>
        {children}
      </div>
      {side && (
        <aside className="card-side" aria-label={sideLabel ?? t('kit.timeline')} tabIndex={0}>
          {side}
        </aside>
      )}
    </div>
  )
}

export interface ComposerProps<K extends string> {
  kinds: readonly { key: K; label: string; icon: LucideIcon }[]
  kind: K
  onKind: (kind: K) => void
  value: string
  onChange: (value: string) => void
  placeholder: string
  onSend: () => void
  /** More fields of the kind: the day of a task, with whom. */
  children?: ReactNode
}

/** Where a talk is written down: kind, words, and Ctrl+Enter. */
export function Composer<K extends string>({
  kinds,
  kind,
  onKind,
  value,
  onChange,
  placeholder,
  onSend,
  children,
}: ComposerProps<K>) {
  const { t } = useTranslation()
  return (
    <div className="composer">
      <div className="composer-kinds" role="group" aria-label={t('kit.kind')}>
        {kinds.map(({ key, label, icon }) => (
          <button
            key={key}
            type="button"
            aria-pressed={key === kind}
            className={key === kind ? 'on' : ''}
            onClick={() => onKind(key)}
          >
            <Icon of={icon} size="s" />
            {label}
          </button>
        ))}
      </div>
      <TextArea
        value={value}
        onChange={onChange}
        placeholder={placeholder}
        aria-label={placeholder}
        rows={1}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || value.trim() === '') return
          event.preventDefault()
          onSend()
        }}
      />
      {(value.trim() !== '' || children) && (
        <div className="composer-foot">
          {children}
          <Button
            look="primary"
            keys="Ctrl+Enter"
            className="push"
            onClick={onSend}
            {...(value.trim() === '' ? { reason: t('kit.writeFirst') } : {})}
          >
            {t('kit.save')}
          </Button>
        </div>
      )}
    </div>
  )
}
