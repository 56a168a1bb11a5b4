import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { useModel } from '../../api/model.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox, Segments, Switch } from '../../ui/checkbox.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FormDialog } from './form-dialog.tsx'
import { KeyTable, type Key } from './key-table.tsx'
import { useAct } from './use-act.ts'

/** Keys for programs: what each may do, until when, and when it was used last; and a new one. */
export function Keys() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { act, problem } = useAct()
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['keys'],
    queryFn: () => api.get<{ items: Key[] }>('/keys'),
  })
  const again = () => queries.invalidateQueries({ queryKey: ['keys'] })
  const revoke = async ({ id, name }: Key) => {
    await api.remove(`/keys/${id}`)
    await act(Promise.resolve(), t('settings.revoked', { name }))
    setMade(null)
  }
  const copy = () => navigator.clipboard.writeText(made ?? '').then(() => toast(t('settings.copied')))
  return (
    <Section
      title={t('settings.keys')}
      actions={
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('settings.newKey')}
        </Button>
      }
    >
      <p className="t3 settings-lead">{t('settings.keysNote')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      {made && (
        <Note
          tone="good"
          title={t('settings.keyMade')}
          actions={<Button onClick={() => void copy()}>{t('settings.copy')}</Button>}
        >
          <code className="code settings-secret">{made}</code>
        </Note>
      )}
      <KeyTable
        keys={data?.items ?? []}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        everything={t('account.keyEverything')}
        empty={<p className="t3 card-none settings-lead">{t('settings.noKeys')}</p>}
        onRevoke={revoke}
      />
      {adding && (
        <NewKey onMade={(secret) => (setMade(secret), void again())} onClose={() => setAdding(false)} />
      )}
    </Section>
  )
}

const lifetimes = ['30', '90', '365', 'ever'] as const
const reading = ['read', 'export', 'print']

function NewKey({ onMade, onClose }: { onMade: (secret: string) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const model = useModel()
  const [name, setName] = useState('')
  const [days, setDays] = useState<(typeof lifetimes)[number]>('365')
  const [reads, setReads] = useState(true)
  const [objects, setObjects] = useState<readonly string[]>([])
  const known = model.objects.filter((object) => object.may.includes('read') && !object.owned)
  const toggle = (one: string) =>
    setObjects(objects.includes(one) ? objects.filter((other) => other !== one) : [...objects, one])
  const save = async () => {
    const until = days === 'ever' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString()
    const scope = {
      objects: objects.length > 0 ? objects : null,
      actions: reads ? reading : null,
    }
    const made = await api.post<{ key: string }>('/keys', { name, expiresAt: until, scope })
    onMade(made.key)
  }
  return (
    <FormDialog title={t('settings.newKey')} does={t('settings.makeKey')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <>
          <FieldFrame label={t('settings.keyName')} required problem={faultOf('name')}>
            <TextInput value={name} onChange={setName} autoFocus />
          </FieldFrame>
          <div className="col g4">
            <span className="t2">{t('account.keyLasts')}</span>
            <Segments
              label={t('account.keyLasts')}
              value={days}
              choices={lifetimes.map((value) => ({
                value,
                label:
                  value === 'ever' ? t('account.keyForEver') : t('account.keyDays', { count: Number(value) }),
              }))}
              onChange={setDays}
            />
          </div>
          <Switch value={reads} label={t('account.keyOnlyReads')} onChange={setReads} />
          <fieldset className="col g4 key-objects">
            <legend className="t2">{t('account.keyObjects')}</legend>
            {known.map((object) => (
              <Checkbox
                key={object.name}
                value={objects.includes(object.name)}
                label={object.plural}
                onChange={() => toggle(object.name)}
              />
            ))}
          </fieldset>
        </>
      )}
    </FormDialog>
  )
}
