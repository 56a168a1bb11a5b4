import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import { Head } from '../../app/head.tsx'
import { iconOf } from '../../app/icon-of.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { today } from '../../format/day.ts'
import { formatDay } from '../../format/format-day.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { Added } from './added.tsx'
import { EndingSoon } from './ending.tsx'
import { ChangedLately, Figures, OpenedLately } from './lately.tsx'
import { Waiting } from './waiting.tsx'
import './home.css'

/** What waits for one, what one had open, what changed, and how much there is of what. */
export default function HomeScreen() {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const model = useModel()
  return (
    <>
      <Head title={t('frame.home')} count={formatDay(language, today(), 'text')}>
        <NewMenu />
      </Head>
      <div className="home">
        <div className="home-main">
          <Waiting model={model} />
          <ChangedLately model={model} />
        </div>
        <aside className="home-side" aria-label={t('home.figures')}>
          <Added model={model} />
          <OpenedLately />
          <EndingSoon model={model} />
          <Figures />
        </aside>
      </div>
    </>
  )
}

/** On a phone the bar below has it. */
function NewMenu() {
  const { t } = useTranslation()
  const { creates } = useShell()
  const navigate = useNavigate()
  const phone = useIsPhone()
  if (creates.length === 0 || phone) return null
  return (
    <Menu
      label={t('frame.new')}
      items={creates.map(({ path, label, icon }) => ({
        label,
        icon: iconOf(icon),
        onChoose: () => void navigate({ to: '/$object/new', params: { object: path } }),
      }))}
    >
      <Button look="primary" icon={Plus}>
        {t('frame.new')}
      </Button>
    </Menu>
  )
}
