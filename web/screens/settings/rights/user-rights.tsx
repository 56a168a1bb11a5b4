import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { beginSeeAs } from '../../../app/see-as.ts'
import { Note } from '../../../ui/band.tsx'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/section.tsx'
import { useAct } from '../use-act.ts'
import { Inspector } from './inspector.tsx'
import '../../card/card.css'
import './rights.css'

/** What a user may do: ask the rules about them, or look through their eyes. */
export function UserRights({ user, name }: { user: string; name: string }) {
  const { t } = useTranslation()
  const { act, problem } = useAct()
  return (
    <Section
      title={t('rights.mayWhat')}
      actions={
        <Button icon={Eye} onClick={() => void act(beginSeeAs(user))}>
          {t('rights.seeAsUser', { name })}
        </Button>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      <div className="rights-of-user">
        <Inspector user={{ value: user, label: name }} isTitled={false} />
      </div>
    </Section>
  )
}
