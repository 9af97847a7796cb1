/** For the text field too, so that text does not jump when its editing ends. */
export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

/** Height of a line in font sizes. */
export const lineHeight = 1.25

/** From the top of a line to its baseline in font sizes, where a browser puts it for usual fonts at this line height. */
export const baseline = 0.97
