/** What is said to who keeps the users, in the languages other than English. */
export const keepingTexts = {
  'What you began is still under way: {what}. Wait until it is done, or stop it under Jobs, then deactivate yourself.':
    {
      lv: 'Jūsu sāktais vēl turpinās: {what}. Pagaidiet, līdz tas ir pabeigts, vai apturiet to sadaļā Darbi, tad deaktivizējiet sevi.',
      ka: 'თქვენი დაწყებული ჯერ კიდევ მიმდინარეობს: {what}. დაელოდეთ დასრულებას ან შეაჩერეთ „სამუშაოებში“, შემდეგ გამორთეთ საკუთარი თავი.',
      zh: '您启动的任务仍在进行：{what}。请等待其完成，或在“任务”中停止它，然后再停用自己。',
      ru: 'Начатое вами ещё выполняется: {what}. Подождите, пока оно завершится, или остановите в разделе «Задания», затем отключите себя.',
    },
  'Then no administrator could come in any more, now or on a later day. First let one of them set a password or add a passkey, or give such a post, without an end, to somebody who can come in another way.':
    {
      lv: 'Tad kādā dienā, tagad vai vēlāk, neviens administrators vairs nevarētu ienākt. Vispirms lai kāds no viņiem iestata paroli vai pievieno piekļuves atslēgu, vai piešķiriet šādu amatu bez termiņa kādam, kurš var ienākt citādi.',
      ka: 'მაშინ ახლა ან მოგვიანებით ვერც ერთი ადმინისტრატორი ვეღარ შევიდოდა. ჯერ რომელიმე მათგანმა დააყენოს პაროლი ან დაამატოს საშვი გასაღები, ან ასეთი თანამდებობა უვადოდ მიეცით მას, ვისაც სხვაგვარად შეუძლია შესვლა.',
      zh: '这样现在或以后某一天就没有管理员能登录了。请先让其中一位设置密码或添加通行密钥，或将此类岗位无限期授予能以其他方式登录的人。',
      ru: 'Тогда сейчас или в какой-то день потом ни один администратор не сможет войти. Пусть сначала кто-то из них задаст пароль или добавит ключ доступа, или дайте такую должность без срока тому, кто может войти иначе.',
    },
  'Then no administrator would be left, now or on a later day. First give such a post, without an end, to somebody else who can sign in already.':
    {
      lv: 'Tad kādā dienā, tagad vai vēlāk, nebūtu neviena administratora. Vispirms piešķiriet šādu amatu bez termiņa kādam citam, kurš jau var pierakstīties.',
      ka: 'მაშინ ახლა ან მოგვიანებით ადმინისტრატორი აღარ დარჩებოდა. ჯერ ასეთი თანამდებობა უვადოდ მიეცით სხვას, ვისაც უკვე შეუძლია შესვლა.',
      zh: '这样现在或以后某一天就没有管理员了。请先将此类岗位无限期授予另一位已能登录的用户。',
      ru: 'Тогда сейчас или в какой-то день потом не останется администратора. Сначала дайте такую должность без срока другому, кто уже может войти.',
    },
  'This user is an administrator, or stands in for one now or later. Ask an administrator.': {
    lv: 'Šis lietotājs ir administrators vai tādu aizvieto tagad vai vēlāk. Lūdziet administratoram.',
    ka: 'ეს მომხმარებელი ადმინისტრატორია ან მას ცვლის ახლა თუ მოგვიანებით. სთხოვეთ ადმინისტრატორს.',
    zh: '该用户是管理员，或者现在或将来代理管理员。请联系管理员。',
    ru: 'Этот пользователь администратор или замещает его сейчас либо позже. Попросите администратора.',
  },
  'This user has rights that you do not have yourself. Ask an administrator.': {
    lv: 'Šim lietotājam ir tiesības, kādu nav jums pašam. Lūdziet administratoram.',
    ka: 'ამ მომხმარებელს აქვს უფლებები, რომლებიც თავად არ გაქვთ. სთხოვეთ ადმინისტრატორს.',
    zh: '该用户拥有您自己没有的权限。请联系管理员。',
    ru: 'У этого пользователя есть права, которых нет у вас. Попросите администратора.',
  },
  'Nobody decides this about themselves. Ask an administrator.': {
    lv: 'To neviens nenosaka pats par sevi. Lūdziet administratoram.',
    ka: 'ამას საკუთარ თავზე ვერავინ წყვეტს. სთხოვეთ ადმინისტრატორს.',
    zh: '此项不能由本人决定。请联系管理员。',
    ru: 'Этого никто не решает о себе сам. Попросите администратора.',
  },
  'By your e-mail you come in: change it on your own record, signed in. No key does it, and no work in the background.':
    {
      lv: 'Ar savu e-pastu jūs ienākat: mainiet to savā kartītē, kad esat ienācis. To nedara ne atslēga, ne darbs fonā.',
      ka: 'თქვენი ელფოსტით შემოდიხართ: შეცვალეთ ის საკუთარ ბარათზე, შესვლის შემდეგ. ამას არც გასაღები აკეთებს და არც ფონური სამუშაო.',
      zh: '您凭自己的电子邮箱登录：请登录后在自己的记录中更改。密钥和后台作业都不能更改它。',
      ru: 'По своему адресу почты вы входите: измените его в своей карточке, войдя сами. Ни ключ, ни работа в фоне этого не делают.',
    },
  'Nobody makes themselves the superior of others. Choose somebody else, or ask an administrator.': {
    lv: 'Neviens pats nekļūst par citu priekšnieku. Izvēlieties citu vai lūdziet administratoram.',
    ka: 'საკუთარ თავს სხვის უფროსად ვერავინ ნიშნავს. აირჩიეთ სხვა ან სთხოვეთ ადმინისტრატორს.',
    zh: '不能把自己设为他人的上级。请另选他人，或联系管理员。',
    ru: 'Никто не делает начальником других самого себя. Выберите другого или попросите администратора.',
  },
  'Nobody changes their own posts. Ask an administrator.': {
    lv: 'Savus amatus neviens nemaina pats. Lūdziet administratoram.',
    ka: 'საკუთარ თანამდებობებს ვერავინ ცვლის. სთხოვეთ ადმინისტრატორს.',
    zh: '不能更改自己的岗位。请联系管理员。',
    ru: 'Свои должности никто не меняет сам. Попросите администратора.',
  },
  'This post gives rights that you do not have yourself. Choose another, or ask an administrator.': {
    lv: 'Šis amats dod tiesības, kādu nav jums pašam. Izvēlieties citu vai lūdziet administratoram.',
    ka: 'ეს თანამდებობა იძლევა უფლებებს, რომლებიც თავად არ გაქვთ. აირჩიეთ სხვა ან სთხოვეთ ადმინისტრატორს.',
    zh: '该岗位带有您自己没有的权限。请另选一个，或联系管理员。',
    ru: 'Эта должность даёт права, которых нет у вас. Выберите другую или попросите администратора.',
  },
  'This group gives rights that you do not have yourself. Choose another, or ask an administrator.': {
    lv: 'Šī grupa dod tiesības, kādu nav jums pašam. Izvēlieties citu vai lūdziet administratoram.',
    ka: 'ეს ჯგუფი იძლევა უფლებებს, რომლებიც თავად არ გაქვთ. აირჩიეთ სხვა ან სთხოვეთ ადმინისტრატორს.',
    zh: '该用户组带有您自己没有的权限。请另选一个，或联系管理员。',
    ru: 'Эта группа даёт права, которых нет у вас. Выберите другую или попросите администратора.',
  },
  'This right is more than you have yourself. Give less, or ask an administrator.': {
    lv: 'Šī tiesība ir vairāk, nekā ir jums pašam. Dodiet mazāk vai lūdziet administratoram.',
    ka: 'ეს უფლება იმაზე მეტია, რაც თავად გაქვთ. მიეცით ნაკლები ან სთხოვეთ ადმინისტრატორს.',
    zh: '此权限超出您自己拥有的权限。请授予较少的权限，或联系管理员。',
    ru: 'Это право больше, чем есть у вас. Дайте меньше или попросите администратора.',
  },
  'You do not have this for as long yourself. Give it an end no later than yours, or ask an administrator.': {
    lv: 'Pašam jums tas nav tik ilgi. Nosakiet beigas ne vēlāk kā jūsējās vai lūdziet administratoram.',
    ka: 'თავად ეს ამდენ ხანს არ გაქვთ. მიუთითეთ თქვენსაზე არაუგვიანესი ვადა ან სთხოვეთ ადმინისტრატორს.',
    zh: '您自己拥有此权限的时间没有这么长。请将结束日期设为不晚于您自己的，或联系管理员。',
    ru: 'У вас самих это есть не так долго. Задайте срок не позже вашего или попросите администратора.',
  },
  'The condition of this right asks for what is not there any more. Mend the condition before you give the right anew.':
    {
      lv: 'Šīs tiesības nosacījums prasa to, kā vairs nav. Izlabojiet nosacījumu, pirms tiesību piešķirat no jauna.',
      ka: 'ამ უფლების პირობა ითხოვს იმას, რაც აღარ არსებობს. შეასწორეთ პირობა, სანამ უფლებას ხელახლა მისცემთ.',
      zh: '此权限的条件要求的内容已不存在。请先修正条件，再重新授予此权限。',
      ru: 'Условие этого права требует того, чего больше нет. Исправьте условие, прежде чем давать право снова.',
    },
  'A record is opened to others where it stands, by who may share it. Open it there, or ask an administrator.':
    {
      lv: 'Ierakstu citiem atver tajā pašā, un to dara, kas drīkst to kopīgot. Atveriet to tur vai lūdziet administratoram.',
      ka: 'ჩანაწერს სხვებს თავად ჩანაწერში უხსნის ის, ვისაც მისი გაზიარება შეუძლია. გახსენით იქ ან სთხოვეთ ადმინისტრატორს.',
      zh: '记录须在其自身页面由有权共享的人开放给他人。请在那里开放，或联系管理员。',
      ru: 'Запись открывает другим на ней самой тот, кому можно ею делиться. Откройте её там или попросите администратора.',
    },
  'Only an administrator decides this about a post. Ask one.': {
    lv: 'Par šo amatā lemj tikai administrators. Palūdziet kādam no viņiem.',
    ka: 'ამას თანამდებობის შესახებ მხოლოდ ადმინისტრატორი წყვეტს. მიმართეთ რომელიმეს.',
    zh: '岗位的这一项只能由管理员决定。请联系管理员。',
    ru: 'Это о должности решает только администратор. Обратитесь к нему.',
  },
  'A post is given for a company in which you work yourself. Choose one of these, or ask an administrator.': {
    lv: 'Amatu dod uzņēmumā, kurā strādājat jūs pats. Izvēlieties kādu no tiem vai lūdziet administratoram.',
    ka: 'თანამდებობა იმ კომპანიაში ეძლევა, სადაც თავად მუშაობთ. აირჩიეთ ერთ-ერთი ან სთხოვეთ ადმინისტრატორს.',
    zh: '岗位只能授予您自己任职的公司。请选择其中之一，或联系管理员。',
    ru: 'Должность дают в компании, где работаете вы сами. Выберите одну из них или попросите администратора.',
  },
  'A substitute is named by the person themself, by an administrator, or by who may do all that the person may. Ask one of these.':
    {
      lv: 'Aizvietotāju nosaka pats cilvēks, administrators vai tas, kurš drīkst visu, ko šis cilvēks. Lūdziet kādam no viņiem.',
      ka: 'შემცვლელს ასახელებს თავად ადამიანი, ადმინისტრატორი ან ის, ვისაც ყველაფერი შეუძლია, რაც ამ ადამიანს. სთხოვეთ ერთ-ერთს.',
      zh: '代理人由本人、管理员或拥有本人全部权限者指定。请联系其中之一。',
      ru: 'Заместителя назначает сам человек, администратор или тот, кому можно всё, что этому человеку. Попросите одного из них.',
    },
  'You do not see {name} on every record, so no formula or condition of yours may tell of it. Ask an administrator.':
    {
      lv: 'Lauku {name} neredzat katrā ierakstā, tāpēc jūsu formula vai nosacījums par to stāstīt nedrīkst. Lūdziet administratoram.',
      ka: '{name} ყველა ჩანაწერში არ გიჩანთ, ამიტომ თქვენს ფორმულას თუ პირობას მასზე თქმა არ შეუძლია. სთხოვეთ ადმინისტრატორს.',
      zh: '您并非在每条记录上都能看到{name}，因此您的公式或条件不得涉及它。请联系管理员。',
      ru: '{name} видно вам не в каждой записи, поэтому ваша формула или условие не может о нём говорить. Попросите администратора.',
    },
  'It names what you do not see. Leave it out, or ask an administrator.': {
    lv: 'Tajā minēts tas, ko jūs neredzat. Izlaidiet to vai lūdziet administratoram.',
    ka: 'მასში ნახსენებია ის, რასაც ვერ ხედავთ. გამოტოვეთ ან სთხოვეთ ადმინისტრატორს.',
    zh: '其中涉及您看不到的内容。请去掉它，或联系管理员。',
    ru: 'Здесь названо то, чего вы не видите. Уберите это или попросите администратора.',
  },
  '{name}: with what records are seen decides who sees them. Only an administrator may change that. Ask one.':
    {
      lv: '{name}: tas, ar ko kopā ierakstus redz, nosaka, kas tos redz. To drīkst mainīt tikai administrators. Lūdziet viņam.',
      ka: '{name}: ვინ ხედავს ჩანაწერებს, იმაზეა დამოკიდებული, რასთან ერთად ჩანს ისინი. ამის შეცვლა მხოლოდ ადმინისტრატორს შეუძლია. სთხოვეთ მას.',
      zh: '{name}：记录随何者可见，决定了谁能看到它们。只有管理员可以更改。请联系管理员。',
      ru: '{name}: от того, вместе с чем видны записи, зависит, кто их видит. Менять это можно только администратору. Попросите его.',
    },
  'Only an administrator may stop the log of who reads {name}. Ask one.': {
    lv: 'Tikai administrators drīkst pārtraukt žurnālu par to, kas lasa lauku {name}. Lūdziet viņam.',
    ka: 'მხოლოდ ადმინისტრატორს შეუძლია შეწყვიტოს ჟურნალი, ვინ კითხულობს ველს {name}. სთხოვეთ მას.',
    zh: '只有管理员可以停止记录谁读取了{name}。请联系管理员。',
    ru: 'Только администратор может прекратить запись о том, кто читает {name}. Попросите его.',
  },
  'Rights ask for {name}, so only an administrator may change what it says. Ask one.': {
    lv: 'Par lauku {name} jautā tiesības, tāpēc to, ko tas saka, drīkst mainīt tikai administrators. Lūdziet viņam.',
    ka: 'უფლებები ეყრდნობა ველს {name}, ამიტომ მის შინაარსს მხოლოდ ადმინისტრატორი ცვლის. სთხოვეთ მას.',
    zh: '权限依赖于{name}，因此只有管理员可以更改其含义。请联系管理员。',
    ru: 'От {name} зависят права, поэтому менять его смысл можно только администратору. Попросите его.',
  },
} as const
