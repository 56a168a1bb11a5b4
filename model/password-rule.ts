/** How many characters a password has at least, in every place that asks for one. */
export const shortestPassword = 10
