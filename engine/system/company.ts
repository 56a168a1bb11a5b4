import { choices, choice, code, collection, day, object, reference, taxNumber, text } from '#model'
import { everyPost } from './post-names.ts'
import { languages } from './user.ts'

const weekdays = [
  {
    value: 'monday',
    label: 'Monday',
    labels: { lv: 'Pirmdiena', ka: 'ორშაბათი', zh: '星期一', ru: 'Понедельник' },
  },
  {
    value: 'tuesday',
    label: 'Tuesday',
    labels: { lv: 'Otrdiena', ka: 'სამშაბათი', zh: '星期二', ru: 'Вторник' },
  },
  {
    value: 'wednesday',
    label: 'Wednesday',
    labels: { lv: 'Trešdiena', ka: 'ოთხშაბათი', zh: '星期三', ru: 'Среда' },
  },
  {
    value: 'thursday',
    label: 'Thursday',
    labels: { lv: 'Ceturtdiena', ka: 'ხუთშაბათი', zh: '星期四', ru: 'Четверг' },
  },
  {
    value: 'friday',
    label: 'Friday',
    labels: { lv: 'Piektdiena', ka: 'პარასკევი', zh: '星期五', ru: 'Пятница' },
  },
  {
    value: 'saturday',
    label: 'Saturday',
    labels: { lv: 'Sestdiena', ka: 'შაბათი', zh: '星期六', ru: 'Суббота' },
  },
  {
    value: 'sunday',
    label: 'Sunday',
    labels: { lv: 'Svētdiena', ka: 'კვირა', zh: '星期日', ru: 'Воскресенье' },
  },
] as const

/** One firm of the group, with its own currency, time zone, language and working days. */
export const company = object('company', {
  label: 'Company',
  plural: 'Companies',
  labels: {
    lv: ['Uzņēmums', 'Uzņēmumi'],
    ka: ['კომპანია', 'კომპანიები'],
    zh: ['公司', '公司'],
    ru: ['Компания', 'Компании'],
  },
  icon: 'building-2',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      unique: true,
      searched: 'name',
    }),
    country: code('country', {
      label: 'Country',
      labels: { lv: 'Valsts', ka: 'ქვეყანა', zh: '国家', ru: 'Страна' },
    }),
    taxId: taxNumber({
      label: 'Tax number',
      labels: { lv: 'Nodokļu numurs', ka: 'საიდენტიფიკაციო კოდი', zh: '税号', ru: 'Налоговый номер' },
      country: 'country',
    }),
    currency: code('currency', {
      label: 'Currency',
      labels: { lv: 'Valūta', ka: 'ვალუტა', zh: '币种', ru: 'Валюта' },
      help: 'Empty: the currency of the group.',
      helps: {
        lv: 'Tukšs: grupas valūta.',
        ka: 'ცარიელი: ჯგუფის ვალუტა.',
        zh: '留空：集团的币种。',
        ru: 'Пусто: валюта группы.',
      },
    }),
    timeZone: text({
      label: 'Time zone',
      labels: { lv: 'Laika josla', ka: 'სასაათო სარტყელი', zh: '时区', ru: 'Часовой пояс' },
      help: 'Such as Europe/Riga. Empty: the time zone of the group.',
      helps: {
        lv: 'Piemēram, Europe/Riga. Tukšs: grupas laika josla.',
        ka: 'მაგალითად, Europe/Riga. ცარიელი: ჯგუფის სასაათო სარტყელი.',
        zh: '例如 Europe/Riga。留空：集团的时区。',
        ru: 'Например, Europe/Riga. Пусто: часовой пояс группы.',
      },
      max: 60,
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
    workingDays: choices(weekdays, {
      label: 'Working days',
      labels: { lv: 'Darba dienas', ka: 'სამუშაო დღეები', zh: '工作日', ru: 'Рабочие дни' },
      default: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    }),
    holidays: collection('companyHoliday', {
      label: 'Holidays',
      labels: { lv: 'Brīvdienas', ka: 'დასვენების დღეები', zh: '节假日', ru: 'Праздники' },
      via: 'company',
      owned: true,
    }),
  },
  lists: { all: { columns: ['name', 'country', 'taxId', 'currency', 'timeZone', 'language'], sort: 'name' } },
  card: [
    {
      section: 'Company',
      labels: { lv: 'Uzņēmums', ka: 'კომპანია', zh: '公司', ru: 'Компания' },
      fields: ['name', 'country', 'taxId', 'currency', 'timeZone', 'language'],
    },
    {
      section: 'Working calendar',
      labels: { lv: 'Darba kalendārs', ka: 'სამუშაო კალენდარი', zh: '工作日历', ru: 'Рабочий календарь' },
      fields: ['workingDays', 'holidays'],
    },
  ],
  access: everyPost({ actions: ['read'], see: 'all' }),
})

/** A day on which a company does not work. */
export const companyHoliday = object('companyHoliday', {
  label: 'Holiday',
  plural: 'Company holidays',
  labels: {
    lv: ['Brīvdiena', 'Brīvdienas'],
    ka: ['დასვენების დღე', 'დასვენების დღეები'],
    zh: ['节假日', '节假日'],
    ru: ['Праздник', 'Праздники'],
  },
  system: true,
  title: 'name',
  owned: { by: 'company', via: 'company' },
  fields: {
    company: reference('company', {
      label: 'Company',
      labels: { lv: 'Uzņēmums', ka: 'კომპანია', zh: '公司', ru: 'Компания' },
      required: true,
    }),
    day: day({ label: 'Day', labels: { lv: 'Diena', ka: 'დღე', zh: '日期', ru: 'День' }, required: true }),
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      max: 100,
    }),
  },
  lists: {},
  card: [],
  access: everyPost({ actions: ['read'], see: 'all' }),
})
