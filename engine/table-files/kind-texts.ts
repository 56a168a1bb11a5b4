/** What a file is that is no table, in the languages other than English. */
export const kindTexts = {
  'a PDF document': { lv: 'PDF dokuments', ka: 'PDF დოკუმენტი', zh: 'PDF 文档', ru: 'документ PDF' },
  'a web page': { lv: 'tīmekļa lapa', ka: 'ვებგვერდი', zh: '网页', ru: 'веб-страница' },
  'an XML document': { lv: 'XML dokuments', ka: 'XML დოკუმენტი', zh: 'XML 文档', ru: 'документ XML' },
  'a JSON document': { lv: 'JSON dokuments', ka: 'JSON დოკუმენტი', zh: 'JSON 文档', ru: 'документ JSON' },
  'a list of JSON lines': {
    lv: 'JSON rindu saraksts',
    ka: 'JSON სტრიქონების სია',
    zh: '逐行 JSON 文件',
    ru: 'список строк JSON',
  },
  'a YAML document': { lv: 'YAML dokuments', ka: 'YAML დოკუმენტი', zh: 'YAML 文档', ru: 'документ YAML' },
  'an SQL script': { lv: 'SQL skripts', ka: 'SQL სკრიპტი', zh: 'SQL 脚本', ru: 'сценарий SQL' },
  'an address book (vCard)': {
    lv: 'adrešu grāmata (vCard)',
    ka: 'მისამართების წიგნი (vCard)',
    zh: '通讯录 (vCard)',
    ru: 'адресная книга (vCard)',
  },
  'a calendar': { lv: 'kalendārs', ka: 'კალენდარი', zh: '日历', ru: 'календарь' },
  'an e-mail': { lv: 'e-pasta vēstule', ka: 'ელფოსტის წერილი', zh: '电子邮件', ru: 'электронное письмо' },
  'a packed file': { lv: 'saspiesta datne', ka: 'შეკუმშული ფაილი', zh: '压缩文件', ru: 'сжатый файл' },
  'a packed folder': {
    lv: 'saspiesta mape',
    ka: 'შეკუმშული საქაღალდე',
    zh: '压缩的文件夹',
    ru: 'сжатая папка',
  },
  'a picture': { lv: 'attēls', ka: 'სურათი', zh: '图片', ru: 'изображение' },
  'a recording': { lv: 'ieraksts', ka: 'ჩანაწერი', zh: '音频或视频', ru: 'звук или видео' },
  'a program': { lv: 'programma', ka: 'პროგრამა', zh: '程序', ru: 'программа' },
  'a database': { lv: 'datubāze', ka: 'მონაცემთა ბაზა', zh: '数据库', ru: 'база данных' },
  'a data file of other programs': {
    lv: 'citu programmu datu datne',
    ka: 'სხვა პროგრამების მონაცემთა ფაილი',
    zh: '其他程序的数据文件',
    ru: 'файл данных других программ',
  },
  'a text document': {
    lv: 'teksta dokuments',
    ka: 'ტექსტური დოკუმენტი',
    zh: '文字文档',
    ru: 'текстовый документ',
  },
  'a presentation': { lv: 'prezentācija', ka: 'პრეზენტაცია', zh: '演示文稿', ru: 'презентация' },
  'a binary workbook (XLSB)': {
    lv: 'binārā darbgrāmata (XLSB)',
    ka: 'ორობითი წიგნი (XLSB)',
    zh: '二进制工作簿 (XLSB)',
    ru: 'двоичная книга (XLSB)',
  },
  'a document of LibreOffice': {
    lv: 'LibreOffice dokuments',
    ka: 'LibreOffice-ის დოკუმენტი',
    zh: 'LibreOffice 文档',
    ru: 'документ LibreOffice',
  },
  'a document of Apple Numbers or Pages': {
    lv: 'Apple Numbers vai Pages dokuments',
    ka: 'Apple Numbers-ის ან Pages-ის დოკუმენტი',
    zh: 'Apple Numbers 或 Pages 文档',
    ru: 'документ Apple Numbers или Pages',
  },
  'a workbook of Excel before 2007': {
    lv: 'darbgrāmata no Excel pirms 2007. gada',
    ka: '2007 წლამდელი Excel-ის წიგნი',
    zh: 'Excel 2007 以前的工作簿',
    ru: 'книга Excel старше 2007 года',
  },
  'a document locked with a password': {
    lv: 'ar paroli aizslēgts dokuments',
    ka: 'პაროლით ჩაკეტილი დოკუმენტი',
    zh: '受密码保护的文档',
    ru: 'документ, закрытый паролем',
  },
} as const

/** What makes a table of it, in the languages other than English. */
export const remedyTexts = {
  'Open it in a spreadsheet program, and save it as XLSX or CSV.': {
    lv: 'Atveriet to izklājlapu programmā un saglabājiet kā XLSX vai CSV.',
    ka: 'გახსენით ცხრილების პროგრამაში და შეინახეთ XLSX ან CSV სახით.',
    zh: '请用电子表格程序打开，并保存为 XLSX 或 CSV。',
    ru: 'Откройте его в табличной программе и сохраните как XLSX или CSV.',
  },
  'Unpack it, and upload the table inside.': {
    lv: 'Atpakojiet to un augšupielādējiet tabulu, kas tajā ir.',
    ka: 'გაშალეთ და ატვირთეთ შიგნით მყოფი ცხრილი.',
    zh: '请解压，并上传其中的表格。',
    ru: 'Распакуйте его и загрузите таблицу, которая внутри.',
  },
  'Upload the table as XLSX or CSV.': {
    lv: 'Augšupielādējiet tabulu kā XLSX vai CSV.',
    ka: 'ატვირთეთ ცხრილი XLSX ან CSV სახით.',
    zh: '请上传 XLSX 或 CSV 格式的表格。',
    ru: 'Загрузите таблицу как XLSX или CSV.',
  },
  'Export it as CSV or XLSX where it was made, or send the records to the API.': {
    lv: 'Tur, kur tā veidota, eksportējiet kā CSV vai XLSX vai sūtiet ierakstus uz API.',
    ka: 'გაიტანეთ იქიდან, სადაც შეიქმნა, CSV ან XLSX სახით, ან ჩანაწერები API-ს გაუგზავნეთ.',
    zh: '请在生成它的程序中导出为 CSV 或 XLSX，或通过 API 发送记录。',
    ru: 'Выгрузите данные как CSV или XLSX там, где файл создан, или отправьте записи в API.',
  },
  'Save it without a password.': {
    lv: 'Saglabājiet to bez paroles.',
    ka: 'შეინახეთ პაროლის გარეშე.',
    zh: '请取消密码后保存。',
    ru: 'Сохраните его без пароля.',
  },
} as const
