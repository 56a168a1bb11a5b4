import { choice, reference, text } from '#model'

/**
 * What a record says that tells of a partner in one of its roles. It is seen only by who sees the partner in
 * that role, and keeps the name that the partner had then.
 */
export const aboutPartner = {
  name: text({
    label: 'Name then',
    labels: { lv: 'Toreizējais nosaukums', ka: 'მაშინდელი სახელი', zh: '当时名称', ru: 'Название тогда' },
    readOnly: true,
    searched: 'name',
    copyOf: 'name',
    max: 200,
  }),
  party: reference('party', {
    label: 'Partner',
    labels: { lv: 'Partneris', ka: 'პარტნიორი', zh: '往来单位', ru: 'Партнёр' },
    required: true,
    seenWith: { as: 'role' },
    readOnly: true,
  }),
  role: choice(
    [
      {
        value: 'customer',
        label: 'Customer',
        labels: { lv: 'Klients', ka: 'კლიენტი', zh: '客户', ru: 'Клиент' },
      },
      {
        value: 'supplier',
        label: 'Supplier',
        labels: { lv: 'Piegādātājs', ka: 'მომწოდებელი', zh: '供应商', ru: 'Поставщик' },
      },
      {
        value: 'contact',
        label: 'Contact',
        labels: { lv: 'Kontaktpersona', ka: 'კონტაქტი', zh: '联系人', ru: 'Контакт' },
      },
    ],
    {
      label: 'Role',
      labels: { lv: 'Loma', ka: 'როლი', zh: '角色', ru: 'Роль' },
      required: true,
      readOnly: true,
    },
  ),
} as const
