import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { objectNamed, useModel } from '../../../api/model.ts'
import { problemWords } from '../../../api/problem-words.ts'
import { beginSeeAs } from '../../../app/see-as.ts'
import { referenceOptions } from '../../../fields/reference-options.ts'
import { Note } from '../../../ui/band.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { FieldFrame } from '../../../ui/field-frame.tsx'
import type { Option } from '../../../ui/pick.ts'
import { Select } from '../../../ui/select.tsx'

/** Whose eyes to look through. */
export function SeeAsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const users = objectNamed(useModel(), 'user')
  const [user, setUser] = useState<Option | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const begin = async () => {
    try {
      if (user) await beginSeeAs(user.value)
    } catch (error) {
      setProblem(problemWords(error, t))
    }
  }
  return (
    <Dialog
      open
      size="small"
      title={t('rights.seeAs')}
      onClose={onClose}
      onFinish={() => void begin()}
      actions={
        <>
          <Button size="tall" onClick={onClose}>
            {t('settings.cancel')}
          </Button>
          <Button
            size="tall"
            look="primary"
            keys="Ctrl+Enter"
            {...(user ? {} : { reason: t('rights.chooseUser') })}
            onClick={() => void begin()}
          >
            {t('rights.begin')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        <p className="t2">{t('rights.seeAsNote')}</p>
        {problem && <Note tone="bad">{problem}</Note>}
        <FieldFrame label={t('rights.who')} required>
          <Select
            value={user?.value ?? null}
            shown={user?.label}
            load={async (typed, signal) =>
              users ? referenceOptions(users, typed, signal, { active: true }) : []
            }
            onChange={(_, option) => setUser(option)}
          />
        </FieldFrame>
      </div>
    </Dialog>
  )
}
