import { CircleX, Lock, Search, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n/use-language.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import type { LucideIcon } from './icon.tsx'
import { toast } from './toast-store.ts'
import './state.css'
import './band.css'

export interface StateProps {
  icon?: LucideIcon
  title: string
  children?: ReactNode
  actions?: ReactNode
}

/** A place with nothing in it yet: what it is for, and one clear step. */
export function EmptyState({ icon, title, children, actions }: StateProps) {
  return (
    <div className="state">
      {icon && <Icon of={icon} />}
      <h2>{title}</h2>
      {children && <p className="t2">{children}</p>}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  )
}

/** A search that found nothing: it says why, names the filters, and offers the way out. */
export function NothingFound({
  searched,
  children,
  actions,
}: {
  searched?: string
  children?: ReactNode
  actions?: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={Search}
      title={searched ? t('kit.nothingFor', { what: searched }) : t('kit.nothingFits')}
      actions={actions}
    >
      {children}
    </EmptyState>
  )
}

export interface ErrorStateProps {
  title: string
  /** What is, why, what to do, in a sentence. */
  message?: ReactNode
  /** A short code to quote to who mends it. */
  code?: string | undefined
  details?: string | undefined
  onRetry?: () => void
  /** Tries again by itself after so many seconds, and says so. */
  retrySeconds?: number
}

/** Something failed: what, that nothing is lost, and what to do. */
export function ErrorState({ title, message, code, details, onRetry, retrySeconds }: ErrorStateProps) {
  const { t } = useTranslation()
  const [left, setLeft] = useState(retrySeconds ?? 0)
  useEffect(() => {
    if (!retrySeconds || !onRetry) return undefined
    if (left <= 0) {
      onRetry()
      return undefined
    }
    const wait = setTimeout(() => setLeft(left - 1), 1000)
    return () => clearTimeout(wait)
  }, [left, retrySeconds, onRetry])
  const copy = () => {
    void navigator.clipboard?.writeText(details ?? code ?? '')
    toast(t('kit.copied'))
  }
  return (
    <div className="state" role="alert">
      <Icon of={CircleX} />
      <h2>{title}</h2>
      <p className="t2">
        {message}{' '}
        {retrySeconds && left > 0 ? (
          <span aria-hidden="true">{t('kit.tryAgainIn', { count: left })}</span>
        ) : null}
      </p>
      <div className="state-actions">
        {onRetry && (
          <Button look="primary" onClick={onRetry}>
            {t('kit.tryNow')}
          </Button>
        )}
        {(code || details) && (
          <Button look="ghost" onClick={copy}>
            {t('kit.copyDetails')} {code && <span className="t3 code">{code}</span>}
          </Button>
        )}
      </div>
    </div>
  )
}

export interface NoRightsProps {
  /** The posts by which the reader works, and who decides on rights, by name; left out of a stranger's. */
  posts?: readonly string[]
  people?: readonly string[]
  /** The right that is missing, where its being there is no secret. */
  right?: string | undefined
  /** To this reader nothing is closed: then there is nothing at this address. */
  isAllOpen?: boolean
  onBack?: () => void
}

/** A page that is closed to its reader or does not exist; the two look the same on purpose. */
export function NoRights({ posts, people = [], right, isAllOpen, onBack }: NoRightsProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const list = (names: readonly string[]) => new Intl.ListFormat(language).format(names)
  const closed = () => {
    if (posts === undefined) return t('kit.notOpenAnyone')
    if (posts.length === 0) return t('kit.notOpenWithoutPost')
    if (right) return t('kit.notOpenRight', { posts: list(posts), right })
    return t('kit.notOpenPosts', { posts: list(posts) })
  }
  const decides =
    people.length > 0 ? t('kit.decides', { people: list(people) }) : t('kit.administratorDecides')
  return (
    <EmptyState
      icon={isAllOpen ? Search : Lock}
      title={isAllOpen ? t('kit.nothingAt') : t('kit.notOpen')}
      actions={
        onBack && (
          <Button look="ghost" onClick={onBack}>
            {t('kit.back')}
          </Button>
        )
      }
    >
      {isAllOpen ? t('kit.nothingAtHint') : `${closed()} ${decides}`}
    </EmptyState>
  )
}

/** The strip that says since when there is no connection, and what waits. */
export function OfflineStrip({
  since,
  keptFrom,
  waiting,
  onSee,
}: {
  /** Since when the browser knows of no connection; null where only the server does not answer. */
  since: string | null
  /** When the oldest of what is shown was read. */
  keptFrom?: string | null
  waiting: number
  onSee?: () => void
}) {
  const { t } = useTranslation()
  return (
    <div className="band warn thin" role="status">
      <Icon of={WifiOff} size="s" />
      <span className="grow">
        {since === null ? t('kit.problem.offline') : t('kit.offlineSince', { time: since })}{' '}
        {keptFrom && t('kit.keptFrom', { time: keptFrom })}{' '}
        {waiting > 0 && t('kit.changesWait', { count: waiting })}
      </span>
      {onSee && (
        <button type="button" className="link" onClick={onSee}>
          {t('kit.see')}
        </button>
      )}
    </div>
  )
}
