import { useQueries } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { ApiRecord, DescribedField, DescribedModel, DescribedObject } from '../../api/model.ts'
import { fieldOf, targetOf } from '../../api/model.ts'
import { valueText, type ValueContext } from '../../fields/value-text.ts'
import { fulfils } from '../card/can-run.ts'

type Condition = Readonly<Record<string, unknown>>

/** That a field must be filled in: always, or only where a condition over other fields holds. */
export interface Need {
  field: string
  holds: boolean
  /** Where it holds, in words: "Latvia", "Subcontractor"; null where it says more, or nothing. */
  where: string | null
  always: boolean
}

/** The obligatory fields as the administrators set them, against what is entered so far. */
export function useNeeds(
  object: DescribedObject,
  model: DescribedModel,
  record: ApiRecord,
  context: ValueContext,
): Need[] {
  const rules = object.requirements.map(({ field, when }) => ({ field, when: when as Condition | null }))
  const titles = useTitles(
    object,
    model,
    rules.flatMap(({ when }) => named(when)),
  )
  return rules.map(({ field, when }) => ({
    field,
    always: when === null || Object.keys(when).length === 0,
    holds: when === null || fulfils(when, object, record),
    where: wordsOf(when, object, (one, value) => titles.get(value) ?? valueText(one, value, record, context)),
  }))
}

/** The condition by the values it names; anything more involved is left to other words. */
export function wordsOf(
  when: Condition | null,
  object: DescribedObject,
  words: (field: DescribedField, value: string) => string,
): string | null {
  const parts = named(when)
  if (parts.length === 0 || parts.length < Object.keys(when ?? {}).length) return null
  const said = parts.map(({ name, value }) => {
    const field = fieldOf(object, name)
    return field ? words(field, value) : ''
  })
  return said.some((one) => one === '') ? null : said.join(', ')
}

/** The values that a condition names: `{ country: 'LV' }`, `{ country: { in: ['LV', 'EE'] } }`. */
function named(when: Condition | null): { name: string; value: string }[] {
  return Object.entries(when ?? {}).flatMap(([name, wanted]) => {
    const { in: several } = (typeof wanted === 'object' ? (wanted ?? {}) : {}) as { in?: unknown }
    const values = typeof wanted === 'string' ? [wanted] : Array.isArray(several) ? several : []
    return values.flatMap((value: unknown) => (typeof value === 'string' ? [{ name, value }] : []))
  })
}

/** What the records that conditions name are called, such as a category. */
function useTitles(
  object: DescribedObject,
  model: DescribedModel,
  parts: readonly { name: string; value: string }[],
): ReadonlyMap<string, string> {
  const asked = parts.flatMap(({ name, value }) => {
    const field = fieldOf(object, name)
    const target = field?.value.kind === 'reference' ? targetOf(model, field) : undefined
    return target ? [{ target, value }] : []
  })
  const answers = useQueries({
    queries: asked.map(({ target, value }) => ({
      queryKey: ['record', target.path, value, 'title'],
      staleTime: 5 * 60_000,
      retry: false,
      queryFn: () => api.get<ApiRecord>(`/${target.path}/${value}`, { query: { fields: target.title } }),
    })),
  })
  const titles = asked.map(({ target, value }, at): [string, string] => [
    value,
    String(answers[at]?.data?.[target.title] ?? ''),
  ])
  return new Map(titles.filter(([, title]) => title !== ''))
}
