import { choice, integer, object, text } from '#model'
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
    scan: choice(
      [
        {
          value: 'waiting',
          label: 'not scanned yet',
          labels: {
            lv: 'vēl nav pārbaudīts',
            ka: 'ჯერ არ შემოწმებულა',
            zh: '尚未扫描',
            ru: 'ещё не проверен',
          },
        },
        { value: 'clean', label: 'clean', labels: { lv: 'tīrs', ka: 'სუფთა', zh: '安全', ru: 'чистый' } },
        {
          value: 'infected',
          label: 'infected',
          labels: { lv: 'inficēts', ka: 'ინფიცირებული', zh: '已感染', ru: 'заражён' },
        },
        {
          value: 'tooLarge',
          label: 'too large to scan',
          labels: {
            lv: 'par lielu pārbaudei',
            ka: 'შესამოწმებლად ზედმეტად დიდი',
            zh: '过大无法扫描',
            ru: 'слишком велик для проверки',
          },
        },
      ],
      {
        label: 'Scan',
        labels: { lv: 'Pārbaude', ka: 'შემოწმება', zh: '扫描', ru: 'Проверка' },
        help: 'What the virus scanner says; empty where none has looked.',
        helps: {
          lv: 'Ko saka vīrusu skeneris; tukšs, ja neviens nav skatījies.',
          ka: 'რას ამბობს ვირუსების სკანერი; ცარიელი, თუ არავის უნახავს.',
          zh: '病毒扫描程序的结果；留空表示未扫描。',
          ru: 'Что говорит антивирус; пусто, если не проверяли.',
        },
        readOnly: true,
      },
    ),
  },
  lists: { all: { columns: ['name', 'type', 'size', 'scan', 'createdAt', 'createdBy'], sort: '-createdAt' } },
  card: [
    {
      section: 'File',
      labels: { lv: 'Fails', ka: 'ფაილი', zh: '文件', ru: 'Файл' },
      fields: ['name', 'type', 'size', 'scan'],
    },
  ],
  access: everyPost({ actions: ['read'], rows: { createdBy: '$me' }, see: 'all' }),
})
