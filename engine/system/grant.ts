import { data, object, reference, tags, text } from '#model'

/**
 * What the holders of a post may do with an object. What no grant gives is closed. `see` and `change`
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
      required: true,
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
  },
  lists: { all: { columns: ['post', 'object', 'actions', 'see', 'change'], sort: 'object' } },
  card: [
    {
      section: 'Right',
      labels: { lv: 'Tiesība', ka: 'უფლება', zh: '权限', ru: 'Право' },
      fields: ['post', 'object', 'actions', 'rows', 'see', 'change'],
    },
  ],
})
