import { data, integer, object, reference, text, yesNo } from '#model'
import { everyPost } from './post-names.ts'

const own = { user: '$me' }

/** A list as somebody arranged it: for themselves, for a post, or for everybody. */
export const view = object('view', {
  label: 'View',
  plural: 'Views',
  labels: {
    lv: ['Skats', 'Skati'],
    ka: ['ხედი', 'ხედები'],
    zh: ['视图', '视图'],
    ru: ['Вид', 'Виды'],
  },
  icon: 'table-2',
  system: true,
  title: 'name',
  fields: {
    object: text({
      label: 'Object',
      labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
      required: true,
      indexed: true,
      max: 60,
    }),
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      max: 100,
    }),
    user: reference('user', {
      label: 'Owner',
      labels: { lv: 'Īpašnieks', ka: 'მფლობელი', zh: '所有者', ru: 'Владелец' },
      default: '$me',
    }),
    post: reference('post', {
      label: 'For the post',
      labels: { lv: 'Amatam', ka: 'თანამდებობისთვის', zh: '适用岗位', ru: 'Для должности' },
    }),
    shared: yesNo({
      label: 'For everybody',
      labels: { lv: 'Visiem', ka: 'ყველასთვის', zh: '所有人', ru: 'Для всех' },
      default: false,
    }),
    columns: data({
      fieldsOn: 'object',
      label: 'Columns',
      labels: { lv: 'Kolonnas', ka: 'სვეტები', zh: '列', ru: 'Столбцы' },
    }),
    where: data({
      conditionOn: 'object',
      label: 'Filter',
      labels: { lv: 'Filtrs', ka: 'ფილტრი', zh: '筛选', ru: 'Фильтр' },
    }),
    sort: data({
      fieldsOn: 'object',
      label: 'Order',
      labels: { lv: 'Kārtošana', ka: 'დალაგება', zh: '排序', ru: 'Сортировка' },
    }),
    layout: data({
      fieldsOn: 'object',
      label: 'Layout',
      labels: { lv: 'Izkārtojums', ka: 'განლაგება', zh: '布局', ru: 'Расположение' },
      help: 'Widths of columns, density, grouping.',
      helps: {
        lv: 'Kolonnu platumi, blīvums, grupēšana.',
        ka: 'სვეტების სიგანე, სიმჭიდროვე, დაჯგუფება.',
        zh: '列宽、密度、分组。',
        ru: 'Ширина столбцов, плотность, группировка.',
      },
    }),
    position: integer({
      label: 'Position',
      labels: { lv: 'Vieta', ka: 'პოზიცია', zh: '位置', ru: 'Место' },
      default: 0,
    }),
  },
  lists: { all: { columns: ['name', 'object', 'user', 'post', 'shared'], sort: 'name' } },
  card: [
    {
      section: 'View',
      labels: { lv: 'Skats', ka: 'ხედი', zh: '视图', ru: 'Вид' },
      fields: ['name', 'object', 'user', 'post', 'shared'],
    },
  ],
  indexes: [['object', 'name']],
  access: everyPost([
    { actions: ['read', 'create', 'change', 'delete'], rows: own, see: 'all', change: 'all' },
    { actions: ['read'], rows: { any: [{ shared: true }, { post: { in: '$myPosts' } }] }, see: 'all' },
  ]),
})
