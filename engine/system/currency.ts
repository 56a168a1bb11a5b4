import { code, day, decimal, integer, object, text, yesNo } from '#model'
import { everyPost } from './post-names.ts'

/** A currency that the group uses. */
export const currency = object('currency', {
  label: 'Currency',
  plural: 'Currencies',
  labels: {
    lv: ['Valūta', 'Valūtas'],
    ka: ['ვალუტა', 'ვალუტები'],
    zh: ['币种', '币种'],
    ru: ['Валюта', 'Валюты'],
  },
  icon: 'coins',
  system: true,
  title: 'code',
  fields: {
    code: code('currency', {
      label: 'Code',
      labels: { lv: 'Kods', ka: 'კოდი', zh: '代码', ru: 'Код' },
      required: true,
      unique: true,
    }),
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      max: 100,
    }),
    decimals: integer({
      label: 'Decimals',
      labels: { lv: 'Decimālzīmes', ka: 'ათწილადი ნიშნები', zh: '小数位数', ru: 'Знаков после запятой' },
      help: 'With how many decimals its amounts are written.',
      helps: {
        lv: 'Ar cik zīmēm aiz komata raksta summas.',
        ka: 'რამდენი ათობითი ნიშნით იწერება თანხები.',
        zh: '金额保留的小数位数。',
        ru: 'Со сколькими знаками после запятой пишутся суммы.',
      },
      min: 0,
      max: 4,
      default: 2,
    }),
    active: yesNo({
      label: 'Active',
      labels: { lv: 'Aktīva', ka: 'აქტიური', zh: '启用', ru: 'Используется' },
      default: true,
    }),
  },
  lists: { all: { columns: ['code', 'name', 'decimals', 'active'], sort: 'code' } },
  card: [
    {
      section: 'Currency',
      labels: { lv: 'Valūta', ka: 'ვალუტა', zh: '币种', ru: 'Валюта' },
      fields: ['code', 'name', 'decimals', 'active'],
    },
  ],
  access: everyPost({ actions: ['read'], see: 'all' }),
})

/** How much of a currency one of the base currency is worth, from a day on until a later rate. */
export const exchangeRate = object('exchangeRate', {
  label: 'Exchange rate',
  plural: 'Exchange rates',
  labels: {
    lv: ['Valūtas kurss', 'Valūtu kursi'],
    ka: ['ვალუტის კურსი', 'ვალუტის კურსები'],
    zh: ['汇率', '汇率'],
    ru: ['Курс валюты', 'Курсы валют'],
  },
  icon: 'arrow-left-right',
  system: true,
  title: 'currency',
  fields: {
    base: code('currency', {
      label: 'Base currency',
      labels: { lv: 'Bāzes valūta', ka: 'საბაზო ვალუტა', zh: '基准币种', ru: 'Базовая валюта' },
      required: true,
    }),
    currency: code('currency', {
      label: 'Currency',
      labels: { lv: 'Valūta', ka: 'ვალუტა', zh: '币种', ru: 'Валюта' },
      required: true,
    }),
    day: day({
      label: 'From day',
      labels: { lv: 'No dienas', ka: 'დღიდან', zh: '生效日期', ru: 'Со дня' },
      required: true,
    }),
    rate: decimal({
      label: 'Rate',
      labels: { lv: 'Kurss', ka: 'კურსი', zh: '汇率', ru: 'Курс' },
      help: 'How much of the currency one of the base currency is worth.',
      helps: {
        lv: 'Cik šīs valūtas ir viena bāzes valūtas vienība.',
        ka: 'რამდენ ერთეულ ვალუტას უდრის საბაზისო ვალუტის ერთეული.',
        zh: '一单位基准货币折合多少该货币。',
        ru: 'Сколько единиц валюты стоит единица базовой.',
      },
      required: true,
    }),
  },
  lists: { all: { columns: ['day', 'base', 'currency', 'rate'], sort: ['-day'] } },
  card: [
    {
      section: 'Exchange rate',
      labels: { lv: 'Valūtas kurss', ka: 'ვალუტის კურსი', zh: '汇率', ru: 'Курс валюты' },
      fields: ['base', 'currency', 'day', 'rate'],
    },
  ],
  indexes: [['base', 'currency', 'day']],
  access: {
    ...everyPost({ actions: ['read'], see: 'all' }),
    finance: {
      actions: ['read', 'create', 'change', 'delete', 'export', 'import'],
      see: 'all',
      change: 'all',
    },
  },
})
