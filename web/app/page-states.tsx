import { useNavigate, useRouter } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, isPassing, problemDetails } from '../api/problem.ts'
import { problemWords } from '../api/problem-words.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState, ErrorState, NoRights } from '../ui/state.tsx'
import { ShellContext } from './shell.ts'

/**
 * A page that does not exist, or is closed to its reader: the two look the same. It names the posts of the
 * reader and who decides on rights; the right that is missing only where its being there is no secret.
 */
export function NotThere({ right }: { right?: string | undefined }) {
  const router = useRouter()
  // Outside the frame nobody is known.
  const shell = useContext(ShellContext)
  // Nothing is closed to an administrator, except what a right that is named keeps from everybody.
  const isAllOpen = shell?.me.administrator === true && right === undefined
  return (
    <NoRights {...shell?.decides} isAllOpen={isAllOpen} right={right} onBack={() => router.history.back()} />
  )
}

/** An address that asks for a time that is none; nobody is shown today in its place. */
export function NoSuchTime() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const toNow = () =>
    void navigate({
      to: '.',
      search: (now: object) => ({ ...now, asOf: undefined }),
      replace: true,
    } as never)
  return (
    <EmptyState
      icon={History}
      title={t('kit.noSuchTime')}
      actions={
        <Button look="primary" onClick={toNow}>
          {t('list.backToToday')}
        </Button>
      }
    >
      {t('kit.noSuchTimeHint')} <span className="code nowrap">2026-03-31</span>,{' '}
      <span className="code nowrap">2026-03-31T12:00</span>
    </EmptyState>
  )
}

/** Without a connection a part of the program that was never fetched cannot be had. */
function isWithoutProgram(error: unknown): boolean {
  return !(error instanceof ApiProblem) && !navigator.onLine
}

/** A page that could not be loaded. */
export function LoadFailed({ error, reset }: { error: unknown; reset?: () => void }) {
  const { t } = useTranslation()
  const router = useRouter()
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 403)) return <NotThere />
  const again = () => {
    reset?.()
    void router.invalidate()
  }
  return (
    <ErrorState
      title={t('kit.pageFailed')}
      message={
        isWithoutProgram(error) ? t('kit.neverOpened') : `${problemWords(error, t)} ${t('kit.nothingLost')}`
      }
      code={error instanceof ApiProblem ? error.code : undefined}
      details={problemDetails(error)}
      onRetry={again}
      {...(isPassing(error) ? { retrySeconds: 8 } : {})}
    />
  )
}

/** A list, or a part of a page, that could not be loaded. */
export function ListFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <ErrorState
      title={t('kit.listDidNotLoad')}
      message={problemWords(error, t)}
      code={error instanceof ApiProblem ? error.code : undefined}
      details={problemDetails(error)}
      onRetry={onRetry}
    />
  )
}
