import { api } from '../api/client.ts'
import type { DescribedObject } from '../api/model.ts'
import type { Option } from '../ui/pick.ts'

type Row = { readonly id: string; readonly [field: string]: unknown }

/**
 * Records of an object that fit what was typed, for a field that refers to them; its number and city stand
 * beside.
 */
export async function referenceOptions(
  object: DescribedObject,
  typed: string,
  signal: AbortSignal,
  where?: object,
): Promise<readonly Option[]> {
  const asides = ['number', 'city', 'email'].filter(
    (name) => name !== object.title && object.fields.some((field) => field.name === name),
  )
  // What an owner named in several languages is offered in that of whoever chooses.
  const names = object.titleHere ? [object.titleHere, object.title] : [object.title]
  const search = typed.trim()
  const query = {
    limit: 20,
    fields: [...names, ...asides].join(','),
    ...(where ? { where } : {}),
    ...(search === ''
      ? {}
      : object.searched
        ? { search }
        : {
            where: { all: [where ?? {}, { any: names.map((name) => ({ [name]: { contains: search } })) }] },
          }),
  }
  const { items } = await api.get<{ items: readonly Row[] }>(`/${object.path}`, { query, signal })
  return items.map((row) => {
    const aside = asides
      .map((name) => row[name])
      .filter((one) => typeof one === 'string' && one !== '')
      .slice(0, 2)
      .join(' · ')
    return {
      value: row.id,
      label: String(names.map((name) => row[name]).find(Boolean) ?? ''),
      ...(aside ? { aside } : {}),
    }
  })
}
