import { day, tags } from '#model'
import { fromDay, untilDay } from './held-days.ts'

/** Which fields a right opens, and for how long. */
export const opened = {
  see: tags({
    label: 'Fields to see',
    labels: { lv: 'Redzamie lauki', ka: 'ხილული ველები', zh: '可见字段', ru: 'Видимые поля' },
  }),
  change: tags({
    label: 'Fields to change',
    labels: { lv: 'Maināmie lauki', ka: 'შესაცვლელი ველები', zh: '可改字段', ru: 'Изменяемые поля' },
  }),
  from: day(fromDay),
  until: day({ ...untilDay, stillToCome: true }),
} as const
