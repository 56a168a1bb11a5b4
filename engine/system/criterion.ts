import { data, object, text, yesNo } from '#model'

/**
 * When an action is proposed: a condition over records of an object, and what is to be done with those that
 * meet it. A nightly job looks; people decide, unless it was switched to act by itself.
 */
export const criterion = object('criterion', {
  label: 'Criterion',
  plural: 'Criteria',
  labels: {
    lv: ['Kritērijs', 'Kritēriji'],
    ka: ['კრიტერიუმი', 'კრიტერიუმები'],
    zh: ['条件', '条件'],
    ru: ['Критерий', 'Критерии'],
  },
  icon: 'list-filter',
  system: true,
  title: 'name',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'დასახელება', zh: '名称', ru: 'Название' },
      help: 'It stands as the reason beside each partner that it proposes.',
      helps: {
        lv: 'Tas ir iemesls pie katra piedāvātā partnera.',
        ka: 'ის მიზეზად უწერია ყოველ შემოთავაზებულ პარტნიორს.',
        zh: '作为原因显示在每个被提议的单位旁。',
        ru: 'Оно стоит причиной возле каждого предложенного партнёра.',
      },
      required: true,
      max: 160,
    }),
    object: text({
      label: 'Object',
      labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
      required: true,
      max: 80,
    }),
    where: data({
      conditionOn: 'object',
      label: 'When',
      labels: { lv: 'Kad', ka: 'როდის', zh: '何时', ru: 'Когда' },
      help: 'A condition, such as {"country": "LV", "lastContact": {"set": false}}.',
      helps: {
        lv: 'Nosacījums, piemēram, {"country": "LV", "lastContact": {"set": false}}.',
        ka: 'პირობა, მაგალითად {"country": "LV", "lastContact": {"set": false}}.',
        zh: '条件，例如 {"country": "LV", "lastContact": {"set": false}}。',
        ru: 'Условие, например {"country": "LV", "lastContact": {"set": false}}.',
      },
      required: true,
    }),
    action: text({
      label: 'Action',
      labels: { lv: 'Darbība', ka: 'მოქმედება', zh: '操作', ru: 'Действие' },
      required: true,
      max: 80,
    }),
    input: data({
      label: 'With',
      labels: { lv: 'Ar', ka: 'რითი', zh: '附带', ru: 'С чем' },
      help: 'What the action asks for, such as {"reason": "noLongerActive"}.',
      helps: {
        lv: 'Ko darbība prasa, piemēram, {"reason": "noLongerActive"}.',
        ka: 'რას ითხოვს მოქმედება, მაგალითად {"reason": "noLongerActive"}.',
        zh: '操作所需内容，例如 {"reason": "noLongerActive"}。',
        ru: 'Что действие спрашивает, например {"reason": "noLongerActive"}.',
      },
    }),
    automatic: yesNo({
      label: 'By itself',
      labels: { lv: 'Automātiski', ka: 'ავტომატურად', zh: '自动', ru: 'Автоматически' },
      help: 'Done without being asked, in the name of whoever switched this on.',
      helps: {
        lv: 'Izdara bez jautāšanas tā vārdā, kurš to ieslēdza.',
        ka: 'სრულდება შეუკითხავად, მისი სახელით, ვინც ჩართო.',
        zh: '不经询问即执行，以启用者的名义。',
        ru: 'Делается без вопроса, от имени того, кто это включил.',
      },
      default: false,
    }),
    active: yesNo({
      label: 'In force',
      labels: { lv: 'Spēkā', ka: 'ძალაშია', zh: '生效', ru: 'Действует' },
      default: true,
    }),
  },
  lists: { all: { columns: ['name', 'object', 'action', 'automatic', 'active'], sort: 'name' } },
  card: [
    {
      section: 'Criterion',
      labels: { lv: 'Kritērijs', ka: 'კრიტერიუმი', zh: '条件', ru: 'Критерий' },
      fields: ['name', 'object', 'where', 'action', 'input', 'automatic', 'active'],
    },
  ],
  access: {},
})
