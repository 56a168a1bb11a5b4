import { Link, useNavigate } from '@tanstack/react-router'
import { MapPin } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type {
  ApiRecord,
  ApiReference,
  DescribedAction,
  DescribedModel,
  DescribedObject,
} from '../../api/model.ts'
import { fieldOf } from '../../api/model.ts'
import { ShowValue } from '../../fields/show-value.tsx'
import type { ValueContext } from '../../fields/value-text.ts'
import { codeLabel } from '../../fields/value-text.ts'
import { CardWho } from '../../ui/card-parts.tsx'
import { Chip, Tag } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Monogram } from '../../ui/monogram.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { useOtherRoles } from './use-other-roles.ts'
import { CardActions } from './card-actions.tsx'

export interface WhoProps {
  object: DescribedObject
  record: ApiRecord
  title: string
  model: DescribedModel
  context: ValueContext
  /** The record as it was: nothing is done with it. */
  frozen: boolean
  /** The action whose dialog is open, as the address says. */
  dialog: string | undefined
  onLog: (() => void) | null
}

/** Who the card is about, how things stand, and what can be done. */
export function Who({ object, record, title, model, context, frozen, dialog, onLog }: WhoProps) {
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<DescribedAction | null>(null)
  const asking = chosen ?? object.actions.find(({ name }) => dialog === `do-${name}`) ?? null
  const close = () => {
    setChosen(null)
    if (dialog)
      void navigate({
        to: '.',
        search: (now: object) => ({ ...now, dialog: undefined }),
        replace: true,
      } as never)
  }
  const picture = record['picture'] as { id: string } | null | undefined
  return (
    <>
      <CardWho
        name={title}
        person={record['kind'] === 'person'}
        {...(picture ? { image: `/api/v1/files/${picture.id}/content` } : {})}
        beside={<Standing object={object} record={record} model={model} frozen={frozen} />}
        below={<Below object={object} record={record} model={model} context={context} />}
        actions={
          frozen ? undefined : <CardActions object={object} record={record} onAsk={setChosen} onLog={onLog} />
        }
      />
      {asking && !frozen && (
        <ActionDialog object={object} record={record} action={asking} title={title} onClose={close} />
      )}
    </>
  )
}

function Standing({
  object,
  record,
  model,
  frozen,
}: Pick<WhoProps, 'object' | 'record' | 'model' | 'frozen'>) {
  const status = fieldOf(object, 'status')
  const others = useOtherRoles(object, record.id, model, frozen)
  return (
    <>
      {status && record['status'] ? (
        <StatusMark
          status={String(record['status'])}
          label={status.choices?.find((one) => one.value === record['status'])?.label ?? ''}
        />
      ) : null}
      {object.isRole && <Chip tone="out">{object.label}</Chip>}
      {others.map(({ face, status: how }) => (
        <RoleChip key={face.name} face={face} status={how} id={record.id} />
      ))}
    </>
  )
}

function Below({
  object,
  record,
  model,
  context,
}: Pick<WhoProps, 'object' | 'record' | 'model' | 'context'>) {
  const country = fieldOf(object, 'country')
  const category = fieldOf(object, 'category')
  const manager = record['manager'] as ApiReference | null | undefined
  const place = [
    record['city'],
    country && record['country'] ? codeLabel(country, String(record['country']), context.language) : null,
  ]
  const where = place.filter(Boolean).join(', ')
  const parts: ReactNode[] = [
    record['number'] ? <span className="code">{String(record['number'])}</span> : null,
    where ? (
      <span className="row g6">
        <Icon of={MapPin} size="s" /> {where}
      </span>
    ) : null,
    category && record['category'] ? (
      <ShowValue
        field={category}
        value={record['category']}
        record={record}
        model={model}
        context={context}
        cell
      />
    ) : null,
    ...(Array.isArray(record['tags']) ? (record['tags'] as string[]) : []).map((tag) => (
      <Tag key={tag} name={tag} />
    )),
    manager?.title ? (
      <span className="row g6">
        <Monogram name={manager.title} person /> {manager.title}
      </span>
    ) : null,
  ]
  return parts.map((part, at) => (part ? <span key={at}>{part}</span> : null))
}

interface RoleChipProps {
  face: DescribedObject
  status: string | null
  id: string
}

/** Leads to the record in another of its roles, and says how it stands there where that is unusual. */
function RoleChip({ face, status, id }: RoleChipProps) {
  const label = fieldOf(face, 'status')?.choices?.find(({ value }) => value === status)?.label
  const unusual = status !== null && status !== 'active' && label ? ` · ${label}` : ''
  return (
    <Link to="/$object/$id" params={{ object: face.path, id }}>
      <Chip tone="out">
        {face.label}
        {unusual}
      </Chip>
    </Link>
  )
}
