import { data, day, object, tags, text } from '#model'
import { inOrder } from './held-days.ts'
import { heldBy, oneHolder } from './holder.ts'
import { opened } from './opened.ts'

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
    ...heldBy,
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
      conditionOn: 'object',
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
    ...opened,
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
