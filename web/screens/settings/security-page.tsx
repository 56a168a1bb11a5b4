import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { meQuery } from '../../api/me.ts'
import { BareAdministrator } from '../../app/bare-administrator.tsx'
import { problemWords } from '../../api/problem-words.ts'
import { Note } from '../../ui/band.tsx'
import { Switch } from '../../ui/checkbox.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { GroupSettings } from './group-settings.tsx'
import { PlainTable } from './plain-table.tsx'
import { Providers } from './providers.tsx'
import { SettingsPage } from './settings-page.tsx'
import { useAct } from './use-act.ts'

/** How people come in, and for how long they stay: for the whole group. */
export function SecurityPage() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <SettingsPage page="security">
      <BareAdministrator />
      <GroupSettings title={t('security.sessions')} keys={['signIn.idleHours', 'signIn.longestDays']}>
        <LevelTwo />
      </GroupSettings>
      <GroupSettings
        title={t('security.attempts')}
        note={t('security.attemptsNote')}
        keys={['signIn.freeFailures', 'signIn.longestWaitSeconds']}
      />
      {me.administrator && <PostsWithSecondFactor />}
      {me.administrator && <Providers />}
      <GroupSettings title={t('security.scanner')} keys={['files.unscanned']}>
        <Scanner />
      </GroupSettings>
    </SettingsPage>
  )
}

const levelTwo = 'signIn.levelTwo'

/** Sessions as short as level 2 of the ASVS asks for, at one press and for open ones too. */
function LevelTwo() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const { data } = useQuery({
    queryKey: ['group settings'],
    queryFn: () => api.get<{ items: { key: string; value: unknown }[] }>('/settings'),
  })
  if (!data) return null
  const isOn = data.items.some(({ key, value }) => key === levelTwo && value === true)
  const set = (value: boolean) => api.patch('/settings', { [levelTwo]: value })
  return (
    <div className="col g6 settings-lead">
      {problem && <Note tone="bad">{problem}</Note>}
      <Switch
        label={t('security.levelTwo')}
        value={isOn}
        onChange={(value) => void act(set(value), t('settings.kept'), () => set(!value))}
      />
      <p className="t3">{t(isOn ? 'security.levelTwoOn' : 'security.levelTwoNote')}</p>
    </div>
  )
}

type Post = { id: string; name: string; secondFactor: boolean | null }

/** Whose post asks for more than a password. */
function PostsWithSecondFactor() {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['posts with second factor'],
    queryFn: () =>
      api.get<{ items: Post[] }>('/posts', {
        query: { fields: 'name,secondFactor', sort: 'name', limit: 500 },
      }),
  })
  const need = ({ id, name }: Post, secondFactor: boolean) => {
    const set = (value: boolean) => api.patch(`/posts/${id}`, { secondFactor: value })
    return act(set(secondFactor), name, () => set(!secondFactor))
  }
  return (
    <Section title={t('security.secondFactor')}>
      <p className="t3 settings-lead">{t('security.secondFactorNote')}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <PlainTable
        label={t('security.secondFactor')}
        waiting={isPending}
        error={error}
        onAgain={() => void refetch()}
        heads={[t('settings.posts'), t('security.secondFactor')]}
        rows={(data?.items ?? []).map((post) => ({
          key: post.id,
          cells: [
            post.name,
            <Switch
              key="need"
              aria-label={`${t('security.secondFactor')}: ${post.name}`}
              value={post.secondFactor === true}
              onChange={(value) => void need(post, value)}
            />,
          ],
        }))}
      />
    </Section>
  )
}

type ScannerState = { isSetUp: boolean; problem: string | null; waiting: number }

/** Whether uploads are looked through, and how many wait for it. */
function Scanner() {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['scanner'],
    queryFn: () => api.get<ScannerState>('/settings/scanner'),
  })
  if (error) return <Note tone="bad">{problemWords(error, t)}</Note>
  if (!data) return <p className="t3 card-none">{t('kit.loading')}</p>
  if (!data.isSetUp) return <p className="t3 settings-lead">{t('security.scannerOff')}</p>
  return (
    <>
      {data.problem && <Note tone="bad">{data.problem}</Note>}
      <KeyValue
        items={[
          {
            key: 'state',
            label: t('settings.state'),
            value: data.problem ? '–' : t('security.scannerReady'),
          },
          { key: 'waiting', label: t('security.scansWaiting'), value: String(data.waiting) },
        ]}
      />
    </>
  )
}
