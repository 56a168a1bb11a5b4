import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApiRecord, DescribedObject } from '../../api/model.ts'
import { useShell } from '../../app/shell.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Section } from '../../ui/section.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { usePersonDeeds } from '../card/person-deeds.tsx'
import { HandOver } from './hand-over.tsx'
import { UserRights } from './rights/user-rights.tsx'
import { SetPassword } from './set-password.tsx'
import { UserEntry } from './user-entry.tsx'
import { UserGroups } from './user-groups.tsx'
import { UserKeys } from './user-keys.tsx'
import { UserSubstitutes } from './user-substitutes.tsx'

export interface UserPartsProps {
  user: string
  name: string
}

/** What an administrator sees of a user below their own data: groups, substitutes, ways in, rights. */
export function UserParts({ user, name }: UserPartsProps) {
  return (
    <>
      <UserGroups user={user} />
      <UserSubstitutes user={user} name={name} />
      <UserEntry user={user} name={name} />
      <UserKeys user={user} />
      <OwnRights path="users" id={user} />
      <UserRights key={user} user={user} name={name} />
    </>
  )
}

/** What whoever keeps the users sees below the data of one who may do no more than they. */
export function KeptParts({ user, name, enters }: UserPartsProps & { enters: boolean }) {
  return (
    <>
      {enters && <UserSubstitutes user={user} name={name} />}
      <UserEntry user={user} name={name} enters={enters} />
    </>
  )
}

/** The way to the rights that a group or a user has beside those of posts. */
export function OwnRights({ path, id }: { path: string; id: string }) {
  const { t } = useTranslation()
  return (
    <Section
      title={t('rights.ownRights')}
      note={t('rights.ownRightsNote')}
      actions={
        <ButtonLink to="/settings/$page/$item" params={{ page: 'posts', item: `${path}.${id}` }}>
          {t('rights.openOwnRights')}
        </ButtonLink>
      }
    >
      {null}
    </Section>
  )
}

/**
 * What is done with a user as a whole: by an administrator a password set, and who leaves handed over; and by
 * whoever has the right, what is held about them.
 */
export function UserDeeds({
  object,
  user,
  name,
  record,
  enters,
  onDelete,
}: UserPartsProps & {
  object: DescribedObject
  record: ApiRecord
  /** Who is no administrator, and yet could come in as them. */
  enters: boolean
  /** Deletes the user, where that may be done: the last of what is behind the button. */
  onDelete: (() => Promise<void>) | null
}) {
  const { t } = useTranslation()
  const phone = useIsPhone()
  const { me } = useShell()
  const personal = usePersonDeeds({ object, id: user, title: name })
  const [asked, setAsked] = useState<'password' | 'leave' | null>(null)
  const deeds =
    !me.administrator && !enters
      ? []
      : [
          { label: t('settings.setPassword'), onChoose: () => setAsked('password') },
          ...(me.administrator && record['active'] === true
            ? [{ label: `${t('settings.deactivate')}…`, onChoose: () => setAsked('leave') }]
            : []),
        ]
  const behind = [
    ...(phone ? deeds : []),
    ...personal.items,
    ...(onDelete ? [{ label: t('settings.delete'), onChoose: () => void onDelete() }] : []),
  ]
  return (
    <>
      {!phone &&
        deeds.map(({ label, onChoose }) => (
          <Button key={label} onClick={onChoose}>
            {label}
          </Button>
        ))}
      {behind.length > 0 && (
        <Menu items={behind} label={t('settings.actions')} placement="bottom-end">
          <Button square icon={Ellipsis} label={t('settings.actions')} />
        </Menu>
      )}
      {personal.dialog}
      {asked === 'password' && <SetPassword user={user} name={name} onClose={() => setAsked(null)} />}
      {asked === 'leave' && <HandOver user={user} name={name} onClose={() => setAsked(null)} />}
    </>
  )
}
