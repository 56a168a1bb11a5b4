import { reference, type Extension, type Fields } from '#model'

/** A user may be somebody of a partner's, who sees only what their posts open of that one (`$myParty`). */
export const partyOfUser: Extension<Fields> = {
  extends: 'user',
  fields: {
    party: reference('party', {
      label: 'Of the partner',
      labels: { lv: 'No partnera', ka: 'პარტნიორიდან', zh: '所属往来单位', ru: 'От партнёра' },
      help: 'Empty: one of us. Otherwise give a post whose rights are tied to the user’s own partner.',
      helps: {
        lv: 'Tukšs: viens no mums. Citādi piešķiriet amatu, kura tiesības saistītas ar lietotāja partneri.',
        ka: 'ცარიელი: ჩვენიანი. სხვა შემთხვევაში მიეცით თანამდებობა, რომლის უფლებები მის პარტნიორზეა მიბმული.',
        zh: '留空：本方人员。否则请授予权限限于该用户所属往来单位的岗位。',
        ru: 'Пусто: один из нас. Иначе дайте должность, права которой привязаны к партнёру пользователя.',
      },
    }),
  },
  dealings: [{ kind: 'access', with: ['party'], while: { active: true }, close: { active: false } }],
  card: [
    {
      section: 'Of a partner',
      labels: { lv: 'No partnera', ka: 'პარტნიორიდან', zh: '往来单位人员', ru: 'От партнёра' },
      fields: ['party'],
    },
  ],
}
