import { text } from '#model'

/** The record that another tells of, whatever object it is of: by its name and its id. */
export const ofRecord = {
  object: text({
    label: 'Object',
    labels: { lv: 'Objekts', ka: 'ობიექტი', zh: '对象', ru: 'Объект' },
    required: true,
    max: 60,
  }),
  record: text({
    label: 'Record',
    labels: { lv: 'Ieraksts', ka: 'ჩანაწერი', zh: '记录', ru: 'Запись' },
    required: true,
    indexed: true,
    max: 36,
  }),
} as const
