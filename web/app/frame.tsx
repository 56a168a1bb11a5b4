import { Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { preferences } from '../theme/preferences.ts'
import { Announcer } from '../ui/announce.tsx'
import { CornerJobs } from '../ui/corner-jobs.tsx'
import { Toaster } from '../ui/toaster.tsx'
import { undoToast } from '../ui/toast-store.ts'
import { useIsPhone } from '../ui/use-media.ts'
import { useShortcutListener, useShortcuts } from '../ui/use-shortcuts.ts'
import { OfflineBand } from './offline-band.tsx'
import { openPalette } from './palette-store.ts'
import { PhoneBar } from './phone-bar.tsx'
import { PrintGuard } from './print-guard.tsx'
import { Rail } from './rail.tsx'
import { SeeAsBand } from './see-as-band.tsx'
import { useShell } from './shell.ts'
import './frame.css'

const Palette = lazy(() => import('./palette.tsx'))
const KeysPage = lazy(() => import('./keys-page.tsx'))

/** What stands around every page: rail or phone bar, palette, keys, toasts, jobs. */
export function Frame() {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const { seenBy } = useShell()
  const navigate = useNavigate()
  const dialog = useSearch({ strict: false }).dialog
  useShortcutListener()
  useShortcuts([
    {
      keys: 'Ctrl+K',
      label: t('frame.search'),
      group: t('frame.everywhere'),
      run: openPalette,
      everywhere: true,
    },
    {
      keys: 'Ctrl+B',
      label: t('frame.foldRail'),
      group: t('frame.everywhere'),
      run: () => preferences.set((now) => ({ ...now, railFolded: !now.railFolded })),
    },
    {
      keys: '?',
      label: t('frame.keys'),
      group: t('frame.everywhere'),
      run: () => void navigate({ to: '.', search: (now: object) => ({ ...now, dialog: 'keys' }) } as never),
    },
    { keys: 'Ctrl+Z', label: t('kit.undo'), group: t('frame.everywhere'), run: () => void undoToast() },
  ])
  usePageFocus()
  return (
    <div className={seenBy ? 'app seen' : 'app'}>
      <a className="skip" href="#main">
        {t('frame.skip')}
      </a>
      {!phone && <Rail />}
      <main id="main" className="main" tabIndex={-1}>
        <SeeAsBand />
        <OfflineBand />
        <Outlet />
      </main>
      {phone && <PhoneBar />}
      <Suspense>
        <Palette />
      </Suspense>
      {dialog === 'keys' && (
        <Suspense>
          <KeysPage
            onClose={() =>
              void navigate({ to: '.', search: (now: object) => ({ ...now, dialog: undefined }) } as never)
            }
          />
        </Suspense>
      )}
      <PrintGuard />
      <CornerJobs />
      <Toaster />
      <Announcer />
    </div>
  )
}

/** After going to another page the keyboard starts at its content, not at the rail. */
function usePageFocus() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const before = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (before.current !== undefined && path !== before.current) {
      const main = document.getElementById('main')
      if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true })
    }
    before.current = path
  }, [path])
}
