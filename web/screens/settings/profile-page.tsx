import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { meQuery } from '../../api/me.ts'
import { useOwnLanguage } from '../../app/use-own-language.ts'
import { isLanguage } from '../../format/language.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { preferences } from '../../theme/preferences.ts'
import type { Preferences } from '../../theme/preferences.ts'
import { Segments, Switch } from '../../ui/checkbox.tsx'
import { KeyValue, Section } from '../../ui/section.tsx'
import { useStore } from '../../ui/use-store.ts'
import { languageNames } from '../sign-in/language-names.ts'
import { SettingsPage } from './settings-page.tsx'
import { UserSubstitutes } from './user-substitutes.tsx'

/** Who one is, and how Kontor looks and speaks in this browser. */
export function ProfilePage() {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <SettingsPage page="profile">
      <Section title={t('settings.you')}>
        <KeyValue
          items={[
            { key: 'name', label: t('settings.name'), value: me.user.name },
            { key: 'email', label: t('settings.email'), value: me.user.email },
            {
              key: 'posts',
              label: t('settings.posts'),
              value: me.posts.map(({ title }) => title).join(', ') || '–',
            },
          ]}
        />
        <div className="settings-controls">
          <KeyValue items={[{ key: 'language', label: t('settings.language'), value: <OwnLanguage /> }]} />
        </div>
      </Section>
      <UserSubstitutes user={me.user.id} name={me.user.name} isOwn />
      <InThisBrowser />
    </SettingsPage>
  )
}

/** The language goes with the person, into every browser. */
function OwnLanguage() {
  const { t } = useTranslation()
  const language = useLanguage()
  const choose = useOwnLanguage()
  const languages = languageNames.map(([value, label]) => ({
    value,
    label: <span lang={value}>{label}</span>,
  }))
  return (
    <Segments
      label={t('settings.language')}
      value={language}
      choices={languages}
      onChange={(next) => isLanguage(next) && void choose(next)}
    />
  )
}

function InThisBrowser() {
  const { t } = useTranslation()
  const chosen = useStore(preferences)
  const set = (change: Partial<Preferences>) => preferences.set((now) => ({ ...now, ...change }))
  const themes = (['light', 'dark', 'system'] as const).map((value) => ({
    value,
    label: t(`frame.${value}`),
  }))
  const rows = (['comfortable', 'compact'] as const).map((value) => ({
    value,
    label: t(`settings.${value}`),
  }))
  return (
    <Section title={t('settings.thisBrowser')}>
      <div className="settings-controls">
        <KeyValue
          items={[
            {
              key: 'theme',
              label: t('settings.theme'),
              value: (
                <Segments
                  label={t('settings.theme')}
                  value={chosen.theme}
                  choices={themes}
                  onChange={(theme) => set({ theme })}
                />
              ),
            },
            {
              key: 'rows',
              label: t('settings.rows'),
              value: (
                <Segments
                  label={t('settings.rows')}
                  value={chosen.rowHeight}
                  choices={rows}
                  onChange={(rowHeight) => set({ rowHeight })}
                />
              ),
            },
            {
              key: 'text',
              label: t('settings.text'),
              value: (
                <Switch
                  value={chosen.textSize === 'large'}
                  label={t('frame.largeText')}
                  onChange={(large) => set({ textSize: large ? 'large' : 'normal' })}
                />
              ),
            },
            {
              key: 'keys',
              label: t('settings.shortKeys'),
              value: (
                <Switch
                  value={chosen.oneLetterKeys}
                  label={t('settings.oneLetterKeys')}
                  onChange={(oneLetterKeys) => set({ oneLetterKeys })}
                />
              ),
            },
          ]}
        />
      </div>
    </Section>
  )
}
