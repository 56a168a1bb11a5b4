/** What is added to a refusal for want of a right, in the languages other than English. */
export const whoDecidesTexts = {
  'Your post: {posts}.': {
    lv: 'Jūsu amats: {posts}.',
    ka: 'თქვენი თანამდებობა: {posts}.',
    zh: '您的岗位：{posts}。',
    ru: 'Ваша должность: {posts}.',
  },
  'Who decides on rights: {people}.': {
    lv: 'Par tiesībām lemj: {people}.',
    ka: 'უფლებებზე წყვეტს: {people}.',
    zh: '权限由以下人员决定：{people}。',
    ru: 'О правах решает: {people}.',
  },
} as const
