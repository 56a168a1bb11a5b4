import {
  choice,
  code,
  collection,
  email,
  formula,
  image,
  longText,
  object,
  phone,
  reference,
  references,
  sequenceNumber,
  tags,
  taxNumber,
  text,
  webAddress,
} from '#model'
import {
  companyTerms,
  partyAddress,
  partyBankAccount,
  partyEmail,
  partyIdentifier,
  partyPhone,
} from './party-lines.ts'
import { changedBySellers } from './changed-by-sellers.ts'
import { partyProofs } from './party-proofs.ts'
import { partnerStates } from './partner-states.ts'
import { ownPartner } from './own-partner.ts'

const personName = {
  label: 'Name',
  labels: { lv: 'Vārds, uzvārds', ka: 'სახელი, გვარი', zh: '姓名', ru: 'Имя, фамилия' },
}

/** Rows that somebody looks after in any role. */
const mine = {
  any: [{ 'customer.manager': '$me' }, { 'supplier.manager': '$me' }, { 'contact.manager': '$me' }],
} as const

/**
 * An organisation or a person, known once in the whole group of companies, in whatever roles it plays. The
 * fields here have one value on every face.
 */
export const party = object('party', {
  label: 'Partner',
  plural: 'Parties',
  labels: {
    lv: ['Partneris', 'Partneri'],
    ka: ['პარტნიორი', 'პარტნიორები'],
    zh: ['往来单位', '往来单位'],
    ru: ['Партнёр', 'Партнёры'],
  },
  icon: 'building-2',
  title: 'name',
  states: partnerStates,
  fields: {
    number: sequenceNumber({
      label: 'Number',
      labels: { lv: 'Numurs', ka: 'ნომერი', zh: '编号', ru: 'Номер' },
      help: 'Given by Kontor; a number from an older system may be kept.',
      helps: {
        lv: 'Piešķir Kontor; numuru no vecākas sistēmas var paturēt.',
        ka: 'ანიჭებს Kontor; ძველი სისტემის ნომერი შეიძლება დარჩეს.',
        zh: '由 Kontor 编号；也可保留旧系统的编号。',
        ru: 'Присваивает Kontor; номер из прежней системы можно оставить.',
      },
      pattern: 'C-{00000}',
      putOff: 'intake.numberAtEnd',
      searched: 'identifier',
      synonyms: ['No.', 'Customer no.', 'Klienta nr.', 'Код', '客户编号', '供应商编号', 'კოდი'],
    }),
    kind: choice(
      [
        {
          value: 'organization',
          label: 'Organisation',
          labels: { lv: 'Organizācija', ka: 'ორგანიზაცია', zh: '单位', ru: 'Организация' },
        },
        {
          value: 'person',
          label: 'Person',
          labels: { lv: 'Persona', ka: 'ფიზიკური პირი', zh: '个人', ru: 'Физическое лицо' },
        },
      ],
      {
        label: 'Kind',
        labels: { lv: 'Veids', ka: 'სახე', zh: '类型', ru: 'Вид' },
        default: 'organization',
        // Whom one talks to is a person.
        defaults: { contact: 'person' },
        synonyms: ['Type', 'Tips', 'ტიპი', '客户类型', 'Тип'],
      },
    ),
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      help: 'The full legal name, or surname and first name, in its own script.',
      helps: {
        lv: 'Pilns juridiskais nosaukums vai uzvārds un vārds, savā rakstībā.',
        ka: 'სრული იურიდიული დასახელება ან გვარი და სახელი, საკუთარი დამწერლობით.',
        zh: '完整的法定名称，或姓和名，用其本来的文字。',
        ru: 'Полное юридическое название или фамилия и имя, своим письмом.',
      },
      required: true,
      searched: 'name',
      max: 200,
      matched: 'name',
      called: [
        { on: 'contact', ...personName },
        { when: { kind: 'person' }, ...personName },
      ],
    }),
    taxId: taxNumber({
      label: 'Tax number',
      labels: { lv: 'PVN/nodokļu numurs', ka: 'საიდენტიფიკაციო კოდი', zh: '税号', ru: 'ИНН' },
      country: 'country',
      indexed: true,
      searched: 'identifier',
      matched: 'taxId',
    }),
    registrationNumber: text({
      label: 'Registration number',
      labels: {
        lv: 'Reģistrācijas numurs',
        ka: 'სარეგისტრაციო ნომერი',
        zh: '注册号',
        ru: 'Регистрационный номер',
      },
      indexed: true,
      searched: 'identifier',
      max: 60,
      matched: 'registrationNumber',
    }),
    country: code('country', {
      label: 'Country',
      labels: { lv: 'Valsts', ka: 'ქვეყანა', zh: '国家', ru: 'Страна' },
      indexed: true,
      mirrors: { lines: 'addresses', field: 'country' },
      matched: 'country',
    }),
    city: text({
      indexed: true,
      label: 'City',
      labels: { lv: 'Pilsēta', ka: 'ქალაქი', zh: '城市', ru: 'Город' },
      max: 120,
      mirrors: { lines: 'addresses', field: 'city' },
      matched: 'city',
    }),
    email: email({
      label: 'E-mail',
      labels: { lv: 'E-pasts', ka: 'ელფოსტა', zh: '电子邮箱', ru: 'Эл. почта' },
      indexed: true,
      mirrors: { lines: 'emails', field: 'email' },
      matched: 'email',
    }),
    phone: phone({
      label: 'Phone',
      labels: { lv: 'Tālrunis', ka: 'ტელეფონი', zh: '电话', ru: 'Телефон' },
      country: 'country',
      indexed: true,
      mirrors: { lines: 'phones', field: 'number' },
      matched: 'phone',
    }),
    website: webAddress({
      label: 'Website',
      labels: { lv: 'Tīmekļa vietne', ka: 'ვებგვერდი', zh: '网站', ru: 'Сайт' },
    }),
    industry: text({
      label: 'Industry',
      labels: { lv: 'Nozare', ka: 'დარგი', zh: '行业', ru: 'Отрасль' },
      max: 120,
    }),
    language: code('language', {
      label: 'Language',
      labels: { lv: 'Valoda', ka: 'ენა', zh: '语言', ru: 'Язык' },
    }),
    tags: tags({
      label: 'Tags',
      labels: { lv: 'Birkas', ka: 'იარლიყები', zh: '标签', ru: 'Метки' },
      indexed: true,
    }),
    notes: longText({
      label: 'Notes',
      labels: { lv: 'Piezīmes', ka: 'შენიშვნები', zh: '备注', ru: 'Примечания' },
      internal: true,
    }),
    picture: image({
      label: 'Picture',
      labels: { lv: 'Attēls', ka: 'სურათი', zh: '图片', ru: 'Изображение' },
    }),
    parent: reference('party', {
      acyclic: true,
      label: 'Parent company',
      labels: { lv: 'Mātes uzņēmums', ka: 'მშობელი კომპანია', zh: '母公司', ru: 'Головная компания' },
    }),
    payer: reference('party', {
      acyclic: true,
      label: 'Paid by',
      labels: { lv: 'Maksā', ka: 'გადამხდელი', zh: '付款方', ru: 'Плательщик' },
      help: 'Where another company, such as the head office, pays.',
      helps: {
        lv: 'Ja maksā cits uzņēmums, piemēram, galvenais birojs.',
        ka: 'თუ იხდის სხვა კომპანია, მაგალითად, სათავო ოფისი.',
        zh: '由总部等另一公司付款时填写。',
        ru: 'Если платит другая компания, например головной офис.',
      },
    }),
    companies: references('company', {
      label: 'Companies',
      labels: { lv: 'Uzņēmumi', ka: 'კომპანიები', zh: '往来公司', ru: 'Компании' },
      help: 'The companies of the group that deal with this partner.',
      helps: {
        lv: 'Grupas uzņēmumi, kas strādā ar šo partneri.',
        ka: 'ჯგუფის კომპანიები, რომლებიც ამ პარტნიორთან მუშაობენ.',
        zh: '集团中与该单位往来的公司。',
        ru: 'Компании группы, которые работают с этим партнёром.',
      },
      indexed: true,
    }),
    addresses: collection(partyAddress, {
      label: 'Addresses',
      labels: { lv: 'Adreses', ka: 'მისამართები', zh: '地址', ru: 'Адреса' },
      via: 'party',
      owned: true,
    }),
    phones: collection(partyPhone, {
      label: 'Phones',
      labels: { lv: 'Tālruņi', ka: 'ტელეფონები', zh: '电话', ru: 'Телефоны' },
      via: 'party',
      owned: true,
    }),
    emails: collection(partyEmail, {
      label: 'E-mails',
      labels: { lv: 'E-pasti', ka: 'ელფოსტები', zh: '电子邮箱', ru: 'Эл. адреса' },
      via: 'party',
      owned: true,
    }),
    bankAccounts: collection(partyBankAccount, {
      label: 'Bank accounts',
      labels: { lv: 'Bankas konti', ka: 'საბანკო ანგარიშები', zh: '银行账户', ru: 'Банковские счета' },
      via: 'party',
      owned: true,
    }),
    identifiers: collection(partyIdentifier, {
      label: 'Identifiers',
      labels: { lv: 'Identifikatori', ka: 'იდენტიფიკატორები', zh: '标识号', ru: 'Идентификаторы' },
      via: 'party',
      owned: true,
    }),
    companyTerms: collection(companyTerms, {
      label: 'Terms by company',
      labels: {
        lv: 'Nosacījumi pa uzņēmumiem',
        ka: 'პირობები კომპანიების მიხედვით',
        zh: '按公司条款',
        ru: 'Условия по компаниям',
      },
      via: 'party',
      owned: true,
    }),
    children: collection('party', {
      label: 'Branches and daughters',
      labels: {
        lv: 'Filiāles un meitasuzņēmumi',
        ka: 'ფილიალები და შვილობილები',
        zh: '分支机构和子公司',
        ru: 'Филиалы и дочерние',
      },
      via: 'parent',
    }),
    activities: collection('activity', {
      label: 'Activities',
      labels: { lv: 'Darbības', ka: 'აქტივობები', zh: '活动', ru: 'Действия' },
      via: 'party',
    }),
    statusChanges: collection('statusChange', {
      label: 'Status changes',
      labels: { lv: 'Statusa maiņas', ka: 'სტატუსის ცვლილებები', zh: '状态变更', ru: 'Смены статуса' },
      via: 'party',
    }),
    dataRequests: collection('dataRequest', {
      label: 'Requests for data',
      labels: {
        lv: 'Datu pieprasījumi',
        ka: 'მონაცემების მოთხოვნები',
        zh: '资料请求',
        ru: 'Запросы данных',
      },
      via: 'party',
    }),
    lastContact: formula('instant', 'MAX(activities.talkedAt)', {
      label: 'Last contact',
      labels: { lv: 'Pēdējā saziņa', ka: 'ბოლო კონტაქტი', zh: '最近联系', ru: 'Последний контакт' },
      help: 'The last call, visit or e-mail that took place.',
      helps: {
        lv: 'Pēdējais notikušais zvans, vizīte vai e-pasts.',
        ka: 'ბოლო შემდგარი ზარი, ვიზიტი ან წერილი.',
        zh: '最近一次电话、拜访或邮件。',
        ru: 'Последний состоявшийся звонок, визит или письмо.',
      },
      shown: 'day',
      indexed: true,
    }),
    files: collection('partyFile', {
      label: 'Files',
      labels: { lv: 'Datnes', ka: 'ფაილები', zh: '文件', ru: 'Файлы' },
      via: 'party',
    }),
  },
  proved: partyProofs,
  // Whose daughter one is, or who pays for them, ties two partners as a link does.
  dealings: [{ kind: 'link', with: ['parent', 'payer'] }],
  lists: {
    all: {
      columns: ['name', 'number', 'roles' as never, 'kind', 'country', 'city', 'taxId', 'phone', 'email'],
      sort: 'name',
    },
  },
  card: [
    {
      section: 'General',
      labels: { lv: 'Vispārīgi', ka: 'ზოგადი', zh: '基本信息', ru: 'Общее' },
      fields: [
        'name',
        'kind',
        'taxId',
        'registrationNumber',
        'industry',
        'website',
        'language',
        'tags',
        'picture',
      ],
    },
    {
      section: 'Reach',
      labels: { lv: 'Saziņa', ka: 'კონტაქტი', zh: '联系方式', ru: 'Связь' },
      fields: ['country', 'city', 'email', 'phone', 'addresses', 'phones', 'emails'],
    },
    {
      section: 'Structure',
      labels: { lv: 'Struktūra', ka: 'სტრუქტურა', zh: '组织结构', ru: 'Структура' },
      fields: ['parent', 'payer', 'companies', 'children'],
    },
    {
      section: 'Money',
      labels: { lv: 'Nauda', ka: 'ფინანსები', zh: '资金', ru: 'Деньги' },
      fields: ['bankAccounts', 'companyTerms', 'identifiers'],
    },
    {
      section: 'Notes',
      labels: { lv: 'Piezīmes', ka: 'შენიშვნები', zh: '备注', ru: 'Примечания' },
      fields: ['notes'],
    },
  ],
  access: {
    clerk: { actions: ['read', 'create', 'change', 'delete', 'print', 'import'], see: 'all', change: 'all' },
    manager: {
      actions: ['read', 'create', 'change', 'delete', 'print', 'import', 'export', 'confirm', 'share'],
      see: 'all',
      change: 'all',
    },
    leader: { actions: ['read', 'export', 'print'], see: 'all' },
    finance: {
      actions: ['read', 'change', 'print', 'export'],
      see: 'all',
      change: ['bankAccounts', 'companyTerms', 'payer'],
    },
    collector: { actions: ['read', 'print'], see: 'all' },
    seller: { actions: ['read', 'change', 'print'], rows: mine, see: 'all', change: changedBySellers },
    partner: ownPartner,
  },
})
