import { choice, day, instant, object, reference, tags, text } from '#model'
import { fromDay, inOrder, untilDay } from './held-days.ts'
import { oneHolder } from './grant.ts'
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
    object: text({
      label: 'Object',
      labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
      required: true,
      max: 60,
    }),
    record: text({
      label: 'Record',
      labels: { lv: 'Ieraksts', ka: 'ჩანაწერი', zh: '记录', ru: 'Запись' },
      required: true,
      indexed: true,
      max: 36,
    }),
    user: reference('user', {
      label: 'User',
      labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
    }),
    post: reference('post', {
      label: 'Post',
      labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '岗位', ru: 'Должность' },
    }),
    group: reference('userGroup', {
      label: 'User group',
      labels: {
        lv: 'Lietotāju grupa',
        ka: 'მომხმარებელთა ჯგუფი',
        zh: '用户组',
        ru: 'Группа пользователей',
      },
    }),
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
    see: tags({
      label: 'Fields to see',
      labels: { lv: 'Redzamie lauki', ka: 'ხილული ველები', zh: '可见字段', ru: 'Видимые поля' },
    }),
    change: tags({
      label: 'Fields to change',
      labels: { lv: 'Maināmie lauki', ka: 'შესაცვლელი ველები', zh: '可改字段', ru: 'Изменяемые поля' },
    }),
    from: day(fromDay),
    until: day(untilDay),
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
