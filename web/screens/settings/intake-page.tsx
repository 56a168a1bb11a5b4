import { useTranslation } from 'react-i18next'
import { AskedFields } from './asked-fields.tsx'
import { GroupSettings } from './group-settings.tsx'
import { SettingsPage } from './settings-page.tsx'

const keys = [
  ...['roles', 'steps', 'eyes', 'numberAtEnd', 'collectDays', 'stepDays'],
  ...['reminds', 'remindAfterDays', 'remindEveryDays', 'remindOutsideDays'],
].map((key) => `intake.${key}`)

/** How new partners come in. */
export function IntakePage() {
  const { t } = useTranslation()
  return (
    <SettingsPage page="intake" problem={null}>
      <p className="t2 settings-lead">{t('settings.intakeNote')}</p>
      <GroupSettings title={t('settings.intakeTitle')} keys={keys} />
      <AskedFields />
    </SettingsPage>
  )
}
