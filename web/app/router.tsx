import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, redirect } from '@tanstack/react-router'
import type { RouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { isProblem } from '../api/problem.ts'
import { Frame } from './frame.tsx'
import { LoadFailed, NotThere } from './page-states.tsx'
import {
  cardSearch,
  duplicateSearch,
  entrySearch,
  importSearch,
  listSearch,
  pageSearch,
  signInSearch,
} from './search-params.ts'

/** The pages behind the addresses; each is fetched when it is first opened. */
export interface Screens {
  Home: RouteComponent
  Shared: RouteComponent
  Duplicates: RouteComponent
  Merge: RouteComponent
  List: RouteComponent
  Entry: RouteComponent
  Card: RouteComponent
  History: RouteComponent
  Imports: RouteComponent
  Proposals: RouteComponent
  Intake: RouteComponent
  Import: RouteComponent
  Settings: RouteComponent
  SignIn: RouteComponent
  SignInBy: RouteComponent
  SetUp: RouteComponent
  Forgotten: RouteComponent
  Welcome: RouteComponent
  Outside: RouteComponent
  Enroll: RouteComponent
  Confirm: RouteComponent
  Checks: RouteComponent
  /** Wraps the frame once somebody is signed in: gives the shell. */
  Shell: ComponentType<{ children: React.ReactNode }>
}

export interface RouterContext {
  queryClient: QueryClient
  /** Resolves when somebody is signed in, and throws the 401 otherwise. */
  ensureSignedIn: () => Promise<unknown>
}

/** Every view, filter, card, tab and dialog has an address; the search params say what is open in it. */
export function createAppRouter(screens: Screens, context: RouterContext) {
  const root = createRootRouteWithContext<RouterContext>()({
    notFoundComponent: () => <NotThere />,
    errorComponent: LoadFailed,
  })
  const inFrame = createRoute({
    getParentRoute: () => root,
    id: 'frame',
    async beforeLoad({ context: { ensureSignedIn }, location }) {
      try {
        await ensureSignedIn()
      } catch (error) {
        const search = location.pathname === '/' ? {} : { back: location.href }
        if (isProblem(error, 403)) throw redirect({ to: '/second-factor', search })
        if (!isProblem(error, 401)) throw error
        throw redirect({ to: '/sign-in', search })
      }
    },
    component: () => (
      <screens.Shell>
        <Frame />
      </screens.Shell>
    ),
    notFoundComponent: () => <NotThere />,
    errorComponent: LoadFailed,
  })
  const under = { getParentRoute: () => inFrame, errorComponent: LoadFailed } as const
  const children = [
    createRoute({ ...under, path: '/', validateSearch: pageSearch, component: screens.Home }),
    createRoute({ ...under, path: '/inbox', validateSearch: pageSearch, component: screens.Shared }),
    createRoute({ ...under, path: '/checks', validateSearch: pageSearch, component: screens.Checks }),
    createRoute({ ...under, path: '/proposals', validateSearch: pageSearch, component: screens.Proposals }),
    createRoute({
      ...under,
      path: '/duplicates',
      validateSearch: duplicateSearch,
      component: screens.Duplicates,
    }),
    createRoute({
      ...under,
      path: '/duplicates/$object/$one/$other',
      validateSearch: pageSearch,
      component: screens.Merge,
    }),
    createRoute({ ...under, path: '/intake', validateSearch: pageSearch, component: screens.Intake }),
    createRoute({ ...under, path: '/imports', validateSearch: importSearch, component: screens.Imports }),
    createRoute({
      ...under,
      path: '/imports/$importId',
      validateSearch: importSearch,
      component: screens.Import,
    }),
    createRoute({ ...under, path: '/settings', validateSearch: pageSearch, component: screens.Settings }),
    createRoute({
      ...under,
      path: '/settings/$page',
      validateSearch: pageSearch,
      component: screens.Settings,
    }),
    createRoute({
      ...under,
      path: '/settings/$page/$item',
      validateSearch: pageSearch,
      component: screens.Settings,
    }),
    createRoute({ ...under, path: '/$object', validateSearch: listSearch, component: screens.List }),
    createRoute({ ...under, path: '/$object/new', validateSearch: entrySearch, component: screens.Entry }),
    createRoute({ ...under, path: '/$object/$id', validateSearch: cardSearch, component: screens.Card }),
    createRoute({
      ...under,
      path: '/$object/$id/history',
      validateSearch: cardSearch,
      component: screens.History,
    }),
  ] as const
  const atTheGate = { getParentRoute: () => root, validateSearch: signInSearch } as const
  const signIn = createRoute({ ...atTheGate, path: '/sign-in', component: screens.SignIn })
  const signInBy = createRoute({
    getParentRoute: () => root,
    path: '/sign-in/by/$provider',
    component: screens.SignInBy,
  })
  const setUp = createRoute({ ...atTheGate, path: '/set-up', component: screens.SetUp })
  const forgotten = createRoute({ ...atTheGate, path: '/forgotten', component: screens.Forgotten })
  const enroll = createRoute({ ...atTheGate, path: '/second-factor', component: screens.Enroll })
  const welcome = createRoute({ ...atTheGate, path: '/welcome', component: screens.Welcome })
  const confirm = createRoute({ getParentRoute: () => root, path: '/confirm', component: screens.Confirm })
  const outside = createRoute({ ...atTheGate, path: '/fill', component: screens.Outside })
  return createRouter({
    routeTree: root.addChildren([
      inFrame.addChildren(children),
      ...[signIn, signInBy, setUp, forgotten, welcome, enroll, confirm, outside],
    ]),
    context,
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    // What is open stays in view until the next page is there; waiting shows only where it lasts.
    defaultPendingMs: 400,
    defaultStructuralSharing: true,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
