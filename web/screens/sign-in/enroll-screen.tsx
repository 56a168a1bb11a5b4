import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { signOut } from '../../app/sign-out.ts'
import { Button } from '../../ui/button.tsx'
import { SecondFactors } from '../settings/second-factors.tsx'
import '../settings/settings.css'
import { Gate } from './gate.tsx'
import { useGoIn } from './use-go-in.ts'

/** Whose post asks for more than a password adds it here, and is let in with that. */
export default function EnrollScreen() {
  const { t } = useTranslation()
  const { back } = useSearch({ strict: false }) as { back?: string }
  const goIn = useGoIn(back)
  return (
    <Gate wide title={t('account.enroll')} lead={t('account.enrollLead')}>
      <SecondFactors onEnrolled={() => void goIn()} />
      <Button look="ghost" onClick={() => void signOut()}>
        {t('frame.signOut')}
      </Button>
    </Gate>
  )
}
