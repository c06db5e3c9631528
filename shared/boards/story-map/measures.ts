/** Sizes of the map in board units, on a grid of 4. */

/** Width of a step's column and of the cards in it. */
export const columnWidth = 172
/** Between two columns of one activity, of two activities, of two phases. */
export const gap = { step: 12, activity: 24, phase: 40 } as const
/** The slices' own cards, left of the columns. */
export const headWidth = 244
/** Between the slices' cards and the first column. */
const headGap = 28
/** Left edge of the first column. */
export const firstColumn = headWidth + headGap
/** Between phases, activities and steps. */
export const rowGap = 8
/** Between the backbone and the first slice, and between the frame and the backbone. */
export const blockGap = 28
/** Between two slices. */
export const bandGap = 8
/** Inside a slice, around its cards. */
export const bandPadding = 12
/** Between two stories of one cell. */
export const storyGap = 8
/** Around everything. */
export const margin = 32

/** A card's inner distance to its edge. */
export const padding = { x: 12, y: 10 } as const
export const radius = 6

/** Height of the row of signs at the foot of a card. */
export const footHeight = 28

export const titleSize = { frame: 20, phase: 17, activity: 16, step: 15, story: 14, slice: 16, note: 14 } as const
/** Text under a title; card text is never smaller. */
export const textSize = 14
