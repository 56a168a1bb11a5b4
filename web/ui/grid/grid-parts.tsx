import { PanelRight, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAmount, formatCount } from '../../format/format-number.ts'
import { langOfText, type Language } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../button.tsx'
import { Kbd } from '../kbd.tsx'
import { Monogram } from '../monogram.tsx'
import { selectedCount } from './selection.ts'
import type { Selection } from './selection.ts'
import type { Editing } from './grid-column.ts'
import './grid.css'

/** The cell of a name: monogram, name in its own script, and the Latin form in grey where it fits whole. */
export function NameCell({
  name,
  latin,
  person,
  image,
}: {
  name: string
  latin?: string | null | undefined
  person?: boolean
  image?: string
}) {
  return (
    <>
      <Monogram name={name} person={person} {...(image ? { image } : {})} />
      <span className="nm">
        <span className="nm-main cut" lang={langOfText(name)}>
          {name}
        </span>
        {latin && <span className="nm-latin">{latin}</span>}
      </span>
    </>
  )
}

/** An amount whose points align below each other, with its currency in a place of its own. */
export function MoneyCell({
  amount,
  currency,
  muted,
}: {
  amount: string | null
  currency: string
  muted?: boolean
}) {
  const language = useLanguage()
  if (amount === null) return <EmptyCell />
  return (
    <span className={muted ? 't3' : ''}>
      {formatAmount(language, amount, currency)}
      <span className="cur">{currency}</span>
    </span>
  )
}

export function EmptyCell() {
  return <span className="t3">–</span>
}

export interface GridFootProps {
  /** How many match, and how many there are without the filter. */
  matches: number | null
  total?: number | null | undefined
  /** The plural name of the records. */
  what: string
  editing?: Editing | null
  /** One amount for each currency. */
  sums?: { label: string; amounts: readonly { amount: string; currency: string }[] } | undefined
  /** In place of the count: how far a far place is chased, how many groups. */
  note?: ReactNode
}

/** Where a noun changes with its number (2 клиента, 5 клиентов), it stands behind a colon. */
function besideCount(language: Language, what: string): string {
  return language === 'en' || language === 'zh' ? ` ${what}` : `: ${what}`
}

/** The foot of a list: how many match, the keys while a cell is changed, the sums. */
export function GridFoot({ matches, total, what, editing, sums, note }: GridFootProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = (value: number) => formatCount(language, value)
  return (
    <footer className="grid-foot">
      <span>
        {note ??
          (matches === null ? (
            t('kit.counting')
          ) : (
            <>
              <b>{count(matches)}</b>
              {total !== undefined && total !== null && total !== matches
                ? ` ${t('list.ofTotal', { total: count(total), what })}`
                : besideCount(language, what)}
            </>
          ))}
      </span>
      {editing && (
        <span className="row g12">
          <span className="row g4">
            <Kbd keys="Enter" />
            {t('list.keySave')}
          </span>
          <span className="row g4">
            <Kbd keys="Tab" />
            {t('list.keySaveNext')}
          </span>
          <span className="row g4">
            <Kbd keys="Escape" />
            {editing.before ? t('list.keyBackTo', { value: editing.before }) : t('list.keyBack')}
          </span>
        </span>
      )}
      {sums && sums.amounts.length > 0 && (
        <span className="grid-sums">
          <span>{sums.label}</span>
          {sums.amounts.map(({ amount, currency }) => (
            <span key={currency}>
              <b>{formatAmount(language, amount, currency)}</b> {currency}
            </span>
          ))}
        </span>
      )}
    </footer>
  )
}

export interface SelectionBarProps {
  selection: Selection
  total: number
  onClear: () => void
  /** Offers the second step: all that match, not only those ticked. */
  onSelectAll?: () => void
  children: ReactNode
}

/** What can be done with the chosen, floating above the foot. */
export function SelectionBar({ selection, total, onClear, onSelectAll, children }: SelectionBarProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const count = selectedCount(selection, total)
  if (count === 0) return null
  return (
    <div className="selection-bar pop" role="toolbar" aria-label={t('list.withSelected')}>
      <b className="bb tn" role="status">
        {t('list.selected', { count, shown: formatCount(language, count) })}
      </b>
      {onSelectAll && selection.kind === 'some' && count < total && (
        <Button look="ghost" onClick={onSelectAll}>
          <span className="link">{t('list.selectAllMatching', { shown: formatCount(language, total) })}</span>
        </Button>
      )}
      <i />
      {children}
      <i />
      <Button look="ghost" square icon={X} label={t('list.clearSelection')} keys="Escape" onClick={onClear} />
    </div>
  )
}

/** The pane at the right that follows the cursor: read only, but for quick actions. */
export function PreviewPane({
  label,
  onClose,
  children,
}: {
  label: string
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <aside className="peek" aria-label={label}>
      <div className="peek-head">
        <h2 className="grow">{t('list.preview')}</h2>
        <Kbd keys="Space" />
        <Button
          look="ghost"
          size="small"
          square
          icon={PanelRight}
          label={t('list.closePreview')}
          onClick={onClose}
        />
      </div>
      <div className="peek-body" aria-live="polite">
        {children}
      </div>
    </aside>
  )
}
