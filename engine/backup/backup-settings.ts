import { integer } from '#model'
import type { SettingDeclaration } from '../module.ts'

/** When backups are made, how many are kept, and how often one is tried out. */
export const backupSettings: readonly SettingDeclaration[] = [
  {
    key: 'backup.hour',
    field: integer({
      label: 'Hour of the backup',
      labels: {
        lv: 'Rezerves kopijas stunda',
        ka: 'სარეზერვო ასლის საათი',
        zh: '备份时刻（小时）',
        ru: 'Час копирования',
      },
      help: 'From 0 to 23, in the time zone of the group.',
      helps: {
        lv: 'No 0 līdz 23, grupas laika joslā.',
        ka: '0-დან 23-მდე, ჯგუფის სასაათო სარტყელში.',
        zh: '0 到 23，按集团时区。',
        ru: 'От 0 до 23, в часовом поясе группы.',
      },
      min: 0,
      max: 23,
    }),
    initial: 2,
  },
  {
    key: 'backup.daily',
    field: integer({
      label: 'Daily backups kept',
      labels: {
        lv: 'Glabāt dienas kopijas',
        ka: 'შენახული დღიური ასლები',
        zh: '保留的每日备份',
        ru: 'Хранить дневных копий',
      },
      min: 1,
      max: 366,
    }),
    initial: 7,
  },
  {
    key: 'backup.weekly',
    field: integer({
      label: 'Weekly backups kept',
      labels: {
        lv: 'Glabāt nedēļas kopijas',
        ka: 'შენახული კვირის ასლები',
        zh: '保留的每周备份',
        ru: 'Хранить недельных копий',
      },
      min: 0,
      max: 520,
    }),
    initial: 5,
  },
  {
    key: 'backup.monthly',
    field: integer({
      label: 'Monthly backups kept',
      labels: {
        lv: 'Glabāt mēneša kopijas',
        ka: 'შენახული თვის ასლები',
        zh: '保留的每月备份',
        ru: 'Хранить месячных копий',
      },
      min: 0,
      max: 240,
    }),
    initial: 12,
  },
  {
    key: 'backup.trialDays',
    field: integer({
      label: 'Days between trials',
      labels: {
        lv: 'Dienas starp izmēģinājumiem',
        ka: 'დღეები ცდებს შორის',
        zh: '试恢复间隔天数',
        ru: 'Дней между проверками',
      },
      help: 'So often the newest backup is restored beside the data and proved.',
      helps: {
        lv: 'Tik bieži jaunāko kopiju atjauno blakus datiem un pārbauda.',
        ka: 'ასე ხშირად უახლესი ასლი მონაცემების გვერდით აღდგება და მოწმდება.',
        zh: '每隔这些天，将最新备份恢复到数据旁并验证。',
        ru: 'Так часто новейшая копия восстанавливается рядом с данными и проверяется.',
      },
      min: 1,
      max: 90,
    }),
    initial: 7,
  },
]
