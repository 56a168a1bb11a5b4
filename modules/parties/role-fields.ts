import { choice, code, day, instant, integer, money, reference, text } from '#model'

/** How far a partner has come in a role. The order is that of its life. */
export const statuses = [
  {
    value: 'draft',
    label: 'Draft',
    labels: { lv: 'Melnraksts', ka: 'მონახაზი', zh: '草稿', ru: 'Черновик' },
    tone: 'neutral',
  },
  {
    value: 'returned',
    label: 'Returned',
    labels: { lv: 'Atgriezts', ka: 'დაბრუნებული', zh: '已退回', ru: 'Возвращён' },
    tone: 'warn',
  },
  {
    value: 'submitted',
    label: 'Submitted',
    labels: { lv: 'Iesniegts', ka: 'წარდგენილი', zh: '已提交', ru: 'Подан' },
    tone: 'warn',
  },
  {
    value: 'verified',
    label: 'Verified',
    labels: { lv: 'Pārbaudīts', ka: 'შემოწმებული', zh: '已核实', ru: 'Проверен' },
    tone: 'good',
  },
  {
    value: 'validated',
    label: 'Validated',
    labels: { lv: 'Validēts', ka: 'ვალიდირებული', zh: '已验证', ru: 'Подтверждён' },
    tone: 'good',
  },
  {
    value: 'active',
    label: 'Active',
    labels: { lv: 'Aktīvs', ka: 'აქტიური', zh: '有效', ru: 'Активен' },
    tone: 'good',
  },
  {
    value: 'refused',
    label: 'Refused',
    labels: { lv: 'Noraidīts', ka: 'უარყოფილი', zh: '已拒绝', ru: 'Отклонён' },
    tone: 'bad',
  },
  {
    value: 'frozen',
    label: 'Frozen',
    labels: { lv: 'Iesaldēts', ka: 'გაყინული', zh: '已冻结', ru: 'Заморожен' },
    tone: 'cold',
  },
  {
    value: 'inactive',
    label: 'Inactive',
    labels: { lv: 'Neaktīvs', ka: 'არააქტიური', zh: '已停用', ru: 'Неактивен' },
    tone: 'neutral',
  },
] as const

/** Fields that each role of a party has for itself: where it stands, in intake and later. */
export const statusFields = (role: 'customer' | 'supplier' | 'contact') =>
  ({
    status: choice(statuses, {
      label: 'Status',
      labels: { lv: 'Statuss', ka: 'სტატუსი', zh: '状态', ru: 'Статус' },
      help: 'Changed by the steps of intake, and by freezing, deactivating and reactivating.',
      helps: {
        lv: 'Mainās ar uzņemšanas soļiem un iesaldējot, deaktivizējot un atjaunojot.',
        ka: 'იცვლება მიღების ნაბიჯებით, გაყინვით, დეაქტივაციითა და აღდგენით.',
        zh: '随准入步骤以及冻结、停用和恢复而改变。',
        ru: 'Меняется шагами приёма, а также при заморозке, деактивации и возобновлении.',
      },
      default: 'active',
      indexed: true,
      afterwards: 'byActions',
      begins: {
        ...{ setting: 'intake.roles', has: role, as: 'draft' },
        due: { field: 'stageDue', since: 'stageSince', days: 'intake.collectDays' },
      },
    }),
    stageSince: instant({
      label: 'At this stage since',
      labels: { lv: 'Šajā posmā kopš', ka: 'ამ ეტაპზე', zh: '进入此阶段', ru: 'На этом этапе с' },
      readOnly: true,
      untold: true,
    }),
    stageDue: day({
      label: 'Stage due',
      labels: { lv: 'Posma termiņš', ka: 'ეტაპის ვადა', zh: '阶段期限', ru: 'Срок этапа' },
      help: 'By when the next step is to be taken.',
      helps: {
        lv: 'Līdz kuram laikam jāsper nākamais solis.',
        ka: 'როდემდე უნდა გადაიდგას შემდეგი ნაბიჯი.',
        zh: '下一步应在何时之前完成。',
        ru: 'К какому дню должен быть сделан следующий шаг.',
      },
      readOnly: true,
      untold: true,
      indexed: true,
    }),
    waitsFor: reference('user', {
      label: 'Waits for',
      labels: { lv: 'Gaida', ka: 'ელოდება', zh: '等待', ru: 'Ждёт' },
      help: 'Who was asked to take the next step.',
      helps: {
        lv: 'Kam lūgts spert nākamo soli.',
        ka: 'ვის ეთხოვა შემდეგი ნაბიჯი.',
        zh: '被请求执行下一步的人。',
        ru: 'Кого попросили сделать следующий шаг.',
      },
      readOnly: true,
    }),
  }) as const

export const categoryField = reference('category', {
  label: 'Category',
  labels: { lv: 'Kategorija', ka: 'კატეგორია', zh: '类别', ru: 'Категория' },
  synonyms: ['Group', 'Grupa', 'ჯგუფი', '分类', 'Группа'],
})

export const managerField = reference('user', {
  label: 'Manager',
  labels: { lv: 'Atbildīgais', ka: 'მენეჯერი', zh: '负责人', ru: 'Ответственный' },
  help: 'Who looks after this partner.',
  helps: {
    lv: 'Kas rūpējas par šo partneri.',
    ka: 'ვინ ზრუნავს ამ პარტნიორზე.',
    zh: '由谁负责这个往来单位。',
    ru: 'Кто ведёт этого партнёра.',
  },
  synonyms: ['Account manager', 'Salesperson', 'Pārdevējs', '业务员', 'Менеджер'],
})

export const statusReason = reference('statusReason', {
  label: 'Reason',
  labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
  help: 'Why it was refused, frozen, deactivated or reactivated.',
  helps: {
    lv: 'Kāpēc tas noraidīts, iesaldēts, deaktivizēts vai atjaunots.',
    ka: 'რატომ იქნა უარყოფილი, გაიყინა, გამოირთო ან აღდგა.',
    zh: '拒绝、冻结、停用或恢复的原因。',
    ru: 'Почему отклонён, заморожен, деактивирован или возобновлён.',
  },
  by: 'key',
  formerly: 'text',
  readOnly: true,
})

export const statusMemo = text({
  label: 'Memo',
  labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '备忘', ru: 'Памятка' },
  readOnly: true,
  max: 2000,
})

/** Terms of trade, for the roles that pay or are paid. */
export const termFields = {
  creditLimit: money({
    label: 'Credit limit',
    labels: { lv: 'Kredītlimits', ka: 'საკრედიტო ლიმიტი', zh: '信用额度', ru: 'Кредитный лимит' },
    help: 'Empty means no limit is set.',
    helps: {
      lv: 'Tukšs nozīmē, ka limits nav noteikts.',
      ka: 'ცარიელი ნიშნავს, რომ ლიმიტი დადგენილი არ არის.',
      zh: '留空表示未设定额度。',
      ru: 'Пусто — лимит не установлен.',
    },
    currency: 'creditCurrency',
    min: 0,
    indexed: true,
  }),
  creditCurrency: code('currency', {
    label: 'Credit currency',
    labels: { lv: 'Limita valūta', ka: 'ლიმიტის ვალუტა', zh: '额度币种', ru: 'Валюта лимита' },
    help: 'Empty means the currency of the group.',
    helps: {
      lv: 'Tukšs nozīmē grupas valūtu.',
      ka: 'ცარიელი ნიშნავს ჯგუფის ვალუტას.',
      zh: '留空表示集团的币种。',
      ru: 'Пусто — валюта группы.',
    },
  }),
  paymentDays: integer({
    label: 'Payment days',
    labels: { lv: 'Apmaksas dienas', ka: 'გადახდის დღეები', zh: '付款天数', ru: 'Дней на оплату' },
    min: 0,
    max: 365,
    synonyms: ['Payment terms', 'Apmaksas termiņš', 'გადახდის ვადა', '账期', 'Отсрочка'],
  }),
  paymentMethod: choice(
    [
      {
        value: 'transfer',
        label: 'Bank transfer',
        labels: { lv: 'Pārskaitījums', ka: 'გადარიცხვა', zh: '银行转账', ru: 'Перевод' },
      },
      {
        value: 'cash',
        label: 'Cash',
        labels: { lv: 'Skaidra nauda', ka: 'ნაღდი', zh: '现金', ru: 'Наличные' },
      },
      { value: 'card', label: 'Card', labels: { lv: 'Karte', ka: 'ბარათი', zh: '刷卡', ru: 'Карта' } },
      { value: 'other', label: 'Other', labels: { lv: 'Cits', ka: 'სხვა', zh: '其他', ru: 'Другое' } },
    ],
    {
      label: 'Payment method',
      labels: { lv: 'Apmaksas veids', ka: 'გადახდის მეთოდი', zh: '付款方式', ru: 'Способ оплаты' },
    },
  ),
}

/** How much a partner matters: key clients have terms of their own, potential ones a plan to win them. */
export const importanceField = choice(
  [
    { value: 'key', label: 'Key', labels: { lv: 'Galvenais', ka: 'საკვანძო', zh: '重点', ru: 'Ключевой' } },
    {
      value: 'regular',
      label: 'Regular',
      labels: { lv: 'Pastāvīgs', ka: 'მუდმივი', zh: '常规', ru: 'Постоянный' },
    },
    {
      value: 'occasional',
      label: 'Occasional',
      labels: { lv: 'Gadījuma', ka: 'შემთხვევითი', zh: '偶尔', ru: 'Разовый' },
    },
    {
      value: 'potential',
      label: 'Potential',
      labels: { lv: 'Potenciāls', ka: 'პოტენციური', zh: '潜在', ru: 'Потенциальный' },
    },
  ],
  {
    internal: true,
    label: 'Importance',
    labels: { lv: 'Nozīmība', ka: 'მნიშვნელობა', zh: '重要程度', ru: 'Важность' },
    indexed: true,
  },
)
