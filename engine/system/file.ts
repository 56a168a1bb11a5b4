import { integer, object, text } from '#model'
import { everyPost } from './post-names.ts'

/** An uploaded file. Its content is kept by its hash, once however often it was uploaded. */
export const file = object('file', {
  label: 'File',
  plural: 'Files',
  labels: {
    lv: ['Fails', 'Faili'],
    ka: ['ფაილი', 'ფაილები'],
    zh: ['文件', '文件'],
    ru: ['Файл', 'Файлы'],
  },
  icon: 'file',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
    }),
    type: text({
      label: 'Type',
      labels: { lv: 'Veids', ka: 'ტიპი', zh: '类型', ru: 'Тип' },
      readOnly: true,
      max: 120,
    }),
    size: integer({
      label: 'Size',
      labels: { lv: 'Lielums', ka: 'ზომა', zh: '大小', ru: 'Размер' },
      help: 'In bytes.',
      helps: {
        lv: 'Baitos.',
        ka: 'ბაიტებში.',
        zh: '以字节计。',
        ru: 'В байтах.',
      },
      readOnly: true,
    }),
    hash: text({
      label: 'Hash',
      labels: { lv: 'Jaucējvērtība', ka: 'ჰეში', zh: '哈希', ru: 'Хеш' },
      readOnly: true,
      indexed: true,
      max: 64,
    }),
  },
  lists: { all: { columns: ['name', 'type', 'size', 'createdAt', 'createdBy'], sort: '-createdAt' } },
  card: [
    {
      section: 'File',
      labels: { lv: 'Fails', ka: 'ფაილი', zh: '文件', ru: 'Файл' },
      fields: ['name', 'type', 'size'],
    },
  ],
  access: everyPost({ actions: ['read'], rows: { createdBy: '$me' }, see: 'all' }),
})
