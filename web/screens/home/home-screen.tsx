import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useModel } from '../../api/model.ts'
import type { DescribedModel } from '../../api/model.ts'
import { BareAdministrator } from '../../app/bare-administrator.tsx'
import { Head } from '../../app/head.tsx'
import { iconOf } from '../../app/icon-of.ts'
import { useShell } from '../../app/shell.ts'
import { useValueContext } from '../../fields/use-value-context.ts'
import { today } from '../../format/day.ts'
import { formatWeekday } from '../../format/format-day.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { Added } from './added.tsx'
import { Arrange } from './arrange.tsx'
import { BackupAlarm, HeadAlarm } from './backup-alarm.tsx'
import { YourDay } from './day.tsx'
import { EndingSoon } from './ending.tsx'
import { Intake } from './intake.tsx'
import { shownParts } from './home-layout.ts'
import type { HomeColumn, HomePart } from './home-layout.ts'
import { ChangedLately, Figures, OpenedLately } from './lately.tsx'
import { useHomeLayout } from './use-home-layout.ts'
import { Waiting } from './waiting.tsx'
import './home.css'

/** What waits for one, one's day, what one had open, what changed, and how much there is of what. */
export default function HomeScreen() {
  const { t } = useTranslation()
  const { language } = useValueContext()
  const { groupName } = useShell()
  const model = useModel()
  const { layout, isPending, mayKeep, set } = useHomeLayout()
  const parts: Readonly<Record<HomePart, ReactNode>> = {
    waiting: (
      <Waiting model={model} order={layout.waiting} onOrder={(waiting) => set({ ...layout, waiting })} />
    ),
    day: <YourDay model={model} />,
    recent: <ChangedLately model={model} />,
    intake: <Intake model={model} />,
    added: <Added model={model} />,
    opened: <OpenedLately />,
    ending: <EndingSoon model={model} />,
    figures: <Figures />,
  }
  const nameOf = useNameOf(model)
  const drawn = (column: HomeColumn) =>
    !isPending && shownParts(column, layout).map((part) => <Fragment key={part}>{parts[part]}</Fragment>)
  return (
    <>
      <Head
        title={formatWeekday(language, today())}
        window={t('frame.home')}
        count={<span className="home-where">{groupName}</span>}
      >
        {mayKeep && <Arrange layout={layout} onChange={set} nameOf={nameOf} />}
        <NewMenu />
      </Head>
      <div className="home">
        <div className="home-main">
          <BareAdministrator />
          <BackupAlarm />
          <HeadAlarm />
          {drawn('main')}
        </div>
        <aside className="home-side" aria-label={t('home.figures')}>
          {drawn('side')}
        </aside>
      </div>
    </>
  )
}

/** Parts as their own heads call them. */
function useNameOf(model: DescribedModel): (part: HomePart) => string {
  const { t } = useTranslation()
  const { menu } = useShell()
  const counted = model.objects.find((object) => object.name === menu[0]?.items[0]?.key)
  const ending = model.objects.flatMap(({ lists }) => lists.find(({ name }) => name === 'ending') ?? [])[0]
  return (part) => {
    if (part === 'added') return t('home.added', { what: counted?.plural ?? '' })
    return part === 'ending' ? (ending?.label ?? '') : t(`home.${part}`)
  }
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
