import { choice, code, integer, money, reference, text } from '#model'

/** How far a partner has come in a role. The order is that of its life. */
export const statuses = [
  {
    value: 'draft',
    label: 'Draft',
    labels: { lv: 'Melnraksts', ka: 'მონახაზი', zh: '草稿', ru: 'Черновик' },
    tone: 'neutral',
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

/** Fields that each role of a party has for itself. */
export const statusField = choice(statuses, {
  label: 'Status',
  labels: { lv: 'Statuss', ka: 'სტატუსი', zh: '状态', ru: 'Статус' },
  help: 'Changed by freezing, deactivating and reactivating.',
  helps: {
    lv: 'Mainās, iesaldējot, deaktivizējot un atjaunojot.',
    ka: 'იცვლება გაყინვით, დეაქტივაციითა და აღდგენით.',
    zh: '随冻结、停用和恢复而改变。',
    ru: 'Меняется при заморозке, деактивации и возобновлении.',
  },
  default: 'active',
  indexed: true,
  afterwards: 'byActions',
})

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

export const statusReason = text({
  label: 'Reason',
  labels: { lv: 'Iemesls', ka: 'მიზეზი', zh: '原因', ru: 'Причина' },
  help: 'Why it was frozen, deactivated or reactivated.',
  helps: {
    lv: 'Kāpēc tas iesaldēts, deaktivizēts vai atjaunots.',
    ka: 'რატომ გაიყინა, გამოირთო ან აღდგა.',
    zh: '冻结、停用或恢复的原因。',
    ru: 'Почему заморожен, деактивирован или возобновлён.',
  },
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
    label: 'Importance',
    labels: { lv: 'Nozīmība', ka: 'მნიშვნელობა', zh: '重要程度', ru: 'Важность' },
    indexed: true,
  },
)
