import { useRouter } from '@tanstack/react-router'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem, isPassing } from '../api/problem.ts'
import { problemWords } from '../api/problem-words.ts'
import { ErrorState, NoRights } from '../ui/state.tsx'
import { ShellContext } from './shell.ts'

/**
 * A page that does not exist, or is closed to its reader: the two look the same. It names the posts of the
 * reader and who decides on rights; the right that is missing only where its being there is no secret.
 */
export function NotThere({ right }: { right?: string | undefined }) {
  const router = useRouter()
  // Outside the frame nobody is known.
  const decides = useContext(ShellContext)?.decides
  return <NoRights {...decides} right={right} onBack={() => router.history.back()} />
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
      details={
        error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error)
      }
      onRetry={again}
      {...(isPassing(error) ? { retrySeconds: 8 } : {})}
    />
  )
}
