import { choice, code, email, integer, text, yesNo } from '#model'
import type { SettingDeclaration } from '../module.ts'
import { languages } from '../system/user.ts'

/** What is decided once for the whole group of companies. */
export const groupSettings: readonly SettingDeclaration[] = [
  {
    key: 'group.name',
    field: text({
      label: 'Name of the group',
      labels: { lv: 'Grupas nosaukums', ka: 'ჯგუფის სახელი', zh: '集团名称', ru: 'Название группы' },
      max: 120,
    }),
    initial: 'Kontor',
  },
  {
    key: 'group.currency',
    field: code('currency', {
      label: 'Currency',
      labels: { lv: 'Valūta', ka: 'ვალუტა', zh: '币种', ru: 'Валюта' },
      help: 'In which amounts are that name no currency.',
      helps: {
        lv: 'Kurā ir summas bez norādītas valūtas.',
        ka: 'რომელ ვალუტაშია თანხები, რომლებსაც ვალუტა არ აქვს.',
        zh: '未注明币种的金额所用的币种。',
        ru: 'В ней суммы, у которых валюта не указана.',
      },
    }),
    initial: 'EUR',
  },
  {
    key: 'group.language',
    field: choice(languages, {
      label: 'Language',
      labels: { lv: 'Valoda', ka: 'ენა', zh: '语言', ru: 'Язык' },
      help: 'For whoever has chosen none.',
      helps: {
        lv: 'Tiem, kas nav izvēlējušies.',
        ka: 'მათთვის, ვისაც არ აურჩევია.',
        zh: '用于未作选择的人。',
        ru: 'Для тех, кто не выбрал.',
      },
    }),
    initial: 'en',
  },
  {
    key: 'group.timeZone',
    field: text({
      label: 'Time zone',
      labels: { lv: 'Laika josla', ka: 'სასაათო სარტყელი', zh: '时区', ru: 'Часовой пояс' },
      help: 'Such as Europe/Riga. It says when a day begins.',
      helps: {
        lv: 'Piemēram, Europe/Riga. Pēc tās sākas diena.',
        ka: 'მაგალითად, Europe/Riga. ის განსაზღვრავს, როდის იწყება დღე.',
        zh: '例如 Europe/Riga。它决定一天何时开始。',
        ru: 'Например, Europe/Riga. По нему начинается день.',
      },
      max: 60,
    }),
    initial: 'UTC',
  },
  {
    key: 'mail.from',
    field: email({
      label: 'Sender of mails',
      labels: {
        lv: 'Vēstuļu sūtītājs',
        ka: 'წერილების გამგზავნი',
        zh: '邮件发件人',
        ru: 'Отправитель писем',
      },
      help: 'The address that mails come from. Empty: the name by which Kontor signs in at the mail server.',
      helps: {
        lv: 'Adrese, no kuras nāk vēstules. Tukšs: vārds, ar kuru Kontor pierakstās pasta serverī.',
        ka: 'მისამართი, საიდანაც წერილები მოდის. ცარიელი: სახელი, რომლითაც Kontor ფოსტის სერვერზე შედის.',
        zh: '邮件的发件地址。留空：Kontor 登录邮件服务器所用的名称。',
        ru: 'Адрес, с которого приходят письма. Пусто: имя, под которым Kontor входит на почтовый сервер.',
      },
    }),
    initial: null,
  },
  {
    key: 'signIn.idleHours',
    field: integer({
      label: 'Sessions end unused after (hours)',
      labels: {
        lv: 'Neizmantotas sesijas beidzas pēc (stundas)',
        ka: 'გამოუყენებელი სესია სრულდება (საათი)',
        zh: '会话闲置多久后结束（小时）',
        ru: 'Неиспользуемый сеанс кончается через (часы)',
      },
      min: 1,
      max: 8_760,
    }),
    initial: 336,
  },
  {
    key: 'signIn.longestDays',
    field: integer({
      label: 'Sessions end at the latest after (days)',
      labels: {
        lv: 'Sesijas beidzas vēlākais pēc (dienas)',
        ka: 'სესია სრულდება არაუგვიანეს (დღე)',
        zh: '会话最长持续（天）',
        ru: 'Сеанс кончается не позднее чем через (дни)',
      },
      min: 1,
      max: 365,
    }),
    initial: 90,
  },
  {
    key: 'signIn.levelTwo',
    field: yesNo({
      label: 'Sessions end after 30 minutes unused, and after 12 hours at the latest',
      labels: {
        lv: 'Sesijas beidzas pēc 30 minūtēm bez lietošanas un vēlākais pēc 12 stundām',
        ka: 'სესია სრულდება 30 წუთის გამოუყენებლობის შემდეგ და არაუგვიანეს 12 საათისა',
        zh: '会话闲置 30 分钟后结束，最长 12 小时',
        ru: 'Сеанс кончается через 30 минут без работы и не позднее чем через 12 часов',
      },
    }),
    initial: false,
  },
  {
    key: 'signIn.freeFailures',
    field: integer({
      label: 'Wrong passwords before one has to wait',
      labels: {
        lv: 'Nepareizas paroles, pirms jāgaida',
        ka: 'არასწორი პაროლები ლოდინამდე',
        zh: '需要等待前允许的错误密码次数',
        ru: 'Неверных паролей до ожидания',
      },
      min: 3,
      max: 20,
    }),
    initial: 5,
  },
  {
    key: 'signIn.longestWaitSeconds',
    field: integer({
      label: 'Longest wait (seconds)',
      labels: {
        lv: 'Ilgākā gaidīšana (sekundes)',
        ka: 'უდიდესი ლოდინი (წამი)',
        zh: '最长等待（秒）',
        ru: 'Дольше всего ждать (секунды)',
      },
      min: 10,
      max: 900,
    }),
    initial: 60,
  },
]
