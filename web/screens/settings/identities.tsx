import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { PlainTable } from './plain-table.tsx'
import { useAct } from './use-act.ts'

type Identity = {
  id: string
  provider: string
  email: string | null
  createdAt: string
  lastUsedAt: string | null
}
type Known = { items: Identity[]; providers: { id: string; label: string }[] }

/** One’s accounts at providers, by which one comes in; without a provider there is nothing to say. */
export function Identities() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { act, problem } = useAct()
  const { data } = useQuery({
    queryKey: ['identities'],
    queryFn: () => api.get<Known>('/session/identities'),
  })
  if (!data || data.items.length + data.providers.length === 0) return null
  const begin = async (provider: string) => {
    const given = { provider, back: location.pathname }
    const { address } = await api.post<{ address: string }>('/session/identities', given)
    location.assign(address)
  }
  const link = (provider: string) => act(begin(provider))
  const unlink = ({ id }: Identity) => act(api.remove(`/session/identities/${id}`), t('account.unlinked'))
  return (
    <Section
      title={t('account.identities')}
      actions={data.providers.map(({ id, label }) => (
        <Button key={id} onClick={() => void link(id)}>
          {t('account.linkTo', { provider: label })}
        </Button>
      ))}
    >
      <p className="t3 settings-lead">{t('account.identitiesNote')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('account.identities')}
        empty={<p className="t3 card-none settings-lead">{t('account.noIdentities')}</p>}
        heads={[t('account.identityAt'), t('gate.email'), t('account.addedAt'), t('settings.usedAt')]}
        rows={data.items.map((identity) => ({
          key: identity.id,
          cells: [
            identity.provider,
            identity.email ?? '–',
            formatInstant(language, identity.createdAt),
            identity.lastUsedAt ? formatInstant(language, identity.lastUsedAt) : t('settings.never'),
          ],
          deeds: (
            <Button size="small" onClick={() => void unlink(identity)}>
              {t('account.unlink')}
            </Button>
          ),
        }))}
      />
    </Section>
  )
}
