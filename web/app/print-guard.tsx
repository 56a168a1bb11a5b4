import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/client.ts'
import { modelQuery, type DescribedObject } from '../api/model.ts'
import { useShortcuts } from '../ui/use-shortcuts.ts'
import { notePrinted, wasNoted } from './note-printed.ts'
import { useShell } from './shell.ts'

/** What the page shows, as far as paper is concerned. */
type Shown = { readonly object: DescribedObject; readonly id: string | null; readonly isList: boolean }

/**
 * A browser prints whatever is on the screen. Where the object, or this record of it, may not be printed,
 * paper gets a notice instead of the page; where it may, the log is told. Lists go on paper by their own way
 * alone, which asks the server row by row.
 */
export function PrintGuard() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { me } = useShell()
  const shown = useShown()
  const { object, id = null, isList = false } = shown ?? {}
  const mayEver = object?.may.includes('print') ?? false
  const { data } = useQuery({
    queryKey: ['may print', object?.name, id],
    enabled: mayEver && id !== null,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      api.post<{ allowed: boolean }>(
        '/explain',
        { user: me.id, object: object?.name, record: id, action: 'print' },
        { signal },
      ),
  })
  const mayNow = mayEver && (id === null || data?.allowed === true)
  useEffect(() => {
    if (!object || id === null || !mayNow) return undefined
    // The window of the browser opens whatever comes of it; without a connection the log does not hear.
    const note = () => void (wasNoted() || notePrinted(object, id).catch(() => {}))
    addEventListener('beforeprint', note)
    return () => removeEventListener('beforeprint', note)
  }, [object, id, mayNow])
  const print = () =>
    void navigate({ to: '.', search: (now: object) => ({ ...now, dialog: 'print' }) } as never)
  useShortcuts(
    object && isList && mayEver
      ? [{ keys: 'Ctrl+P', label: t('frame.printList'), group: object.plural, run: print }]
      : [],
  )
  if (!object || (mayNow && !isList)) return null
  return (
    <section className="print-notice on-paper">
      <p>{mayNow ? t('frame.printByList') : t('frame.mayNotPrint', { what: object.plural })}</p>
    </section>
  )
}

function useShown(): Shown | null {
  // The frame waits for no answer; as long as there is no model, no page of an object is shown either.
  const { data: model } = useQuery(modelQuery)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const params = useParams({ strict: false }) as { object?: string; id?: string; item?: string }
  // A record of the settings is named by its object and its number: `users.0193…`.
  const [kept, keptId] = params.item?.split('.') ?? []
  const object = model?.objects.find((one) => one.path === (params.object ?? kept))
  if (!object) return null
  return { object, id: params.id ?? keptId ?? null, isList: path === `/${object.path}` }
}
