import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { formatInstant } from '../../format/format-day.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import type texts from '../../i18n/en/account.json'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { toast } from '../../ui/toast-store.ts'
import { FormDialog } from './form-dialog.tsx'
import { PlainTable } from './plain-table.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

type Mail = {
  id: string
  kind: string
  to: string
  state: keyof typeof texts.mailStates
  error: string | null
  createdAt: string
}
type MailState = {
  state: 'ready' | 'notSetUp'
  server: string | null
  from: string | null
  problem: string | null
  items: Mail[]
}
type MailKind = keyof typeof texts.mailKinds
const kinds: readonly string[] = [
  'test',
  'reset',
  'invitation',
  'notice',
  'dataRequest',
  'dataAnswered',
  'overdue',
  'share',
  'backupAlarm',
  'criterionFault',
  'asked of keeper',
  'answer of keeper',
  'confirm e-mail',
] satisfies MailKind[]

/** Whether Kontor can send mail, a mail to try it out, and what became of the latest. */
export function MailPage() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const [changing, setChanging] = useState(false)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['mail'],
    queryFn: () => api.get<MailState>('/mail'),
    refetchInterval: ({ state }) =>
      state.data?.items.some((mail) => mail.state === 'waiting') ? 1_500 : 15_000,
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const isReady = data?.state === 'ready'
  const test = () =>
    act(api.post<{ to: string }>('/mail/test').then(({ to }) => toast(t('account.mailTestSent', { to }))))
  return (
    <SettingsPage
      page="mail"
      problem={problem}
      actions={
        isReady && (
          <>
            <Button onClick={() => setChanging(true)}>{t('account.mailChangeFrom')}</Button>
            <Button look="primary" onClick={() => void test()}>
              {t('account.mailTest')}
            </Button>
          </>
        )
      }
    >
      {data?.state === 'notSetUp' && (
        <div className="settings-lead">
          <Note tone="warn" title={t('account.mailNotSetUp')}>
            {data.problem ?? t('account.mailHowTo')}
          </Note>
        </div>
      )}
      {isReady && (
        <Section title={t('frame.settingsPages.mail')}>
          <KeyValue
            items={[
              { key: 'server', label: t('account.mailServer'), value: data?.server ?? '–' },
              { key: 'from', label: t('account.mailFrom'), value: data?.from ?? '–' },
            ]}
          />
        </Section>
      )}
      <Section title={t('account.mailsSent')}>
        <Mails items={data?.items ?? []} waiting={isPending} />
      </Section>
      {changing && <ChangeSender from={data?.from ?? ''} onClose={() => setChanging(false)} />}
    </SettingsPage>
  )
}

function Mails({ items, waiting }: { items: readonly Mail[]; waiting: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const kindOf = ({ kind }: Mail) =>
    kinds.includes(kind) ? t(`account.mailKinds.${kind as MailKind}`) : kind
  return (
    <PlainTable
      label={t('account.mailsSent')}
      waiting={waiting}
      empty={<p className="t3 card-none settings-lead">{t('account.mailsNone')}</p>}
      heads={[t('account.mailTo'), t('account.mailWhat'), t('settings.state'), t('account.mailWhen')]}
      rows={items.map((mail) => ({
        key: mail.id,
        cells: [
          mail.to,
          kindOf(mail),
          <span key="state" className={mail.state === 'failed' || mail.state === 'notSetUp' ? 'bad' : ''}>
            {[t(`account.mailStates.${mail.state}`), mail.error].filter(Boolean).join(': ')}
          </span>,
          formatInstant(language, mail.createdAt),
        ],
      }))}
    />
  )
}

function ChangeSender({ from, onClose }: { from: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { act } = useAct()
  const [given, setGiven] = useState(from)
  const save = async () => {
    await api.patch('/settings', { 'mail.from': given.trim() === '' ? null : given.trim() })
    await act(Promise.resolve(), t('settings.kept'))
  }
  return (
    <FormDialog title={t('account.mailChangeFrom')} onSave={save} onClose={onClose}>
      {(faultOf) => (
        <FieldFrame
          label={t('account.mailFrom')}
          hint={t('account.mailFromHint')}
          problem={faultOf('mail.from')}
        >
          <TextInput value={given} onChange={setGiven} inputMode="email" autoFocus />
        </FieldFrame>
      )}
    </FormDialog>
  )
}
