import { data, object, text } from '#model'

/** Something that was decided once for the whole group. What nobody decided is not here. */
export const setting = object('setting', {
  label: 'Setting',
  plural: 'Settings',
  labels: {
    lv: ['Iestatījums', 'Iestatījumi'],
    ka: ['პარამეტრი', 'პარამეტრები'],
    zh: ['设置', '设置'],
    ru: ['Настройка', 'Настройки'],
  },
  icon: 'settings',
  system: true,
  title: 'key',
  fields: {
    key: text({
      label: 'Key',
      labels: { lv: 'Atslēga', ka: 'გასაღები', zh: '键', ru: 'Ключ' },
      required: true,
      unique: true,
      max: 100,
    }),
    value: data({ label: 'Value', labels: { lv: 'Vērtība', ka: 'მნიშვნელობა', zh: '值', ru: 'Значение' } }),
  },
  lists: { all: { columns: ['key', 'updatedAt', 'updatedBy'], sort: 'key' } },
  card: [
    {
      section: 'Setting',
      labels: { lv: 'Iestatījums', ka: 'პარამეტრი', zh: '设置', ru: 'Настройка' },
      fields: ['key'],
    },
  ],
})
