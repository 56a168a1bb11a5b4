import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { PasswordInput } from '../sign-in/password-input.tsx'
import { FormDialog } from './form-dialog.tsx'

export interface Provider {
  id: string
  label: string
  issuer: string
  clientId: string
  hasSecret: boolean
  domains: readonly string[]
  joins: boolean
  newUserPost: string | null
  secondFactor: boolean
  signsOut: boolean
  active: boolean
  returnTo: string
}

export interface ProviderDialogProps {
  /** Null for a new one. */
  provider: Provider | null
  onSave: (given: object) => Promise<void>
  onClose: () => void
}

const fresh = {
  ...{ label: '', issuer: '', clientId: '', secret: '', domains: '', newUserPost: null as string | null },
  ...{ joins: false, secondFactor: false, signsOut: false, active: true },
}
type Given = typeof fresh

/** What is known of a provider, and what it may do here. */
export function ProviderDialog({ provider, onSave, onClose }: ProviderDialogProps) {
  const { t } = useTranslation()
  const [given, setGiven] = useState<Given>(
    provider ? { ...fresh, ...provider, domains: provider.domains.join(', ') } : fresh,
  )
  const set = (change: Partial<Given>) => setGiven({ ...given, ...change })
  const save = () => {
    const { label, issuer, clientId, secret, newUserPost, joins, secondFactor, signsOut, active } = given
    const domains = given.domains.split(/[\s,;]+/).filter(Boolean)
    const told = { label, issuer, clientId, domains, newUserPost, joins, secondFactor, signsOut, active }
    return onSave(secret === '' ? told : { ...told, secret })
  }
  return (
    <FormDialog
      title={t(provider ? 'security.changeProvider' : 'security.addProvider')}
      does={t(provider ? 'settings.save' : 'settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <FieldFrame label={t('security.label')} required problem={faultOf('label')}>
            <TextInput value={given.label} onChange={(label) => set({ label })} autoFocus />
          </FieldFrame>
          <FieldFrame
            label={t('security.issuer')}
            required
            hint={t('security.issuerHint')}
            problem={faultOf('issuer')}
          >
            <TextInput value={given.issuer} onChange={(issuer) => set({ issuer })} inputMode="url" />
          </FieldFrame>
          <FieldFrame label={t('security.clientId')} required problem={faultOf('clientId')}>
            <TextInput value={given.clientId} onChange={(clientId) => set({ clientId })} />
          </FieldFrame>
          <FieldFrame
            label={t('security.secret')}
            hint={t(provider?.hasSecret ? 'security.secretKept' : 'security.secretHint')}
            problem={faultOf('secret')}
          >
            <PasswordInput
              value={given.secret}
              onChange={(secret) => set({ secret })}
              autoComplete="new-password"
            />
          </FieldFrame>
          <FieldFrame
            label={t('security.domains')}
            hint={t('security.domainsHint')}
            problem={faultOf('domains')}
          >
            <TextInput value={given.domains} onChange={(domains) => set({ domains })} />
          </FieldFrame>
          <NewUserPost
            value={given.newUserPost}
            problem={faultOf('newUserPost')}
            onChange={(newUserPost) => set({ newUserPost })}
          />
          <Switch value={given.joins} label={t('security.joins')} onChange={(joins) => set({ joins })} />
          <Switch
            value={given.secondFactor}
            label={t('security.countsFactor')}
            onChange={(secondFactor) => set({ secondFactor })}
          />
          <Switch
            value={given.signsOut}
            label={t('security.signsOut')}
            onChange={(signsOut) => set({ signsOut })}
          />
          <Switch value={given.active} label={t('security.active')} onChange={(active) => set({ active })} />
          {provider && (
            <p className="col g4">
              <span className="t3">{t('security.returnToNote')}</span>
              <code className="code settings-secret">{provider.returnTo}</code>
            </p>
          )}
        </>
      )}
    </FormDialog>
  )
}

type Post = { id: string; name: string; administrator: boolean | null }

interface NewUserPostProps {
  value: string | null
  problem: ReturnType<Parameters<Parameters<typeof FormDialog>[0]['children']>[0]>
  onChange: (post: string | null) => void
}

/** Nobody becomes a user by coming in, unless a post is chosen for them; an administrator never. */
function NewUserPost({ value, problem, onChange }: NewUserPostProps) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['posts of new users'],
    queryFn: () =>
      api.get<{ items: Post[] }>('/posts', {
        query: { fields: 'name,administrator', sort: 'name', limit: 500 },
      }),
  })
  const posts = (data?.items ?? []).filter(({ administrator }) => !administrator)
  return (
    <FieldFrame label={t('security.newUserPost')} problem={problem}>
      <Select
        value={value}
        options={posts.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder={t('security.nobody')}
        clearable
        onChange={onChange}
      />
    </FieldFrame>
  )
}
