/**
 * The sentences of `tableRefusals` in the other languages. What only English words could fill (where a file
 * is damaged) is left out of them.
 */
export const tableTexts = {
  missing: {
    lv: 'Datnes {file} vairs nav. Augšupielādējiet to vēlreiz.',
    ka: 'ფაილი {file} აღარ არის. ატვირთეთ ხელახლა.',
    zh: '文件 {file} 已不存在。请重新上传。',
    ru: 'Файла {file} больше нет. Загрузите его снова.',
  },
  empty: {
    lv: 'Datne {file} ir tukša. Izvēlieties datni, kurā ir tabula.',
    ka: 'ფაილი {file} ცარიელია. აირჩიეთ ფაილი, რომელშიც ცხრილია.',
    zh: '文件 {file} 是空的。请选择包含表格的文件。',
    ru: 'Файл {file} пуст. Выберите файл с таблицей.',
  },
  noRows: {
    lv: 'Datnē {file} nav rindu ar datiem. Izvēlieties datni vai lapu, kurā ir tabula.',
    ka: 'ფაილში {file} მონაცემების სტრიქონი არ არის. აირჩიეთ ფაილი ან ფურცელი, რომელშიც ცხრილია.',
    zh: '文件 {file} 没有数据行。请选择包含表格的文件或工作表。',
    ru: 'В файле {file} нет строк с данными. Выберите файл или лист с таблицей.',
  },
  notATable: {
    lv: 'Datne {file} ir {kind}, nevis tabula. {remedy}',
    ka: 'ფაილი {file} არის {kind} და არა ცხრილი. {remedy}',
    zh: '文件 {file} 是{kind}，不是表格。{remedy}',
    ru: 'Файл {file} — {kind}, а не таблица. {remedy}',
  },
  unknownEncoding: {
    lv: 'Kodējuma {encoding} nav. Izvēlieties no saraksta, piemēram, utf-8 vai windows-1257.',
    ka: 'კოდირება {encoding} არ არსებობს. აირჩიეთ სიიდან, მაგალითად utf-8 ან windows-1257.',
    zh: '没有名为 {encoding} 的编码。请从列表中选择，例如 utf-8 或 windows-1257。',
    ru: 'Кодировки {encoding} нет. Выберите из списка, например utf-8 или windows-1257.',
  },
  noSuchSheet: {
    lv: 'Datnē {file} nav lapas {sheet}. Izvēlieties vienu no šīm: {sheets}.',
    ka: 'ფაილში {file} ფურცელი {sheet} არ არის. აირჩიეთ ერთ-ერთი: {sheets}.',
    zh: '{file} 中没有名为 {sheet} 的工作表。请选择：{sheets}。',
    ru: 'В файле {file} нет листа {sheet}. Выберите один из них: {sheets}.',
  },
  nul: {
    lv: 'Rindā {line} ir NUL rakstzīme, kādas tekstā nav. Izvēlieties pareizo kodējumu vai saglabājiet datni kā CSV UTF-8.',
    ka: 'სტრიქონში {line} არის NUL სიმბოლო, რომელიც ტექსტში არ გვხვდება. აირჩიეთ სწორი კოდირება ან შეინახეთ CSV UTF-8 სახით.',
    zh: '第 {line} 行含有文本中不会出现的 NUL 字符。请选择正确的编码，或将文件重新保存为 CSV UTF-8。',
    ru: 'В строке {line} есть знак NUL, которого в тексте не бывает. Выберите верную кодировку или сохраните файл как CSV UTF-8.',
  },
  cellTooLong: {
    lv: 'Šūna rindā {line} ir garāka par {limit} rakstzīmēm. Varbūt nav aizvērtas pēdiņas: pielieciet tās vai saīsiniet šūnu.',
    ka: 'უჯრა სტრიქონში {line} {limit} სიმბოლოზე გრძელია. შესაძლოა ბრჭყალი არ იხურება: დაამატეთ ან შეამოკლეთ უჯრა.',
    zh: '第 {line} 行有单元格超过 {limit} 个字符。可能引号没有闭合：请补上引号，或缩短单元格。',
    ru: 'Ячейка в строке {line} длиннее {limit} знаков. Возможно, не закрыта кавычка: добавьте её или сократите ячейку.',
  },
  rowTooLong: {
    lv: 'Rinda {line} ir garāka par {limit} rakstzīmēm. Pārbaudiet rindu pārtraukumus un saglabājiet datni kā CSV.',
    ka: 'სტრიქონი {line} {limit} სიმბოლოზე გრძელია. შეამოწმეთ სტრიქონების გაყოფა და შეინახეთ ფაილი CSV სახით.',
    zh: '第 {line} 行超过 {limit} 个字符。请检查文件的换行，并重新保存为 CSV。',
    ru: 'Строка {line} длиннее {limit} знаков. Проверьте переносы строк и сохраните файл как CSV.',
  },
  tooManyColumns: {
    lv: 'Rindā {line} ir {count} kolonnas, bet tabulā drīkst būt {limit}. Dzēsiet liekās; CSV datnei pārbaudiet atdalītāju.',
    ka: 'სტრიქონში {line} {count} სვეტია, ცხრილში კი {limit} შეიძლება. წაშალეთ ზედმეტი; CSV-ში შეამოწმეთ გამყოფი.',
    zh: '第 {line} 行有 {count} 列，而表格最多 {limit} 列。请删除不需要的列；CSV 文件请检查分隔符。',
    ru: 'В строке {line} столбцов {count}, а допускается {limit}. Удалите лишние; в CSV проверьте разделитель.',
  },
  cellBeside: {
    lv: 'Rindā {line} ir vērtība kolonnā {column}, aiz tabulas kolonnām. Pārvietojiet vai dzēsiet to, vai dodiet kolonnai virsrakstu.',
    ka: 'სტრიქონში {line} მნიშვნელობა დგას სვეტში {column}, ცხრილის სვეტების მიღმა. გადაიტანეთ, წაშალეთ ან სვეტს სათაური მიეცით.',
    zh: '第 {line} 行在表格以外的 {column} 列有值。请移动或删除它，或给该列加上标题。',
    ru: 'В строке {line} есть значение в столбце {column}, за пределами таблицы. Перенесите или удалите его либо дайте столбцу заголовок.',
  },
  unclosedQuote: {
    lv: 'Pēdiņas, kas atvērtas rindā {line}, nav aizvērtas. Pielieciet tās vai izvēlieties, ka pēdiņas neko nenozīmē.',
    ka: 'სტრიქონში {line} გახსნილი ბრჭყალი არ იხურება. დაამატეთ ან აირჩიეთ, რომ ბრჭყალი არაფერს ნიშნავს.',
    zh: '第 {line} 行打开的引号没有闭合。请补上引号，或选择引号没有特殊含义。',
    ru: 'Кавычка, открытая в строке {line}, не закрыта. Добавьте её или укажите, что кавычки ничего не значат.',
  },
  tooFewCells: {
    lv: 'Rindā {line} ir {count} šūnas, bet tabulā {expected} kolonnas. Trūkst atdalītāja, vai šūnā ir rindas pārtraukums: labojiet rindu vai lieciet šūnu pēdiņās.',
    ka: 'სტრიქონში {line} {count} უჯრაა, ცხრილში კი {expected} სვეტი. გამყოფი აკლია ან უჯრაში სტრიქონი იყოფა: გაასწორეთ ან უჯრა ბრჭყალებში ჩასვით.',
    zh: '第 {line} 行有 {count} 个单元格，而表格有 {expected} 列。缺少分隔符，或单元格内有换行：请修正该行，或将单元格放入引号。',
    ru: 'В строке {line} ячеек {count}, а столбцов в таблице {expected}. Пропущен разделитель или в ячейке есть перенос: исправьте строку или возьмите ячейку в кавычки.',
  },
  tooManyCells: {
    lv: 'Rindā {line} ir {count} šūnas, bet tabulā {expected} kolonnas. Lieciet pēdiņās šūnu, kurā ir atdalītājs, vai noņemiet liekās šūnas.',
    ka: 'სტრიქონში {line} {count} უჯრაა, ცხრილში კი {expected} სვეტი. უჯრა, რომელშიც გამყოფია, ბრჭყალებში ჩასვით ან ზედმეტი უჯრები წაშალეთ.',
    zh: '第 {line} 行有 {count} 个单元格，而表格有 {expected} 列。请将含分隔符的单元格放入引号，或去掉多余的单元格。',
    ru: 'В строке {line} ячеек {count}, а столбцов в таблице {expected}. Возьмите в кавычки ячейку с разделителем или уберите лишние.',
  },
  strayQuote: {
    lv: 'Pēdiņas, kas atvērtas rindā {line}, šķiet, aizvērtas par vēlu. Šūnā pēdiņas rakstiet divreiz un katru šūnu aizveriet.',
    ka: 'სტრიქონში {line} გახსნილი ბრჭყალი, როგორც ჩანს, გვიან იხურება. უჯრაში ბრჭყალი ორჯერ დაწერეთ და ყოველი უჯრა დახურეთ.',
    zh: '第 {line} 行打开的引号似乎闭合得太晚。单元格内的引号请写两次，并闭合每个单元格。',
    ru: 'Кавычка, открытая в строке {line}, похоже, закрыта слишком поздно. Внутри ячейки пишите кавычку дважды и закрывайте каждую ячейку.',
  },
  damaged: {
    lv: 'Datne {file} ir bojāta. Atveriet to izklājlapu programmā un saglabājiet vēlreiz kā XLSX.',
    ka: 'ფაილი {file} დაზიანებულია. გახსენით ცხრილების პროგრამაში და ხელახლა შეინახეთ XLSX სახით.',
    zh: '文件 {file} 已损坏。请用电子表格程序打开，并重新保存为 XLSX。',
    ru: 'Файл {file} повреждён. Откройте его в табличной программе и снова сохраните как XLSX.',
  },
  tooLarge: {
    lv: 'Datne {file}, to atpakojot, ir lielāka, nekā drīkst. Saglabājiet tikai tabulu kā XLSX vai CSV.',
    ka: 'ფაილი {file} გაშლისას დასაშვებზე დიდია. შეინახეთ მხოლოდ ცხრილი XLSX ან CSV სახით.',
    zh: '文件 {file} 解压后超过允许的大小。请只将表格保存为 XLSX 或 CSV。',
    ru: 'Файл {file} при распаковке больше допустимого. Сохраните одну таблицу как XLSX или CSV.',
  },
  tooSlow: {
    lv: 'Datni {file} neizdevās izlasīt {seconds} sekundēs. Saglabājiet tikai tabulu kā CSV UTF-8 un importējiet to.',
    ka: 'ფაილი {file} {seconds} წამში ვერ წაიკითხა. შეინახეთ მხოლოდ ცხრილი CSV UTF-8 სახით და ის შემოიტანეთ.',
    zh: '文件 {file} 无法在 {seconds} 秒内读完。请只将表格保存为 CSV UTF-8 再导入。',
    ru: 'Файл {file} не удалось прочитать за {seconds} с. Сохраните одну таблицу как CSV UTF-8 и импортируйте её.',
  },
  tooMuchMemory: {
    lv: 'Datnei {file} vajag vairāk atmiņas, nekā importam atļauts. Saglabājiet tikai tabulu kā CSV UTF-8 un importējiet to.',
    ka: 'ფაილს {file} იმპორტისთვის დასაშვებზე მეტი მეხსიერება სჭირდება. შეინახეთ ცხრილი CSV UTF-8 სახით და ის შემოიტანეთ.',
    zh: '文件 {file} 需要的内存超过导入允许的范围。请只将表格保存为 CSV UTF-8 再导入。',
    ru: 'Файлу {file} нужно больше памяти, чем разрешено импорту. Сохраните одну таблицу как CSV UTF-8 и импортируйте её.',
  },
  tooManyMerges: {
    lv: 'Lapā {sheet} ir vairāk apvienotu šūnu, nekā tabulā var būt. Atdaliet tās un saglabājiet datni vēlreiz.',
    ka: 'ფურცელზე {sheet} უფრო მეტი გაერთიანებული უჯრაა, ვიდრე ცხრილში შეიძლება. გააცალკევეთ და ხელახლა შეინახეთ.',
    zh: '工作表 {sheet} 的合并单元格过多。请取消合并，并重新保存文件。',
    ru: 'На листе {sheet} больше объединённых ячеек, чем бывает в таблице. Разъедините их и снова сохраните файл.',
  },
  unreadable: {
    lv: 'Dažus datnes burtus nevar nolasīt kā {encoding}. Apskatiet rindas un, ja tās ir nepareizas, izvēlieties citu kodējumu.',
    ka: 'ფაილის ზოგი ასო {encoding}-ით ვერ იკითხება. შეხედეთ სტრიქონებს და, თუ არასწორია, აირჩიეთ სხვა კოდირება.',
    zh: '文件中有些字符无法按 {encoding} 读取。请查看各行，如有错误请选择其他编码。',
    ru: 'Некоторые буквы файла не читаются как {encoding}. Посмотрите на строки и, если они неверны, выберите другую кодировку.',
  },
  mergedRows: {
    lv: 'Šūnas, kas apvienotas vairākās rindās: {count}. Vērtība ir tikai pirmajā rindā; zemāk tās nolasa kā tukšas. Atdaliet tās un aizpildiet katru rindu, kurai vērtība vajadzīga.',
    ka: 'რამდენიმე სტრიქონზე გაერთიანებული უჯრები: {count}. მნიშვნელობა მხოლოდ პირველ სტრიქონშია; ქვემოთ ცარიელად იკითხება. გააცალკევეთ და შეავსეთ ყოველი სტრიქონი, რომელსაც ის სჭირდება.',
    zh: '跨多行合并的单元格：{count} 个。值只在第一行，其下各行按空读取。请取消合并，并在每个需要该值的行中填写。',
    ru: 'Ячеек, объединённых на несколько строк: {count}. Значение есть только в первой; ниже они читаются пустыми. Разъедините их и заполните каждую строку, которой оно нужно.',
  },
  cellTooLongForXlsx: {
    lv: 'Kolonnas {column} rindā {row} ir {count} rakstzīmes, bet XLSX šūnā ietilpst 32767. Eksportējiet kā CSV.',
    ka: 'სვეტის {column} სტრიქონში {row} {count} სიმბოლოა, XLSX-ის უჯრაში კი 32767 ეტევა. გაიტანეთ CSV სახით.',
    zh: '{column} 列第 {row} 行有 {count} 个字符，而 XLSX 单元格最多 32767 个。请导出为 CSV。',
    ru: 'В столбце {column}, строка {row}, знаков {count}, а в ячейку XLSX входит 32767. Экспортируйте как CSV.',
  },
} as const
