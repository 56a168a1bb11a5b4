import type { QueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import {
  Copy,
  ExternalLink,
  History,
  Mail,
  Pencil,
  Phone,
  SquareArrowOutUpRight,
  SquarePen,
} from 'lucide-react'
import { api } from '../api/client.ts'
import { modelQuery, type ApiRecord, type DescribedModel, type DescribedObject } from '../api/model.ts'
import { canRun, isOffered } from '../screens/card/can-run.ts'
import { toast } from '../ui/toast-store.ts'
import { iconOf } from './icon-of.ts'
import type { PaletteItem } from './palette-store.ts'

/** What can be done with a record that was found, as far as one's rights and its state go. */
export async function recordActions(
  { object: name, id }: { object: string; id: string },
  { queries, t, signal }: { queries: QueryClient; t: TFunction; signal: AbortSignal },
): Promise<PaletteItem[]> {
  const model = await queries.ensureQueryData(modelQuery)
  const object = model.objects.find((one) => one.name === name)
  if (!object) return []
  const record = await api.get<ApiRecord>(`/${object.path}/${id}`, { signal })
  return [
    ...ways(object, record, t),
    ...reach(object, record, t),
    ...deeds(object, record, model, t),
    {
      key: 'copy',
      label: t('kit.copyLink'),
      icon: Copy,
      run: () => {
        void navigator.clipboard.writeText(`${location.origin}/${object.path}/${id}`)
        toast(t('card.linkCopied'))
      },
    },
  ]
}

function ways(object: DescribedObject, record: ApiRecord, t: TFunction): PaletteItem[] {
  const href = `/${object.path}/${record.id}`
  const edit: PaletteItem = { key: 'edit', label: t('frame.edit'), icon: Pencil, href: `${href}?dialog=edit` }
  return [
    { key: 'open', label: t('kit.open'), icon: SquareArrowOutUpRight, href },
    {
      key: 'window',
      label: t('frame.openInNewWindow'),
      icon: ExternalLink,
      run: () => void window.open(href),
    },
    ...(object.may.includes('change') ? [edit] : []),
    { key: 'history', label: t('card.history'), icon: History, href: `${href}/history` },
  ]
}

/** Writing and calling, by the first address and the first number there are. */
function reach(object: DescribedObject, record: ApiRecord, t: TFunction): PaletteItem[] {
  const valueOf = (show: string) => {
    const field = object.fields.find((one) => one.control.show === show && record[one.name])
    return field ? String(record[field.name]) : null
  }
  const email = valueOf('email')
  const phone = valueOf('phone')
  const go = (address: string) => () => location.assign(address)
  return [
    ...(email
      ? [{ key: 'email', label: t('card.write'), aside: email, icon: Mail, run: go(`mailto:${email}`) }]
      : []),
    ...(phone
      ? [{ key: 'call', label: t('card.call'), aside: phone, icon: Phone, run: go(`tel:${phone}`) }]
      : []),
  ]
}

/** The actions of the object; one that does not fit the record's state says why. */
function deeds(
  object: DescribedObject,
  record: ApiRecord,
  model: DescribedModel,
  t: TFunction,
): PaletteItem[] {
  const href = `/${object.path}/${record.id}`
  const mayLog =
    object.base === 'party' &&
    model.objects.some(({ name, may }) => name === 'activity' && may.includes('create'))
  return [
    ...(mayLog
      ? [{ key: 'log', label: t('card.logActivity'), icon: SquarePen, href: `${href}?dialog=log` }]
      : []),
    ...object.actions
      .filter((action) => canRun(action, object, record) || isOffered(action, object, record))
      .map((action): PaletteItem => ({
        key: `do ${action.name}`,
        label: action.label,
        icon: iconOf(action.icon ?? 'play'),
        ...(canRun(action, object, record)
          ? { href: `${href}?dialog=do-${action.name}` }
          : { reason: action.whenNot ?? '' }),
      })),
  ]
}
