import { choice, day, formula, instant, longText, object, reference, text, yesNo } from '#model'

/** Still to be done: a task or a visit, and a call or an e-mail that has a day or an hour. */
const planned = {
  done: false,
  any: [
    { kind: { in: ['task', 'visit'] } },
    { kind: { in: ['call', 'email'] }, due: { set: true } },
    { kind: { in: ['call', 'email'] }, at: { set: true } },
  ],
} as const

/** What was said, whether it has an hour or not. */
const talk = {
  any: [
    { kind: 'note' },
    { kind: { in: ['call', 'email'] }, done: true },
    { kind: { in: ['call', 'email'] }, due: null, at: null },
  ],
} as const

/** A talk with a partner, or something to be done for one: note, call, visit, e-mail or task. */
export const activity = object('activity', {
  label: 'Activity',
  plural: 'Activities',
  labels: {
    lv: ['Darbība', 'Darbības'],
    ka: ['აქტივობა', 'აქტივობები'],
    zh: ['活动', '活动'],
    ru: ['Действие', 'Действия'],
  },
  icon: 'calendar-check',
  title: 'subject',
  fields: {
    party: reference('party', {
      label: 'Partner',
      labels: { lv: 'Partneris', ka: 'პარტნიორი', zh: '往来单位', ru: 'Партнёр' },
      required: true,
      seenWith: true,
    }),
    kind: choice(
      [
        {
          value: 'note',
          label: 'Note',
          labels: { lv: 'Piezīme', ka: 'ჩანაწერი', zh: '笔记', ru: 'Заметка' },
        },
        { value: 'call', label: 'Call', labels: { lv: 'Zvans', ka: 'ზარი', zh: '电话', ru: 'Звонок' } },
        { value: 'visit', label: 'Visit', labels: { lv: 'Vizīte', ka: 'ვიზიტი', zh: '拜访', ru: 'Визит' } },
        {
          value: 'email',
          label: 'E-mail',
          labels: { lv: 'E-pasts', ka: 'ელფოსტა', zh: '邮件', ru: 'Письмо' },
        },
        {
          value: 'task',
          label: 'Task',
          labels: { lv: 'Uzdevums', ka: 'დავალება', zh: '任务', ru: 'Задача' },
        },
      ],
      {
        label: 'Kind',
        labels: { lv: 'Veids', ka: 'სახე', zh: '类型', ru: 'Вид' },
        default: 'note',
        indexed: true,
      },
    ),
    subject: text({
      label: 'Subject',
      labels: { lv: 'Temats', ka: 'თემა', zh: '主题', ru: 'Тема' },
      required: true,
      searched: 'name',
      max: 300,
    }),
    text: longText({ label: 'Text', labels: { lv: 'Teksts', ka: 'ტექსტი', zh: '内容', ru: 'Текст' } }),
    at: instant({
      label: 'When',
      labels: { lv: 'Kad', ka: 'როდის', zh: '时间', ru: 'Когда' },
      help: 'When it took place, or is planned to.',
      helps: {
        lv: 'Kad tas notika vai ir plānots.',
        ka: 'როდის მოხდა ან როდის იგეგმება.',
        zh: '发生或计划的时间。',
        ru: 'Когда это было или запланировано.',
      },
      indexed: true,
    }),
    due: day({
      label: 'Due',
      labels: { lv: 'Termiņš', ka: 'ვადა', zh: '截止日', ru: 'Срок' },
      indexed: true,
    }),
    owner: reference('user', {
      label: 'Owner',
      labels: { lv: 'Atbildīgais', ka: 'პასუხისმგებელი', zh: '负责人', ru: 'Ответственный' },
      default: '$me',
    }),
    done: yesNo({
      label: 'Done',
      labels: { lv: 'Paveikts', ka: 'შესრულებული', zh: '已完成', ru: 'Выполнено' },
      default: false,
    }),
    talkedAt: formula(
      'instant',
      'IF(AND(done, OR(kind = "call", kind = "visit", kind = "email")), IF(ISBLANK(at), createdAt, at))',
      {
        label: 'Talked on',
        labels: { lv: 'Runāts', ka: 'საუბარი შედგა', zh: '联系时间', ru: 'Разговор состоялся' },
        help: 'When a call, visit or e-mail took place; empty for what is still to be done.',
        helps: {
          lv: 'Kad notika zvans, vizīte vai e-pasts; tukšs, ja vēl jāpaveic.',
          ka: 'როდის შედგა ზარი, ვიზიტი ან წერილი; ცარიელია, თუ ჯერ შესასრულებელია.',
          zh: '电话、拜访或邮件发生的时间；未完成则为空。',
          ru: 'Когда состоялся звонок, визит или письмо; пусто, если ещё предстоит.',
        },
        shown: 'day',
      },
    ),
  },
  lists: {
    all: { columns: ['subject', 'kind', 'party', 'owner', 'due', 'done', 'at'], sort: '-createdAt' },
    mine: {
      label: 'Mine, open',
      labels: { lv: 'Manas, atvērtas', ka: 'ჩემი, ღია', zh: '我的未完成', ru: 'Мои открытые' },
      columns: ['subject', 'kind', 'party', 'due'],
      sort: 'due',
      where: {
        owner: '$me',
        done: false,
        kind: { not: 'note' },
        any: [{ kind: 'task' }, { due: { set: true } }, { at: { set: true } }],
      },
    },
    day: {
      label: 'My week',
      labels: { lv: 'Mana nedēļa', ka: 'ჩემი კვირა', zh: '我的一周', ru: 'Моя неделя' },
      columns: ['subject', 'kind', 'party', 'at', 'due', 'done'],
      sort: 'due',
      where: {
        owner: '$me',
        kind: { not: 'note' },
        any: [{ due: { within: '+6d' } }, { at: { within: '+6d' } }],
      },
    },
  },
  card: [
    {
      section: 'Activity',
      labels: { lv: 'Darbība', ka: 'აქტივობა', zh: '活动', ru: 'Действие' },
      fields: ['kind', 'subject', 'party', 'text', 'at', 'owner', 'due', 'done'],
    },
  ],
  dealings: [
    {
      kind: 'task',
      with: ['party'],
      while: planned,
      close: { done: true },
      handOver: 'owner',
    },
    { kind: 'talk', with: ['party'], while: talk },
  ],
  indexes: [
    ['owner', 'due'],
    ['party', 'at'],
    ['party', 'createdAt'],
  ],
  access: {
    clerk: {
      actions: ['read', 'create', 'change', 'delete', 'print', 'complete'],
      see: 'all',
      change: 'all',
    },
    manager: {
      actions: ['read', 'create', 'change', 'delete', 'print', 'export', 'complete'],
      see: 'all',
      change: 'all',
    },
    leader: { actions: ['read', 'create', 'change', 'print', 'complete'], see: 'all', change: 'all' },
    finance: { actions: ['read', 'create', 'change', 'print', 'complete'], see: 'all', change: 'all' },
    collector: { actions: ['read', 'create', 'change', 'print', 'complete'], see: 'all', change: 'all' },
    seller: {
      actions: ['read', 'create', 'change', 'delete', 'print', 'complete'],
      rows: { owner: '$me' },
      see: 'all',
      change: 'all',
    },
  },
})
