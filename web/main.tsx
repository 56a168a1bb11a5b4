import './theme/fonts.css'
import './theme/tokens.css'
import './theme/base.css'
import './theme/print.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, lazyRouteComponent } from '@tanstack/react-router'
import i18next from 'i18next'
import { StrictMode } from 'react'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { seeAsOver, signedOut } from './api/client.ts'
import { meQuery } from './api/me.ts'
import { createQueryClient } from './api/query-client.ts'
import './app/arrived-with.ts'
import { AppShell } from './app/app-shell.tsx'
import { Presence } from './app/presence.tsx'
import { createAppRouter } from './app/router.tsx'
import { endSeeAs } from './app/see-as.ts'
import { bringTexts, speakTo, startTexts } from './i18n/texts.ts'
import type { LaterPart } from './i18n/texts.ts'
import { bringHanFont } from './theme/han.ts'
import { applyTheme } from './theme/theme.ts'

const queryClient = createQueryClient()
const home = () => import('./screens/home/home-screen.tsx')
const list = () => import('./screens/list/list-screen.tsx')
const dialogs = async () => (await import('./screens/list/list-dialogs.ts')).bringDialogs()
const card = () => import('./screens/card/card-screen.tsx')

const router = createAppRouter(
  {
    Home: lazyRouteComponent(home),
    Shared: page(() => import('./screens/sharing/shared-screen.tsx'), 'sharing'),
    Duplicates: page(() => import('./screens/duplicates/duplicates-screen.tsx'), 'duplicates', 'settings'),
    Merge: page(() => import('./screens/duplicates/merge-screen.tsx'), 'duplicates', 'settings'),
    List: lazyRouteComponent(list),
    Entry: page(() => import('./screens/entry/entry-screen.tsx'), 'entry'),
    Card: lazyRouteComponent(card),
    History: page(() => import('./screens/history/history-screen.tsx'), 'history'),
    Proposals: page(() => import('./screens/proposals/proposals-screen.tsx'), 'settings', 'rights'),
    Intake: lazyRouteComponent(() => import('./screens/intake/intake-screen.tsx')),
    Imports: page(() => import('./screens/imports/imports-screen.tsx'), 'import'),
    Import: page(() => import('./screens/import/import-screen.tsx'), 'import'),
    Settings: page(
      () => import('./screens/settings/settings-screen.tsx'),
      'settings',
      'entry',
      'facts',
      'rights',
      'security',
      'gate',
      'account',
      'entry',
      'duplicates',
    ),
    SignIn: page(() => import('./screens/sign-in/sign-in-screen.tsx'), 'gate', 'account'),
    SignInBy: page(() => import('./screens/sign-in/sign-in-by-screen.tsx'), 'gate', 'account'),
    SetUp: page(() => import('./screens/set-up/set-up-screen.tsx'), 'gate', 'account'),
    Forgotten: page(() => import('./screens/sign-in/forgotten-screen.tsx'), 'gate', 'account'),
    Welcome: page(() => import('./screens/sign-in/welcome-screen.tsx'), 'gate', 'account'),
    Confirm: page(() => import('./screens/facts/confirm-screen.tsx'), 'gate', 'facts'),
    Checks: page(() => import('./screens/facts/reviews-screen.tsx'), 'facts', 'settings'),
    Outside: page(() => import('./screens/outside/outside-screen.tsx'), 'outside'),
    Enroll: page(() => import('./screens/sign-in/enroll-screen.tsx'), 'gate', 'account', 'settings'),
    Shell: AppShell,
  },
  { queryClient, ensureSignedIn },
)

/** A page whose code and texts are fetched when it is first opened. */
function page(load: () => Promise<{ default: () => ReactNode }>, ...parts: LaterPart[]) {
  return lazyRouteComponent(async () => {
    const [screen] = await Promise.all([load(), bringTexts(...parts)])
    return screen
  })
}

/** Who is signed in, in the language that they want; what was said in another is asked for again. */
async function ensureSignedIn() {
  const me = await queryClient.ensureQueryData(meQuery)
  return (await speakTo(me.user)) ? queryClient.fetchQuery({ ...meQuery, staleTime: 0 }) : me
}

signedOut.add(() => {
  // Who was not in yet is led to the gate by the page that they wanted to open.
  if (queryClient.getQueryData(meQuery.queryKey) === undefined) return
  if (
    /^\/(sign-in|set-up|forgotten|welcome|second-factor|fill|confirm)\b/.test(router.state.location.pathname)
  )
    return
  queryClient.removeQueries({ queryKey: ['me'] })
  void router.invalidate()
})

seeAsOver.add(() => void endSeeAs())

// What the server said in the language before is asked for again.
i18next.on('languageChanged', () => void queryClient.invalidateQueries())

applyTheme()
bringHanFont()
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined)
await startTexts()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Presence />
      </QueryClientProvider>
    </StrictMode>,
  )
}

// What is read without a connection is drawn by these pages: they are kept before one of them is missed.
if (navigator.serviceWorker?.controller) {
  const bring = () => void Promise.all([home(), list(), card(), dialogs()]).catch(() => undefined)
  if ('requestIdleCallback' in globalThis) requestIdleCallback(bring, { timeout: 10_000 })
  else setTimeout(bring, 3_000)
}
