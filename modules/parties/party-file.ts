import { choice, day, file, object, reference, text } from '#model'
import { ownPapers } from './own-partner.ts'

const everything = {
  actions: ['read', 'create', 'change', 'delete', 'print', 'export'],
  see: 'all',
  change: 'all',
} as const

/** A paper or picture that belongs to a partner: a contract, a licence, a scanned certificate. */
export const partyFile = object('partyFile', {
  label: 'Paper',
  plural: 'Papers',
  labels: {
    lv: ['Dokuments', 'Dokumenti'],
    ka: ['დოკუმენტი', 'დოკუმენტები'],
    zh: ['文件', '文件'],
    ru: ['Документ', 'Документы'],
  },
  icon: 'paperclip',
  title: 'name',
  fields: {
    party: reference('party', {
      label: 'Partner',
      labels: { lv: 'Partneris', ka: 'პარტნიორი', zh: '往来单位', ru: 'Партнёр' },
      required: true,
      seenWith: true,
    }),
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      required: true,
      searched: 'name',
      max: 300,
    }),
    file: file({
      label: 'File',
      labels: { lv: 'Datne', ka: 'ფაილი', zh: '文件', ru: 'Файл' },
      required: true,
    }),
    kind: choice(
      [
        {
          value: 'contract',
          label: 'Contract',
          labels: { lv: 'Līgums', ka: 'ხელშეკრულება', zh: '合同', ru: 'Договор' },
        },
        {
          value: 'licence',
          label: 'Licence',
          labels: { lv: 'Licence', ka: 'ლიცენზია', zh: '执照', ru: 'Лицензия' },
        },
        {
          value: 'certificate',
          label: 'Certificate',
          labels: { lv: 'Sertifikāts', ka: 'სერტიფიკატი', zh: '证书', ru: 'Сертификат' },
        },
        {
          value: 'picture',
          label: 'Picture',
          labels: { lv: 'Attēls', ka: 'სურათი', zh: '图片', ru: 'Изображение' },
        },
        { value: 'other', label: 'Other', labels: { lv: 'Cits', ka: 'სხვა', zh: '其他', ru: 'Другое' } },
      ],
      { label: 'Kind', labels: { lv: 'Veids', ka: 'სახე', zh: '类型', ru: 'Вид' }, default: 'other' },
    ),
    expires: day({
      label: 'Valid until',
      labels: { lv: 'Derīgs līdz', ka: 'ძალაშია თარიღამდე', zh: '有效期至', ru: 'Действует до' },
      indexed: true,
    }),
  },
  proved: [
    {
      kind: 'paper',
      label: 'Paper seen',
      labels: { lv: 'Dokuments redzēts', ka: 'დოკუმენტი ნანახია', zh: '已查验文件', ru: 'Документ осмотрен' },
      field: 'file',
      of: ['file', 'expires'],
    },
  ],
  lists: {
    all: { columns: ['name', 'kind', 'party', 'file', 'expires', 'createdAt'], sort: '-createdAt' },
    ending: {
      label: 'Ends within 30 days',
      labels: {
        lv: 'Beidzas 30 dienu laikā',
        ka: 'სრულდება 30 დღეში',
        zh: '30 天内到期',
        ru: 'Истекают за 30 дней',
      },
      columns: ['name', 'kind', 'party', 'expires'],
      sort: 'expires',
      where: { expires: { within: '+30d' } },
    },
  },
  card: [
    {
      section: 'Paper',
      labels: { lv: 'Dokuments', ka: 'დოკუმენტი', zh: '文件', ru: 'Документ' },
      fields: ['name', 'kind', 'party', 'file', 'expires'],
    },
  ],
  indexes: [['party', 'createdAt']],
  access: {
    partner: ownPapers,
    clerk: everything,
    manager: everything,
    leader: { actions: ['read', 'print'], see: 'all' },
    finance: { actions: ['read', 'create', 'print'], see: 'all', change: 'all' },
    seller: { actions: ['read', 'create', 'print'], rows: { createdBy: '$me' }, see: 'all', change: 'all' },
  },
})
