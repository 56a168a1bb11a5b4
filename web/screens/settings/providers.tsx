import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { ProviderDialog } from './provider-dialog.tsx'
import type { Provider } from './provider-dialog.tsx'
import { useAct } from './use-act.ts'

type Open = { what: 'add' } | { what: 'change' | 'remove'; provider: Provider } | null

/** The OpenID providers by which people come in: whether each answers, and what it may do. */
export function Providers() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [open, setOpen] = useState<Open>(null)
  const [added, setAdded] = useState<string | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['providers'],
    queryFn: () => api.get<{ items: Provider[] }>('/session/providers'),
  })
  const copy = (address: string) =>
    navigator.clipboard.writeText(address).then(() => toast(t('settings.copied')))
  const save = async (given: object) => {
    const label = String((given as Provider).label)
    if (open?.what === 'change') {
      const { id } = open.provider
      await api.patch(`/session/providers/${id}`, given)
      return act(Promise.resolve(), t('security.providerKept', { provider: label }))
    }
    const made = await api.post<{ returnTo: string }>('/session/providers', given)
    setAdded(made.returnTo)
    return act(Promise.resolve(), t('security.providerAdded', { provider: label }))
  }
  const remove = async ({ id, label }: Provider) => {
    await api.remove(`/session/providers/${id}`)
    await act(Promise.resolve(), t('security.providerGone', { provider: label }))
  }
  return (
    <Section
      title={t('security.providers')}
      actions={
        <Button icon={Plus} onClick={() => setOpen({ what: 'add' })}>
          {t('security.addProvider')}
        </Button>
      }
    >
      <p className="t3 settings-lead">{t('security.providersNote')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {added && (
        <Note
          tone="good"
          title={t('security.returnToNote')}
          actions={<Button onClick={() => void copy(added)}>{t('settings.copy')}</Button>}
        >
          <code className="code settings-secret">{added}</code>
        </Note>
      )}
      {data?.items.map((provider) => (
        <ProviderProblem key={provider.id} provider={provider} />
      ))}
      <PlainTable
        label={t('security.providers')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        empty={<p className="t3 card-none settings-lead">{t('security.noProviders')}</p>}
        heads={[t('security.label'), t('security.issuer'), t('settings.state')]}
        rows={(data?.items ?? []).map((provider) => ({
          key: provider.id,
          cells: [
            provider.label,
            <span key="issuer" className="code">
              {provider.issuer}
            </span>,
            <ProviderState key="state" provider={provider} />,
          ],
          deeds: (
            <>
              <Button size="small" onClick={() => setOpen({ what: 'change', provider })}>
                {t('security.change')}
              </Button>
              <Button size="small" onClick={() => setOpen({ what: 'remove', provider })}>
                {t('settings.remove')}
              </Button>
            </>
          ),
        }))}
      />
      {open && open.what !== 'remove' && (
        <ProviderDialog
          provider={open.what === 'change' ? open.provider : null}
          onSave={save}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.what === 'remove' && (
        <FormDialog
          title={t('security.removeTitle', { provider: open.provider.label })}
          does={t('settings.remove')}
          danger
          onSave={() => remove(open.provider)}
          onClose={() => setOpen(null)}
        >
          {() => <p className="t2">{t('security.removeLead')}</p>}
        </FormDialog>
      )}
    </Section>
  )
}

/** Asks the provider whether it is there; why not, in a sentence. */
function useProblem({ id, active }: Provider) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['providers', id],
    queryFn: () => api.get<{ problem: string | null }>(`/session/providers/${id}/state`),
    enabled: active,
  })
  return error ? problemWords(error, t) : data?.problem
}

function ProviderState({ provider }: { provider: Provider }) {
  const { t } = useTranslation()
  const problem = useProblem(provider)
  if (!provider.active) return <span className="t3">{t('security.off')}</span>
  if (problem === undefined) return <span className="t3">{t('security.asking')}</span>
  return problem === null ? (
    <span>{t('security.ready')}</span>
  ) : (
    <span className="bad">{t('security.down')}</span>
  )
}

/** The whole sentence, which has no room in a table. */
function ProviderProblem({ provider }: { provider: Provider }) {
  const problem = useProblem(provider)
  return problem ? <Note tone="warn">{problem}</Note> : null
}
