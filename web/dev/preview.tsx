import '../theme/fonts.css'
import '../theme/tokens.css'
import '../theme/base.css'
import '../theme/print.css'
import './preview.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, useParams } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueryClient } from '../api/query-client.ts'
import { AppShell } from '../app/app-shell.tsx'
import { NotThere } from '../app/page-states.tsx'
import { createAppRouter } from '../app/router.tsx'
import { setTransport } from '../api/client.ts'
import { bringTexts, laterParts, startTexts } from '../i18n/texts.ts'
import { applyTheme } from '../theme/theme.ts'
import { fakeServer } from './fake-server.ts'
import { PreviewCard } from './preview-card.tsx'
import { PreviewEntry } from './preview-entry.tsx'
import { PreviewList } from './preview-list.tsx'
import { PreviewStates } from './preview-states.tsx'
import { meQuery } from '../api/me.ts'

setTransport(fakeServer)
const queryClient = createQueryClient()

function Settings() {
  const { page } = useParams({ strict: false })
  return page === 'states' || page === undefined ? <PreviewStates /> : <PreviewStates />
}

const router = createAppRouter(
  {
    Home: PreviewStates,
    Shared: NotThere,
    Duplicates: NotThere,
    Merge: NotThere,
    List: PreviewList,
    Entry: PreviewEntry,
    Card: PreviewCard,
    History: PreviewCard,
    Proposals: PreviewStates,
    Imports: PreviewStates,
    Import: PreviewStates,
    Settings,
    SignIn: PreviewStates,
    SignInBy: PreviewStates,
    Forgotten: PreviewStates,
    Welcome: PreviewStates,
    Outside: PreviewStates,
    Intake: PreviewStates,
    Enroll: PreviewStates,
    Confirm: PreviewStates,
    Checks: PreviewStates,
    SetUp: PreviewStates,
    Shell: AppShell,
  },
  { queryClient, ensureSignedIn: () => queryClient.ensureQueryData(meQuery) },
)

applyTheme()
await startTexts()
await bringTexts(...laterParts)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
