import { choice, object, tags, text } from '#model'
import { everyPost } from './post-names.ts'

/** A tag that the administrator keeps, with its colour; people pick tags from these. */
export const tag = object('tag', {
  label: 'Tag',
  plural: 'Tags',
  labels: {
    lv: ['Birka', 'Birkas'],
    ka: ['ჭდე', 'ჭდეები'],
    zh: ['标签', '标签'],
    ru: ['Метка', 'Метки'],
  },
  icon: 'tag',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      unique: true,
      max: 60,
    }),
    hue: choice(['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'], {
      label: 'Colour',
      labels: { lv: 'Krāsa', ka: 'ფერი', zh: '颜色', ru: 'Цвет' },
      default: 'grey',
    }),
    objects: tags({
      label: 'Used on',
      labels: { lv: 'Lieto', ka: 'გამოიყენება', zh: '用于', ru: 'Где используется' },
      help: 'Names of objects. Empty: on all of them.',
      helps: {
        lv: 'Objektu nosaukumi. Tukšs: uz visiem.',
        ka: 'ობიექტების სახელები. ცარიელი: ყველაზე.',
        zh: '对象的名称。留空：用于所有对象。',
        ru: 'Имена объектов. Пусто: на всех.',
      },
    }),
  },
  lists: { all: { columns: ['name', 'hue', 'objects'], sort: 'name' } },
  card: [
    {
      section: 'Tag',
      labels: { lv: 'Birka', ka: 'ჭდე', zh: '标签', ru: 'Метка' },
      fields: ['name', 'hue', 'objects'],
    },
  ],
  access: {
    ...everyPost({ actions: ['read'], see: 'all' }),
    manager: { actions: ['read', 'create', 'change', 'delete'], see: 'all', change: 'all' },
  },
})
