import { choices, collection, object, reference, text } from '#model'
import { everyPost } from './every-post.ts'

/** A node of the tree by which partners are classified. */
export const category = object('category', {
  label: 'Category',
  plural: 'Categories',
  labels: {
    lv: ['Kategorija', 'Kategorijas'],
    ka: ['კატეგორია', 'კატეგორიები'],
    zh: ['类别', '类别'],
    ru: ['Категория', 'Категории'],
  },
  icon: 'folder-tree',
  title: 'name',
  tree: 'parent',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      required: true,
      searched: 'name',
      max: 120,
    }),
    parent: reference('category', {
      label: 'Within',
      labels: { lv: 'Ietilpst', ka: 'მშობელი', zh: '上级', ru: 'Входит в' },
    }),
    roles: choices(
      [
        {
          value: 'customer',
          label: 'Customers',
          labels: { lv: 'Klienti', ka: 'კლიენტები', zh: '客户', ru: 'Клиенты' },
        },
        {
          value: 'supplier',
          label: 'Suppliers',
          labels: { lv: 'Piegādātāji', ka: 'მომწოდებლები', zh: '供应商', ru: 'Поставщики' },
        },
        {
          value: 'contact',
          label: 'Contacts',
          labels: { lv: 'Kontaktpersonas', ka: 'კონტაქტები', zh: '联系人', ru: 'Контакты' },
        },
      ],
      {
        label: 'For',
        labels: { lv: 'Kam', ka: 'ვისთვის', zh: '适用于', ru: 'Для' },
        help: 'Empty: for all roles.',
        helps: {
          lv: 'Tukšs: visām lomām.',
          ka: 'ცარიელი: ყველა როლისთვის.',
          zh: '留空：适用于所有角色。',
          ru: 'Пусто: для всех ролей.',
        },
      },
    ),
    children: collection('category', {
      label: 'Contains',
      labels: { lv: 'Satur', ka: 'შეიცავს', zh: '下级', ru: 'Содержит' },
      via: 'parent',
    }),
  },
  lists: { all: { columns: ['name', 'parent', 'roles'], sort: 'name' } },
  card: [
    {
      section: 'Category',
      labels: { lv: 'Kategorija', ka: 'კატეგორია', zh: '类别', ru: 'Категория' },
      fields: ['name', 'parent', 'roles', 'children'],
    },
  ],
  access: {
    ...everyPost({ actions: ['read'], see: 'all' }),
    manager: {
      actions: ['read', 'create', 'change', 'delete', 'export', 'import'],
      see: 'all',
      change: 'all',
    },
    clerk: { actions: ['read', 'create', 'import'], see: 'all', change: 'all' },
  },
})
