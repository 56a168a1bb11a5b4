import { choice, data, integer, object, text, yesNo } from '#model'

/**
 * How long records of people are kept: a duty of law to keep them, or the time after which they are to be
 * looked through or made anonymous.
 */
export const retentionRule = object('retentionRule', {
  label: 'Retention rule',
  plural: 'Retention rules',
  labels: {
    lv: ['Glabāšanas noteikums', 'Glabāšanas noteikumi'],
    ka: ['შენახვის წესი', 'შენახვის წესები'],
    zh: ['保存规则', '保存规则'],
    ru: ['Правило хранения', 'Правила хранения'],
  },
  icon: 'archive',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      max: 120,
    }),
    object: text({
      label: 'Object',
      labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
      help: 'Such as contact, customer, party or user.',
      helps: {
        lv: 'Piemēram, contact, customer, party vai user.',
        ka: 'მაგალითად, contact, customer, party ან user.',
        zh: '例如 contact、customer、party 或 user。',
        ru: 'Например, contact, customer, party или user.',
      },
      required: true,
      max: 80,
    }),
    where: data({
      conditionOn: 'object',
      label: 'Only where',
      labels: { lv: 'Tikai ja', ka: 'მხოლოდ თუ', zh: '仅当', ru: 'Только если' },
      help: 'A condition, such as {"country": "LV"} or {"category.name": "Lead"}. Empty: all of them.',
      helps: {
        lv: 'Nosacījums, piemēram, {"country": "LV"} vai {"category.name": "Lead"}. Tukšs: visi.',
        ka: 'პირობა, მაგალითად {"country": "LV"} ან {"category.name": "Lead"}. ცარიელი: ყველა.',
        zh: '条件，例如 {"country": "LV"} 或 {"category.name": "Lead"}。留空：全部。',
        ru: 'Условие, например {"country": "LV"} или {"category.name": "Lead"}. Пусто: все.',
      },
    }),
    dayField: text({
      label: 'Counted from',
      labels: { lv: 'Skaita no', ka: 'ათვლა', zh: '起算', ru: 'Отсчёт от' },
      help: 'The name of a field that holds a day or an instant. Empty: when the record was last changed.',
      helps: {
        lv: 'Lauka nosaukums, kurā ir diena vai brīdis. Tukšs: kad ieraksts pēdējoreiz mainīts.',
        ka: 'ველის სახელი, რომელშიც დღე ან მომენტია. ცარიელი: როდის შეიცვალა ჩანაწერი ბოლოს.',
        zh: '含日期或时刻的字段名。留空：记录最后更改之时。',
        ru: 'Имя поля, в котором день или момент. Пусто: когда запись изменили в последний раз.',
      },
      max: 80,
    }),
    months: integer({
      label: 'Months',
      labels: { lv: 'Mēneši', ka: 'თვე', zh: '月数', ru: 'Месяцев' },
      required: true,
      min: 1,
      max: 1200,
    }),
    outcome: choice(
      [
        {
          value: 'keep',
          label: 'Must be kept until then',
          labels: {
            lv: 'Līdz tam jāglabā',
            ka: 'მანამდე უნდა ინახებოდეს',
            zh: '在此之前必须保存',
            ru: 'До тех пор хранить обязательно',
          },
        },
        {
          value: 'review',
          label: 'Propose for review then',
          labels: {
            lv: 'Tad piedāvāt pārskatīšanai',
            ka: 'მერე შესთავაზოს გადასახედად',
            zh: '届时提请审查',
            ru: 'Затем предложить к просмотру',
          },
        },
        {
          value: 'anonymise',
          label: 'Make anonymous then',
          labels: {
            lv: 'Tad padarīt anonīmu',
            ka: 'მერე გახდეს ანონიმური',
            zh: '届时匿名化',
            ru: 'Затем обезличить',
          },
        },
      ],
      {
        label: 'What then',
        labels: { lv: 'Ko tad', ka: 'მერე რა', zh: '之后如何', ru: 'Что затем' },
        required: true,
        default: 'review',
      },
    ),
    ground: text({
      label: 'Ground',
      labels: { lv: 'Pamats', ka: 'საფუძველი', zh: '依据', ru: 'Основание' },
      help: 'The law or the reason, in words; it is shown to whoever wants to erase.',
      helps: {
        lv: 'Likums vai iemesls vārdos; to redz, kas grib dzēst.',
        ka: 'კანონი ან მიზეზი სიტყვებით; მას ხედავს, ვისაც წაშლა უნდა.',
        zh: '法律或理由的说明；要删除的人会看到。',
        ru: 'Закон или причина словами; их видит тот, кто хочет стереть.',
      },
      required: true,
      max: 300,
    }),
    active: yesNo({
      label: 'In force',
      labels: { lv: 'Spēkā', ka: 'ძალაშია', zh: '生效', ru: 'Действует' },
      default: true,
    }),
  },
  lists: { all: { columns: ['name', 'object', 'months', 'outcome', 'ground', 'active'], sort: 'name' } },
  card: [
    {
      section: 'Rule',
      labels: { lv: 'Noteikums', ka: 'წესი', zh: '规则', ru: 'Правило' },
      fields: ['name', 'object', 'where', 'dayField', 'months', 'outcome', 'ground', 'active'],
    },
  ],
  access: {},
})
