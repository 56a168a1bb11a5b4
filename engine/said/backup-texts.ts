/** What is said of backups by schedule, in the languages other than English. */
export const backupTexts = {
  'Only an administrator sees to the backups. Ask one.': {
    lv: 'Par rezerves kopijām gādā tikai administrators. Lūdziet to.',
    ka: 'სარეზერვო ასლებს მხოლოდ ადმინისტრატორი განაგებს. სთხოვეთ მას.',
    zh: '只有管理员可以管理备份。请联系管理员。',
    ru: 'Резервными копиями ведает только администратор. Обратитесь к нему.',
  },
  'No place for backups is named. Start Kontor with KONTOR_BACKUP_TO, a folder or s3://….': {
    lv: 'Nav norādīta vieta rezerves kopijām. Palaidiet Kontor ar KONTOR_BACKUP_TO: mapi vai s3://….',
    ka: 'სარეზერვო ასლების ადგილი მითითებული არ არის. გაუშვით Kontor KONTOR_BACKUP_TO-ით: საქაღალდე ან s3://….',
    zh: '未指定备份位置。请用 KONTOR_BACKUP_TO（文件夹或 s3://…）启动 Kontor。',
    ru: 'Не указано место для резервных копий. Запустите Kontor с KONTOR_BACKUP_TO: папка или s3://….',
  },
  'The last backup failed: {why}': {
    lv: 'Pēdējā rezerves kopija neizdevās: {why}',
    ka: 'ბოლო სარეზერვო ასლი ვერ შეიქმნა: {why}',
    zh: '最近一次备份失败：{why}',
    ru: 'Последнее резервное копирование не удалось: {why}',
  },
  'The backup is late: none has been made since {since}.': {
    lv: 'Rezerves kopija kavējas: kopš {since} neviena nav izveidota.',
    ka: 'სარეზერვო ასლი იგვიანებს: {since}-დან არცერთი არ შექმნილა.',
    zh: '备份已逾期：自 {since} 起没有新的备份。',
    ru: 'Резервная копия запаздывает: с {since} не сделано ни одной.',
  },
  'The last trial of a backup failed: {why}': {
    lv: 'Pēdējais kopijas izmēģinājums neizdevās: {why}',
    ka: 'სარეზერვო ასლის ბოლო ცდა ვერ შესრულდა: {why}',
    zh: '最近一次试恢复失败：{why}',
    ru: 'Последняя проверка копии не удалась: {why}',
  },
  'The trial of a backup is late: none has been made since {since}.': {
    lv: 'Kopijas izmēģinājums kavējas: kopš {since} neviens nav veikts.',
    ka: 'სარეზერვო ასლის ცდა იგვიანებს: {since}-დან არცერთი არ ჩატარებულა.',
    zh: '试恢复已逾期：自 {since} 起没有进行过。',
    ru: 'Проверка копии запаздывает: с {since} не проведено ни одной.',
  },
  'Kontor: something is wrong with the backups': {
    lv: 'Kontor: ar rezerves kopijām kaut kas nav kārtībā',
    ka: 'Kontor: სარეზერვო ასლებთან პრობლემაა',
    zh: 'Kontor：备份出现问题',
    ru: 'Kontor: с резервными копиями что-то не так',
  },
} as const
