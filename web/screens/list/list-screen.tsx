import { useParams, useSearch } from '@tanstack/react-router'
import { useObject } from '../../api/model.ts'
import { NoSuchTime, NotThere } from '../../app/page-states.tsx'
import type { ListSearch } from '../../app/search-params.ts'
import { isNoInstant } from '../../format/day.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { DeskList } from './desk-list.tsx'
import { PhoneList } from './phone-list.tsx'
import './list.css'

/** The list of any object, drawn from the model: a grid at a desk, rows of two lines on a phone. */
export default function ListScreen() {
  const { object: path } = useParams({ strict: false }) as { object: string }
  const object = useObject(path)
  const { asOf } = useSearch({ strict: false, structuralSharing: false }) as ListSearch
  const phone = useIsPhone()
  if (!object || object.owned || !object.may.includes('read')) return <NotThere />
  if (isNoInstant(asOf)) return <NoSuchTime />
  return phone ? <PhoneList key={path} object={object} /> : <DeskList key={path} object={object} />
}
