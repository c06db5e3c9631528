import type { BoardKind } from "../model/boardKind.ts"
import { productFlow } from "./product-flow/kind.ts"
import { storyMap } from "./story-map/kind.ts"
import { userNeedsMap } from "./user-needs-map/kind.ts"

/** Every kind of board, in the order in which they are offered. A new kind adds its line here. */
export const boardKinds: readonly BoardKind[] = [userNeedsMap, storyMap, productFlow]
