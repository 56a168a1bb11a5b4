import {
  bankAccount,
  choice,
  code,
  day,
  email,
  integer,
  money,
  object,
  phone,
  reference,
  text,
  yesNo,
} from '#model'

const main = yesNo({
  label: 'Main',
  labels: { lv: 'Galvenais', ka: 'მთავარი', zh: '主要', ru: 'Основной' },
  default: false,
  internal: true,
})
const note = text({
  label: 'Note',
  labels: { lv: 'Piezīme', ka: 'შენიშვნა', zh: '备注', ru: 'Примечание' },
  internal: true,
})
const partyReference = reference('party', {
  label: 'Partner',
  labels: { lv: 'Partneris', ka: 'პარტნიორი', zh: '往来单位', ru: 'Партнёр' },
  required: true,
})
const countryLabels = { lv: 'Valsts', ka: 'ქვეყანა', zh: '国家', ru: 'Страна' }

/** Where a partner is reached or registered; a partner has several, by purpose, and one main one. */
export const partyAddress = object('partyAddress', {
  label: 'Address',
  plural: 'Addresses',
  labels: {
    lv: ['Adrese', 'Adreses'],
    ka: ['მისამართი', 'მისამართები'],
    zh: ['地址', '地址'],
    ru: ['Адрес', 'Адреса'],
  },
  title: 'street',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    purpose: choice(
      [
        {
          value: 'legal',
          label: 'Legal',
          labels: { lv: 'Juridiskā', ka: 'იურიდიული', zh: '注册地址', ru: 'Юридический' },
        },
        {
          value: 'office',
          label: 'Office',
          labels: { lv: 'Biroja', ka: 'ოფისი', zh: '办公地址', ru: 'Офис' },
        },
        {
          value: 'billing',
          label: 'Billing',
          labels: { lv: 'Rēķinu', ka: 'ანგარიშფაქტურის', zh: '账单地址', ru: 'Для счетов' },
        },
        {
          value: 'delivery',
          label: 'Delivery',
          labels: { lv: 'Piegādes', ka: 'მიწოდების', zh: '收货地址', ru: 'Доставка' },
        },
        { value: 'other', label: 'Other', labels: { lv: 'Cita', ka: 'სხვა', zh: '其他', ru: 'Другой' } },
      ],
      {
        label: 'Purpose',
        labels: { lv: 'Nolūks', ka: 'დანიშნულება', zh: '用途', ru: 'Назначение' },
        default: 'legal',
      },
    ),
    street: text({
      label: 'Street',
      labels: { lv: 'Iela', ka: 'ქუჩა', zh: '街道', ru: 'Улица' },
      max: 300,
      matched: 'address',
    }),
    city: text({ label: 'City', labels: { lv: 'Pilsēta', ka: 'ქალაქი', zh: '城市', ru: 'Город' }, max: 120 }),
    region: text({
      label: 'Region',
      labels: { lv: 'Reģions', ka: 'რეგიონი', zh: '省/地区', ru: 'Регион' },
      max: 120,
    }),
    postalCode: text({
      label: 'Postal code',
      labels: { lv: 'Pasta indekss', ka: 'საფოსტო ინდექსი', zh: '邮政编码', ru: 'Индекс' },
      max: 20,
    }),
    country: code('country', { label: 'Country', labels: countryLabels }),
    main,
  },
  lists: {},
  card: [],
})

/** A telephone number of a partner, or a fax. */
export const partyPhone = object('partyPhone', {
  label: 'Phone',
  plural: 'Phones',
  labels: {
    lv: ['Tālrunis', 'Tālruņi'],
    ka: ['ტელეფონი', 'ტელეფონები'],
    zh: ['电话', '电话'],
    ru: ['Телефон', 'Телефоны'],
  },
  title: 'number',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    number: phone({
      label: 'Number',
      labels: { lv: 'Numurs', ka: 'ნომერი', zh: '号码', ru: 'Номер' },
      country: 'country',
      required: true,
      indexed: true,
      matched: 'phone',
    }),
    purpose: choice(
      [
        {
          value: 'work',
          label: 'Work',
          labels: { lv: 'Darba', ka: 'სამსახურის', zh: '工作', ru: 'Рабочий' },
        },
        {
          value: 'mobile',
          label: 'Mobile',
          labels: { lv: 'Mobilais', ka: 'მობილური', zh: '手机', ru: 'Мобильный' },
        },
        { value: 'home', label: 'Home', labels: { lv: 'Mājas', ka: 'სახლის', zh: '住宅', ru: 'Домашний' } },
        { value: 'fax', label: 'Fax', labels: { lv: 'Fakss', ka: 'ფაქსი', zh: '传真', ru: 'Факс' } },
      ],
      {
        label: 'Purpose',
        labels: { lv: 'Nolūks', ka: 'დანიშნულება', zh: '用途', ru: 'Назначение' },
        default: 'work',
      },
    ),
    main,
    note,
  },
  lists: {},
  card: [],
})

/** An e-mail address of a partner. */
export const partyEmail = object('partyEmail', {
  label: 'E-mail',
  plural: 'E-mails',
  labels: {
    lv: ['E-pasts', 'E-pasti'],
    ka: ['ელფოსტა', 'ელფოსტები'],
    zh: ['电子邮箱', '电子邮箱'],
    ru: ['Эл. почта', 'Эл. почта'],
  },
  title: 'email',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    email: email({
      label: 'E-mail',
      labels: { lv: 'E-pasts', ka: 'ელფოსტა', zh: '电子邮箱', ru: 'Эл. почта' },
      required: true,
      indexed: true,
      matched: 'email',
    }),
    purpose: choice(
      [
        {
          value: 'general',
          label: 'General',
          labels: { lv: 'Vispārīgs', ka: 'ზოგადი', zh: '通用', ru: 'Общий' },
        },
        {
          value: 'invoices',
          label: 'Invoices',
          labels: { lv: 'Rēķini', ka: 'ანგარიშფაქტურები', zh: '发票', ru: 'Счета' },
        },
        {
          value: 'orders',
          label: 'Orders',
          labels: { lv: 'Pasūtījumi', ka: 'შეკვეთები', zh: '订单', ru: 'Заказы' },
        },
        {
          value: 'private',
          label: 'Private',
          labels: { lv: 'Privāts', ka: 'პირადი', zh: '私人', ru: 'Личный' },
        },
      ],
      {
        label: 'Purpose',
        labels: { lv: 'Nolūks', ka: 'დანიშნულება', zh: '用途', ru: 'Назначение' },
        default: 'general',
      },
    ),
    main,
    note,
  },
  lists: {},
  card: [],
})

/** A bank account of a partner: an IBAN, or what the country has in its place. */
export const partyBankAccount = object('partyBankAccount', {
  label: 'Bank account',
  plural: 'Bank accounts',
  labels: {
    lv: ['Bankas konts', 'Bankas konti'],
    ka: ['საბანკო ანგარიში', 'საბანკო ანგარიშები'],
    zh: ['银行账户', '银行账户'],
    ru: ['Банковский счёт', 'Банковские счета'],
  },
  title: 'account',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    account: bankAccount({
      label: 'Account',
      labels: { lv: 'Konts', ka: 'ანგარიში', zh: '账号', ru: 'Счёт' },
      country: 'country',
      required: true,
      indexed: true,
      matched: 'bankAccount',
    }),
    bank: text({ label: 'Bank', labels: { lv: 'Banka', ka: 'ბანკი', zh: '银行', ru: 'Банк' }, max: 120 }),
    currency: code('currency', {
      label: 'Currency',
      labels: { lv: 'Valūta', ka: 'ვალუტა', zh: '币种', ru: 'Валюта' },
    }),
    main,
    note,
  },
  lists: {},
  card: [],
})

/**
 * A further number under which somebody knows a partner: a licence, a register, the number in an old system.
 */
export const partyIdentifier = object('partyIdentifier', {
  label: 'Identifier',
  plural: 'Identifiers',
  labels: {
    lv: ['Identifikators', 'Identifikatori'],
    ka: ['იდენტიფიკატორი', 'იდენტიფიკატორები'],
    zh: ['标识号', '标识号'],
    ru: ['Идентификатор', 'Идентификаторы'],
  },
  title: 'value',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    kind: text({
      label: 'Kind',
      labels: { lv: 'Veids', ka: 'სახე', zh: '种类', ru: 'Вид' },
      required: true,
      max: 80,
    }),
    value: text({
      label: 'Number',
      labels: { lv: 'Numurs', ka: 'ნომერი', zh: '号码', ru: 'Номер' },
      required: true,
      max: 80,
      indexed: true,
    }),
    country: code('country', { label: 'Country', labels: countryLabels }),
    until: day({
      label: 'Valid until',
      labels: { lv: 'Derīgs līdz', ka: 'ძალაშია მდე', zh: '有效期至', ru: 'Действует до' },
    }),
  },
  lists: {},
  card: [],
})

/** Terms that hold with one company of the group only. */
export const companyTerms = object('companyTerms', {
  label: 'Terms by company',
  plural: 'Terms by company',
  labels: {
    lv: ['Nosacījumi uzņēmumā', 'Nosacījumi uzņēmumos'],
    ka: ['კომპანიის პირობები', 'კომპანიის პირობები'],
    zh: ['按公司条款', '按公司条款'],
    ru: ['Условия по компании', 'Условия по компаниям'],
  },
  title: 'company',
  owned: { by: 'party', via: 'party' },
  fields: {
    party: partyReference,
    company: reference('company', {
      label: 'Company',
      labels: { lv: 'Uzņēmums', ka: 'კომპანია', zh: '公司', ru: 'Компания' },
      required: true,
    }),
    creditLimit: money({
      label: 'Credit limit',
      labels: { lv: 'Kredītlimits', ka: 'საკრედიტო ლიმიტი', zh: '信用额度', ru: 'Кредитный лимит' },
      min: 0,
    }),
    paymentDays: integer({
      label: 'Payment days',
      labels: { lv: 'Apmaksas dienas', ka: 'გადახდის დღეები', zh: '付款天数', ru: 'Дней на оплату' },
      min: 0,
      max: 365,
    }),
    manager: reference('user', {
      label: 'Manager',
      labels: { lv: 'Pārvaldnieks', ka: 'მენეჯერი', zh: '负责人', ru: 'Менеджер' },
    }),
    blocked: yesNo({
      label: 'Blocked',
      labels: { lv: 'Bloķēts', ka: 'დაბლოკილი', zh: '已冻结', ru: 'Заблокирован' },
      default: false,
    }),
  },
  lists: {},
  card: [],
})
