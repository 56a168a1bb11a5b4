import { day, formula, object, reference, text, yesNo } from '#model'

const from = day({ label: 'From', labels: { lv: 'No', ka: 'დან', zh: '自', ru: 'С' } })
const until = day({
  label: 'Until',
  labels: { lv: 'Līdz', ka: 'მდე', zh: '至', ru: 'По' },
  help: 'Empty while it lasts.',
  helps: {
    lv: 'Tukšs, kamēr tas turpinās.',
    ka: 'ცარიელია, სანამ გრძელდება.',
    zh: '仍在持续时留空。',
    ru: 'Пусто, пока это длится.',
  },
})
const endedBecause = text({
  label: 'Why it ended',
  labels: { lv: 'Kāpēc beidzās', ka: 'რატომ დასრულდა', zh: '结束原因', ru: 'Почему закончилась' },
  readOnly: true,
  max: 300,
})
/** Told by its last day alone, so that it can never say otherwise. */
const left = formula('yesNo', 'AND(NOT(ISBLANK(until)), until < TODAY())', {
  label: 'Has left',
  labels: { lv: 'Aizgājis', ka: 'წასულია', zh: '已离开', ru: 'Уже не там' },
  help: 'Yes once the day “Until” is over.',
  helps: {
    lv: 'Jā, kad diena “Līdz” ir pagājusi.',
    ka: 'კი, როცა დღე „მდე“ გავიდა.',
    zh: '“至”的日期过后为“是”。',
    ru: 'Да, когда день «По» прошёл.',
  },
})
/** A link ends after it has begun. */
const endsAfterBegin = {
  must: 'OR(ISBLANK(from), ISBLANK(until), until >= from)',
  at: 'until',
  refusal: 'The link ends before it begins. Correct one of the days.',
  labels: {
    lv: 'Saite beidzas, pirms tā sākas. Labojiet vienu no datumiem.',
    ka: 'კავშირი დაწყებამდე მთავრდება. შეასწორეთ ერთ-ერთი თარიღი.',
    zh: '该关联在开始之前就结束了。请更正其中一个日期。',
    ru: 'Связь заканчивается раньше, чем начинается. Исправьте один из дней.',
  },
} as const
/** One that is over is history: it may be written down of anybody, and taking it up again is a new link. */
const lasts = { any: [{ until: { set: false } }, { until: { atLeast: '$today' } }] } as const
const customer = reference('customer', {
  label: 'Customer',
  labels: { lv: 'Klients', ka: 'კლიენტი', zh: '客户', ru: 'Клиент' },
  seenWith: true,
})
const supplier = reference('supplier', {
  label: 'Supplier',
  labels: { lv: 'Piegādātājs', ka: 'მომწოდებელი', zh: '供应商', ru: 'Поставщик' },
  seenWith: true,
})
/** Two who are linked are not linked a second time while it lasts: what changes, changes in that link. */
const linkedAlready = {
  refusal: 'These two are linked already. Change that link, or end it first.',
  labels: {
    lv: 'Šie abi jau ir saistīti. Mainiet to saiti vai vispirms to izbeidziet.',
    ka: 'ეს ორი უკვე დაკავშირებულია. შეცვალეთ ის კავშირი ან ჯერ დაასრულეთ.',
    zh: '这两者已经关联。请更改该关联，或先将其解除。',
    ru: 'Эти двое уже связаны. Измените ту связь или сначала прекратите её.',
  },
} as const
const everything = {
  actions: ['read', 'create', 'change', 'delete', 'print', 'export', 'unlink'],
  see: 'all',
  change: 'all',
} as const

/** That a contact works for, or speaks for, a customer or a supplier. */
export const contactLink = object('contactLink', {
  label: 'Contact link',
  plural: 'Contact links',
  labels: {
    lv: ['Kontakta saite', 'Kontaktu saites'],
    ka: ['კონტაქტის კავშირი', 'კონტაქტის კავშირები'],
    zh: ['联系人关联', '联系人关联'],
    ru: ['Связь с контактом', 'Связи с контактами'],
  },
  icon: 'link',
  title: 'position',
  fields: {
    contact: reference('contact', {
      label: 'Contact',
      labels: { lv: 'Kontaktpersona', ka: 'კონტაქტი', zh: '联系人', ru: 'Контакт' },
      required: true,
      seenWith: true,
    }),
    customer,
    supplier,
    position: text({
      label: 'Position',
      labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '职务', ru: 'Должность' },
      max: 120,
    }),
    main: yesNo({
      label: 'Main contact',
      labels: {
        lv: 'Galvenā kontaktpersona',
        ka: 'მთავარი კონტაქტი',
        zh: '主要联系人',
        ru: 'Основной контакт',
      },
      default: false,
    }),
    from,
    until,
    left,
    endedBecause,
  },
  lists: {
    all: {
      columns: ['contact', 'customer', 'supplier', 'position', 'main', 'from', 'until', 'endedBecause'],
      sort: '-createdAt',
    },
  },
  card: [
    {
      section: 'Link',
      labels: { lv: 'Saite', ka: 'კავშირი', zh: '关联', ru: 'Связь' },
      fields: [
        'contact',
        'customer',
        'supplier',
        'position',
        'main',
        'from',
        'until',
        'left',
        'endedBecause',
      ],
    },
  ],
  rules: [
    {
      must: 'NOT(AND(ISBLANK(customer), ISBLANK(supplier)))',
      at: 'customer',
      refusal: 'Name the customer or the supplier that the contact belongs to.',
      labels: {
        lv: 'Norādiet klientu vai piegādātāju, pie kura kontaktpersona pieder.',
        ka: 'მიუთითეთ კლიენტი ან მომწოდებელი, რომელსაც საკონტაქტო პირი ეკუთვნის.',
        zh: '请指明该联系人所属的客户或供应商。',
        ru: 'Укажите клиента или поставщика, к которому относится контакт.',
      },
    },
    endsAfterBegin,
    { once: ['contact', 'customer'], while: lasts, at: 'customer', ...linkedAlready },
    { once: ['contact', 'supplier'], while: lasts, at: 'supplier', ...linkedAlready },
  ],
  dealings: [{ kind: 'link', with: ['contact', 'customer', 'supplier'], while: lasts }],
  access: {
    partner: {
      actions: ['read'],
      rows: { any: [{ customer: '$myParty' }, { supplier: '$myParty' }, { contact: '$myParty' }] },
      see: ['contact', 'customer', 'supplier', 'position', 'main'],
    },
    clerk: everything,
    manager: everything,
    leader: { actions: ['read', 'print', 'export'], see: 'all' },
    finance: { actions: ['read', 'print'], see: 'all' },
    seller: {
      ...everything,
      actions: ['read', 'create', 'change', 'delete', 'print', 'unlink'],
      rows: { 'contact.manager': '$me' },
    },
  },
})

/** That a supplier serves a customer of ours, such as the dealer who delivers to them. */
export const supplierLink = object('supplierLink', {
  label: 'Supplier link',
  plural: 'Supplier links',
  labels: {
    lv: ['Piegādātāja saite', 'Piegādātāju saites'],
    ka: ['მომწოდებლის კავშირი', 'მომწოდებლის კავშირები'],
    zh: ['供应商关联', '供应商关联'],
    ru: ['Связь с поставщиком', 'Связи с поставщиками'],
  },
  icon: 'link-2',
  title: 'note',
  fields: {
    customer: reference('customer', { ...customerLabels(), required: true, seenWith: true }),
    supplier: reference('supplier', {
      label: 'Supplier',
      labels: { lv: 'Piegādātājs', ka: 'მომწოდებელი', zh: '供应商', ru: 'Поставщик' },
      required: true,
      seenWith: true,
    }),
    note: text({ label: 'Note', labels: { lv: 'Piezīme', ka: 'შენიშვნა', zh: '备注', ru: 'Примечание' } }),
    from,
    until,
    endedBecause,
  },
  lists: {
    all: { columns: ['customer', 'supplier', 'note', 'from', 'until', 'endedBecause'], sort: '-createdAt' },
  },
  card: [
    {
      section: 'Link',
      labels: { lv: 'Saite', ka: 'კავშირი', zh: '关联', ru: 'Связь' },
      fields: ['customer', 'supplier', 'note', 'from', 'until', 'endedBecause'],
    },
  ],
  rules: [endsAfterBegin, { once: ['customer', 'supplier'], while: lasts, at: 'supplier', ...linkedAlready }],
  dealings: [{ kind: 'link', with: ['customer', 'supplier'], while: lasts }],
  access: {
    partner: {
      actions: ['read'],
      rows: { any: [{ customer: '$myParty' }, { supplier: '$myParty' }] },
      see: ['customer', 'supplier'],
    },
    clerk: everything,
    manager: everything,
    leader: { actions: ['read', 'print', 'export'], see: 'all' },
    finance: { actions: ['read', 'print'], see: 'all' },
  },
})

function customerLabels() {
  return {
    label: 'Customer',
    labels: { lv: 'Klients', ka: 'კლიენტი', zh: '客户', ru: 'Клиент' },
  } as const
}
