import { Link, useRouter } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useIsPhone } from '../ui/use-media.ts'

export interface HeadProps {
  title: string
  /** Names the window, where the title says something else than where one is. */
  window?: string
  /** Behind the title in grey: how many there are. */
  count?: ReactNode
  /** Buttons at the right end; the one primary last. */
  children?: ReactNode
}

/** The head of a page: title, count and actions in one line, 48 high. It also names the window. */
export function Head({ title, window = title, count, children }: HeadProps) {
  useWindowTitle(window)
  return (
    <header className="head">
      <h1>{title}</h1>
      {count !== undefined && <span className="t3 tn">{count}</span>}
      <div className="head-end">{children}</div>
    </header>
  )
}

export interface PathHeadProps {
  /** The places above, outermost first. */
  path: readonly { label: string; href: string }[]
  title: string
  /** Behind the title: a draft's time, a chip. */
  aside?: ReactNode
  /** In the middle: the steps of a wizard, the view of a designer. */
  middle?: ReactNode
  children?: ReactNode
}

/**
 * The head of a page below another, 44 high: the path, then the actions. On a phone the path is a way back.
 */
export function PathHead({ path, title, aside, middle, children }: PathHeadProps) {
  const { t } = useTranslation()
  const router = useRouter()
  const phone = useIsPhone()
  useWindowTitle(title)
  const back = () =>
    router.history.canGoBack()
      ? router.history.back()
      : void router.navigate({ to: path.at(-1)?.href ?? '/' })
  return (
    <header className="head path">
      {phone && <Button look="ghost" square icon={ChevronLeft} label={t('kit.back')} onClick={back} />}
      <nav className="crumb" aria-label={t('frame.path')}>
        <ol className="crumb">
          {!phone &&
            path.map(({ label, href }) => (
              <li key={href}>
                <Link to={href} className="cut">
                  {label}
                </Link>
                <Icon of={ChevronRight} size="s" />
              </li>
            ))}
          <li aria-current="page">
            <h1>{title}</h1>
          </li>
        </ol>
      </nav>
      {aside}
      {middle && <div className="head-middle">{middle}</div>}
      <div className="head-end">{children}</div>
    </header>
  )
}

function useWindowTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Kontor`
  }, [title])
}
