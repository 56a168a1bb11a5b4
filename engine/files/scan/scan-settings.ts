import { choice } from '#model'
import type { SettingDeclaration } from '../../module.ts'

/** What becomes of uploads while the scanner does not answer. */
export const scanSettings: readonly SettingDeclaration[] = [
  {
    key: 'files.unscanned',
    field: choice(
      [
        {
          value: 'refuse',
          label: 'Refuse uploads until it is back',
          labels: {
            lv: 'Nepieņemt failus, līdz tas atsākas',
            ka: 'ატვირთვებზე უარი მის დაბრუნებამდე',
            zh: '恢复前拒绝上传',
            ru: 'Не принимать файлы, пока он не вернётся',
          },
        },
        {
          value: 'later',
          label: 'Take them, marked, and scan later',
          labels: {
            lv: 'Pieņemt ar atzīmi un pārbaudīt vēlāk',
            ka: 'მიღება ნიშნულით და მოგვიანებით შემოწმება',
            zh: '先接收并标记，稍后扫描',
            ru: 'Принимать с пометкой и проверить позже',
          },
        },
      ],
      {
        label: 'While the scanner does not answer',
        labels: {
          lv: 'Kamēr skeneris neatbild',
          ka: 'სანამ სკანერი არ პასუხობს',
          zh: '扫描程序无响应时',
          ru: 'Пока сканер не отвечает',
        },
      },
    ),
    initial: 'refuse',
  },
]
