import { data, day, object, reference, tags, text } from '#model'
import { fromDay, inOrder, untilDay } from './held-days.ts'

/** Whoever holds it is one: a post, a group of users or a single user. */
export const oneHolder = {
  must: 'IF(ISBLANK(post), 0, 1) + IF(ISBLANK(group), 0, 1) + IF(ISBLANK(user), 0, 1) = 1',
  refusal: 'Say who holds it: one post, one group or one user.',
  labels: {
    lv: 'Norādiet turētāju: vienu amatu, vienu grupu vai vienu lietotāju.',
    ka: 'მიუთითეთ მფლობელი: ერთი თანამდებობა, ერთი ჯგუფი ან ერთი მომხმარებელი.',
    zh: '请指明持有者：一个岗位、一个组或一个用户。',
    ru: 'Укажите, чьё оно: одной должности, одной группы или одного пользователя.',
  },
} as const

/**
 * What the holders of a post, the members of a group or one user may do with an object, for good or for a
 * time. What no grant gives is closed. `see` and `change`
 * list fields by name; the word `all` stands for the fields that were declared in code, not for those
 * that users added.
 */
export const grant = object('grant', {
  label: 'Right',
  plural: 'Grants',
  labels: {
    lv: ['Tiesība', 'Tiesības'],
    ka: ['უფლება', 'უფლებები'],
    zh: ['权限', '权限'],
    ru: ['Право', 'Права'],
  },
  icon: 'key-round',
  system: true,
  title: 'object',
  fields: {
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
    user: reference('user', {
      label: 'User',
      labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
    }),
    object: text({
      label: 'Object',
      labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
      required: true,
      indexed: true,
      max: 60,
    }),
    actions: tags({
      label: 'Actions',
      labels: { lv: 'Darbības', ka: 'მოქმედებები', zh: '操作', ru: 'Действия' },
      help: 'read, create, change, delete, export, import, print, and the names of actions.',
      helps: {
        lv: 'read, create, change, delete, export, import, print un darbību nosaukumi.',
        ka: 'read, create, change, delete, export, import, print და მოქმედებების სახელები.',
        zh: 'read、create、change、delete、export、import、print，以及操作的名称。',
        ru: 'read, create, change, delete, export, import, print и имена действий.',
      },
    }),
    rows: data({
      label: 'Records',
      labels: { lv: 'Ieraksti', ka: 'ჩანაწერები', zh: '记录', ru: 'Записи' },
      help: 'Which records: a where-object. Empty: all of them.',
      helps: {
        lv: 'Kuri ieraksti: nosacījums. Tukšs: visi.',
        ka: 'რომელი ჩანაწერები: პირობა. ცარიელი: ყველა.',
        zh: '哪些记录：条件。留空：全部。',
        ru: 'Какие записи: условие. Пусто: все.',
      },
    }),
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
    confirmedOn: day({
      label: 'Confirmed on',
      labels: { lv: 'Apstiprināts', ka: 'დადასტურდა', zh: '确认日期', ru: 'Подтверждено' },
      help: 'When somebody last said that it is still needed.',
      helps: {
        lv: 'Kad kāds pēdējo reizi teica, ka tā vēl vajadzīga.',
        ka: 'ბოლოს როდის თქვა ვინმემ, რომ კვლავ საჭიროა.',
        zh: '最近一次确认仍然需要的日期。',
        ru: 'Когда в последний раз сказали, что оно ещё нужно.',
      },
    }),
  },
  lists: {
    all: {
      columns: ['post', 'group', 'user', 'object', 'actions', 'see', 'change', 'from', 'until'],
      sort: 'object',
    },
  },
  card: [
    {
      section: 'Right',
      labels: { lv: 'Tiesība', ka: 'უფლება', zh: '权限', ru: 'Право' },
      fields: [
        'post',
        'group',
        'user',
        'object',
        'actions',
        'rows',
        'see',
        'change',
        'from',
        'until',
        'confirmedOn',
      ],
    },
  ],
  rules: [oneHolder, inOrder],
})
