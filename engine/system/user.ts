import { choice, collection, email, image, object, reference, text, yesNo } from '#model'
import { everyPost } from './post-names.ts'

/** The languages that Kontor speaks, each by its own name. */
export const languages = [
  { value: 'en', label: 'English' },
  { value: 'lv', label: 'Latviešu' },
  { value: 'ka', label: 'ქართული' },
  { value: 'zh', label: '中文' },
  { value: 'ru', label: 'Русский' },
] as const

/** Someone who works with Kontor. Users are deactivated, never deleted, for what they did stays theirs. */
export const user = object('user', {
  label: 'User',
  plural: 'Users',
  labels: {
    lv: ['Lietotājs', 'Lietotāji'],
    ka: ['მომხმარებელი', 'მომხმარებლები'],
    zh: ['用户', '用户'],
    ru: ['Пользователь', 'Пользователи'],
  },
  icon: 'user-round',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Vārds', ka: 'სახელი', zh: '姓名', ru: 'Имя' },
      required: true,
      searched: 'name',
      max: 120,
    }),
    email: email({
      label: 'E-mail',
      labels: { lv: 'E-pasts', ka: 'ელფოსტა', zh: '电子邮箱', ru: 'Эл. почта' },
      help: 'With it the user signs in.',
      helps: {
        lv: 'Ar to lietotājs pierakstās.',
        ka: 'ამით მომხმარებელი შედის სისტემაში.',
        zh: '用户用它登录。',
        ru: 'С ней пользователь входит.',
      },
      required: true,
      unique: true,
      searched: 'identifier',
    }),
    active: yesNo({
      label: 'Active',
      labels: { lv: 'Aktīvs', ka: 'აქტიური', zh: '启用', ru: 'Активен' },
      help: 'Whoever is not active is let in nowhere; what they did stays theirs.',
      helps: {
        lv: 'Kas nav aktīvs, netiek ielaists; paveiktais paliek viņa.',
        ka: 'ვინც აქტიური არ არის, ვერ შედის; გაკეთებული მისი რჩება.',
        zh: '未启用者无法登录；其所做的仍归其名下。',
        ru: 'Неактивного никуда не пускают; сделанное остаётся за ним.',
      },
      default: true,
    }),
    language: choice(languages, {
      label: 'Language',
      labels: { lv: 'Valoda', ka: 'ენა', zh: '语言', ru: 'Язык' },
      help: 'Empty: the language of the group.',
      helps: {
        lv: 'Tukšs: grupas valoda.',
        ka: 'ცარიელი: ჯგუფის ენა.',
        zh: '留空：集团的语言。',
        ru: 'Пусто: язык группы.',
      },
    }),
    superior: reference('user', {
      label: 'Superior',
      labels: { lv: 'Priekšnieks', ka: 'უფროსი', zh: '上级', ru: 'Начальник' },
      help: 'To whom the user reports.',
      helps: {
        lv: 'Kam lietotājs ir pakļauts.',
        ka: 'ვის ექვემდებარება მომხმარებელი.',
        zh: '用户向谁汇报。',
        ru: 'Кому подчиняется пользователь.',
      },
    }),
    posts: collection('userPost', {
      label: 'Posts',
      labels: { lv: 'Amati', ka: 'თანამდებობები', zh: '岗位', ru: 'Должности' },
      via: 'user',
      owned: true,
    }),
    picture: image({ label: 'Picture', labels: { lv: 'Attēls', ka: 'სურათი', zh: '头像', ru: 'Фото' } }),
  },
  lists: {
    active: {
      label: 'Active',
      labels: { lv: 'Aktīvie', ka: 'აქტიურები', zh: '启用的', ru: 'Активные' },
      columns: ['name', 'email', 'posts', 'superior', 'language'],
      where: { active: true },
      sort: 'name',
    },
    all: {
      label: 'All',
      labels: { lv: 'Visi', ka: 'ყველა', zh: '全部', ru: 'Все' },
      columns: ['name', 'email', 'active', 'posts', 'superior', 'language'],
      sort: 'name',
    },
  },
  card: [
    {
      section: 'User',
      labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
      fields: ['name', 'email', 'active', 'language', 'superior', 'picture'],
    },
    {
      section: 'Posts',
      labels: { lv: 'Amati', ka: 'თანამდებობები', zh: '岗位', ru: 'Должности' },
      fields: ['posts'],
    },
  ],
  access: everyPost({ actions: ['read'], see: ['name', 'picture', 'active'] }),
})
