import { choice, choices, integer, yesNo } from '#model'
import type { SettingDeclaration } from '#engine'

const days = (label: string, labels: object) => integer({ label, labels, min: 1, max: 365 })

/** What the owner decides about intake: for whom it is, with which steps, by whom, and how fast. */
export const intakeSettings: readonly SettingDeclaration[] = [
  {
    key: 'intake.roles',
    field: choices(
      [
        {
          value: 'customer',
          label: 'Customers',
          labels: { lv: 'Klienti', ka: 'კლიენტები', zh: '客户', ru: 'Клиенты' },
        },
        {
          value: 'supplier',
          label: 'Suppliers',
          labels: { lv: 'Piegādātāji', ka: 'მომწოდებლები', zh: '供应商', ru: 'Поставщики' },
        },
        {
          value: 'contact',
          label: 'Contacts',
          labels: { lv: 'Kontaktpersonas', ka: 'კონტაქტები', zh: '联系人', ru: 'Контакты' },
        },
      ],
      {
        label: 'Who goes through intake',
        labels: {
          lv: 'Kas iet cauri uzņemšanai',
          ka: 'ვინ გადის მიღებას',
          zh: '须经准入的对象',
          ru: 'Кто проходит приём',
        },
        help: 'New ones begin as drafts, however they come in. The others are active at once.',
        helps: {
          lv: 'Jaunie sākas kā melnraksti, lai kā tie ienāktu. Pārējie ir aktīvi uzreiz.',
          ka: 'ახლები მონახაზად იწყება, როგორც არ უნდა შემოვიდნენ. დანარჩენი მაშინვე აქტიურია.',
          zh: '新建的无论如何录入均以草稿开始；其他的立即启用。',
          ru: 'Новые начинаются как черновики, как бы они ни попали сюда. Остальные сразу активны.',
        },
      },
    ),
    initial: [],
    page: 'intake',
  },
  {
    key: 'intake.steps',
    field: choices(
      [
        {
          value: 'verify',
          label: 'Verify',
          labels: { lv: 'Pārbaude', ka: 'შემოწმება', zh: '核实', ru: 'Проверка' },
        },
        {
          value: 'validate',
          label: 'Validate',
          labels: { lv: 'Validācija', ka: 'ვალიდაცია', zh: '验证', ru: 'Подтверждение' },
        },
        {
          value: 'approve',
          label: 'Approve',
          labels: { lv: 'Apstiprināšana', ka: 'დამტკიცება', zh: '批准', ru: 'Утверждение' },
        },
      ],
      {
        label: 'Steps',
        labels: { lv: 'Soļi', ka: 'ნაბიჯები', zh: '步骤', ru: 'Шаги' },
        help: 'A step that is not used is passed over; what is obligatory before it stays so.',
        helps: {
          lv: 'Soli, ko nelieto, izlaiž; kas pirms tā obligāts, tāds paliek.',
          ka: 'გამოუყენებელი ნაბიჯი გამოტოვდება; რაც მის წინ სავალდებულოა, ასეთად რჩება.',
          zh: '未使用的步骤会跳过；其之前的必填要求仍然有效。',
          ru: 'Неиспользуемый шаг пропускается; обязательное перед ним остаётся обязательным.',
        },
      },
    ),
    initial: ['verify', 'validate', 'approve'],
    page: 'intake',
  },
  {
    key: 'intake.eyes',
    field: choice(
      [
        {
          value: 'any',
          label: 'Whoever has the right',
          labels: {
            lv: 'Jebkurš ar tiesībām',
            ka: 'ვისაც უფლება აქვს',
            zh: '有权者皆可',
            ru: 'Любой с правом',
          },
        },
        {
          value: 'enterer',
          label: 'Whoever entered does not approve',
          labels: {
            lv: 'Kas ievadīja, tas neapstiprina',
            ka: 'ვინც შეიყვანა, ის არ ამტკიცებს',
            zh: '录入者不得批准',
            ru: 'Кто ввёл, тот не утверждает',
          },
        },
        {
          value: 'each',
          label: 'Somebody else for each step',
          labels: {
            lv: 'Katram solim kāds cits',
            ka: 'თითო ნაბიჯზე სხვა',
            zh: '每个步骤由不同的人执行',
            ru: 'На каждый шаг другой человек',
          },
        },
      ],
      {
        label: 'Who takes the steps',
        labels: { lv: 'Kas sper soļus', ka: 'ვინ დგამს ნაბიჯებს', zh: '由谁执行步骤', ru: 'Кто делает шаги' },
      },
    ),
    initial: 'enterer',
    page: 'intake',
  },
  {
    key: 'intake.numberAtEnd',
    field: yesNo({
      label: 'Number at the end of intake',
      labels: {
        lv: 'Numurs uzņemšanas beigās',
        ka: 'ნომერი მიღების ბოლოს',
        zh: '准入结束时编号',
        ru: 'Номер в конце приёма',
      },
      help: 'Refused partners use up no number then. Whoever does not go through intake gets one at once.',
      helps: {
        lv: 'Tad noraidītie partneri neaizņem numurus. Kas neiet cauri uzņemšanai, to saņem uzreiz.',
        ka: 'მაშინ უარყოფილი პარტნიორები ნომერს არ იკავებენ. ვინც მიღებას არ გადის, მაშინვე იღებს.',
        zh: '这样被拒绝者不会占用编号；不经准入者立即获得编号。',
        ru: 'Тогда отклонённые не занимают номеров. Кто не проходит приём, получает номер сразу.',
      },
    }),
    initial: false,
    page: 'intake',
  },
  {
    key: 'intake.collectDays',
    field: days('Days to collect', {
      lv: 'Dienas vākšanai',
      ka: 'დღეები შეგროვებისთვის',
      zh: '收集天数',
      ru: 'Дней на сбор',
    }),
    initial: 5,
    page: 'intake',
  },
  {
    key: 'intake.stepDays',
    field: days('Days for each step', {
      lv: 'Dienas katram solim',
      ka: 'დღეები თითო ნაბიჯისთვის',
      zh: '每个步骤的天数',
      ru: 'Дней на каждый шаг',
    }),
    initial: 2,
    page: 'intake',
  },
  {
    key: 'intake.remindAfterDays',
    field: integer({
      label: 'Remind of a step when overdue for (days)',
      labels: {
        lv: 'Atgādināt par soli, ja kavējas (dienas)',
        ka: 'ნაბიჯის შეხსენება დაგვიანებისას (დღე)',
        zh: '步骤超期多少天后提醒',
        ru: 'Напоминать о шаге при опоздании (дней)',
      },
      min: 0,
      max: 365,
    }),
    initial: 1,
    page: 'intake',
  },
  {
    key: 'intake.remindEveryDays',
    field: days('Remind again every (days)', {
      lv: 'Atgādināt atkal ik pēc (dienas)',
      ka: 'ხელახლა შეხსენება ყოველ (დღე)',
      zh: '每隔多少天再次提醒',
      ru: 'Напоминать снова каждые (дней)',
    }),
    initial: 7,
    page: 'intake',
  },
]
