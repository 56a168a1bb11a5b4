import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { toast } from '../../ui/toast-store.ts'
import { NewPassword } from '../sign-in/new-password.tsx'
import { FormDialog } from './form-dialog.tsx'

/** A password for somebody else, told to them by the administrator. */
export function SetPassword({ user, name, onClose }: { user: string; name: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const save = async () => {
    await api.post(`/users/${user}/password`, { password })
    toast(t('settings.passwordSet'))
  }
  return (
    <FormDialog
      title={t('settings.setPassword')}
      subtitle={name}
      does={t('settings.setPassword')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <>
          <p className="t2">{t('settings.setPasswordNote')}</p>
          <NewPassword
            label={t('settings.newPassword')}
            own={[name]}
            value={password}
            onChange={setPassword}
            problem={faultOf('password')}
          />
        </>
      )}
    </FormDialog>
  )
}
