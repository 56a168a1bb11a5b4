import { collection, day, object, reference, text, yesNo } from '#model'
import { inOrder } from './held-days.ts'
import { everyPost } from './post-names.ts'

/** A job in the firm: what its holders may do is granted to the post, and the superior post leads it. */
export const post = object('post', {
  label: 'Post',
  plural: 'Posts',
  labels: {
    lv: ['Amats', 'Amati'],
    ka: ['თანამდებობა', 'თანამდებობები'],
    zh: ['岗位', '岗位'],
    ru: ['Должность', 'Должности'],
  },
  icon: 'briefcase',
  system: true,
  title: 'name',
  tree: 'superior',
  fields: {
    name: text({
      label: 'Name',
      labels: { lv: 'Nosaukums', ka: 'სახელი', zh: '名称', ru: 'Название' },
      required: true,
      searched: 'name',
      max: 100,
    }),
    key: text({
      label: 'Key',
      labels: { lv: 'Atslēga', ka: 'გასაღები', zh: '键', ru: 'Ключ' },
      help: 'How Kontor itself calls this post; empty for posts of your own.',
      helps: {
        lv: 'Kā šo amatu sauc pats Kontor; saviem amatiem tukšs.',
        ka: 'როგორ უწოდებს ამ თანამდებობას თავად Kontor; საკუთარისთვის ცარიელია.',
        zh: 'Kontor 自身对该岗位的称呼；自建岗位留空。',
        ru: 'Как эту должность называет сам Kontor; у своих пусто.',
      },
      unique: true,
      readOnly: true,
      max: 60,
    }),
    superior: reference('post', {
      label: 'Superior post',
      labels: {
        lv: 'Augstākais amats',
        ka: 'ზემდგომი თანამდებობა',
        zh: '上级岗位',
        ru: 'Вышестоящая должность',
      },
    }),
    administrator: yesNo({
      label: 'Administrator',
      labels: { lv: 'Administrators', ka: 'ადმინისტრატორი', zh: '管理员', ru: 'Администратор' },
      help: 'Its holders may do everything, give rights included.',
      helps: {
        lv: 'Tā turētāji drīkst visu, arī piešķirt tiesības.',
        ka: 'მის მფლობელებს ყველაფერი შეუძლიათ, უფლებების მინიჭებაც.',
        zh: '任此岗位者可做一切，包括授予权限。',
        ru: 'Занимающим её можно всё, даже давать права.',
      },
      default: false,
    }),
    secondFactor: yesNo({
      label: 'Second factor needed',
      labels: {
        lv: 'Vajadzīgs otrs faktors',
        ka: 'საჭიროა მეორე ფაქტორი',
        zh: '需要第二验证因素',
        ru: 'Нужен второй фактор',
      },
      help: 'Its holders come in with an authenticator or a passkey, not with a password alone.',
      helps: {
        lv: 'Tā turētāji ienāk ar autentifikatoru vai piekļuves atslēgu, ne tikai ar paroli.',
        ka: 'მისი მფლობელები შედიან აუთენტიფიკატორით ან საშვი გასაღებით და არა მხოლოდ პაროლით.',
        zh: '任此岗位者须使用验证器或通行密钥登录，不能仅凭密码。',
        ru: 'Занимающие её входят с аутентификатором или ключом доступа, а не с одним паролем.',
      },
      default: false,
    }),
    grants: collection('grant', {
      label: 'Rights',
      labels: { lv: 'Tiesības', ka: 'უფლებები', zh: '权限', ru: 'Права' },
      via: 'post',
    }),
  },
  lists: { all: { columns: ['name', 'superior', 'administrator', 'secondFactor'], sort: 'name' } },
  card: [
    {
      section: 'Post',
      labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '岗位', ru: 'Должность' },
      fields: ['name', 'superior', 'administrator', 'key', 'grants'],
    },
  ],
  access: everyPost({ actions: ['read'], see: ['name', 'superior'] }),
})

/**
 * That a user holds a post: in one company or, where none is named, in all of them; for a time or for
 * good.
 */
export const userPost = object('userPost', {
  label: 'Post held',
  plural: 'Posts held',
  labels: {
    lv: ['Ieņemamais amats', 'Ieņemamie amati'],
    ka: ['დაკავებული თანამდებობა', 'დაკავებული თანამდებობები'],
    zh: ['任职', '任职'],
    ru: ['Занимаемая должность', 'Занимаемые должности'],
  },
  system: true,
  title: 'post',
  owned: { by: 'user', via: 'user' },
  fields: {
    user: reference('user', {
      label: 'User',
      labels: { lv: 'Lietotājs', ka: 'მომხმარებელი', zh: '用户', ru: 'Пользователь' },
      required: true,
    }),
    post: reference('post', {
      label: 'Post',
      labels: { lv: 'Amats', ka: 'თანამდებობა', zh: '岗位', ru: 'Должность' },
      required: true,
    }),
    company: reference('company', {
      label: 'Company',
      labels: { lv: 'Uzņēmums', ka: 'კომპანია', zh: '公司', ru: 'Компания' },
      help: 'Empty: in every company of the group.',
      helps: {
        lv: 'Tukšs: katrā grupas uzņēmumā.',
        ka: 'ცარიელი: ჯგუფის ყველა კომპანიაში.',
        zh: '留空：在集团的每个公司。',
        ru: 'Пусто: во всех компаниях группы.',
      },
    }),
    from: day({ label: 'From', labels: { lv: 'No', ka: 'დან', zh: '自', ru: 'С' } }),
    until: day({
      label: 'Until',
      labels: { lv: 'Līdz', ka: 'მდე', zh: '至', ru: 'По' },
      help: 'The last day on which the post is held.',
      helps: {
        lv: 'Pēdējā diena, kad amatu ieņem.',
        ka: 'ბოლო დღე, როცა თანამდებობა დაკავებულია.',
        zh: '任职的最后一天。',
        ru: 'Последний день в этой должности.',
      },
    }),
  },
  lists: {},
  card: [],
  rules: [inOrder],
})
