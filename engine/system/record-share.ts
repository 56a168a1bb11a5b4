import { choice, instant, object, text } from '#model'
import { ofRecord } from './of-record.ts'
import { inOrder } from './held-days.ts'
import { opened } from './opened.ts'
import { heldBy, oneHolder } from './holder.ts'
import { everyPost } from './post-names.ts'

/**
 * That one record was opened to a user, a post or a group, to see or to change. It gives the fields that
 * whoever opened it might see and change there. Ended ones stay, for history.
 */
export const recordShare = object('recordShare', {
  label: 'Shared record',
  plural: 'Shared records',
  labels: {
    lv: ['Kopīgots ieraksts', 'Kopīgotie ieraksti'],
    ka: ['გაზიარებული ჩანაწერი', 'გაზიარებული ჩანაწერები'],
    zh: ['共享的记录', '共享的记录'],
    ru: ['Открытая запись', 'Открытые записи'],
  },
  icon: 'share-2',
  system: true,
  title: 'object',
  fields: {
    ...ofRecord,
    ...heldBy,
    may: choice(
      [
        {
          value: 'read',
          label: 'See',
          labels: { lv: 'Redzēt', ka: 'ნახვა', zh: '查看', ru: 'Видеть' },
        },
        {
          value: 'change',
          label: 'See and change',
          labels: { lv: 'Redzēt un mainīt', ka: 'ნახვა და შეცვლა', zh: '查看并修改', ru: 'Видеть и менять' },
        },
      ],
      {
        label: 'May',
        labels: { lv: 'Drīkst', ka: 'უფლება', zh: '可以', ru: 'Можно' },
        required: true,
        default: 'read',
      },
    ),
    ...opened,
    endedAt: instant({
      label: 'Ended at',
      labels: { lv: 'Beigts', ka: 'დასრულდა', zh: '结束时间', ru: 'Прекращено' },
    }),
    note: text({
      label: 'Note',
      labels: { lv: 'Piezīme', ka: 'შენიშვნა', zh: '备注', ru: 'Примечание' },
      max: 300,
    }),
  },
  lists: {
    all: {
      columns: ['object', 'record', 'user', 'post', 'group', 'may', 'from', 'until', 'createdBy'],
      sort: '-createdAt',
    },
  },
  card: [],
  rules: [oneHolder, inOrder],
  access: everyPost({
    actions: ['read'],
    rows: { any: [{ user: '$me' }, { createdBy: '$me' }] },
    see: 'all',
  }),
})
