import { choices, integer, object, text, yesNo } from '#model'
import type { SeedDeclaration } from '#engine'
import { everyPost } from './every-post.ts'

/** What changes a status. */
export const statusSteps = [
  {
    value: 'freeze',
    label: 'Freeze',
    labels: { lv: 'Iesaldēšana', ka: 'გაყინვა', zh: '冻结', ru: 'Заморозка' },
  },
  {
    value: 'deactivate',
    label: 'Deactivate',
    labels: { lv: 'Deaktivizēšana', ka: 'დეაქტივაცია', zh: '停用', ru: 'Деактивация' },
  },
  {
    value: 'refuse',
    label: 'Refuse',
    labels: { lv: 'Noraidīšana', ka: 'უარყოფა', zh: '拒绝', ru: 'Отказ' },
  },
  {
    value: 'reactivate',
    label: 'Reactivate',
    labels: { lv: 'Atjaunošana', ka: 'რეაქტივაცია', zh: '恢复', ru: 'Возобновление' },
  },
] as const

/** Why a partner is refused, frozen, closed or reactivated: a list of the owner's, by which reports count. */
export const statusReason = object('statusReason', {
  label: 'Status reason',
  plural: 'Status reasons',
  labels: {
    lv: ['Statusa iemesls', 'Statusa iemesli'],
    ka: ['სტატუსის მიზეზი', 'სტატუსის მიზეზები'],
    zh: ['状态原因', '状态原因'],
    ru: ['Причина статуса', 'Причины статуса'],
  },
  icon: 'list-checks',
  title: 'name',
  titles: { lv: 'nameLv', ka: 'nameKa', zh: 'nameZh', ru: 'nameRu' },
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      required: true,
      searched: 'name',
      max: 120,
    }),
    actions: choices(statusSteps, {
      label: 'For',
      labels: { lv: 'Kam', ka: 'რისთვის', zh: '适用于', ru: 'Для' },
      help: 'Which actions it may be given for.',
      helps: {
        lv: 'Kurām darbībām to drīkst norādīt.',
        ka: 'რომელი მოქმედებებისთვის შეიძლება მითითება.',
        zh: '可用于哪些操作。',
        ru: 'Для каких действий её можно указать.',
      },
      required: true,
    }),
    evidence: yesNo({
      label: 'Evidence needed',
      labels: {
        lv: 'Vajadzīgs pierādījums',
        ka: 'საჭიროა მტკიცებულება',
        zh: '需要凭证',
        ru: 'Нужно подтверждение',
      },
      help: 'A file has to be added, such as a letter or a court ruling.',
      helps: {
        lv: 'Jāpievieno datne, piemēram, vēstule vai tiesas lēmums.',
        ka: 'უნდა დაერთოს ფაილი, მაგალითად, წერილი ან სასამართლოს გადაწყვეტილება.',
        zh: '必须附上文件，例如信函或判决书。',
        ru: 'Нужно приложить файл, например письмо или решение суда.',
      },
      default: false,
    }),
    active: yesNo({
      label: 'In use',
      labels: { lv: 'Lieto', ka: 'გამოიყენება', zh: '使用中', ru: 'Используется' },
      default: true,
    }),
    order: integer({
      label: 'Place in the list',
      labels: { lv: 'Vieta sarakstā', ka: 'ადგილი სიაში', zh: '列表中的位置', ru: 'Место в списке' },
      min: 0,
      max: 9999,
    }),
    key: text({
      label: 'Name for programs',
      labels: {
        lv: 'Nosaukums programmām',
        ka: 'სახელი პროგრამებისთვის',
        zh: '供程序使用的名称',
        ru: 'Имя для программ',
      },
      unique: true,
      max: 60,
    }),
    nameLv: text({
      label: 'In Latvian',
      labels: { lv: 'Latviski', ka: 'ლატვიურად', zh: '拉脱维亚语', ru: 'По-латышски' },
      max: 120,
    }),
    nameKa: text({
      label: 'In Georgian',
      labels: { lv: 'Gruziniski', ka: 'ქართულად', zh: '格鲁吉亚语', ru: 'По-грузински' },
      max: 120,
    }),
    nameZh: text({
      label: 'In Chinese',
      labels: { lv: 'Ķīniski', ka: 'ჩინურად', zh: '中文', ru: 'По-китайски' },
      max: 120,
    }),
    nameRu: text({
      label: 'In Russian',
      labels: { lv: 'Krieviski', ka: 'რუსულად', zh: '俄语', ru: 'По-русски' },
      max: 120,
    }),
  },
  lists: { all: { columns: ['name', 'actions', 'evidence', 'active', 'order'], sort: ['order', 'name'] } },
  card: [
    {
      section: 'Reason',
      labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
      fields: ['name', 'actions', 'evidence', 'active', 'order', 'key'],
    },
    {
      section: 'In other languages',
      labels: { lv: 'Citās valodās', ka: 'სხვა ენებზე', zh: '其他语言', ru: 'На других языках' },
      fields: ['nameLv', 'nameKa', 'nameZh', 'nameRu'],
    },
  ],
  access: everyPost({ actions: ['read'], see: 'all' }),
})

const closing = ['freeze', 'deactivate']

/** The reasons that an installation begins with; the owner renames, retires and adds to them. */
export const startingReasons: SeedDeclaration = {
  object: 'statusReason',
  key: 'key',
  records: [
    reason('noLongerActive', closing, 10, [
      'No longer active',
      'Vairs nav aktīvs',
      'აღარ არის აქტიური',
      '不再活跃',
      'Больше не активен',
    ]),
    reason('businessRisk', closing, 20, [
      'Business risk',
      'Biznesa risks',
      'ბიზნეს რისკი',
      '业务风险',
      'Деловой риск',
    ]),
    reason('marketChange', closing, 30, [
      'Market change',
      'Tirgus izmaiņas',
      'ბაზრის ცვლილება',
      '市场变化',
      'Изменение рынка',
    ]),
    reason('trimming', closing, 40, [
      'Trimming the customer group',
      'Klientu loka sašaurināšana',
      'კლიენტთა ჯგუფის შემცირება',
      '精简客户群',
      'Сокращение круга клиентов',
    ]),
    reason('ownRequest', closing, 50, [
      'At their own request',
      'Pēc pašu vēlēšanās',
      'საკუთარი თხოვნით',
      '对方要求',
      'По их просьбе',
    ]),
    reason('settled', ['reactivate'], 60, [
      'What stood against it is settled',
      'Kas traucēja, ir nokārtots',
      'დაბრკოლება მოგვარდა',
      '障碍已解决',
      'То, что мешало, улажено',
    ]),
    reason('tradeAgain', ['reactivate'], 70, [
      'Trade is taken up again',
      'Tirdzniecība atsākas',
      'ვაჭრობა განახლდა',
      '恢复交易',
      'Торговля возобновилась',
    ]),
    reason('mistake', ['reactivate'], 80, [
      'It was a mistake',
      'Tā bija kļūda',
      'ეს შეცდომა იყო',
      '操作有误',
      'Это была ошибка',
    ]),
    reason('papersFail', ['refuse'], 90, [
      'The papers do not prove it',
      'Dokumenti to nepierāda',
      'დოკუმენტები ამას ვერ ადასტურებს',
      '文件不足以证明',
      'Документы этого не доказывают',
    ]),
    reason('dataFalse', ['refuse'], 100, [
      'The data is not true',
      'Dati nav patiesi',
      'მონაცემები არ შეესაბამება სიმართლეს',
      '信息不真实',
      'Данные не соответствуют действительности',
    ]),
    reason('noInterest', ['refuse'], 110, [
      'We do not want to trade with them',
      'Mēs nevēlamies ar tiem tirgoties',
      'არ გვსურს მათთან ვაჭრობა',
      '我们不愿与其交易',
      'Мы не хотим с ними торговать',
    ]),
    reason('other', ['refuse', ...closing, 'reactivate'], 900, ['Other', 'Cits', 'სხვა', '其他', 'Другое']),
  ],
}

function reason(
  key: string,
  actions: readonly string[],
  order: number,
  [name, nameLv, nameKa, nameZh, nameRu]: readonly [string, string, string, string, string],
) {
  return { key, name, actions, order, nameLv, nameKa, nameZh, nameRu }
}
