import { choice, data, instant, object, text } from '#model'
import { ofRecord } from './of-record.ts'

/**
 * What is known of a value of a record beyond that somebody entered it: who said so, when, and until when it
 * counts. People read facts with the record and the field that they prove, so no post has a right to this
 * object itself.
 */
export const fact = object('fact', {
  label: 'Fact',
  plural: 'Facts',
  labels: {
    lv: ['Fakts', 'Fakti'],
    ka: ['ფაქტი', 'ფაქტები'],
    zh: ['核实结果', '核实结果'],
    ru: ['Факт', 'Факты'],
  },
  icon: 'badge-check',
  system: true,
  title: 'kind',
  fields: {
    ...ofRecord,
    kind: text({
      label: 'Kind',
      labels: { lv: 'Veids', ka: 'სახე', zh: '类型', ru: 'Вид' },
      required: true,
      max: 60,
    }),
    field: text({
      label: 'Field',
      labels: { lv: 'Lauks', ka: 'ველი', zh: '字段', ru: 'Поле' },
      required: true,
      max: 120,
    }),
    result: choice(
      [
        { value: 'valid', label: 'valid', labels: { lv: 'der', ka: 'სწორია', zh: '有效', ru: 'верно' } },
        {
          value: 'invalid',
          label: 'invalid',
          labels: { lv: 'neder', ka: 'არასწორია', zh: '无效', ru: 'неверно' },
        },
        {
          value: 'contradicted',
          label: 'contradicted',
          labels: { lv: 'nesakrīt', ka: 'ეწინააღმდეგება', zh: '不一致', ru: 'расходится' },
        },
        {
          value: 'unknown',
          label: 'not checked yet',
          labels: {
            lv: 'vēl nav pārbaudīts',
            ka: 'ჯერ არ შემოწმებულა',
            zh: '尚未核实',
            ru: 'ещё не проверено',
          },
        },
      ],
      {
        label: 'Result',
        labels: { lv: 'Rezultāts', ka: 'შედეგი', zh: '结果', ru: 'Результат' },
        required: true,
        indexed: true,
      },
    ),
    source: text({
      label: 'Source',
      labels: { lv: 'Avots', ka: 'წყარო', zh: '来源', ru: 'Источник' },
      max: 120,
    }),
    checkedAt: instant({
      label: 'Checked at',
      labels: { lv: 'Pārbaudīts', ka: 'შემოწმდა', zh: '核实时间', ru: 'Проверено' },
    }),
    expiresAt: instant({
      label: 'Counts until',
      labels: { lv: 'Spēkā līdz', ka: 'ძალაშია', zh: '有效至', ru: 'Действует до' },
      indexed: true,
    }),
    reference: text({
      label: 'Reference',
      labels: { lv: 'Atsauce', ka: 'მითითება', zh: '凭据', ru: 'Основание' },
      max: 300,
    }),
    asked: data({
      label: 'Of what',
      labels: { lv: 'Par ko', ka: 'რის შესახებ', zh: '核实对象', ru: 'О чём' },
    }),
    answer: data({
      label: 'What the source says',
      labels: { lv: 'Ko saka avots', ka: 'რას ამბობს წყარო', zh: '来源的说法', ru: 'Что говорит источник' },
    }),
    kept: data({
      label: 'Kept as entered',
      labels: {
        lv: 'Paturēts, kā ievadīts',
        ka: 'დარჩა, როგორც შეიყვანეს',
        zh: '保留原录入',
        ru: 'Оставлено как введено',
      },
    }),
  },
  lists: {
    all: {
      columns: ['object', 'record', 'kind', 'field', 'result', 'source', 'checkedAt', 'expiresAt'],
      sort: '-createdAt',
    },
  },
  card: [],
})
