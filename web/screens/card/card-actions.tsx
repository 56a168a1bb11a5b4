import type { TFunction } from 'i18next'
import { Ellipsis, Eye, Link2, Mail, Navigation, Phone, SquarePen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedAction, DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { iconOf } from '../../app/icon-of.ts'
import { useShell } from '../../app/shell.ts'
import { useLanguage } from '../../i18n/use-language.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { LucideIcon } from '../../ui/icon.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { useShortcuts } from '../../ui/use-shortcuts.ts'
import { canRun, isOffered } from './can-run.ts'
import { LinkDialog } from './link-dialog.tsx'
import { linkWords } from './link-words.ts'
import { partnerLinks, type PartnerLink } from './partner-links.ts'
import { isPerson, usePersonDeeds } from './person-deeds.tsx'
import { WhoSees } from './who-sees.tsx'

export interface CardActionsProps {
  object: DescribedObject
  record: ApiRecord
  onAsk: (action: DescribedAction) => void
  /** Goes to where a talk is written down; null where one may not. */
  onLog: (() => void) | null
}

/** At most this many actions stand as buttons; the others are in the menu behind them. */
const mostButtons = 2

/** What can be done: on a desk the nearest two and writing down a talk, on a phone reaching the partner. */
export function CardActions(props: CardActionsProps) {
  const { object, record, onAsk, onLog } = props
  const { t } = useTranslation()
  const phone = useIsPhone()
  useShortcuts(onLog ? [{ keys: 'L', label: t('card.logActivity'), group: object.plural, run: onLog }] : [])
  const ready = object.actions.filter((action) => canRun(action, object, record))
  const others = object.actions.filter(
    (action) => !ready.includes(action) && isOffered(action, object, record),
  )
  const buttons = phone ? [] : ready.slice(0, mostButtons)
  const rest = [...ready.slice(buttons.length), ...others]
  const { me, decides } = useShell()
  const [asking, setAsking] = useState(false)
  const about = { object, id: record.id, title: String(record[object.title] ?? '') }
  const personal = usePersonDeeds(about)
  const language = useLanguage()
  const links = partnerLinks(useModel(), object)
  const [linking, setLinking] = useState<PartnerLink | null>(null)
  const items = rest.map((action): MenuItem => ({
    label: action.label,
    icon: iconOf(action.icon ?? 'play'),
    danger: action.tone === 'danger',
    ...(ready.includes(action) ? {} : { reason: action.whenNot ?? '' }),
    onChoose: () => onAsk(action),
  }))
  for (const action of object.withheld.filter((one) => canRun(one, object, record)))
    items.push({
      label: action.label,
      icon: iconOf(action.icon ?? 'play'),
      danger: action.tone === 'danger',
      reason: withheldWords(action.label.replace('…', ''), decides.people, t, language),
      onChoose: () => {},
    })
  for (const link of links)
    items.push({ label: `${linkWords(link, t, language)}…`, icon: Link2, onChoose: () => setLinking(link) })
  if (isPerson(object, record)) items.push(...personal.items)
  if (me.administrator) items.push({ label: t('card.whoSees'), icon: Eye, onChoose: () => setAsking(true) })
  return (
    <>
      {phone && <Reach record={record} />}
      {buttons.map((action) => (
        <Button key={action.name} onClick={() => onAsk(action)}>
          {action.label}
        </Button>
      ))}
      {onLog && !phone && (
        <Button look="primary" icon={SquarePen} keys="L" onClick={onLog}>
          {t('card.logActivity')}
        </Button>
      )}
      {items.length > 0 && (
        <Menu items={items} label={t('card.moreActions')} placement="bottom-end">
          <Button square icon={Ellipsis} label={t('card.moreActions')} />
        </Menu>
      )}
      {personal.dialog}
      {linking && <LinkDialog of={linking} from={about} onClose={() => setLinking(null)} />}
      {asking && <WhoSees {...about} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Which right is missing, and whom to ask for it. */
function withheldWords(action: string, people: readonly string[], t: TFunction, language: string): string {
  const who =
    people.length > 0
      ? t('kit.decides', { people: new Intl.ListFormat(language).format(people) })
      : t('kit.administratorDecides')
  return `${t('card.withheld', { action })} ${who}`
}

/** Call, write, find the way: what a person on the road wants first. */
function Reach({ record }: { record: ApiRecord }) {
  const { t } = useTranslation()
  const { phone, email } = record
  const [address] = Array.isArray(record['addresses']) ? (record['addresses'] as ApiRecord[]) : []
  const place = [address?.['street'], address?.['city'] ?? record['city'], record['country']]
    .filter(Boolean)
    .join(', ')
  return (
    <>
      {typeof phone === 'string' && <Tile icon={Phone} label={t('card.call')} href={`tel:${phone}`} />}
      {typeof email === 'string' && <Tile icon={Mail} label={t('card.write')} href={`mailto:${email}`} />}
      {record['city'] ? (
        <Tile icon={Navigation} label={t('card.route')} href={`geo:0,0?q=${encodeURIComponent(place)}`} />
      ) : null}
    </>
  )
}

function Tile({ icon, label, href }: { icon: LucideIcon; label: string; href: string }) {
  return (
    <a className="card-tile" href={href}>
      <Icon of={icon} />
      <span className="cut">{label}</span>
    </a>
  )
}
