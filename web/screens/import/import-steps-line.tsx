import { useTranslation } from 'react-i18next'
import { Steps } from '../../ui/steps.tsx'
import { steps } from './import-steps.ts'
import type { Step } from './import-steps.ts'

/** Where an import stands among its steps. */
export function ImportStepsLine({ at, onGo }: { at: Step; onGo?: ((step: Step) => void) | undefined }) {
  const { t } = useTranslation()
  return (
    <Steps
      label={t('import.steps')}
      at={at}
      steps={steps.map((key) => ({ key, label: t(`import.step.${key}`) }))}
      {...(onGo ? { onGo } : {})}
    />
  )
}
