import { choices, integer } from '#model'
import type { SettingDeclaration } from '../module.ts'

export const remindsSetting = 'intake.reminds'
export const remindDaysSetting = 'intake.remindOutsideDays'

/** Who is reminded by mail, and how often partners are of the forms that they fill in. */
export const outsideSettings: readonly SettingDeclaration[] = [
  {
    key: remindsSetting,
    field: choices(
      [
        {
          value: 'step',
          label: 'Whoever is to take a step that is overdue',
          labels: {
            lv: 'Kam jāsper nokavēts solis',
            ka: 'ვინც ვადაგასული ნაბიჯი უნდა გადადგას',
            zh: '应执行超期步骤的人',
            ru: 'Кто должен сделать просроченный шаг',
          },
        },
        {
          value: 'partner',
          label: 'Partners whose form is not handed in',
          labels: {
            lv: 'Partneri, kas veidlapu nav iesnieguši',
            ka: 'პარტნიორები, ვისაც ფორმა არ ჩაუბარებია',
            zh: '尚未提交表单的往来单位',
            ru: 'Партнёры, не сдавшие форму',
          },
        },
      ],
      {
        label: 'Who is reminded by mail',
        labels: {
          lv: 'Kam atgādina pa pastu',
          ka: 'ვის ეხსენება ფოსტით',
          zh: '邮件提醒对象',
          ru: 'Кому напоминать по почте',
        },
        help: 'Where nobody was named for a step, whoever entered the partner.',
        helps: {
          lv: 'Ja solim neviens nav norādīts, tas, kas partneri ievadīja.',
          ka: 'თუ ნაბიჯისთვის არავინაა დასახელებული, ვინც პარტნიორი შეიყვანა.',
          zh: '步骤未指定人员时，提醒录入者。',
          ru: 'Если для шага никто не назван, тому, кто ввёл партнёра.',
        },
      },
    ),
    initial: ['step', 'partner'],
    page: 'intake',
  },
  {
    key: remindDaysSetting,
    field: integer({
      label: 'Remind partners of their form every (days)',
      labels: {
        lv: 'Atgādināt partneriem par veidlapu ik pēc (dienas)',
        ka: 'პარტნიორებისთვის ფორმის შეხსენება ყოველ (დღე)',
        zh: '每隔多少天提醒往来单位填表',
        ru: 'Напоминать партнёрам о форме каждые (дней)',
      },
      help: 'At most three times, while the form is not handed in.',
      helps: {
        lv: 'Ne vairāk kā trīs reizes, kamēr veidlapa nav iesniegta.',
        ka: 'არაუმეტეს სამჯერ, სანამ ფორმა არ ჩაბარდება.',
        zh: '表单提交前最多提醒三次。',
        ru: 'Не больше трёх раз, пока форма не сдана.',
      },
      min: 1,
      max: 60,
    }),
    initial: 3,
    page: 'intake',
  },
]
