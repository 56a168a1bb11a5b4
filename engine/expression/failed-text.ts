/** What stands for an error in a text: Unicode keeps this character free, so that no text has it by right. */
export const failedText = '\u{10ffff}'
