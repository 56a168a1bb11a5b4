import {
  choice,
  choices,
  collection,
  data,
  email,
  file,
  instant,
  integer,
  longText,
  object,
  reference,
  text,
  yesNo,
} from '#model'
import { aboutPartner } from './about-partner.ts'
import { ownRequests } from './own-partner.ts'

/** Whose fields a partner can be asked to fill in itself: those that the settings of intake name. */
export const askedOf = ['customer', 'supplier', 'contact'] as const
/** They are known when the model is: own fields are among them. */
export const fieldNames = [] as readonly { readonly value: string; readonly label: string }[]

/** Papers that it can be asked to send. */
export const askablePapers = [
  word('licence', 'Licence', 'Licence', 'ლიცენზია', '执照', 'Лицензия'),
  word('contract', 'Contract', 'Līgums', 'ხელშეკრულება', '合同', 'Договор'),
  word('certificate', 'Certificate', 'Sertifikāts', 'სერტიფიკატი', '证书', 'Сертификат'),
] as const

/** The languages of the form, each by its own name. */
export const formLanguages = [
  { value: 'en', label: 'English' },
  { value: 'lv', label: 'Latviešu' },
  { value: 'ka', label: 'ქართული' },
  { value: 'zh', label: '中文' },
  { value: 'ru', label: 'Русский' },
] as const

function word<const V extends string>(
  value: V,
  label: string,
  ...[lv, ka, zh, ru]: readonly [string, string, string, string]
) {
  return { value, label, labels: { lv, ka, zh, ru } }
}

const ofRequest = reference('dataRequest', {
  label: 'Request',
  labels: { lv: 'Pieprasījums', ka: 'მოთხოვნა', zh: '请求', ru: 'Запрос' },
  required: true,
})

/** A file that a partner sent with its form. */
export const dataRequestFile = object('dataRequestFile', {
  label: 'Sent file',
  plural: 'Sent files',
  labels: {
    lv: ['Atsūtītā datne', 'Atsūtītās datnes'],
    ka: ['გამოგზავნილი ფაილი', 'გამოგზავნილი ფაილები'],
    zh: ['已发送文件', '已发送文件'],
    ru: ['Присланный файл', 'Присланные файлы'],
  },
  title: 'name',
  owned: { by: 'dataRequest', via: 'request' },
  fields: {
    request: ofRequest,
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      required: true,
      max: 300,
    }),
    kind: choice([...askablePapers, word('other', 'Other', 'Cits', 'სხვა', '其他', 'Другое')], {
      label: 'Kind',
      labels: { lv: 'Veids', ka: 'სახე', zh: '类型', ru: 'Вид' },
      required: true,
    }),
    file: file({
      label: 'File',
      labels: { lv: 'Datne', ka: 'ფაილი', zh: '文件', ru: 'Файл' },
      required: true,
    }),
    taken: yesNo({
      label: 'Accepted',
      labels: { lv: 'Pieņemts', ka: 'მიღებულია', zh: '已采纳', ru: 'Принято' },
      default: false,
    }),
  },
  lists: {},
  card: [],
})

/** A question to a partner about its form, or an answer. */
export const dataRequestMessage = object('dataRequestMessage', {
  label: 'Message',
  plural: 'Messages',
  labels: {
    lv: ['Ziņa', 'Ziņas'],
    ka: ['შეტყობინება', 'შეტყობინებები'],
    zh: ['消息', '消息'],
    ru: ['Сообщение', 'Сообщения'],
  },
  title: 'text',
  owned: { by: 'dataRequest', via: 'request' },
  fields: {
    request: ofRequest,
    text: text({
      label: 'Text',
      labels: { lv: 'Teksts', ka: 'ტექსტი', zh: '内容', ru: 'Текст' },
      required: true,
      max: 2000,
    }),
    own: yesNo({
      label: 'From us',
      labels: { lv: 'No mums', ka: 'ჩვენგან', zh: '我方发出', ru: 'От нас' },
      default: false,
    }),
    at: instant({
      label: 'At',
      labels: { lv: 'Kad', ka: 'როდის', zh: '时间', ru: 'Когда' },
      required: true,
    }),
  },
  lists: {},
  card: [],
})

const states = [
  { ...word('open', 'Being filled in', 'Tiek aizpildīts', 'ივსება', '填写中', 'Заполняется'), tone: 'warn' },
  {
    ...word('sent', 'To be looked at', 'Jāizskata', 'განსახილველი', '待审阅', 'К рассмотрению'),
    tone: 'good',
  },
  { ...word('closed', 'Settled', 'Nokārtots', 'მოგვარებული', '已处理', 'Улажен'), tone: 'neutral' },
  { ...word('revoked', 'Called off', 'Atsaukts', 'გაუქმებული', '已撤回', 'Отозван'), tone: 'bad' },
] as const

/**
 * A form that a partner was asked to fill in by a link: what is asked, what it answered, and what became of
 * that. What it sends changes nothing until somebody accepts it.
 */
export const dataRequest = object('dataRequest', {
  label: 'Request for data',
  plural: 'Requests for data',
  labels: {
    lv: ['Datu pieprasījums', 'Datu pieprasījumi'],
    ka: ['მონაცემების მოთხოვნა', 'მონაცემების მოთხოვნები'],
    zh: ['资料请求', '资料请求'],
    ru: ['Запрос данных', 'Запросы данных'],
  },
  path: 'data-requests',
  icon: 'clipboard-check',
  title: 'name',
  facts: true,
  fields: {
    ...aboutPartner,
    state: choice(states, {
      label: 'State',
      labels: { lv: 'Stāvoklis', ka: 'მდგომარეობა', zh: '进展', ru: 'Состояние' },
      required: true,
      readOnly: true,
      indexed: true,
    }),
    email: email({
      copyOf: 'email',
      label: 'Sent to',
      labels: { lv: 'Nosūtīts uz', ka: 'გაიგზავნა', zh: '发送至', ru: 'Отправлено на' },
      readOnly: true,
    }),
    language: choice(formLanguages, {
      label: 'Language',
      labels: { lv: 'Valoda', ka: 'ენა', zh: '语言', ru: 'Язык' },
      readOnly: true,
    }),
    fields: choices(fieldNames, {
      fieldsOf: askedOf,
      label: 'Asked for',
      labels: { lv: 'Prasīts', ka: 'მოთხოვნილია', zh: '要求填写', ru: 'Запрошено' },
      help: 'Empty: everything that the settings of intake let be asked.',
      helps: {
        lv: 'Tukšs: viss, ko uzņemšanas iestatījumi ļauj prasīt.',
        ka: 'ცარიელი: ყველაფერი, რის მოთხოვნასაც მიღების პარამეტრები უშვებს.',
        zh: '留空：准入设置允许索取的全部内容。',
        ru: 'Пусто: всё, что разрешают запрашивать настройки приёма.',
      },
      readOnly: true,
    }),
    papers: choices(askablePapers, {
      label: 'Papers asked for',
      labels: {
        lv: 'Prasītie dokumenti',
        ka: 'მოთხოვნილი დოკუმენტები',
        zh: '要求文件',
        ru: 'Запрошенные документы',
      },
      readOnly: true,
    }),
    note: longText({
      label: 'Note',
      labels: { lv: 'Piezīme', ka: 'შენიშვნა', zh: '说明', ru: 'Примечание' },
      readOnly: true,
      max: 2000,
    }),
    expiresAt: instant({
      label: 'Open until',
      labels: { lv: 'Atvērts līdz', ka: 'ღიაა', zh: '开放至', ru: 'Открыт до' },
      required: true,
      readOnly: true,
      indexed: true,
    }),
    answers: data({
      label: 'Answers',
      labels: { lv: 'Atbildes', ka: 'პასუხები', zh: '答复', ru: 'Ответы' },
      // What is answered is read with the fields that it answers, by whoever sees those.
      apart: true,
      valuesOf: askedOf,
      readOnly: true,
    }),
    acceptedLines: data({
      label: 'Accepted lines',
      labels: {
        lv: 'Pieņemtās rindas',
        ka: 'მიღებული სტრიქონები',
        zh: '已采纳的行',
        ru: 'Принятые строки',
      },
      apart: true,
      valuesOf: askedOf,
      readOnly: true,
    }),
    accepted: choices(fieldNames, {
      fieldsOf: askedOf,
      label: 'Accepted',
      labels: { lv: 'Pieņemts', ka: 'მიღებულია', zh: '已采纳', ru: 'Принято' },
      readOnly: true,
    }),
    openedAt: instant({
      label: 'First opened',
      labels: { lv: 'Pirmoreiz atvērts', ka: 'პირველად გაიხსნა', zh: '首次打开', ru: 'Впервые открыт' },
      readOnly: true,
    }),
    sentAt: instant({
      label: 'Answered',
      labels: { lv: 'Atbildēts', ka: 'პასუხი', zh: '答复时间', ru: 'Отвечено' },
      readOnly: true,
    }),
    remindedAt: instant({
      label: 'Last reminded',
      labels: {
        lv: 'Pēdējoreiz atgādināts',
        ka: 'ბოლო შეხსენება',
        zh: '最近提醒',
        ru: 'Последнее напоминание',
      },
      readOnly: true,
    }),
    reminders: integer({
      label: 'Reminders',
      labels: { lv: 'Atgādinājumi', ka: 'შეხსენებები', zh: '提醒次数', ru: 'Напоминаний' },
      readOnly: true,
      default: 0,
    }),
    files: collection(dataRequestFile, {
      label: 'Files',
      labels: { lv: 'Datnes', ka: 'ფაილები', zh: '文件', ru: 'Файлы' },
      via: 'request',
      owned: true,
      readOnly: true,
    }),
    messages: collection(dataRequestMessage, {
      label: 'Questions and answers',
      labels: { lv: 'Jautājumi un atbildes', ka: 'კითხვა-პასუხი', zh: '问答', ru: 'Вопросы и ответы' },
      via: 'request',
      owned: true,
      readOnly: true,
    }),
  },
  lists: {
    all: {
      columns: [
        'party',
        'role',
        'state',
        'email',
        'expiresAt',
        'openedAt',
        'sentAt',
        'createdBy',
        'createdAt',
      ],
      sort: '-createdAt',
    },
    sent: {
      label: 'To be looked at',
      labels: { lv: 'Jāizskata', ka: 'განსახილველი', zh: '待审阅', ru: 'К рассмотрению' },
      columns: ['party', 'role', 'sentAt', 'email', 'createdBy'],
      sort: 'expiresAt',
      where: { state: 'sent' },
    },
  },
  card: [
    {
      section: 'Request',
      labels: { lv: 'Pieprasījums', ka: 'მოთხოვნა', zh: '请求', ru: 'Запрос' },
      fields: ['party', 'role', 'state', 'email', 'language', 'fields', 'papers', 'note', 'expiresAt'],
    },
    {
      section: 'Answer',
      labels: { lv: 'Atbilde', ka: 'პასუხი', zh: '答复', ru: 'Ответ' },
      fields: ['openedAt', 'sentAt', 'accepted', 'files', 'messages', 'remindedAt', 'reminders'],
    },
  ],
  dealings: [
    {
      kind: 'form',
      with: ['party'],
      while: { state: { in: ['open', 'sent'] } },
      close: { state: 'revoked' },
      right: 'revoke',
      until: 'expiresAt',
    },
  ],
  indexes: [['party', 'createdAt']],
  access: {
    clerk: { actions: ['read', 'print', 'accept', 'question', 'revoke', 'close'], see: 'all' },
    manager: { actions: ['read', 'print', 'export', 'accept', 'question', 'revoke', 'close'], see: 'all' },
    leader: { actions: ['read', 'print'], see: 'all' },
    finance: { actions: ['read', 'print'], see: 'all' },
    seller: {
      actions: ['read', 'print', 'question', 'revoke'],
      see: 'all',
    },
    partner: ownRequests,
  },
})
