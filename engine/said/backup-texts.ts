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
  'The backup that began at {since} is still not done. Look whether its place answers.': {
    lv: 'Rezerves kopija, kas sākta {since}, joprojām nav pabeigta. Pārbaudiet, vai tās vieta atbild.',
    ka: 'სარეზერვო ასლი, რომელიც დაიწყო {since}, ჯერაც არ დასრულებულა. შეამოწმეთ, პასუხობს თუ არა მისი ადგილი.',
    zh: '{since} 开始的备份仍未完成。请检查备份位置是否有响应。',
    ru: 'Резервное копирование, начатое {since}, всё ещё не завершено. Проверьте, отвечает ли место хранения.',
  },
  'The trial of a backup that began at {since} is still not done. Look whether its place answers.': {
    lv: 'Kopijas izmēģinājums, kas sākts {since}, joprojām nav pabeigts. Pārbaudiet, vai tās vieta atbild.',
    ka: 'სარეზერვო ასლის ცდა, რომელიც დაიწყო {since}, ჯერაც არ დასრულებულა. შეამოწმეთ, პასუხობს თუ არა მისი ადგილი.',
    zh: '{since} 开始的试恢复仍未完成。请检查备份位置是否有响应。',
    ru: 'Проверка копии, начатая {since}, всё ещё не завершена. Проверьте, отвечает ли место хранения.',
  },
  'Several servers work on this database and keep its backups in different places: {here} and {others}. Start each with the same KONTOR_BACKUP_TO.':
    {
      lv: 'Ar šo datubāzi strādā vairāki serveri un glabā tās rezerves kopijas dažādās vietās: {here} un {others}. Palaidiet katru ar to pašu KONTOR_BACKUP_TO.',
      ka: 'ამ მონაცემთა ბაზასთან რამდენიმე სერვერი მუშაობს და სარეზერვო ასლებს სხვადასხვა ადგილას ინახავს: {here} და {others}. თითოეული გაუშვით ერთი და იმავე KONTOR_BACKUP_TO-ით.',
      zh: '多个服务器使用此数据库，却将备份存放在不同位置：{here} 和 {others}。请用相同的 KONTOR_BACKUP_TO 启动每个服务器。',
      ru: 'С этой базой данных работают несколько серверов и хранят её резервные копии в разных местах: {here} и {others}. Запустите каждый с одним и тем же KONTOR_BACKUP_TO.',
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
