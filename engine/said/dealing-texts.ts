/** What is said of states, and of business begun or still open, in the languages other than English. */
export const dealingTexts = {
  'Say why it is done all the same. It stands in the log of each.': {
    lv: 'Sakiet, kāpēc to tomēr dara. Tas paliek katra žurnālā.',
    ka: 'თქვით, რატომ კეთდება მაინც. ეს თითოეულის ჟურნალში დარჩება.',
    zh: '请说明为何仍要执行。它将记入每一条日志。',
    ru: 'Скажите, почему это всё же делается. Это останется в журнале каждого.',
  },
  '{field}: nothing new of the kind “{kind}” can be begun with this one. Choose another, or ask who looks after it.':
    {
      lv: '{field}: ar šo neko jaunu veidā “{kind}” sākt nevar. Izvēlieties citu vai jautājiet atbildīgajam.',
      ka: '{field}: ამასთან ახალი „{kind}“ ვერ დაიწყება. აირჩიეთ სხვა ან ჰკითხეთ პასუხისმგებელს.',
      zh: '{field}：不能与此单位开始新的“{kind}”。请另选，或询问其负责人。',
      ru: '{field}: ничего нового вида «{kind}» с ним начать нельзя. Выберите другого или спросите ответственного.',
    },
  '{field}: this one has the status “{state}” as {face}, and nothing new of the kind “{kind}” is begun with it. Choose another, or have its status changed first.':
    {
      lv: '{field}: šim ir statuss “{state}” ({face}), un neko jaunu veidā “{kind}” ar to nesāk. Izvēlieties citu vai vispirms lieciet mainīt tā statusu.',
      ka: '{field}: ამის სტატუსია „{state}“ ({face}), და ახალი „{kind}“ მასთან არ იწყება. აირჩიეთ სხვა ან ჯერ სტატუსი შეაცვლევინეთ.',
      zh: '{field}：其状态为“{state}”（{face}），不再开始新的“{kind}”。请另选，或先更改其状态。',
      ru: '{field}: у него статус «{state}» ({face}), и ничего нового вида «{kind}» с ним не начинают. Выберите другого или сначала смените его статус.',
    },
  'This {what} is a fact: actions write it, and nobody changes or deletes it by hand.': {
    lv: 'Šis ieraksts ({what}) ir fakts: to raksta darbības, un ar roku to neviens nemaina un nedzēš.',
    ka: 'ეს ჩანაწერი ({what}) ფაქტია: მას მოქმედებები წერს და ხელით არავინ ცვლის და არ შლის.',
    zh: '此{what}是事实：只由操作写入，任何人都不能手动更改或删除。',
    ru: 'Эта запись ({what}) — факт: её пишут действия, и вручную её никто не меняет и не удаляет.',
  },
  '{field}: at most five years ahead can be planned.': {
    lv: '{field}: plānot var ne vairāk kā piecus gadus uz priekšu.',
    ka: '{field}: დაგეგმვა მაქსიმუმ ხუთი წლით წინ შეიძლება.',
    zh: '{field}：最多只能提前五年计划。',
    ru: '{field}: планировать можно не более чем на пять лет вперёд.',
  },
  'There is no such user who could take this over. Pick one from the list.': {
    lv: 'Tāda lietotāja, kas to varētu pārņemt, nav. Izvēlieties no saraksta.',
    ka: 'ასეთი მომხმარებელი, ვინც ამას გადაიბარებდა, არ არის. აირჩიეთ სიიდან.',
    zh: '没有可以接手的此用户。请从列表中选择。',
    ru: 'Такого пользователя, который мог бы это принять, нет. Выберите из списка.',
  },
  'Say of each kind of open business that may be ended “keep”, “close” or whom it goes to.': {
    lv: 'Par katru atvērto darījumu veidu, ko drīkst beigt, sakiet “keep”, “close” vai kam tas nododams.',
    ka: 'ყოველ ღია საქმეზე, რომლის დასრულებაც შეიძლება, თქვით „keep“, „close“ ან ვის გადაეცემა.',
    zh: '请对每种可以结束的未了事务注明“keep”“close”或移交给谁。',
    ru: 'О каждом виде открытых дел, который можно завершить, скажите «keep», «close» или кому передать.',
  },
  'There is still open business: {what} ({kind}). Close it or hand it over first.': {
    lv: 'Vēl ir atvērti darījumi: {what} ({kind}). Vispirms pabeidziet vai nododiet tos.',
    ka: 'ჯერ კიდევ არის ღია საქმეები: {what} ({kind}). ჯერ დახურეთ ან გადააბარეთ.',
    zh: '仍有未了事务：{what}（{kind}）。请先结束或移交。',
    ru: 'Есть ещё открытые дела: {what} ({kind}). Сначала завершите или передайте их.',
  },
  'Give a list of at most {most} kinds of business, or an empty one.': {
    lv: 'Norādiet sarakstu ar ne vairāk kā {most} darījumu veidiem vai tukšu.',
    ka: 'მიუთითეთ სია მაქსიმუმ {most} სახის საქმით, ან ცარიელი.',
    zh: '请给出最多 {most} 种事务的列表，或空列表。',
    ru: 'Дайте список не более чем из {most} видов дел или пустой.',
  },
  'Name fields that lead to a partner in “with”, and a kind of business that they have: {kinds}.': {
    lv: 'Laukā “with” nosauciet laukus, kas ved pie partnera, un darījumu veidu, kāds tam ir: {kinds}.',
    ka: '„with“-ში დაასახელეთ ველები, რომლებიც პარტნიორთან მიდის, და საქმის სახე, რომელიც მას აქვს: {kinds}.',
    zh: '在“with”中写出指向往来单位的字段，并写出其具有的事务种类：{kinds}。',
    ru: 'В «with» назовите поля, ведущие к партнёру, и вид дел, который у него есть: {kinds}.',
  },
  'Give a condition over the fields of the record itself, such as {"x_done":false}.': {
    lv: 'Norādiet nosacījumu par paša ieraksta laukiem, piemēram, {"x_done":false}.',
    ka: 'მიუთითეთ პირობა თავად ჩანაწერის ველებზე, მაგალითად {"x_done":false}.',
    zh: '请给出只涉及记录自身字段的条件，例如 {"x_done":false}。',
    ru: 'Дайте условие по полям самой записи, например {"x_done":false}.',
  },
  'Name fields of the object: in “close” with their values, in “handOver” one of a user.': {
    lv: 'Nosauciet objekta laukus: “close” ar to vērtībām, “handOver” — lietotāja lauku.',
    ka: 'დაასახელეთ ობიექტის ველები: „close“-ში მნიშვნელობებით, „handOver“-ში მომხმარებლის ველი.',
    zh: '请写出对象的字段：“close”中带上值，“handOver”中写一个用户字段。',
    ru: 'Назовите поля объекта: в «close» — со значениями, в «handOver» — поле пользователя.',
  },
  'Somebody tried it, and was refused. Try it to see why.': {
    lv: 'Kāds to mēģināja, un tas tika atteikts. Pamēģiniet, lai redzētu, kāpēc.',
    ka: 'ვიღაცამ სცადა და უარი მიიღო. სცადეთ, რომ ნახოთ მიზეზი.',
    zh: '有人尝试过，但被拒绝。可尝试操作以查看原因。',
    ru: 'Кто-то пробовал и получил отказ. Попробуйте, чтобы увидеть почему.',
  },
  'Criteria are kept by whom an administrator has given the right to. Ask one.': {
    lv: 'Kritērijus uztur tas, kam administrators devis tiesības. Lūdziet administratoram.',
    ka: 'კრიტერიუმებს ის განაგებს, ვისაც ადმინისტრატორმა უფლება მისცა. მიმართეთ მას.',
    zh: '条件由管理员授权的人维护。请向管理员申请。',
    ru: 'Критерии ведёт тот, кому администратор дал право. Обратитесь к нему.',
  },
  'This page cannot be continued. Begin the list anew.': {
    lv: 'Šo lapu turpināt nevar. Sāciet sarakstu no jauna.',
    ka: 'ამ გვერდის გაგრძელება შეუძლებელია. დაიწყეთ სია თავიდან.',
    zh: '无法接续此页。请重新打开列表。',
    ru: 'Эту страницу продолжить нельзя. Начните список заново.',
  },
  'Say which criterion, perhaps which records, and “take” with its input, or “snooze” with a reason and a day.':
    {
      lv: 'Norādiet kritēriju, varbūt ierakstus, un “take” ar tā datiem vai “snooze” ar iemeslu un dienu.',
      ka: 'მიუთითეთ კრიტერიუმი, შესაძლოა ჩანაწერები, და „take“ თავისი მონაცემებით ან „snooze“ მიზეზითა და დღით.',
      zh: '请注明条件、必要时注明记录，并写“take”及其内容，或写“snooze”及原因和日期。',
      ru: 'Укажите критерий, при желании записи, и «take» с данными или «snooze» с причиной и днём.',
    },
  'Stays as it is.': {
    lv: 'Paliek, kā ir.',
    ka: 'რჩება როგორც არის.',
    zh: '保持不变。',
    ru: 'Остаётся как есть.',
  },
  'Stays as it is; nothing new of the kind is begun.': {
    lv: 'Paliek, kā ir; neko jaunu šajā veidā nesāk.',
    ka: 'რჩება როგორც არის; ამ სახის ახალი აღარ იწყება.',
    zh: '保持不变；不再开始此类新事务。',
    ru: 'Остаётся как есть; ничего нового этого вида не начинают.',
  },
  'Stays as it is; whoever begins something new has to confirm it.': {
    lv: 'Paliek, kā ir; kas sāk ko jaunu, tam tas jāapstiprina.',
    ka: 'რჩება როგორც არის; ვინც ახალს იწყებს, უნდა დაადასტუროს.',
    zh: '保持不变；开始新事务须经确认。',
    ru: 'Остаётся как есть; кто начинает новое, должен подтвердить это.',
  },
  'Stays as it is, and new ones can be begun.': {
    lv: 'Paliek, kā ir, un jaunus sākt var.',
    ka: 'რჩება როგორც არის და ახლის დაწყებაც შეიძლება.',
    zh: '保持不变，也可以开始新的。',
    ru: 'Остаётся как есть, и новое начинать можно.',
  },
  '{role}: {state}': {
    lv: '{role}: {state}',
    ka: '{role}: {state}',
    zh: '{role}：{state}',
    ru: '{role}: {state}',
  },
  'Each role has a status of its own: this one stays and goes on.': {
    lv: 'Katrai lomai ir savs statuss: šis paliek, un viss turpinās.',
    ka: 'ყოველ როლს თავისი სტატუსი აქვს: ეს რჩება და გრძელდება.',
    zh: '每个角色各有状态：此状态保持不变，照常继续。',
    ru: 'У каждой роли свой статус: этот остаётся, и всё идёт дальше.',
  },
  'Proposals of criteria': {
    lv: 'Kritēriju ierosinājumi',
    ka: 'კრიტერიუმების შემოთავაზებები',
    zh: '条件提出的建议',
    ru: 'Предложения критериев',
  },
  'Leaves the review list: what is proposed no longer fits.': {
    lv: 'Pazūd no pārskatāmā saraksta: ierosinātais vairs neder.',
    ka: 'გადასახედი სიიდან ქრება: შემოთავაზებული აღარ შეესაბამება.',
    zh: '将移出复核列表：所建议的操作不再适用。',
    ru: 'Уходит из списка на пересмотр: предложенное больше не подходит.',
  },
  'Stays in the review list until somebody decides.': {
    lv: 'Paliek pārskatāmajā sarakstā, līdz kāds izlemj.',
    ka: 'გადასახედ სიაში რჩება, სანამ ვინმე გადაწყვეტს.',
    zh: '保留在复核列表中，直到有人作出决定。',
    ru: 'Остаётся в списке на пересмотр, пока кто-то не решит.',
  },
  'Questions that wait for your answer': {
    lv: 'Jautājumi, kas gaida jūsu atbildi',
    ka: 'შეკითხვები, რომლებიც თქვენს პასუხს ელის',
    zh: '等待您答复的询问',
    ru: 'Вопросы, которые ждут вашего ответа',
  },
  'They go on waiting in your inbox.': {
    lv: 'Tie turpina gaidīt jūsu iesūtnē.',
    ka: 'ისინი კვლავ თქვენს შემოსულებში ელოდება.',
    zh: '它们继续在您的收件箱中等待。',
    ru: 'Они продолжают ждать в ваших входящих.',
  },
} as const
