import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** Asks before leaving a page with something entered that is not saved. Draw what it returns. */
export function useUnsavedGuard(unsaved: boolean, keepsDraft = false) {
  const { t } = useTranslation()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved && !keepsDraft,
    withResolver: true,
  })
  const asked = blocker.status === 'blocked'
  return (
    <Dialog
      open={asked}
      size="small"
      title={t('kit.leave.title')}
      onClose={() => blocker.reset?.()}
      actions={
        <>
          <Button size="tall" onClick={() => blocker.proceed?.()}>
            {t('kit.leave.go')}
          </Button>
          <Button size="tall" look="primary" data-autofocus onClick={() => blocker.reset?.()}>
            {t('kit.leave.stay')}
          </Button>
        </>
      }
    >
      <p>{keepsDraft ? t('kit.leave.kept') : t('kit.leave.lost')}</p>
    </Dialog>
  )
}
