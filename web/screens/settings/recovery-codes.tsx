import { useTranslation } from 'react-i18next'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast-store.ts'

/** Shown once: each opens the second step one time, for who has lost the phone. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation()
  const copy = () => navigator.clipboard.writeText(codes.join('\n')).then(() => toast(t('settings.copied')))
  return (
    <Note
      tone="good"
      title={t('account.codesTitle')}
      actions={
        <>
          <Button onClick={() => void copy()}>{t('settings.copy')}</Button>
          <Button look="primary" onClick={onClose}>
            {t('account.codesKept')}
          </Button>
        </>
      }
    >
      <p>{t('account.codesLead')}</p>
      <ul className="code recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Note>
  )
}
